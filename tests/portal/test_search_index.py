import shutil
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from caunoi.portal.actions.search_index import rebuild_search_index, refresh_search_index
from caunoi.portal.queries.index import held_versions, open_versions, search_index
from caunoi.vacancies.models import Vacancy
from caunoi_kit.ui.models import Submission
from tests.portal.conftest import DAY, NOW
from tests.training.factories import IntakeFactory
from tests.vacancies.factories import VacancyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


def refresh():
    return refresh_search_index(on=DAY)


def same_as_database() -> bool:
    return held_versions() == open_versions(on=DAY)


def test_the_index_holds_what_is_open_and_nothing_else():
    VacancyFactory.create_batch(3)
    VacancyFactory(closed=True)
    VacancyFactory(full=True)
    VacancyFactory(expired=True)
    IntakeFactory()
    IntakeFactory(full=True)
    assert rebuild_search_index(on=DAY) == 4
    assert same_as_database()


def test_new_changed_and_gone_vacancies_are_brought_up_to_date():
    changed, gone = VacancyFactory(title="Thợ hàn"), VacancyFactory()
    rebuild_search_index(on=DAY)
    changed.title = "Kế toán"
    changed.save(update_fields=["title", "updated_at"])
    gone.delete()
    VacancyFactory()
    done = refresh()
    assert (done.written, done.removed, done.rebuilt) == (2, 1, False)
    assert same_as_database()
    assert search_index().frequency("toan") == 1
    assert search_index().frequency("han") == 0


def test_a_vacancy_closed_behind_our_back_is_taken_out():
    vacancy = VacancyFactory()
    rebuild_search_index(on=DAY)
    Vacancy.objects.filter(pk=vacancy.pk).update(state="CLOSED")  # leaves no trace in updated_at
    assert refresh().removed == 1
    assert same_as_database()


def test_what_ends_with_the_day_is_taken_out_on_the_next():
    VacancyFactory(closes_on=DAY)
    rebuild_search_index(on=DAY)
    tomorrow = DAY + timedelta(1)
    assert refresh_search_index(on=tomorrow).removed == 1


def test_nothing_new_writes_nothing():
    VacancyFactory()
    rebuild_search_index(on=DAY)
    done = refresh()
    assert (done.written, done.removed, done.rebuilt) == (0, 0, False)


@pytest.mark.parametrize("damage", ["missing", "garbage"])
def test_a_lost_index_is_written_anew(home, damage):
    VacancyFactory()
    rebuild_search_index(on=DAY)
    if damage == "missing":
        shutil.rmtree(home / "search")
    else:
        (home / "search" / "current").write_text("không phải")
    assert refresh().rebuilt
    assert same_as_database()


def test_the_rebuild_command_says_how_much_it_wrote():
    said = StringIO()
    call_command("rebuild_index", stdout=said)
    assert said.getvalue() == "Danh mục tìm kiếm: 0 việc và khoá học.\n"


@pytest.mark.django_db(transaction=True)  # the worker lets go of its connection
def test_the_worker_brings_the_index_up_to_date_and_says_so():
    said = StringIO()
    VacancyFactory()
    with time_machine.travel(NOW, tick=False):
        call_command("work", once=True, stdout=said)
    assert said.getvalue() == "Danh mục tìm kiếm: ghi 1, bỏ 0 (dựng lại từ đầu).\n"
    assert same_as_database()


@pytest.mark.django_db(transaction=True)  # the worker lets go of its connection
def test_the_worker_forgets_forms_sent_more_than_a_day_ago():
    for key, hours in (("old", 25), ("fresh", 23)):
        Submission.objects.create(
            key=key, route="x", body_hash="", status=302, made_at=NOW - timedelta(hours=hours)
        )
    with time_machine.travel(NOW, tick=False):
        call_command("work", once=True, stdout=StringIO())
    assert list(Submission.objects.values_list("key", flat=True)) == ["fresh"]
