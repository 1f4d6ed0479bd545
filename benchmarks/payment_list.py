"""The monthly list of payees: made, checked against new employment, signed, written (trust B5).

    python -m benchmarks.payment_list [--payees 10000] [--declarations 300000] [--out FILE]

On an empty database of its own: SQLite, or PostgreSQL with DATABASE_URL naming an empty one. Of the
payees 2% are planted among the declarations, half by number, half as offices mistype them. The
promise: made and checked in 30 s, all exact and 98% of the fuzzy ones found, at most 0.5% alarms.
"""

import argparse
import json
import os
import random
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import django

RESULTS: Final = Path(__file__).parent / "results" / "payment_list.json"
START, DAY = date(2026, 9, 17), date(2026, 10, 5)
NOW = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)
PLANTED_PERCENT, WITHOUT_NUMBER = 2, 0.1
FAMILY = {
    "Nguyễn": 38, "Trần": 11, "Lê": 9.5, "Phạm": 7, "Hoàng": 5, "Phan": 4.5, "Vũ": 4, "Đặng": 2,
    "Bùi": 2, "Đỗ": 1.5, "Hồ": 1.3, "Ngô": 1.3, "Dương": 1, "Lý": 0.5, "Đinh": 1, "Mai": 1,
}  # fmt: skip
WOMEN, MEN = ("Thị", "Thu", "Ngọc", "Thanh", "Kim"), ("Văn", "Đức", "Minh", "Quang", "Hữu")
GIVEN = (
    "An Anh Bình Chi Cúc Dung Duyên Đào Giang Hà Hải Hạnh Hằng Hiền Hoa Hoà Hồng Huệ Hương Lan "
    "Lệ Liên Linh Loan Mai My Nga Ngân Nhung Oanh Phương Quý Quỳnh Tâm Thảo Thắm Thuý Thuỷ Trang "
    "Trinh Tuyết Uyên Vân Xuân Yến Bảo Cường Dũng Hùng Khoa Long Nam Phong Sơn Tuấn Việt"
).split()


