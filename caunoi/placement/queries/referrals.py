"""Questions about referrals: what a letter says, where it stands, and what somebody refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Sum, When
from django.urls import reverse
from django.utils import timezone

from caunoi.people.models import Person
from caunoi.placement.choices import ApplicationState, ReferralState
from caunoi.placement.models import Application, Referral, RefusedJob
from caunoi.placement.queries.desk import Desk
from caunoi.placement.queries.registers import read_worker
from caunoi.placement.queries.snapshot import NoMarket, current_market
from caunoi.placement.queries.words import Fit, fit_of, names_of
from caunoi.placement.queries.working_days import NoCalendar, working_day_after
from caunoi.vacancies.models import Vacancy
from caunoi_engine.matching import explain
from caunoi_engine.text.names import masked_name
from caunoi_kit.office import seal

SEAL: Final = "referral"
MORNING: Final = time(8, 0)  # when somebody is sent to a firm unless another hour is agreed
LEAST_CASES: Final = 30  # fewer past cases say nothing
YEARS_OF_CASES: Final = 2
REASONS_KEPT: Final = 8
WARN_AT: Final = 2  # refusals without a good reason (Luật 74/2025, Điều 41 khoản 4)

_BY_APPLICATION: Final[dict[str, ReferralState]] = {
    ApplicationState.HIRED: ReferralState.HIRED,
    ApplicationState.REJECTED: ReferralState.NOT_HIRED,
    ApplicationState.WITHDRAWN: ReferralState.DECLINED,
    ApplicationState.EXPIRED: ReferralState.EXPIRED,
}
SETTLED: Final = (ApplicationState.HIRED, ApplicationState.REJECTED)


def valid_until(on: date) -> date:
    """The last day of a letter made on that day. Raises NoCalendar."""
    return working_day_after(on, settings.CAUNOI_REFERRAL_WORKING_DAYS)


def state_of(referral: Referral, *, on: date) -> ReferralState:
    """Where a referral stands on that day: what was stored, else what became of it."""
    if referral.state != ReferralState.STANDING:
        return ReferralState(referral.state)
    if state := _BY_APPLICATION.get(referral.application.state):
        return state
    if referral.came_at is not None:
        return ReferralState.ARRIVED
    return ReferralState.EXPIRED if referral.valid_until < on else ReferralState.STANDING


def awaits_result(referral: Referral) -> bool:
    """Nobody has said yet what became of it, whether the letter is still valid or not."""
    ended = {ReferralState.DECLINED, ReferralState.REVOKED}
    return referral.state not in ended and referral.application.is_open


def code_path(referral: Referral) -> str:
    """What the QR leads to: random number and signature, nothing of the person (trust D6)."""
    sealed = seal.sign(SEAL, str(referral.public_id))
    return reverse("placement:referral_code", args=[sealed])


def code_address(referral: Referral) -> str:
    """The full address of that page, for paper and messages."""
    return f"{settings.CAUNOI_ADDRESS}{code_path(referral)}"


def referral_behind(code: str) -> Referral | None:
    """The referral of a scanned code; None for a forged one."""
    try:
        key = seal.read(code, SEAL)
    except seal.BadSeal:
        return None
    return find_referral(UUID(key))


def find_referral(public_id: UUID) -> Referral | None:
    """A referral with all that its page shows."""
    return _referrals().filter(public_id=public_id).first()


def initials_of(referral: Referral) -> str:
    """Whoever checks a letter sees whether the name on it agrees, and learns no name."""
    return masked_name(referral.person.full_name)


def referrals_of(person: Person) -> list[Referral]:
    """What somebody was sent to, the latest first."""
    return list(_referrals().filter(person=person).order_by("-made_at", "-id"))


def refusals_of(person: Person) -> list[RefusedJob]:
    """The jobs somebody did not take, the latest first."""
    found = RefusedJob.objects.filter(person=person).select_related("vacancy__employer", "referral")
    return list(found.order_by("-at", "-id"))


def find_refusal(public_id: UUID) -> RefusedJob | None:
    """A refused job with all that its page shows."""
    found = RefusedJob.objects.select_related(
        "person__place", "vacancy__employer", "referral__application", "by", "judged_by"
    )
    return found.filter(public_id=public_id).first()


def unjustified(refusals: Iterable[RefusedJob]) -> int:
    """How many refused letters a counsellor found no good reason for."""
    return sum(refusal.justified is False for refusal in refusals)


def fit_now(person: Person, vacancy: Vacancy, *, on: date) -> Fit | None:
    """How a vacancy suits somebody today; None when the latest market knows one of them not."""
    try:
        current = current_market()
    except NoMarket:
        return None
    row = current.vacancy_rows.get(vacancy.pk)
    worker, refused = read_worker(person.pk, on=on)
    if row is None or refused is not None:
        return None
    explanation = explain(Desk(current, worker).index, worker=0, vacancy=row)
    names = names_of([explanation])
    return fit_of(explanation, names, roughly_placed=vacancy.roughly_placed)


def fit_to_keep(fit: Fit | None) -> dict[str, Any]:
    """A fit as it is kept with a referral: the reasons in words, as they were said."""
    if fit is None:
        return {"score": None, "met": 0, "total": 0, "why": [], "missing": [], "shares": {}}
    return {
        "score": fit.score,
        "met": fit.met,
        "total": fit.total,
        "why": list(fit.why[:REASONS_KEPT]),
        "missing": list(fit.missing),
        "shares": fit.shares,
    }


def advert_to_keep(vacancy: Vacancy) -> dict[str, Any]:
    """What the advert says, as it is kept with a referral."""
    names = (
        "title", "description", "requirements", "benefits", "positions", "wage_min", "wage_max",
        "pay_period", "address", "shifts", "hours", "contract_kind", "housing",
        "experience_months", "qualification",
    )  # fmt: skip
    return {
        **{name: getattr(vacancy, name) for name in names},
        "vacancy": str(vacancy.public_id),
        "employer": vacancy.employer.name,
        "tax_code": vacancy.employer.tax_code or "",
        "place": vacancy.place.name if vacancy.place else "",
        "posted_on": vacancy.posted_on.isoformat(),
        "closes_on": vacancy.closes_on.isoformat(),
    }


@dataclass(frozen=True)
class ReferPage:
    """What the sheet for a new letter needs; the usual answers are filled in."""

    person: Person
    vacancy: Vacancy
    fit: Fit | None
    standing: Referral | None  # a letter for this job that still holds
    valid_until: date | None = None
    next_day: date | None = None
    obstacle: str = ""  # why no letter can be made today, in a sentence to show

    @property
    def come_at(self) -> datetime | None:
        """Eight o'clock on the next working day."""
        if self.next_day is None:
            return None
        return timezone.make_aware(datetime.combine(self.next_day, MORNING))

    @property
    def place(self) -> str:
        """Where the advert says the work is, else where the firm is, with its commune."""
        vacancy = self.vacancy
        address = vacancy.address or vacancy.employer.address
        area = vacancy.place.name if vacancy.place else ""
        return ", ".join(part for part in (address, "" if area in address else area) if part)


