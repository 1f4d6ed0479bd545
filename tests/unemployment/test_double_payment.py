"""No double payment, whatever happens in whatever order (trust B4, B9).

Random histories of several people: grants, notices, missed windows, suspensions, resumptions,
endings, lists made, checked, dropped, signed, sent again, names changed, records of one person
joined, and direct SQL that tries to pay twice. After each step no person is paid twice for a day,
and every invariant holds. CAUNOI_ACTED_HISTORIES sets how many; what the database alone refuses is
tried in a hundred thousand histories by `test_payment_histories`.
"""

import os
import random
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from caunoi.home.choices import Severity
from caunoi.home.queries.integrity import ask, catalogue
from caunoi.people.models import Person
from caunoi.unemployment.actions.benefits import CannotOpen, close_windows, open_benefit
from caunoi.unemployment.actions.endings import CannotEnd, Happened, propose_end, report_end
from caunoi.unemployment.actions.moves import CannotMove
from caunoi.unemployment.actions.notices import CannotNotify, give_notice
from caunoi.unemployment.actions.payments import (
    CannotPay,
    check_list,
    decide_flag,
    drop_list,
    make_or_find_list,
    open_flag,
    send_list,
    sign_list,
)
from caunoi.unemployment.actions.standing import propose_resumptions, propose_suspensions
from caunoi.unemployment.actions.transfers import CannotTransfer, ask_to_move, send_away
from caunoi.unemployment.choices.benefits import EndCause, NoticeChannel, Situation
from caunoi.unemployment.choices.payments import FlagVerdict
from caunoi.unemployment.models import (
    Benefit,
    BenefitMonth,
    Decision,
    PaymentFlag,
    PaymentLine,
    PaymentList,
)
from caunoi.unemployment.queries.benefits import to_resume, to_suspend
from tests.people.factories import PersonFactory
from tests.unemployment.lives import SHOP, START, at, clerk, granted, head, signed

pytestmark = pytest.mark.django_db
HISTORIES = int(os.environ.get("CAUNOI_ACTED_HISTORIES", "12"))
STEPS = 40
SECTION = "Bảo hiểm thất nghiệp"  # of the catalogue of checks
REFUSALS = (CannotOpen, CannotEnd, CannotMove, CannotNotify, CannotPay, CannotTransfer)


