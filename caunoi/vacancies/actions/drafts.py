"""Keeping what is being typed, and writing terms into a vacancy."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.employers.models import Employer
from caunoi.vacancies.choices import Source, VacancyState
from caunoi.vacancies.models import CertificateDemand, SkillDemand, Vacancy
from caunoi.vacancies.queries.terms import Terms
from caunoi_kit.journal.actions import record

DAYS_OPEN: Final = 30
UNTITLED: Final = "Tin chưa có chức danh"
LONGEST_TYPED: Final = 20_000  # characters a box keeps in a draft


@transaction.atomic
def save_draft(
    *,
    employer: Employer,
    public_id: UUID,
    typed: Mapping[str, Sequence[str]],
    terms: Terms,
    by: User,
    on: date,
) -> Vacancy:
    """Keep a form as it stands: the words typed, and of them what can be read already.

    Saved again under the same number it is the same draft. What has been sent, or is another
    firm's, stays untouched and is given back as it is.
    """
    kept = {name: [value[:LONGEST_TYPED] for value in values] for name, values in typed.items()}
    draft, is_new = begin(employer=employer, public_id=public_id, by=by, on=on)
    if draft.state != VacancyState.DRAFT or draft.employer_id != employer.pk:
        return draft
    draft.typed = kept
    write_terms(draft, terms, on=on)
    if is_new:  # the many savings after it are one deed: typing
        record("vacancies.draft.begun", by=by, about=draft)
    return draft


def begin(*, employer: Employer, public_id: UUID, by: User, on: date) -> tuple[Vacancy, bool]:
    """The advert of that number, locked; begun as a draft by whoever asks first (then True)."""
    return Vacancy.objects.select_for_update(of=("self",)).get_or_create(
        public_id=public_id,
        defaults={
            "employer": employer,
            "title": UNTITLED,
            "state": VacancyState.DRAFT,
            "posted_on": on,
            "closes_on": on + timedelta(days=DAYS_OPEN),
            "source": source_of(by),
            "made": employer.made,
        },
    )


def write_terms(vacancy: Vacancy, terms: Terms, *, on: date) -> None:
    """Store the terms, and the demands beside them, in the caller's transaction."""
    for name, value in terms.stated().items():
        setattr(vacancy, name, value)
    vacancy.title = vacancy.title or UNTITLED
    vacancy.posted_on = min(vacancy.posted_on, vacancy.closes_on)
    vacancy.save()
    vacancy.skills.all().delete()
    SkillDemand.objects.bulk_create(
        SkillDemand(vacancy=vacancy, skill_id=pk, required=required)
        for keys, required in ((terms.required_skills, True), (terms.preferred_skills, False))
        for pk in sorted(keys)
    )
    vacancy.certificates.all().delete()
    CertificateDemand.objects.bulk_create(
        CertificateDemand(vacancy=vacancy, certificate_id=pk) for pk in sorted(terms.certificates)
    )


def source_of(user: User) -> Source:
    """Who typed the advert: the firm, or the centre for it."""
    return Source.EMPLOYER if user.role == "EMPLOYER" else Source.CENTRE
