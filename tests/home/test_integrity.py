"""The catalogue of checks over the registers: each runs, each opens its rows."""

import json
import re
from datetime import UTC, date, datetime, timedelta

import jsonschema_rs
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.home.actions.integrity import check_registers
from caunoi.home.models import IntegrityFinding
from caunoi.home.queries.integrity import PAGES, ask, catalogue, find_check, rows_of
from caunoi.vacancies.choices import VacancyState
from tests.accounts.factories import UserFactory
from tests.people.factories import PersonFactory
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings):
    settings.CAUNOI_DEMO = True  # made accounts need no second factor there


DAY = date(2026, 11, 24)
NIGHT = datetime(2026, 11, 24, 2, tzinfo=UTC)
ONE_DAY = timedelta(days=1)
ENOUGH = 60  # trust B9

# The fields and words DHIS2's metadata-assessment.schema.json asks for.
SCHEMA = {
    "type": "object",
    "required": [
        "description", "details_id_type", "details_sql", "introduction", "name",
        "recommendation", "section", "section_order", "severity", "summary_sql",
    ],
    "properties": {
        **{
            name: {"type": "string", "minLength": 3}
            for name in (
                "name", "description", "section", "summary_sql", "details_sql", "details_id_type",
                "introduction", "recommendation",
            )
        },
        "section_order": {"type": "integer", "minimum": 1},
        "severity": {"enum": ["INFO", "WARNING", "SEVERE", "CRITICAL"]},
        "is_protected": {"type": "boolean"},
        "is_slow": {"type": "boolean"},
    },
}  # fmt: skip


def test_every_check_is_written_as_dhis2_takes_it(tmp_path):
    call_command("check_registers", catalogue=tmp_path / "checks.json")

    written = json.loads((tmp_path / "checks.json").read_text())

    validator = jsonschema_rs.validator_for(SCHEMA)
    for check in written:
        validator.validate(check)
    assert len({check["name"] for check in written}) == len(written) >= ENOUGH


def test_every_check_runs_and_its_rows_are_as_many_as_it_counts():
    for check in catalogue():
        assert check.opens in {"", *PAGES}, check.name
        assert ask(check, on=DAY).value == len(rows_of(check, on=DAY)), check.name


def test_no_check_reads_a_name_or_a_number_of_a_person():
    for check in catalogue():
        assert not re.search(r"full_name|identity_number|account_number|\bemail", check.details_sql)


def test_what_breaks_a_check_is_counted_and_opened(client):
    PersonFactory(birth_date=date(1890, 1, 1))
    late = VacancyFactory(
        state=VacancyState.OPEN, posted_on=date(2019, 12, 1), closes_on=date(2020, 1, 1)
    )
    client.force_login(UserFactory(role=Role.DIRECTOR, made=True))

    young = ask(find_check("people_birth_out_of_range"), on=DAY)
    row = rows_of(find_check("vacancies_open_after_their_last_day"), on=DAY)[0]
    page = client.get(reverse("home:check", args=["vacancies_open_after_their_last_day"]))

    assert young.value == 1
    assert row.key == str(late.public_id)
    assert reverse("vacancies:posting", args=[late.public_id]) in page.content.decode()


def test_the_page_shows_the_last_run_beside_the_one_before(client):
    check_registers(on=DAY, at=NIGHT, clock=lambda: NIGHT)
    PersonFactory(birth_date=date(1890, 1, 1))
    check_registers(on=DAY, at=NIGHT + ONE_DAY, clock=lambda: NIGHT + ONE_DAY)
    client.force_login(UserFactory(role=Role.DIRECTOR, made=True))

    page = client.get(reverse("home:checks")).content.decode()

    assert IntegrityFinding.objects.count() == 2 * len(catalogue())
    assert "+1" in page


def test_one_section_can_be_asked_and_an_unknown_one_is_refused():
    call_command("check_registers", section="Đào tạo")
    with pytest.raises(CommandError, match="Không có phần"):
        call_command("check_registers", section="Không có")