def main() -> None:
    """Make the rows, measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--payees", type=int, default=10_000)
    parser.add_argument("--declarations", type=int, default=300_000)
    parser.add_argument("--out", type=Path, default=RESULTS)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="caunoi-payments-") as home:
        os.environ["CAUNOI_HOME"] = home
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        found = measure(wanted.payees, wanted.declarations)
    print(json.dumps(found, indent=1, ensure_ascii=False))
    kept = json.loads(wanted.out.read_text()) if wanted.out.exists() else {}
    both = {name: kept[name] for name in ("sqlite", "postgresql") if name in kept}
    both[found["database"]] = found  # what the other database took stays beside it
    wanted.out.write_text(json.dumps(both, indent=1, ensure_ascii=False) + "\n")


def measure(payees: int, declarations: int) -> dict[str, Any]:
    """Seconds of each step, what was found of what was planted, alarms about others."""
    from django.db import connection

    from caunoi.accounts.choices import Role
    from caunoi.accounts.models import User
    from caunoi.unemployment.actions import payments as actions
    from caunoi.unemployment.exports.payments import payment_sheet
    from caunoi.unemployment.models import PaymentFlag
    from caunoi.unemployment.queries.payments import lines_of

    clerk = User.objects.create(username="clerk", full_name="A", role=Role.CLERK)
    head = User.objects.create(username="head", full_name="B", role=Role.HEAD)
    chance = random.Random(5)  # noqa: S311  a made province
    people = make_payees(chance, payees, clerk)
    exact, fuzzy = make_declarations(chance, people, declarations, clerk)
    took: dict[str, float] = {}
    worked: dict[str, float] = {}

    def timed(name: str, deed: Any) -> Any:
        begun, before = time.perf_counter(), _processor_seconds()
        result = deed()
        took[name] = round(time.perf_counter() - begun, 2)
        worked[name] = round(_processor_seconds() - before, 2)
        return result

    made = timed("make", lambda: actions.make_list(until=DAY, by=clerk, at=NOW))
    timed("check", lambda: actions.check_list(payments=made, by=clerk, at=NOW))
    flagged = set(PaymentFlag.objects.values_list("line__person_id", flat=True))
    PaymentFlag.objects.update(
        opened_by=clerk, opened_at=NOW, verdict="KEEP", reason="đo", decided_by=clerk,
        decided_at=NOW,
    )  # fmt: skip
    timed("sign", lambda: actions.sign_list(payments=made, by=head, at=NOW))
    timed("sheet", lambda: payment_sheet(made, lines_of(made)))
    return {
        "database": connection.vendor,
        "payees": payees,
        "declarations": declarations,
        "seconds": took,
        "processor_seconds": worked,
        "made_and_checked_seconds": round(took["make"] + took["check"], 2),
        "made_and_checked_processor_seconds": round(worked["make"] + worked["check"], 2),
        "load": [round(os.getloadavg()[0], 1), os.cpu_count()],
        "planted_exact": len(exact),
        "found_exact": len(exact & flagged),
        "planted_fuzzy": len(fuzzy),
        "found_fuzzy": len(fuzzy & flagged),
        "false_alarms": len(flagged - exact - fuzzy),
    }


def _processor_seconds() -> float:
    """What this process has worked, and the one of the database where it runs on this machine."""
    from django.db import connection

    spent = time.process_time()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            stat = Path(f"/proc/{cursor.fetchone()[0]}/stat")
        if stat.exists():
            ticks = stat.read_text().rpartition(")")[2].split()[11:13]
            spent += sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
    return spent


def make_payees(chance: random.Random, count: int, clerk: Any) -> list[Any]:
    """People on benefit, each with a first month whose notice was given."""
    from caunoi.people.models import Person
    from caunoi.people.queries import identity_digest
    from caunoi.unemployment.models import Benefit, BenefitMonth, Claim, Decision
    from caunoi_engine.text.folding import fold
    from caunoi_engine.text.names import name_sort_key
    from caunoi_rules.unemployment import procedure

    people = []
    for n in range(count):
        name, born, woman = somebody(chance)
        number = number_of(born, woman, n)
        people.append(
            Person(
                full_name=name, search_key=fold(name), sort_key=name_sort_key(name),
                birth_date=born, identity_number=number, identity_digest=identity_digest(number),
                insurance_number=f"{n:010d}",
            )
        )  # fmt: skip
    people = Person.objects.bulk_create(people, batch_size=1000)
    common = {"state_since": NOW, "begun_by": clerk, "begun_at": NOW, "received_by": clerk}
    claims = Claim.objects.bulk_create(
        [
            Claim(
                year=2026, number=n, person=person, state="COLLECTED", received_at=NOW,
                province="33", filed_on=START, arrived_on=START, completed_on=START,
                contract="INDEFINITE", ended_on=date(2026, 7, 31), end_kind="EXPIRY", **common,
            )
            for n, person in enumerate(people, start=1)
        ],
        batch_size=500,
    )  # fmt: skip
    head = type(clerk).objects.get(username="head")
    signed = {"approved_by": head, "approved_at": NOW, "signed_on": START, "year": 2026}
    decisions = Decision.objects.bulk_create(
        [
            Decision(
                kind="GRANT", person=claim.person, claim=claim, state="COLLECTED", number=n,
                content={"amount": 4_800_000, "months": 3}, proposed_by=clerk, proposed_at=NOW,
                collected_on=START, collected_noted_by=clerk, **signed,
            )
            for n, claim in enumerate(claims, start=1)
        ],
        batch_size=500,
    )  # fmt: skip
    periods = procedure.periods(START, 3)
    benefits = Benefit.objects.bulk_create(
        [
            Benefit(
                decision=decision, claim=decision.claim, person=decision.person,
                unemployed_from=date(2026, 7, 31), total_months=36, months_granted=3,
                reserve_at_start=0, amount=4_800_000, starts_on=START, ends_on=periods[-1].last,
                account_holder=decision.person.full_name, account_number=f"{decision.number:012d}",
                bank="Ngân hàng Mẫu", opened_at=NOW, opened_by=clerk,
            )
            for decision in decisions
        ],
        batch_size=500,
    )  # fmt: skip
    BenefitMonth.objects.bulk_create(
        [
            BenefitMonth(
                benefit=benefit, person_id=benefit.person_id, scheme="UNEMPLOYMENT", k=period.k,
                starts_on=period.first, ends_on=period.last, window_from=period.first,
                window_to=period.first + timedelta(days=4), amount=benefit.amount,
                notice_state="GIVEN" if period.k == 1 else "WAITING",
            )
            for benefit in benefits
            for period in periods
        ],
        batch_size=500,
    )  # fmt: skip
    return people


def make_declarations(
    chance: random.Random, people: list[Any], count: int, clerk: Any
) -> tuple[set[int], set[int]]:
    """New employment of a province; keys of the payees planted by number, and mistyped."""
    from caunoi.unemployment.actions.declarations import Declared, keep_declarations

    planted = chance.sample(people, len(people) * PLANTED_PERCENT // 100)
    half = len(planted) // 2
    lines = []
    for n, person in enumerate(planted):
        told = exactly(person) if n < half else mistyped(chance, person, n)
        lines.append(told)
    for n in range(count - len(lines)):
        name, born, woman = somebody(chance)
        known = chance.random() >= WITHOUT_NUMBER
        number = number_of(born, woman, 100_000 + n) if known else ""
        lines.append((name, born, born.year, number, ""))
    chance.shuffle(lines)
    declared = [
        Declared(row, name, born, year, number, insurance, "Công ty Mẫu", date(2026, 9, 21))
        for row, (name, born, year, number, insurance) in enumerate(lines, start=2)
    ]
    keep_declarations(
        name="khai-bao.csv", digest="0" * 64, lines=declared, refused=0, by=clerk,
        at=NOW - timedelta(days=1),
    )  # fmt: skip
    return {each.pk for each in planted[:half]}, {each.pk for each in planted[half:]}


def exactly(person: Any) -> tuple:
    """By the number; name and birth as they are."""
    born = person.birth_date
    return (person.full_name.upper(), born, born.year, person.identity_number, "")


def mistyped(chance: random.Random, person: Any, n: int) -> tuple:
    """As offices get people wrong: seven ways, in turn."""
    from caunoi_engine.text.folding import fold

    name, born, number = person.full_name, person.birth_date, person.identity_number
    parts = name.split()
    at = chance.randrange(6, 12)
    wrong = number[:at] + str((int(number[at]) + 1) % 10) + number[at + 1 :]
    turned = date(born.year, born.day, born.month) if born.day <= 12 else born
    ways: list[tuple] = [
        (fold(name), born, born.year, "", ""),  # no marks, no number
        (name, born, born.year, wrong, ""),  # one digit of the number
        (f"{parts[0]} {parts[-1]}", born, born.year, "", ""),  # no middle name
        (name, turned, born.year, "", ""),  # day and month turned round
        (name, None, born.year, "", ""),  # only the year of birth
        (name[:-1] + "x", born, born.year, wrong, ""),  # a letter and a digit
        ("Tên Khác", None, None, "", person.insurance_number),  # another name, the book's number
    ]
    return ways[n % len(ways)]


def somebody(chance: random.Random) -> tuple[str, date, bool]:
    """A name as often as it is met, and a birthday."""
    family = chance.choices(list(FAMILY), weights=list(FAMILY.values()))[0]
    woman = chance.random() < 0.6
    middle = chance.choice(WOMEN if woman else MEN)
    second = f" {chance.choice(GIVEN)}" if chance.random() < 0.5 else ""
    born = date(1975, 1, 1) + timedelta(days=chance.randrange(30 * 365))
    return f"{family} {middle}{second} {chance.choice(GIVEN)}", born, woman


def number_of(born: date, woman: bool, n: int) -> str:
    """An identity number nobody else here has."""
    century = 2 * (born.year // 100 - 19) + woman
    return f"{(n * 7) % 90 + 1:03d}{century}{born.year % 100:02d}{n:06d}"


if __name__ == "__main__":
    main()
