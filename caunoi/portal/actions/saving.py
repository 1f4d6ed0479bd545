"""Keeping searches and jobs, and no longer keeping them."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from caunoi.accounts.models import User
from caunoi.people.actions import give_consent
from caunoi.people.choices import Purpose
from caunoi.people.models import Person
from caunoi.portal.models import AlertLine, SavedJob, SavedSearch
from caunoi.portal.queries.saving import MOST_SEARCHES, saved_searches_of, stored
from caunoi.portal.queries.searching import Filters
from caunoi.vacancies.models import Vacancy
from caunoi_kit.journal.actions import record

LONGEST_NAME = SavedSearch._meta.get_field("name").max_length or 0
LONGEST_ADDRESS = SavedSearch._meta.get_field("address").max_length or 0


class CannotSave(Exception):
    """Nothing was kept; the message is Vietnamese and may be shown."""


@transaction.atomic
def save_search(
    *,
    person: Person,
    filters: Filters,
    address: str,
    name: str,
    alerts: bool,
    by: User,
    at: datetime,
) -> SavedSearch:
    """Keep a search; with `alerts` the person agrees to messages and is told of what comes new."""
    if len(address) > LONGEST_ADDRESS:
        raise CannotSave("Tìm kiếm này có quá nhiều điều kiện. Bỏ bớt rồi lưu lại.")
    Person.objects.select_for_update().get(pk=person.pk)
    if saved_searches_of(person).count() >= MOST_SEARCHES:
        raise CannotSave(f"Đã lưu {MOST_SEARCHES} tìm kiếm. Xoá bớt một tìm kiếm cũ rồi lưu lại.")
    newest = Vacancy.objects.order_by("-id").values_list("pk", flat=True).first() or 0
    try:
        with transaction.atomic():
            saved = SavedSearch.objects.create(
                person=person,
                name=_tidy(name),
                address=address,
                filters=stored(filters),
                alerts=alerts,
                newest=newest,
                made_at=at,
                checked_on=localtime(at).date(),
            )
    except IntegrityError:
        raise CannotSave("Anh/chị đã lưu tìm kiếm này rồi. Xem ở trang Đã lưu.") from None
    if alerts:
        give_consent(person=person, purposes=[Purpose.MESSAGES], by=by, at=at)
    record("portal.search.saved", by=by, about=saved)
    return saved


@transaction.atomic
def change_search(
    *, search: SavedSearch, name: str, alerts: bool, by: User, at: datetime
) -> SavedSearch:
    """Give a search another name, and turn its alerts on or off."""
    search = SavedSearch.objects.select_for_update().get(pk=search.pk)
    begins = alerts and not search.alerts
    search.name, search.alerts = _tidy(name), alerts
    if begins:  # what came while nobody wanted to know is no news
        search.newest = Vacancy.objects.order_by("-id").values_list("pk", flat=True).first() or 0
        search.made_at, search.checked_on = at, localtime(at).date()
        give_consent(person=search.person, purposes=[Purpose.MESSAGES], by=by, at=at)
    search.save()
    record("portal.search.changed", by=by, about=search, detail={"alerts": alerts})
    return search


@transaction.atomic
def drop_search(*, search: SavedSearch, by: User) -> None:
    """No longer keep a search."""
    record("portal.search.dropped", by=by, about=search)
    search.delete()


@transaction.atomic
def keep_job(*, person: Person, vacancy: Vacancy, keep: bool, by: User, at: datetime) -> bool:
    """Keep a job to look at again, or keep it no longer."""
    if not keep:
        SavedJob.objects.filter(person=person, vacancy=vacancy).delete()
        return False
    _, fresh = SavedJob.objects.get_or_create(
        person=person, vacancy=vacancy, defaults={"made_at": at}
    )
    if fresh:
        record("portal.job.saved", by=by, about=vacancy)
    return True


@transaction.atomic
def forget_made() -> None:
    """What made people keep and were told of goes with them when a demo is cleared."""
    for model in (SavedSearch, AlertLine, SavedJob):
        model.objects.filter(person__made=True).delete()


def _tidy(name: str) -> str:
    tidy = " ".join(name.split())[:LONGEST_NAME]
    if not tidy:
        raise CannotSave("Chưa ghi tên cho tìm kiếm này. Ghi vài chữ để dễ nhớ.")
    return tidy
