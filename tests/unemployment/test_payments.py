"""Lists of payees: made by one, checked, signed by another; what stops a line (trust B5, B10)."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.db import IntegrityError, connection, transaction

from caunoi.classifications.choices import ActivityStatus
from caunoi.people.models import Person
from caunoi.people.queries import identity_digest
from caunoi.placement.choices import ApplicationState
from caunoi.unemployment.actions.declarations import Declared, keep_declarations
from caunoi.unemployment.actions.endings import Happened, report_end
from caunoi.unemployment.actions.payments import (
    CannotPay,
    check_list,
    decide_flag,
    drop_list,
    make_list,
    make_or_find_list,
    open_flag,
    release_month,
    send_list,
    sign_list,
)
from caunoi.unemployment.actions.standing import propose_resumptions, propose_suspensions
from caunoi.unemployment.choices.benefits import EndCause, EndSource, JobKind, MonthState
from caunoi.unemployment.choices.payments import FlagKind, FlagVerdict, ListState
from caunoi.unemployment.models import Decision, EndReport, PaymentFlag, PaymentLine, PaymentList
from caunoi.unemployment.queries.benefits import to_resume, to_suspend
from caunoi.unemployment.queries.payments import payable, sums_of
from tests.people.factories import LabourProfileFactory, PersonFactory
from tests.placement.factories import ApplicationFactory
from tests.unemployment.lives import (
    AMOUNT,
    at,
    clerk,
    head,
    month,
    notice,
    running,
    signed,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 4)
NUMBER = "001195000123"


def payee(name="Nguyễn Thị Hoà", *, number=NUMBER, born=date(1995, 5, 20), **more):
    return PersonFactory(
        full_name=name,
        birth_date=born,
        identity_number=number or None,
        identity_digest=identity_digest(number) if number else None,
        **more,
    )


def noticed(*ks, person=None, **planned):
    benefit = running(person=person, **planned)
    notice(benefit, *(ks or (1, 2)))
    return benefit


def made(until=DAY, by=None):
    return make_list(until=until, by=by or clerk(), at=at(until))


def checked(payments, day=DAY):
    return check_list(payments=payments, by=clerk(), at=at(day, 10))


def declared(*, name="Nguyễn Thị Hoà", born=date(1995, 5, 20), year=None, number="", since, **more):
    line = Declared(
        row=2,
        full_name=name,
        birth_date=born,
        birth_year=year or (born.year if born else None),
        number=number,
        insurance_number=more.get("insurance", ""),
        employer="Công ty Mới",
        from_date=since,
    )
    read_at = more.get("read_at", at(DAY, 8))
    file, _ = keep_declarations(
        name="khai-bao.xlsx",
        digest=sha256(repr((name, born, number, since, read_at, more)).encode()).hexdigest(),
        lines=[line],
        refused=0,
        by=clerk(),
        at=read_at,
    )
    return file


def decided(flag, verdict, reason="Đã gọi hỏi"):
    open_flag(flag=flag, by=clerk(), at=at(DAY, 10))
    return decide_flag(flag=flag, verdict=verdict, reason=reason, by=clerk(), at=at(DAY, 10))


class TestMaking:
    def test_noticed_months_with_closed_windows_are_listed_once(self):
        benefit = noticed(1, 2)
        payments = made()
        assert [line.month.k for line in payments.lines.order_by("starts_on")] == [1, 2]
        assert sums_of(payments).total == 2 * AMOUNT
        assert make_or_find_list(until=DAY, by=clerk(), at=at(DAY)) == payments
        assert PaymentList.objects.count() == 1
        checked(payments)
        sign_list(payments=payments, by=head(), at=at(DAY, 11))
        with pytest.raises(CannotPay, match="Không có tháng hưởng nào"):
            made()
        assert month(benefit, 1).state == MonthState.CLEARED
        assert PaymentList.objects.count() == 1

    def test_a_month_without_notice_is_not_listed(self):
        noticed(1)
        assert [m.k for m in payable(until=date(2026, 12, 31))] == [1]

    def test_after_a_suspension_the_next_month_waits_for_the_signed_continuation(self):
        benefit = noticed(1)
        day = date(2026, 4, 23)
        benefit.months.filter(k=2).update(notice_state="MISSED")
        propose_suspensions(months=to_suspend(), by=clerk(), at=at(day))
        signed(Decision.objects.latest("pk"), day)
        notice(benefit, 3)
        assert [m.k for m in payable(until=date(2026, 6, 1))] == [1]
        propose_resumptions(months=to_resume(), by=clerk(), at=at(date(2026, 5, 21)))
        signed(Decision.objects.latest("pk"), date(2026, 5, 21))
        assert [m.k for m in payable(until=date(2026, 6, 1))] == [1, 3]

    def test_a_list_that_waits_comes_first(self):
        noticed(1)
        made(until=date(2026, 4, 1))
        with pytest.raises(CannotPay, match="chưa ký"):
            made(until=date(2026, 5, 1))

    def test_a_dropped_list_gives_its_months_back(self):
        benefit = noticed(1)
        payments = made()
        drop_list(payments=payments, why="Lập nhầm ngày", by=clerk(), at=at(DAY))
        again = made()
        assert again != payments
        assert month(benefit, 1).lines.filter(standing=True).count() == 1


class TestTwoHands:
    def test_the_maker_does_not_sign(self):
        noticed(1)
        by = head()
        payments = made(by=by)
        checked(payments)
        with pytest.raises(CannotPay, match="không tự ký"):
            sign_list(payments=payments, by=by, at=at(DAY))
        with pytest.raises(CannotPay, match="Chỉ trưởng phòng"):
            sign_list(payments=payments, by=clerk(), at=at(DAY))

    def test_nor_does_the_database_let_the_maker_sign(self):
        noticed(1)
        by = head()
        payments = made(by=by)
        checked(payments)
        with pytest.raises(IntegrityError, match="another"), transaction.atomic():
            PaymentList.objects.filter(pk=payments.pk).update(
                state=ListState.SIGNED, signed_by=by, signed_at=at(DAY), payees=1, total=AMOUNT
            )

    def test_nothing_is_signed_unchecked(self):
        noticed(1)
        payments = made()
        with pytest.raises(CannotPay, match="Chưa đối chiếu"):
            sign_list(payments=payments, by=head(), at=at(DAY))
        with pytest.raises(IntegrityError), transaction.atomic():
            PaymentList.objects.filter(pk=payments.pk).update(
                state=ListState.SIGNED,
                signed_by=head(),
                signed_at=at(DAY),
                payees=1,
                total=AMOUNT,
                checked_at=at(DAY),
                checked_by=clerk(),
            )

    def test_a_signed_list_is_sent_once_and_stays(self):
        noticed(1)
        payments = made()
        checked(payments)
        sign_list(payments=payments, by=head(), at=at(DAY))
        sent = send_list(payments=payments, by=clerk(), at=at(DAY, 15))
        assert send_list(payments=payments, by=head(), at=at(DAY, 16)).sent_at == sent.sent_at
        with pytest.raises(CannotPay, match="không sửa được"):
            drop_list(payments=payments, why="thử", by=clerk(), at=at(DAY))


class TestChecking:
    @pytest.mark.parametrize(
        ("told", "kind"),
        [
            ({"number": NUMBER, "name": "Tên Khác Hẳn", "born": None}, FlagKind.NUMBER),
            ({"name": "NGUYEN THI HOA"}, FlagKind.NAME),
            ({"name": "Nguyễn Thị Hòa", "number": "001195000124"}, FlagKind.NAME),
            ({"name": "Nguyễn Hoà"}, FlagKind.NEAR),
            ({"born": None, "year": 1995}, FlagKind.NEAR),
            ({"name": "Nguyễn Thị Hoaa", "number": "001195000132"}, FlagKind.NEAR),
        ],
    )
    def test_new_employment_is_found_by_number_and_by_name(self, told, kind):
        noticed(1, person=payee())
        declared(since=date(2026, 3, 25), **told)
        payments = made()
        assert checked(payments) == 1
        assert PaymentFlag.objects.get().kind == kind

    @pytest.mark.parametrize(
        "told",
        [
            {"number": "034195999888"},  # another person of the same name and birthday
            {"name": "Trần Thị Hoà"},
            {"born": date(1995, 5, 21)},
            {"since": date(2026, 1, 5)},  # the work that ended
            {"since": date(2026, 9, 1)},  # after the month
        ],
    )
    def test_others_raise_no_alarm(self, told):
        noticed(1, person=payee())
        declared(**{"since": date(2026, 3, 25), **told})
        assert checked(made()) == 0

    def test_the_number_of_the_insurance_book_is_enough(self):
        noticed(1, person=payee(insurance_number="0123456789"))
        declared(since=date(2026, 3, 25), name="Ai Đó", born=None, insurance="0123456789")
        checked(made())
        assert PaymentFlag.objects.get().kind == FlagKind.INSURANCE

    def test_a_renamed_person_is_found_by_the_number(self):
        benefit = noticed(1, person=payee())
        Person.objects.filter(pk=benefit.person_id).update(full_name="Lê Thị Đổi Tên")
        declared(since=date(2026, 3, 25), number=NUMBER)
        assert checked(made()) == 1

    def test_hires_and_profiles_of_our_own_are_looked_at(self):
        benefit = noticed(1)
        ApplicationFactory(
            person=benefit.person, state=ApplicationState.HIRED, hired_on=date(2026, 3, 30)
        )
        LabourProfileFactory(person=benefit.person, activity=ActivityStatus.EMPLOYED)
        checked(made())
        kinds = set(PaymentFlag.objects.values_list("kind", flat=True))
        assert kinds == {FlagKind.HIRED, FlagKind.REGISTERED}

    def test_an_ending_under_way_is_shown(self):
        benefit = noticed(1)
        happened = Happened(
            EndCause.JOB, date(2026, 4, 28), EndSource.CENTRE, job_kind=JobKind.CONTRACT
        )
        report_end(benefit=benefit, happened=happened, by=clerk(), at=at(DAY))
        checked(made())
        assert PaymentFlag.objects.get().kind == FlagKind.ENDING

    def test_one_person_under_two_records_is_shown_on_both_lines(self):
        noticed(1, person=payee())
        noticed(1, person=payee(number=""))
        payments = made()
        assert checked(payments) == 2
        assert set(PaymentFlag.objects.values_list("kind", flat=True)) == {FlagKind.TWICE}

    def test_two_people_of_one_name_and_birthday_are_not(self):
        noticed(1, person=payee())
        noticed(1, person=payee(number="034195777666"))
        assert checked(made()) == 0

    def test_checking_again_keeps_what_was_decided(self):
        noticed(1, person=payee())
        declared(since=date(2026, 3, 25), number=NUMBER)
        payments = made()
        checked(payments)
        decided(PaymentFlag.objects.get(), FlagVerdict.KEEP)
        assert checked(payments) == 1
        assert PaymentFlag.objects.get().verdict == FlagVerdict.KEEP


class TestDeciding:
    @pytest.fixture
    def flag(self):
        noticed(1, person=payee())
        declared(since=date(2026, 3, 25), number=NUMBER)
        checked(made())
        return PaymentFlag.objects.select_related("line__list", "line__person").get()

    def test_nobody_decides_what_they_have_not_opened(self, flag):
        with pytest.raises(CannotPay, match="Mở xem"):
            decide_flag(flag=flag, verdict=FlagVerdict.STOP, reason="", by=clerk(), at=at(DAY))

    def test_to_pay_needs_a_reason(self, flag):
        with pytest.raises(CannotPay, match="vì sao vẫn chi"):
            decided(flag, FlagVerdict.KEEP, reason=" ")

    def test_with_an_open_flag_nothing_is_signed(self, flag):
        payments = flag.line.list
        with pytest.raises(CannotPay, match="Còn 1 dấu hiệu"):
            sign_list(payments=payments, by=head(), at=at(DAY))
        with pytest.raises(IntegrityError), transaction.atomic():
            PaymentList.objects.filter(pk=payments.pk).update(
                state=ListState.SIGNED, signed_by=head(), signed_at=at(DAY), payees=1, total=AMOUNT
            )

    def test_a_stopped_line_keeps_the_month_back_until_it_is_cleared_up(self, flag):
        decided(flag, FlagVerdict.STOP, reason="")
        kept = month(flag.line.month.benefit, 1)
        assert kept.state == MonthState.HELD
        assert not PaymentLine.objects.get(pk=flag.line_id).standing
        with pytest.raises(CannotPay, match="không còn dòng nào"):
            sign_list(payments=flag.line.list, by=head(), at=at(DAY))
        release_month(month=kept, why="Không phải người này", by=clerk(), at=at(DAY))
        drop_list(payments=flag.line.list, why="Lập lại", by=clerk(), at=at(DAY))
        assert payable(until=DAY).count() == 1

    def test_the_last_month_is_paid_and_the_benefit_ends(self, flag):
        decided(flag, FlagVerdict.LAST)
        report = EndReport.objects.get()
        assert (report.cause, report.effective_on) == (EndCause.JOB, date(2026, 3, 25))
        assert PaymentLine.objects.get(pk=flag.line_id).standing

    def test_a_month_that_began_after_the_job_is_not_the_last_one(self):
        noticed(1, person=payee())
        declared(since=date(2026, 3, 16), number=NUMBER)
        checked(made())
        with pytest.raises(CannotPay, match="trước khi tháng này bắt đầu"):
            decided(PaymentFlag.objects.get(), FlagVerdict.LAST)

    def test_declarations_that_come_later_ask_for_another_check(self, flag):
        decided(flag, FlagVerdict.KEEP)
        declared(since=date(2026, 4, 1), name="Người Khác", born=None, read_at=at(DAY, 12))
        with pytest.raises(CannotPay, match="khai báo việc làm mới"):
            sign_list(payments=flag.line.list, by=head(), at=at(DAY, 13))
        with pytest.raises(IntegrityError), transaction.atomic():
            PaymentList.objects.filter(pk=flag.line.list_id).update(
                state=ListState.SIGNED, signed_by=head(), signed_at=at(DAY), payees=1, total=AMOUNT
            )
        check_list(payments=flag.line.list, by=clerk(), at=at(DAY, 14))
        assert sign_list(payments=flag.line.list, by=head(), at=at(DAY, 15)).total == AMOUNT


class TestDirectSql:
    """What the program never does, tried as the role of the application (trust B4)."""

    @pytest.fixture
    def paid(self):
        benefit = noticed(1)
        payments = made()
        checked(payments)
        sign_list(payments=payments, by=head(), at=at(DAY))
        return benefit

    def refuse(self, sql, *values):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)

    def test_a_second_month_for_the_same_days(self, paid):
        columns = [f.column for f in month(paid, 1)._meta.concrete_fields if f.column != "id"]
        copied = ", ".join(
            {"public_id": "%s", "k": "7", "state": "'OPEN'", "line_id": "NULL"}.get(c, f'"{c}"')
            for c in columns
        )
        names = ", ".join(f'"{c}"' for c in columns)
        sql = (
            f"INSERT INTO unemployment_benefitmonth ({names})"  # noqa: S608  our own words
            f" SELECT {copied} FROM unemployment_benefitmonth WHERE id = %s"
        )
        self.refuse(sql, "0" * 32, month(paid, 1).pk)

    @pytest.mark.parametrize(
        "change",
        [
            "amount = amount + 1",
            "state = 'OPEN', line_id = NULL",
            "state = 'VOID', line_id = NULL",
            "starts_on = '2026-01-01'",
            "ends_on = '2026-12-31'",
            "k = 9",
            "notice_state = 'WAITING'",
        ],
    )
    def test_a_cleared_month_is_changed(self, paid, change):
        self.refuse(
            f"UPDATE unemployment_benefitmonth SET {change} WHERE id = %s",  # noqa: S608  our own words
            month(paid, 1).pk,
        )

    def test_a_month_that_waits_is_cleared_without_a_list(self, paid):
        line = month(paid, 1).line_id
        self.refuse(
            "UPDATE unemployment_benefitmonth SET state = 'CLEARED', notice_state = 'GIVEN',"
            " line_id = %s WHERE id = %s",
            line,
            month(paid, 2).pk,
        )

    @pytest.mark.parametrize(
        "change", ["amount = 1", "standing = (1 = 0)", "list_id = list_id + 1", "month_id = 0"]
    )
    def test_a_line_of_a_signed_list_is_changed(self, paid, change):
        self.refuse(f"UPDATE unemployment_paymentline SET {change}")  # noqa: S608  our own words

    @pytest.mark.parametrize(
        "change", ["state = 'MADE'", "total = total + 1", "payees = 0", "state = 'RETURNED'"]
    )
    def test_a_signed_list_is_changed(self, paid, change):
        self.refuse(f"UPDATE unemployment_paymentlist SET {change}")  # noqa: S608  our own words

    @pytest.mark.parametrize(
        "change",
        ["amount = amount * 2", "months_granted = 12", "starts_on = '2026-01-01'"],
    )
    def test_a_benefit_is_changed(self, paid, change):
        self.refuse(f"UPDATE unemployment_benefit SET {change}")  # noqa: S608  our own words

    def test_a_second_line_for_a_month_on_another_list(self, paid):
        other = PaymentList.objects.create(
            year=2026, number=99, until=DAY, made_by=clerk(), made_at=at(DAY)
        )
        line = PaymentLine.objects.get()
        columns = [f.column for f in line._meta.concrete_fields if f.column != "id"]
        names = ", ".join(f'"{c}"' for c in columns)
        copied = ", ".join({"public_id": "%s", "list_id": "%s"}.get(c, f'"{c}"') for c in columns)
        self.refuse(
            f"INSERT INTO unemployment_paymentline ({names})"  # noqa: S608  our own words
            f" SELECT {copied} FROM unemployment_paymentline WHERE id = %s",
            "0" * 32,
            other.pk,
            line.pk,
        )

    def test_a_list_begins_signed(self, paid):
        self.refuse(
            "INSERT INTO unemployment_paymentlist (public_id, year, number, scheme, until, state,"
            " made_by_id, made_at, returned_why, made, checked_by_id, checked_at, signed_by_id,"
            " signed_at, payees, total) VALUES (%s, 2026, 77, 'UNEMPLOYMENT', '2026-05-04',"
            " 'SIGNED', %s, '2026-05-04', '', (1 = 0), %s, '2026-05-04', %s, '2026-05-04', 0, 0)",
            "1" * 32,
            clerk().pk,
            clerk().pk,
            head().pk,
        )


def test_the_same_file_of_declarations_is_kept_once():
    told = {"name": "a.xlsx", "digest": "x" * 64, "lines": [], "refused": 0, "by": clerk()}
    first, new = keep_declarations(**told, at=at(DAY))
    again, new_again = keep_declarations(**told, at=at(DAY + timedelta(days=1)))
    assert (first, new, new_again) == (again, True, False)
