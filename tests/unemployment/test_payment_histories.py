"""Nobody is told to be paid twice, whatever is tried in SQL, in however many histories (trust B4).

The histories run inside PostgreSQL under a role that may read and write every row and owns nothing:
pays, replays, joins of records, signatures taken back, rows changed or deleted by hand, guards
pulled down. What social insurance was told at each signature is written down apart and counted at
the end: by month, by person and day. The course through the program is tried by
`test_double_payment`. CAUNOI_HISTORIES=100000 is the whole promise; with CAUNOI_HISTORIES_FROM a
run takes its part of it, several at once on databases of their own (CAUNOI_TEST_DB).
"""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.db import connection, transaction

from tests.people.factories import PersonFactory
from tests.unemployment.lives import clerk, head

HISTORIES = int(os.environ.get("CAUNOI_HISTORIES", "100"))
FROM = int(os.environ.get("CAUNOI_HISTORIES_FROM", "0"))
STEPS, AT_ONCE = 20, 200
SQL = (Path(__file__).parent / "random_histories.sql").read_text()
# Roles belong to the whole server: the number tells runs side by side apart.
ROLE = f"caunoi_histories_{os.getpid()}"
AS_THE_APPLICATION = f"""
CREATE ROLE {ROLE};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {ROLE};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {ROLE};
SET LOCAL ROLE {ROLE}"""

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="LEFT OUT on SQLite: the histories are written in the language of PostgreSQL",
    ),
]


class History(NamedTuple):
    """A history: its seed, how often somebody was paid twice, its deeds ("-" before refused)."""

    seed: int
    twice: int
    did: list[str]


def histories(count: int, *, first: str = "") -> Iterator[History]:
    """Run so many histories, each forgotten at its end; `first` is done to the database before."""
    people = [PersonFactory().pk for _ in range(3)]
    one, two = clerk().pk, head().pk
    with connection.cursor() as cursor:
        for before in filter(None, (first, AS_THE_APPLICATION, SQL)):
            cursor.execute(before)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for seed in range(FROM, FROM + count, AT_ONCE):
            many = min(AT_ONCE, FROM + count - seed)
            with transaction.atomic():
                cursor.execute(
                    "SELECT * FROM pg_temp.histories(%s, %s, %s, %s, %s, %s)",
                    [seed, many, STEPS, one, two, people],
                )
                yield from map(History._make, cursor.fetchall())


def test_nobody_is_told_to_be_paid_twice():
    deeds = Counter()
    for history in histories(HISTORIES):
        assert history.twice == 0, history
        deeds.update(history.did)
    refused = sum(many for deed, many in deeds.items() if deed.startswith("-"))
    print(f"\n{HISTORIES:,} histories from {FROM:,} on, {deeds.total() - refused:,} deeds done,"
          f" {refused:,} refused; signed {deeds['sign'] + deeds['pay']:,} times")  # fmt: skip
    assert deeds["pay"] and deeds["sign"] and deeds["join"]
    assert deeds["-replay"] and deeds["-delete line"] and deeds["-reopen"]
    assert deeds["-unguard"] and not deeds["unguard"]


@pytest.mark.parametrize(
    "guard",
    [
        "ALTER TABLE unemployment_paymentline DROP CONSTRAINT payments_of_a_person_never_overlap;"
        "DROP INDEX a_benefit_month_is_paid_on_one_line;"
        "DROP INDEX a_person_is_paid_a_month_of_a_scheme_once;"
        "DROP TRIGGER a_line_pays_an_open_month_as_it_is ON unemployment_paymentline;"
        "DROP TRIGGER a_line_stays_what_it_was ON unemployment_paymentline",
    ],
)
def test_without_the_guards_the_same_histories_pay_twice(guard):
    assert any(history.twice for history in histories(80, first=guard))
