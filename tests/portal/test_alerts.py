"""New jobs are told once, once a day, and only to those who want it."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.people.choices import Purpose
from caunoi.people.queries import allows
from caunoi.portal.actions import alerts, saving
from caunoi.portal.actions.alerts import stop_alerts, tell_new_jobs
from caunoi.portal.models import AlertLine, SavedJob, SavedSearch
from caunoi.portal.queries.alerts import stop_token
from caunoi.portal.queries.saving import read_stored, stored
from caunoi.portal.queries.searching import Filters
from caunoi_kit.messaging.choices import State
from caunoi_kit.messaging.models import Message, Preference
from caunoi_kit.search.documents import Sort
from tests.accounts.factories import UserFactory
from tests.employers.factories import EmployerFactory
from tests.people.factories import ConsentFactory, PersonFactory
from tests.portal.conftest import DAY, NOW
from tests.portal.factories import SavedSearchFactory
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db


def clock():
    return NOW


def wanting(**more):
    """Somebody who agreed to messages and keeps a search with alerts."""
    more.setdefault("person", PersonFactory(phone="0912345678"))
    search = SavedSearchFactory(**more)
    ConsentFactory(person=search.person, purpose=Purpose.MESSAGES)
    return search


def test_one_job_in_thirty_places_is_one_line_and_one_message(country, build):
    search, firm = wanting(), EmployerFactory()
    for _ in range(30):
        VacancyFactory(employer=firm, title="Thợ may áo", place=country["tien_hai"])
    build()

    assert tell_new_jobs(on=DAY, clock=clock) == 1

    [line], [message] = AlertLine.objects.all(), Message.objects.all()
    assert (line.person, line.places) == (search.person, 30)
    assert "1 việc mới" in message.text
    assert "Thợ may áo (30 nơi)" in message.text


def test_a_second_run_and_the_next_day_tell_nobody_of_the_same_again(country, build):
    wanting()
    firm = EmployerFactory()
    VacancyFactory(employer=firm, title="Thợ may áo")
    build()
    tell_new_jobs(on=DAY, clock=clock)

    assert tell_new_jobs(on=DAY, clock=clock) == 0
    VacancyFactory(employer=firm, title="THỢ MAY ÁO")  # the same job posted anew
    build()
    assert tell_new_jobs(on=DAY + timedelta(days=1), clock=clock) == 0
    assert Message.objects.count() == 1


def test_at_most_one_message_a_day_names_all_searches_together(country, build):
    search = wanting()
    SavedSearchFactory(person=search.person)
    for n in range(5):
        VacancyFactory(title=f"Nghề {'abcde'[n]}")
    build()

    tell_new_jobs(on=DAY, clock=clock)
    VacancyFactory(title="Nghề mới")
    build()
    assert tell_new_jobs(on=DAY, clock=clock) == 0  # the same day
    assert tell_new_jobs(on=DAY + timedelta(days=1), clock=clock) == 1

    texts = list(Message.objects.order_by("id").values_list("text", flat=True))
    assert "5 việc mới" in texts[0]
    assert "và 2 việc khác" in texts[0]
    assert "1 việc mới" in texts[1]


def test_a_run_killed_between_the_lines_and_the_message_leaves_neither(country, build, monkeypatch):
    wanting()
    VacancyFactory()
    build()

    def killed(**more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(alerts, "send", killed)
        tell_new_jobs(on=DAY, clock=clock)
    assert not AlertLine.objects.exists()

    assert tell_new_jobs(on=DAY, clock=clock) == 1
    assert tell_new_jobs(on=DAY, clock=clock) == 0
    assert Message.objects.count() == 1


def test_a_run_killed_between_two_people_goes_on_with_the_second(country, build, monkeypatch):
    wanting()
    wanting(person=PersonFactory(phone="0987654321"))
    VacancyFactory()
    build()
    real, calls = alerts.send, []

    def killed_at_second(**more):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(**more)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(alerts, "send", killed_at_second)
        tell_new_jobs(on=DAY, clock=clock)

    assert tell_new_jobs(on=DAY, clock=clock) == 1
    assert sorted(Message.objects.values_list("phone", flat=True)) == ["0912345678", "0987654321"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_everybody_once(country, build):
    if connection.vendor != "postgresql":
        pytest.skip("one writer at a time on SQLite")
    for n in range(6):
        wanting(person=PersonFactory(phone=f"091234567{n}"))
    VacancyFactory()
    build()
    gate, told = threading.Barrier(3), []

    def run():
        gate.wait()
        try:
            told.append(tell_new_jobs(on=DAY, clock=clock))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(told) == Message.objects.count() == AlertLine.objects.count() == 6


def test_only_what_came_after_the_search_was_saved_is_news(country, build):
    old = VacancyFactory(title="Việc cũ")
    wanting(newest=old.pk)
    build()
    assert tell_new_jobs(on=DAY, clock=clock) == 0
    VacancyFactory(title="Việc mới tinh")
    build()

    tell_new_jobs(on=DAY + timedelta(days=1), clock=clock)

    assert "Việc mới tinh" in Message.objects.get().text


def test_nothing_is_widened_for_an_alert(country, build):
    wanting(filters=stored(Filters(line="thợ lặn")))
    VacancyFactory(title="Thợ may áo")
    build()

    assert tell_new_jobs(on=DAY, clock=clock) == 0


def test_without_consent_or_without_alerts_nobody_is_told(country, build):
    SavedSearchFactory(person=PersonFactory(phone="0912345678"))
    wanting(alerts=False)
    VacancyFactory()
    build()

    assert tell_new_jobs(on=DAY, clock=clock) == 0


def test_filters_survive_being_stored():
    asked = Filters(line="may", km=float("inf"), shifts=("DAY",), pay_at_least=8_000_000, page=3)
    read = read_stored(stored(asked))
    assert read == Filters(
        line="may", km=float("inf"), shifts=("DAY",), pay_at_least=8_000_000, sort=Sort.NEW
    )


# --- Stopping -----------------------------------------------------------------------------------


def test_two_taps_without_signing_in_stop_the_alerts(client, country, build):
    search = wanting()
    VacancyFactory()
    build()
    address = reverse("portal:stop", args=[stop_token(search.person)])

    page = client.get(address)
    assert not SavedSearch.objects.filter(alerts=False).exists()  # looking changes nothing
    answer = client.post(address, {"lam": "viec", "_once": "a" * 32})

    assert "Dừng báo việc mới" in page.content.decode()
    assert answer.status_code == 302
    assert "Đã dừng báo việc mới" in client.get(answer.url).content.decode()
    assert tell_new_jobs(on=DAY, clock=clock) == 0
    assert search.person.full_name not in page.content.decode()


def test_stopping_everything_takes_the_consent_back_and_stops_what_waits():
    person = PersonFactory(phone="0912345678", account=UserFactory(role=Role.JOB_SEEKER))
    search = wanting(person=person)

    stop_alerts(person=person, everything=True, by=None, at=NOW)

    assert not allows(person, Purpose.MESSAGES)
    assert Preference.objects.filter(stopped_at__isnull=False).count() == 2  # user and number
    search.refresh_from_db()
    assert not search.alerts


@pytest.mark.parametrize("token", ["1", "1:abc", "x", "1:" + "a" * 43])
def test_a_link_we_did_not_make_is_not_found(client, token):
    assert client.get(f"/tin-nhan/dung/{token}/").status_code == 404


# --- Saving -------------------------------------------------------------------------------------


@pytest.fixture
def seeker(client):
    person = PersonFactory(account=UserFactory(role=Role.JOB_SEEKER), phone="0912345678")
    client.force_login(person.account)
    return person


def test_saving_asks_for_messages_and_never_assumes_them(client, country, seeker):
    address = reverse("portal:save_search") + "?q=may&luong=8000000&trang=3"

    page = client.get(address)
    assert "checked" not in page.content.decode().split("<main")[1]
    client.post(address, {"name": "May", "_once": "a" * 32})

    saved = SavedSearch.objects.get()
    assert (saved.alerts, allows(seeker, Purpose.MESSAGES)) == (False, False)
    assert saved.address == "q=may&luong=8000000"
    again = client.post(address, {"name": "May 2", "alerts": "on", "_once": "b" * 32})
    assert "đã lưu tìm kiếm này rồi" in again.content.decode()
    assert 'value="May 2"' in again.content.decode()  # what was typed stays


def test_the_tick_gives_consent_and_turns_alerts_on(client, country, seeker):
    client.post(
        reverse("portal:save_search"), {"name": "Mọi việc", "alerts": "on", "_once": "a" * 32}
    )
    assert SavedSearch.objects.get().alerts
    assert allows(seeker, Purpose.MESSAGES)


def test_a_search_is_renamed_stopped_and_dropped_by_its_owner_only(client, country, seeker):
    own, other = SavedSearchFactory(person=seeker), SavedSearchFactory()
    mine, theirs = (reverse("portal:change_search", args=[s.public_id]) for s in (own, other))

    assert client.get(theirs).status_code == 404
    assert client.post(theirs, {"lam": "xoa", "_once": "a" * 32}).status_code == 404
    client.post(mine, {"name": "Tên khác", "_once": "b" * 32})
    own.refresh_from_db()
    assert (own.name, own.alerts) == ("Tên khác", False)
    client.post(mine, {"lam": "xoa", "_once": "c" * 32})
    assert list(SavedSearch.objects.all()) == [other]


def test_nobody_keeps_more_than_twenty_searches(country, seeker):
    for n in range(20):
        SavedSearchFactory(person=seeker, address=f"q={n}")
    with pytest.raises(saving.CannotSave, match="20"):
        saving.save_search(person=seeker, filters=Filters(), address="q=x", name="x",
                           alerts=False, by=seeker.account, at=NOW)  # fmt: skip


def test_a_job_is_kept_once_and_dropped_again(client, country, seeker):
    vacancy = VacancyFactory()
    address = reverse("portal:keep_job", args=[vacancy.pk])

    for n in "ab":
        client.post(address, {"luu": "1", "_once": n * 32})
    assert SavedJob.objects.count() == 1
    client.post(address, {"luu": "0", "_once": "c" * 32})
    assert not SavedJob.objects.exists()


@pytest.mark.parametrize("number", [1, 8])
def test_the_page_of_what_is_kept_costs_the_same_however_much(
    client, country, seeker, number, django_assert_num_queries
):
    for n in range(number):
        vacancy = VacancyFactory()
        SavedSearchFactory(person=seeker, address=f"q={n}")
        SavedJob.objects.create(person=seeker, vacancy=vacancy, made_at=NOW)
        AlertLine.objects.create(person=seeker, job_key=str(n), vacancy=vacancy, told_on=DAY)
    with django_assert_num_queries(8):
        client.get(reverse("portal:saved"))


def test_an_alert_that_cannot_be_sent_says_so_in_the_outbox(country, build):
    wanting(person=PersonFactory(phone=""))
    VacancyFactory()
    build()
    tell_new_jobs(on=DAY, clock=clock)
    assert Message.objects.get().state == State.SUPPRESSED


def test_the_made_take_what_they_keep_with_them(country):
    SavedSearchFactory(person=PersonFactory(made=True))
    kept = SavedSearchFactory()
    saving.forget_made()
    assert list(SavedSearch.objects.all()) == [kept]
