"""Putting adverts before the public: posting, posting again, changing."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.employers.models import Employer
from caunoi.vacancies.actions.drafts import DAYS_OPEN, begin, write_terms
from caunoi.vacancies.choices import VacancyState
from caunoi.vacancies.models import Vacancy
from caunoi.vacancies.queries.checks import Checked, Remark, check_terms
from caunoi.vacancies.queries.suggestions import likeliest
from caunoi.vacancies.queries.terms import Terms, editable, terms_of
from caunoi_kit.journal.actions import record
from caunoi_kit.ui import editing, formats

LONGEST_OPEN: Final = 365  # days; nobody knows a year ahead


class CannotPost(Exception):
    """The advert cannot be shown; the message says why and what to do.

    `remarks` are the words of it that are unlawful.
    """

    def __init__(self, message: str, remarks: tuple[Remark, ...] = ()) -> None:
        self.remarks = remarks
        super().__init__(message)


@transaction.atomic
def post_vacancy(
    *, employer: Employer, public_id: UUID, terms: Terms, by: User, on: date, at: datetime
) -> Vacancy:
    """Send an advert: a verified firm's is open at once, others wait for the centre's look.

    Sent again under the same number it is the same advert. Raises CannotPost.
    """
    vacancy, _ = begin(employer=employer, public_id=public_id, by=by, on=on)
    if vacancy.employer_id != employer.pk:
        raise CannotPost("Tin này của nơi tuyển khác. Mở lại trang đăng tin rồi gửi.")
    if vacancy.state != VacancyState.DRAFT:
        return vacancy
    terms = _complete(terms)
    checked = _lawful(terms, employer, on)
    vacancy.typed, vacancy.posted_on = {}, on
    _send(vacancy, checked, at)
    write_terms(vacancy, terms, on=on)
    record("vacancies.vacancy.posted", by=by, about=vacancy, detail=_told(vacancy))
    return vacancy


@transaction.atomic
def repost_vacancy(
    *, vacancy: Vacancy, public_id: UUID, by: User, on: date, at: datetime
) -> Vacancy:
    """Post an old advert anew, open for thirty days from today, as if it were typed again."""
    terms = replace(terms_of(vacancy), closes_on=on + timedelta(days=DAYS_OPEN))
    return post_vacancy(
        employer=vacancy.employer, public_id=public_id, terms=terms, by=by, on=on, at=at
    )


@transaction.atomic
def change_vacancy(
    *, vacancy: Vacancy, terms: Terms, before: str, by: User, on: date, at: datetime
) -> Vacancy:
    """Change an advert that was sent; new words are looked at like those of a new advert.

    `before` is what the form was opened with. Raises CannotPost, and EditedMeanwhile when a
    colleague saved first.
    """
    # Of the row alone: the joined place and occupation may be missing.
    locked = (
        Vacancy.objects.select_for_update(of=("self",))
        .select_related("occupation")
        .get(pk=vacancy.pk)
    )
    if locked.state not in {VacancyState.OPEN, VacancyState.PENDING}:
        raise CannotPost("Tin này đã đóng. Dùng «Đăng lại» để đăng tin mới từ tin này.")
    terms = _complete(terms)
    old = terms_of(locked)
    editing.refuse_overwriting(before, current=editable(old), typed=editable(terms))
    if terms.positions < locked.filled:
        raise CannotPost(
            f"Tin đã nhận {formats.number(locked.filled)} người, "
            "nên số lượng không thể ít hơn. Ghi số lượng lớn hơn, hoặc đóng tin."
        )
    checked = _lawful(terms, locked.employer, on)
    changed = [name for name, value in editable(terms).items() if editable(old)[name] != value]
    if not changed:
        return locked
    _send(locked, checked, at)
    write_terms(locked, terms, on=on)
    record(
        "vacancies.vacancy.changed",
        by=by,
        about=locked,
        detail={"fields": changed, **_told(locked)},
    )
    return locked


def _complete(terms: Terms) -> Terms:
    """With the likeliest occupation when nobody chose one."""
    if terms.occupation is not None:
        return terms
    return replace(terms, occupation=likeliest(terms.title))


def _lawful(terms: Terms, employer: Employer, on: date) -> Checked:
    if terms.closes_on < on:
        raise CannotPost("Hạn tuyển đã qua. Ghi một ngày từ hôm nay trở đi.")
    if terms.closes_on > on + timedelta(days=LONGEST_OPEN):
        raise CannotPost(f"Hạn tuyển xa quá {LONGEST_OPEN} ngày. Ghi một ngày gần hơn.")
    checked = check_terms(terms, employer=employer, on=on)
    if checked.blocked:
        raise CannotPost(
            "Tin có điều pháp luật không cho phép. Sửa theo các dòng giải thích rồi gửi lại.",
            checked.blocked,
        )
    return checked


def _send(vacancy: Vacancy, checked: Checked, at: datetime) -> None:
    vacancy.state = VacancyState.OPEN if checked.is_shown_at_once else VacancyState.PENDING
    vacancy.findings = [one.plain() for one in checked.held]
    vacancy.sent_at = at


def _told(vacancy: Vacancy) -> dict[str, object]:
    return {"state": vacancy.state, "held_for": [one["kind"] for one in vacancy.findings]}