class History:
    """People, a day that goes on, and everything that can be done on it."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.day = START
        self.clerk, self.head = clerk(), head()
        self.people = [PersonFactory(full_name=f"Nguyễn Thị Mẫu {n}") for n in range(3)]

    def step(self) -> None:
        self.day += timedelta(days=self.chance.randint(0, 6))
        deed = self.chance.choice(
            [
                self.grant,
                self.notice,
                self.notice,
                self.notice,
                self.close,
                self.suspend,
                self.resume,
                self.pay,
                self.pay,
                self.drop,
                self.end,
                self.rename,
                self.join,
                self.move_away,
                self.cheat_line,
                self.cheat_month,
                self.cheat_state,
            ]
        )
        try:
            with transaction.atomic():
                deed()
        except REFUSALS:
            pass

    def grant(self):
        start = self.day + timedelta(days=self.chance.randint(-40, 40))
        months = self.chance.randint(3, 6)
        decision = granted(person=self.chance.choice(self.people), start=start, months=months)
        open_benefit(decision=decision, by=self.clerk, at=at(self.day))

    def notice(self):
        waiting = BenefitMonth.objects.filter(window_to__gte=self.day, starts_on__lte=self.day)
        month = waiting.select_related("benefit__person").order_by("?").first()
        if month is not None:
            give_notice(
                month=month,
                contacts=[SHOP],
                situation=Situation.NONE,
                channel=NoticeChannel.COUNTER,
                by=self.clerk,
                at=at(self.day),
            )

    def close(self):
        close_windows(on=self.day)

    def suspend(self):
        propose_suspensions(months=to_suspend(), by=self.clerk, at=at(self.day))
        self._sign_all()

    def resume(self):
        propose_resumptions(months=to_resume(), by=self.clerk, at=at(self.day))
        self._sign_all()

    def pay(self):
        payments = make_or_find_list(until=self.day, by=self.clerk, at=at(self.day))
        check_list(payments=payments, by=self.clerk, at=at(self.day))
        for flag in PaymentFlag.objects.filter(line__list=payments, verdict=""):
            open_flag(flag=flag, by=self.clerk, at=at(self.day))
            verdict = self.chance.choice([FlagVerdict.STOP, FlagVerdict.KEEP])
            decide_flag(flag=flag, verdict=verdict, reason="thử", by=self.clerk, at=at(self.day))
        if self.chance.random() < 0.8:
            sign_list(payments=payments, by=self.head, at=at(self.day))
            send_list(payments=payments, by=self.clerk, at=at(self.day))

    def drop(self):
        payments = PaymentList.objects.order_by("?").first()
        if payments is not None:
            drop_list(payments=payments, why="thử", by=self.clerk, at=at(self.day))

    def end(self):
        benefit = Benefit.objects.order_by("?").first()
        if benefit is not None:
            on = self.day - timedelta(days=self.chance.randint(0, 45))
            cause = self.chance.choice([EndCause.OWN_REQUEST, EndCause.DEATH, EndCause.MILITARY])
            report = report_end(
                benefit=benefit,
                happened=Happened(cause, on, told_on=self.day),
                by=self.clerk,
                at=at(self.day),
            )
            signed(propose_end(report=report, by=self.clerk, at=at(self.day)), self.day)

    def rename(self):
        person = self.chance.choice(self.people)
        Person.objects.filter(pk=person.pk).update(full_name="Lê Thị Đổi Tên")

    def join(self):
        """Give a benefit to another record, as joining two records of one person would."""
        benefit = Benefit.objects.order_by("?").first()
        if benefit is not None:
            person = self.chance.choice(self.people)

            def joined():
                Decision.objects.filter(pk=benefit.decision_id).update(person=person)
                Benefit.objects.filter(pk=benefit.pk).update(person=person)

            self._tried(joined)

    def move_away(self):
        benefit = Benefit.objects.order_by("?").first()
        if benefit is not None:
            told = {"province": "01", "commune": "A", "why": "thử", "clinic": "", "on": self.day}
            transfer = ask_to_move(benefit=benefit, **told, by=self.clerk, at=at(self.day))
            send_away(transfer=transfer, on=self.day, by=self.clerk, at=at(self.day))

    def cheat_line(self):
        """Copy a line that was paid to a new list, by SQL."""
        line = PaymentLine.objects.filter(standing=True).order_by("?").first()
        if line is None:
            return
        columns = [f.column for f in PaymentLine._meta.concrete_fields if f.column != "id"]
        names = ", ".join(f'"{name}"' for name in columns)
        other = "(SELECT MAX(id) FROM unemployment_paymentlist)"
        copied = ", ".join({"public_id": "%s", "list_id": other}.get(c, f'"{c}"') for c in columns)
        sql = (
            f"INSERT INTO unemployment_paymentline ({names})"  # noqa: S608  our own words
            f" SELECT {copied} FROM unemployment_paymentline WHERE id = %s"
        )
        self._tried(lambda: self._sql(sql, f"{self.chance.getrandbits(128):032x}", line.pk))

    def cheat_month(self):
        """Shift a paid month by some days, by SQL."""
        self._tried(
            lambda: self._sql(
                "UPDATE unemployment_benefitmonth SET starts_on = %s WHERE line_id IS NOT NULL",
                self.day,
            )
        )

    def cheat_state(self):
        """Let paid months be payable again, by SQL."""
        state = self.chance.choice(["OPEN", "VOID", "SUSPENDED", "ELSEWHERE"])
        self._tried(
            lambda: self._sql(
                "UPDATE unemployment_benefitmonth SET state = %s, line_id = NULL"
                " WHERE state = 'CLEARED'",
                state,
            )
        )

    def _sql(self, sql, *values):
        with connection.cursor() as cursor:
            cursor.execute(sql, values)

    def _tried(self, deed):
        try:
            with transaction.atomic():
                deed()
        except IntegrityError:
            pass

    def _sign_all(self):
        for decision in Decision.objects.filter(state="PROPOSED"):
            try:
                signed(decision, self.day)
            except CannotMove:
                continue


def paid_twice(lines) -> list[tuple[int, date]]:
    """People and days on two lines that count, found by hand."""
    seen, twice = set(), []
    for line in lines:
        day = line.starts_on
        while day <= line.ends_on:
            if (line.person_id, day) in seen:
                twice.append((line.person_id, day))
            seen.add((line.person_id, day))
            day += timedelta(days=1)
    return twice


def broken() -> list[str]:
    """Which checks of the catalogue that must never fail do."""
    checks = [check for check in catalogue() if check.section == SECTION]
    return [
        check.name
        for check in checks
        if check.severity == Severity.CRITICAL and ask(check, on=START).value
    ]


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_nobody_is_paid_twice_for_a_day(seed):
    history = History(seed)
    history.grant()
    for _ in range(STEPS):
        history.step()
    assert paid_twice(PaymentLine.objects.filter(standing=True)) == []
    assert broken() == []


def test_a_day_paid_twice_would_be_seen():
    paid = [
        PaymentLine(person_id=1, starts_on=START, ends_on=START + timedelta(days=30)),
        PaymentLine(
            person_id=1, starts_on=START + timedelta(days=30), ends_on=START + timedelta(days=60)
        ),
        PaymentLine(person_id=2, starts_on=START, ends_on=START + timedelta(days=30)),
    ]
    assert paid_twice(paid) == [(1, START + timedelta(days=30))]


def test_the_command_says_what_holds(capsys):
    call_command("check_registers", section=SECTION)
    assert "0 điều có dòng cần xem" in capsys.readouterr().out
