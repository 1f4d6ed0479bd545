"""Nobody is told to be paid twice, whatever is tried in SQL, in however many histories (trust B4).

The histories run inside PostgreSQL, where only the database's own promises stand in the way: pays,
replays, joins of records, signatures taken back, rows changed or deleted by hand. What social
insurance was told at each signature is written down apart and counted at the end: by month, by
person and day. The course through the program is tried by `test_double_payment`.
CAUNOI_HISTORIES=100000 is the whole promise.
"""

import os
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection, transaction

from tests.people.factories import PersonFactory
from tests.unemployment.lives import clerk, head

HISTORIES = int(os.environ.get("CAUNOI_HISTORIES", "100"))
STEPS, AT_ONCE = 20, 25
SQL = (Path(__file__).parent / "random_histories.sql").read_text()
# Told to be paid: a month on two lists; a person (whoever owns the month now) twice for a day; and
# what social insurance was told but nobody can find any more.
TWICE = """
SELECT COUNT(*) FROM (
  SELECT 1 FROM told t JOIN unemployment_benefitmonth m ON m.id = t.month_id
    GROUP BY m.person_id, t.day HAVING COUNT(*) > 1
  UNION ALL SELECT 1 FROM (SELECT DISTINCT list_id, month_id FROM told) t
    GROUP BY month_id HAVING COUNT(*) > 1
  UNION ALL SELECT 1 FROM (SELECT DISTINCT list_id, month_id FROM told) t WHERE NOT EXISTS (
    SELECT 1 FROM unemployment_paymentline l JOIN unemployment_paymentlist p ON p.id = l.list_id
    WHERE l.list_id = t.list_id AND l.month_id = t.month_id AND l.standing
    AND p.state IN ('SIGNED', 'SENT'))) x"""
STANDING_TWICE = """
SELECT COUNT(*) FROM (
  SELECT 1 FROM unemployment_paymentline l, generate_series(l.starts_on, l.ends_on, '1 day') d
  WHERE l.standing GROUP BY l.person_id, d HAVING COUNT(*) > 1) x"""
TALLY = """
SELECT deed, COUNT(*) FILTER (WHERE NOT refused), COUNT(*) FILTER (WHERE refused)
  FROM tally GROUP BY deed"""

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="LEFT OUT on SQLite: the histories are written in the language of PostgreSQL",
    ),
]


class _Over(Exception):
    """The histories are counted; nothing of them is kept."""


def tried(seed: int, count: int, *, first: str = "") -> tuple[int, Counter[str], Counter[str]]:
    """Run some histories and forget them: what was paid twice, deeds done, deeds refused."""
    somebody, one, two = PersonFactory().pk, clerk().pk, head().pk
    twice, done, refused = 0, Counter(), Counter()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if first:
                cursor.execute(first)
            cursor.execute(SQL)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SELECT setseed(%s)", [seed / 100_003 % 1])
            told = [STEPS, one, two, somebody]
            for _ in range(count):
                cursor.execute("SELECT pg_temp.history(%s, %s, %s, %s)", told)
            for question in (TWICE, STANDING_TWICE):
                cursor.execute(question)
                twice += cursor.fetchone()[0]
            cursor.execute(TALLY)
            for deed, was_done, was_refused in cursor.fetchall():
                done[deed] += was_done
                refused[deed] += was_refused
            raise _Over
    except _Over:
        return twice, done, refused


def test_nobody_is_told_to_be_paid_twice():
    done, refused = Counter(), Counter()
    for seed in range(0, HISTORIES, AT_ONCE):
        with transaction.atomic():
            twice, *found = tried(seed, min(AT_ONCE, HISTORIES - seed))
            transaction.set_rollback(True)
        assert twice == 0, f"histories from {seed} on"
        done.update(found[0])
        refused.update(found[1])
    print(f"\n{HISTORIES:,} histories, {sum(done.values()):,} deeds done,"
          f" {sum(refused.values()):,} refused; signed {done['sign']:,} times")  # fmt: skip
    assert done["sign"] and done["join"]
    assert refused["replay"] and refused["delete line"] and refused["reopen"]


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
    assert tried(1, 80, first=guard)[0] > 0