def refer_page(person: Person, vacancy: Vacancy, *, on: date) -> ReferPage:
    """The sheet on which a letter is made."""
    fit, standing = fit_now(person, vacancy, on=on), standing_referral(person, vacancy, on=on)
    try:
        return ReferPage(person, vacancy, fit, standing, valid_until(on), working_day_after(on, 1))
    except NoCalendar as missing:
        return ReferPage(person, vacancy, fit, standing, obstacle=str(missing))


def standing_referral(person: Person, vacancy: Vacancy, *, on: date) -> Referral | None:
    """A letter of this person for this job that holds on that day."""
    found = _referrals().filter(
        person=person, vacancy=vacancy, state=ReferralState.STANDING, valid_until__gte=on
    )
    referral = found.order_by("-id").first()
    return referral if referral is not None and referral.application.is_open else None


def past_their_day(*, on: date) -> QuerySet[Referral]:
    """Letters whose last day is over, nobody having come, been taken or been turned down."""
    return Referral.objects.filter(
        state=ReferralState.STANDING,
        valid_until__lt=on,
        came_at__isnull=True,
        application__in=Application.objects.open(),
    )


def without_result(*, on: date) -> QuerySet[Referral]:
    """Letters past their day of which nobody has said what became, the oldest first."""
    return (
        _referrals()
        .filter(
            Q(state=ReferralState.EXPIRED) | Q(state=ReferralState.STANDING),
            valid_until__lt=on,
            application__in=Application.objects.open(),
        )
        .order_by("valid_until", "id")
    )


@dataclass(frozen=True)
class Odds:
    """What became of people referred to an occupation before."""

    cases: int
    hired: int


def odds_of(occupations: Iterable[int | None], *, on: date) -> dict[int, Odds]:
    """Past cases by occupation, only where there are enough to say something. One query."""
    hired = Case(
        When(application__state=ApplicationState.HIRED, then=1),
        default=0,
        output_field=IntegerField(),
    )
    rows = (
        Referral.objects.filter(
            vacancy__occupation__in=[key for key in occupations if key is not None],
            application__state__in=SETTLED,
            made_on__gte=on - timedelta(days=365 * YEARS_OF_CASES),
        )
        .values("vacancy__occupation")
        .annotate(cases=Count("id"), hired=Sum(hired))
        .filter(cases__gte=LEAST_CASES)
        .order_by("vacancy__occupation")
    )
    return {row["vacancy__occupation"]: Odds(row["cases"], row["hired"]) for row in rows}


def has_referral() -> Exists:
    """Whether an application came with a letter, for a query of applications."""
    return Exists(Referral.objects.filter(application=OuterRef("pk")))


def _referrals() -> QuerySet[Referral]:
    return Referral.objects.select_related(
        "person__account",
        "person__place",
        "vacancy__employer",
        "vacancy__place",
        "application",
        "made_by",
    )
