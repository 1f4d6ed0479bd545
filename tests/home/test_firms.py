"""A firm at the desk: its acts are counted once and stand behind the figure of the report."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.counter.models import Act
from caunoi_kit.ui.once import FIELD, fresh_key
from caunoi_kit.ui.sessions import COOKIE
from tests.accounts.factories import UserFactory
from tests.employers.factories import EmployerFactory
from tests.people.factories import PersonFactory
from tests.placement.factories import MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def head(client, settings):
    settings.CAUNOI_DEMO = True
    user = UserFactory(role=Role.HEAD, made=True)
    with time_machine.travel(MORNING + timedelta(hours=2), tick=False):
        client.force_login(user)
        yield user


def test_an_act_for_a_firm_is_counted_once_and_its_figure_opens_it(client):
    firm = EmployerFactory(name="Công ty May Sông Trà", search_key="cong ty may song tra")
    found = client.get(reverse("home:firms"), {"q": "may Sông"}).content.decode()
    page = reverse("home:firm", args=[firm.public_id])
    assert page in found
    sent = {FIELD: fresh_key(), "note": "Hỏi cách đăng tin"}
    for _ in range(2):
        client.post(reverse("home:note_firm_act", args=[firm.public_id]), sent)
    act = Act.objects.get()
    assert "Hỏi cách đăng tin" in client.get(page).content.decode()
    behind = client.get(reverse("indicators:services_behind", args=["2-4"]), {"ky": "2026-12-20"})
    assert page in behind.content.decode()
    client.post(reverse("home:withdraw_act", args=[act.public_id]), {FIELD: fresh_key()})
    assert "Chưa ghi việc nào" in client.get(page).content.decode()


def test_every_row_of_the_report_has_a_source(client):
    page = client.get(reverse("indicators:services")).content.decode()
    assert "chưa có nguồn" not in page
    assert "Ghi một phiên giao dịch" in page  # where the first rows come from


def test_what_the_record_asks_by_itself_keeps_no_session_alive(client):
    person = PersonFactory()
    client.get(reverse("home:record", args=[person.public_id]), {"vi": "tu-van"})
    assert COOKIE in client.cookies
    del client.cookies[COOKIE]
    assert client.get(reverse("home:around", args=[person.public_id])).status_code == 200
    assert COOKIE not in client.cookies
