"""What social insurance paid is read back: every line once, all wrong lines at once, or nothing."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.people.queries import identity_digest
from caunoi.unemployment.actions.payment_results import CannotKeepResults, keep_results
from caunoi.unemployment.actions.payments import check_list, make_list, send_list, sign_list
from caunoi.unemployment.choices.payments import Paid
from caunoi.unemployment.exports.payments import PAYEES, payment_sheet, uncollected_sheet
from caunoi.unemployment.imports.payment_results import read_results
from caunoi.unemployment.models import (
    PaymentLine,
    PaymentList,
    PaymentResult,
    PaymentResultFile,
)
from caunoi.unemployment.queries.payment_results import result_sums, uncollected
from caunoi.unemployment.queries.payments import lines_of
from caunoi_kit.office import sheets
from caunoi_kit.ui.once import fresh_key
from tests.accounts.factories import UserFactory
from tests.people.factories import PersonFactory
from tests.unemployment.lives import at, clerk, head, notice, running
from tests.unemployment.test_benefit_pages import signed_in

pytestmark = pytest.mark.django_db
DAY, PAID_ON = date(2026, 5, 4), date(2026, 5, 8)


@pytest.fixture
def payments() -> PaymentList:
    """A sent list of two people: one with two months, one with one."""
    for number, months in (("001195000123", (1, 2)), ("001190000456", (1,))):
        person = PersonFactory(identity_number=number, identity_digest=identity_digest(number))
        notice(running(person=person), *months)
    made = make_list(until=DAY, by=clerk(), at=at(DAY))
    check_list(payments=made, by=clerk(), at=at(DAY, 10))
    sign_list(payments=made, by=head(), at=at(DAY, 11))
    return send_list(payments=made, by=clerk(), at=at(DAY, 12))


def filled(payments, *words, csv=False, **changed) -> bytes:
    """The sheet of a list as social insurance sends it back; `words`: result, day, why by line."""
    rows = sheets.read(payment_sheet(payments, lines_of(payments)), name="a.xlsx")[1:]
    for row, said in zip(rows, words, strict=True):
        row.extend([""] * (len(PAYEES) - len(row)))
        row[-3:] = said
        for column, value in changed.items():
            row[[each.name for each in PAYEES].index(column.replace("_", " "))] = value
    columns = [sheets.Column(each.name) for each in PAYEES]
    return (sheets.write_csv if csv else sheets.write)(columns, rows, title="kết quả")


def kept(payments, content, *, on=PAID_ON):
    read = read_results(content, name="ket-qua.xlsx", on=on)
    return keep_results(
        payments=payments, name="ket-qua.xlsx", digest=read.digest, told=read.lines,
        faults=read.faults, by=clerk(), at=at(on),
    )  # fmt: skip


YES, NOTHING = ("Đã chi", "08/05/2026", ""), ("", "", "")
NO = ("Chưa chi", "", "Sai số tài khoản")


@pytest.mark.parametrize("csv", [False, True])
def test_the_sheet_of_a_list_comes_back_with_what_was_paid(payments, csv):
    content = filled(payments, YES, NO, NOTHING, csv=csv)
    assert kept(payments, content).new == 2
    sums = result_sums(payments)
    assert (sums.paid, sums.unpaid, sums.silent) == (1, 1, 1)
    assert (kept(payments, content).new, PaymentResultFile.objects.count()) == (0, 1)
    line = uncollected().get()
    assert (line.why, line.on) == ("Sai số tài khoản", PAID_ON)
    shown = sheets.read(uncollected_sheet(uncollected(), on=PAID_ON), name="a.xlsx")
    assert "Sai số tài khoản" in shown[1]


def test_who_was_not_paid_is_paid_later_and_the_older_word_stays(payments):
    kept(payments, filled(payments, YES, YES, NO))
    later = ("Đã chi", "20/05/2026", "")
    done = kept(payments, filled(payments, YES, YES, later), on=date(2026, 5, 20))
    assert (done.new, done.known) == (1, 2)
    assert not uncollected().exists()
    assert PaymentResult.objects.filter(paid=Paid.UNPAID, standing=False).count() == 1
    with pytest.raises(CannotKeepResults) as refused:  # an old file sent once more, changed
        kept(payments, filled(payments, YES, NOTHING, NO), on=PAID_ON)
    assert "sau ngày trong tệp" in refused.value.faults[0]


def test_all_wrong_lines_are_said_at_once_and_nothing_is_written(payments):
    content = filled(payments, YES, ("có lẽ", "", ""), NO, Số_định_danh="001199999999")
    with pytest.raises(CannotKeepResults, match="3 dòng sai") as refused:
        kept(payments, content)
    assert [fault.split(":")[0] for fault in refused.value.faults] == ["Dòng 3", "Dòng 2", "Dòng 4"]
    assert not PaymentResult.objects.exists()


@pytest.mark.parametrize(
    ("said", "changed", "fault"),
    [
        (("Đã chi", "", ""), {}, "không ghi ngày chi"),
        (("Đã chi", "09/05/2026", ""), {}, "chưa đến"),
        (("Chưa chi", "", ""), {}, "không ghi lý do"),
        (YES, {"Họ_và_tên": "Người Khác"}, "không phải của số này"),
        (YES, {"Từ_ngày": "01/01/2026", "Tháng_hưởng_thứ": "9"}, "không có tháng hưởng này"),
        (YES, {"Từ_ngày": "", "Tháng_hưởng_thứ": ""}, "cùng một tháng|nhiều tháng"),
        (YES, {"Số_tiền_(đồng)": "1000"}, "khác 9.000.000"),
    ],
)
def test_a_line_that_fits_nothing_is_refused_with_the_reason(payments, said, changed, fault):
    with pytest.raises(CannotKeepResults) as refused:
        kept(payments, filled(payments, said, said, said, **changed))
    assert any(re.search(fault, each) for each in refused.value.faults)


def test_the_page_lists_the_faults_and_reads_the_mended_file(payments, settings):
    settings.CAUNOI_DEMO = True
    client = signed_in(UserFactory(role=Role.CLERK))
    url = reverse("unemployment:payment_results", args=[payments.public_id])

    def sent(content):
        file = SimpleUploadedFile("ket-qua.xlsx", content)
        return client.post(url, {"_once": fresh_key(), "file": file})

    told = sent(filled(payments, YES, ("có lẽ", "", ""), NOTHING))
    assert "Dòng 3: cột Kết quả ghi «có lẽ»" in told.content.decode()
    fine = ("Đã chi", "04/05/2026", "")
    assert sent(filled(payments, fine, fine, NOTHING)).status_code == 302
    page = client.get(reverse("unemployment:payment_list", args=[payments.public_id]))
    assert page.content.decode().count("Đã chi 04/05/2026") == 2
    assert client.get(reverse("unemployment:unpaid")).status_code == 200


class TestDirectSql:
    """The database refuses what no page offers."""

    def test_a_line_of_a_signed_list_is_not_deleted_and_paid_again(self, payments):
        with pytest.raises(IntegrityError, match="a_line_of_a_signed_list_is_not_deleted"):
            with transaction.atomic():
                PaymentLine.objects.filter(list=payments)._raw_delete("default")
        with pytest.raises(IntegrityError, match="a_real_list_stays_a_real_list"):
            with transaction.atomic():
                PaymentList.objects.filter(pk=payments.pk).update(made=True)

    def test_a_list_nobody_signed_has_no_results(self, payments):
        person = PersonFactory()
        notice(running(person=person), 1)
        unsigned = make_list(until=DAY, by=clerk(), at=at(DAY))
        file = PaymentResultFile.objects.create(
            list=unsigned, name="x", digest="0", lines=1, read_at=at(DAY), read_by=clerk()
        )
        with pytest.raises(IntegrityError, match="a_result_speaks_of_a_line"):
            with transaction.atomic():
                PaymentResult.objects.create(
                    file=file, line=unsigned.lines.get(), row=2, paid=Paid.PAID, on=DAY
                )
