"""The role of the database that docs/operate.md gives the application: enough to work, no more.

The lines of the guide themselves are run; a table they forget fails here.
"""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from caunoi.unemployment.actions.payments import make_or_find_list
from caunoi.unemployment.models import BenefitMonth, PaymentLine
from caunoi_kit.journal.models import Entry
from tests.unemployment.lives import START, at, clerk, notice, running

GUIDE = Path(__file__).parents[2] / "docs" / "operate.md"
# Roles belong to the whole server: the number tells runs side by side apart.
OWNER, ROLE = f"owner_{os.getpid()}", f"app_{os.getpid()}"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="LEFT OUT on SQLite: it has no roles"
    ),
]


@pytest.fixture
def as_the_application():
    """From here on the test is the application; the roles go with the transaction."""
    section = GUIDE.read_text().partition("## A role of the database that owns nothing")[2]
    lines = re.search(r"```sql\n(.*?)```", section, re.DOTALL)[1]
    lines = lines.replace("caunoi_owner", OWNER).replace("caunoi_app", ROLE)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {OWNER}; CREATE ROLE {ROLE}")
        # Databases of tests are copied from a template that does without it.
        cursor.execute("CREATE TABLE IF NOT EXISTS django_migrations (id int, name text)")
        cursor.execute(lines)
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def test_a_benefit_runs_and_is_listed_under_the_role(as_the_application):
    benefit = running(start=START)
    notice(benefit, 1, 2)
    until = START + timedelta(days=70)
    made = make_or_find_list(until=until, by=clerk(), at=at(until))
    assert PaymentLine.objects.filter(list=made).count() == 2
    assert Entry.objects.exists()


def test_every_table_and_every_number_is_granted(as_the_application):
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
            AND (relkind IN ('r', 'p') AND NOT has_table_privilege(oid, 'SELECT, INSERT')
              OR relkind = 'S' AND NOT has_sequence_privilege(oid, 'USAGE'))"""
        )
        assert [name for (name,) in cursor.fetchall()] == []
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND pg_get_userbyid(relowner) = current_user"
        )
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    "deed",
    [
        "ALTER TABLE unemployment_paymentline DISABLE TRIGGER ALL",
        "DROP TRIGGER a_line_stays_what_it_was ON unemployment_paymentline",
        "ALTER TABLE unemployment_paymentline DROP CONSTRAINT payments_of_a_person_never_overlap",
        "DROP INDEX a_benefit_month_is_paid_on_one_line",
        "DROP TABLE journal_entry CASCADE",
        "TRUNCATE journal_entry",
        "CREATE TABLE public.mine (id int)",
        "SET session_replication_role = replica",
        "UPDATE django_migrations SET name = 'x'",
    ],
)
def test_the_guards_cannot_be_pulled_down(as_the_application, deed):
    with (
        pytest.raises(ProgrammingError, match=r"must be owner|permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(deed)
    assert not BenefitMonth.objects.exists()
