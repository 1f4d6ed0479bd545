"""What tests of the programs' door share."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.test import Client

from caunoi.portal.actions.search_index import rebuild_search_index
from caunoi.portal.queries import gazetteer
from tests.accounts.factories import ApiKeyFactory
from tests.classifications.factories import OccupationFactory
from tests.employers.factories import MemberFactory
from tests.training.factories import IntakeFactory
from tests.vacancies.factories import VacancyFactory, form_group

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
TODAY = NOON.date()
TOKEN = "cn_cua-hang"


@pytest.fixture
def noon(time_machine):
    """The clock stands at noon of the day of tests."""
    time_machine.move_to(NOON, tick=False)
    return time_machine


@pytest.fixture
def generous(settings):
    """Nobody is told to wait."""
    settings.CAUNOI_API_A_MINUTE = settings.CAUNOI_API_KEY_A_MINUTE = 1_000_000


@pytest.fixture
def register(db, settings, tmp_path, noon, generous):
    """Two open vacancies, a course, and a key for the firm of the first."""
    settings.HOME = tmp_path
    gazetteer._gazetteer.cache_clear()
    sewing = VacancyFactory(title="Công nhân may", contact_phone="0912345678")
    member = MemberFactory(employer=sewing.employer)
    yield SimpleNamespace(
        sewing=sewing,
        welding=VacancyFactory(title="Thợ hàn", occupation=OccupationFactory(code="7212")),
        intake=IntakeFactory(),
        firm=sewing.employer,
        key=ApiKeyFactory(user=member.user, token=TOKEN),
        groups=[form_group("81"), form_group("75")],
        indexed=rebuild_search_index(on=TODAY),
    )
    gazetteer._gazetteer.cache_clear()


@pytest.fixture
def send():
    """POST JSON with a key, as a program does."""

    def posted(path, body, *, token=TOKEN, number=None, **headers):
        sent = {"Authorization": f"Bearer {token}", "Idempotency-Key": number or uuid4().hex}
        return Client(enforce_csrf_checks=True).post(
            f"/api/v1/{path}",
            json.dumps(body),
            content_type="application/json",
            headers=sent | headers,
        )

    return posted
