"""Whom to ask about next, how far the checking is, and where the two sides differ."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from caunoi.accounts.models import User
from caunoi.intake.choices.population import CODES, Outcome, Procedure
from caunoi.intake.models.population import ChangesRead, Check, CheckAnswer
from caunoi.people.choices import Verification
from caunoi.people.models import Person
from caunoi.people.queries import identity_digest
from caunoi.places.models import Place
from caunoi_engine.text.folding import place_tones, tidy
from caunoi_kit.connectors import circuit
from caunoi_kit.connectors.population import SYSTEM, Question

LONGEST_CODE = 20


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the checking of one commune is."""

    place: Place
    people: int
    matched: int
    differing: int
    not_found: int
    without_number: int

    @property
    def waiting(self) -> int:
        """People with a number who are not checked yet."""
        return self.people - self.matched - self.differing - self.not_found - self.without_number


@dataclass(frozen=True, slots=True)
class Line:
    """Whether the database can be asked now."""

    connected: bool
    pause_until: datetime | None
    reason: str
    used: int
    daily: int
    nightly_by: User | None
    nightly_refusal: str
    changes: ChangesRead | None = None


def is_connected() -> bool:
    """Whether this installation knows where to ask."""
    return bool(settings.CAUNOI_POPULATION["url"])


def procedure_code(procedure: Procedure) -> str:
    """MaDVC of a procedure, "" where none is known."""
    other: str = settings.CAUNOI_POPULATION["procedures"].get(procedure.value, "")
    return other or CODES.get(procedure, "")


def procedures() -> list[Procedure]:
    """The procedures for which one may ask here."""
    return [each for each in Procedure if procedure_code(each)]


def nightly_officer() -> User | None:
    """Who answers for the questions that are put at night."""
    name = settings.CAUNOI_POPULATION["nightly_by"]
    user = User.objects.filter(username=name, is_active=True).first() if name else None
    return user if user is not None and user.is_staff_member else None


def line(*, at: datetime, on: date) -> Line:
    """The state of the connection, for a page."""
    state, options = circuit.state(SYSTEM), settings.CAUNOI_POPULATION
    officer = nightly_officer()
    refusal = ""
    if officer is None:
        refusal = "Chưa cử cán bộ chịu trách nhiệm hỏi ban đêm (CAUNOI_POPULATION_NIGHTLY_BY)."
    elif not procedure_code(Procedure.LABOUR_REGISTER):
        refusal = "Chưa có mã thủ tục LABOUR_REGISTER (CAUNOI_POPULATION_PROCEDURES)."
    pause = state.open_until if state is not None else None
    return Line(
        connected=is_connected(),
        pause_until=pause if pause is not None and pause > at else None,
        reason=state.reason if state is not None else "",
        used=circuit.used(SYSTEM, on=on),
        daily=options["daily"],
        nightly_by=officer,
        nightly_refusal=refusal,
        changes=ChangesRead.objects.filter(source=options["source"]).first(),
    )


def same_name(ours: str, theirs: str) -> bool:
    """Whether two names are one: letter case and the place of a tone do not count, marks do.

    >>> same_name("TRẦN THỊ HOÀ", "Trần Thị Hòa"), same_name("Lê Vân", "Lê Văn")
    (True, False)
    """
    return _written(ours) == _written(theirs)


def _written(name: str) -> str:
    return place_tones(tidy(name)).casefold()


def question(check: Check) -> Question:
    """What is asked about the person as the record stands now."""
    person = check.person
    assert person.birth_date is not None  # noqa: S101  nobody is asked about without (due_people, ask_check)
    return Question(
        request_id=check.request_id,
        procedure=check.procedure_code,
        officer=check.officer_code,
        number=person.identity_number or check.old_number or "",
        name=person.full_name,
        born=person.birth_date.year if person.birth_year_only else person.birth_date,
    )


def due_people(*, at: datetime) -> QuerySet[Person]:
    """Whom to check next: never checked first, then those checked longest ago."""
    stale = at - timedelta(days=settings.CAUNOI_POPULATION["stale_days"])
    open_check = Check.objects.filter(person=OuterRef("pk"), answer=None)
    return (
        Person.objects.filter(identity_digest__isnull=False, birth_date__isnull=False, made=False)
        .filter(Q(verification=Verification.NOT_YET) | Q(verified_at__lt=stale))
        .exclude(Exists(open_check))
        .order_by(F("verified_at").asc(nulls_first=True), "id")
    )


def checked_before(numbers: Iterable[str], *, at: datetime) -> QuerySet[Person]:
    """Of these identity numbers the people whose last check is older than a moment.

    Who was never checked is in line already (`due_people`).
    """
    return Person.objects.filter(
        identity_digest__in=[identity_digest(number) for number in numbers if number],
        birth_date__isnull=False,
        verified_at__lt=at,
        made=False,
    ).order_by("id")


def waiting_checks(*, at: datetime) -> QuerySet[Check]:
    """Questions without an answer whose time has come; those somebody waits for first."""
    return (
        Check.objects.filter(answer=None, wait_until__lte=at)
        .filter(Q(person__identity_digest__isnull=False) | Q(old_number__isnull=False))
        .filter(person__birth_date__isnull=False)
        .select_related("person", "by")
        .order_by("-urgent", "wait_until", "id")
    )


def progress(communes: Iterable[Place]) -> list[Progress]:
    """How far each commune is, in one question."""
    places = {place.pk: place for place in communes}
    counted = (
        Person.objects.filter(place_id__in=places)
        .values("place_id")
        .annotate(
            people=Count("pk"),
            matched=Count("pk", filter=Q(verification=Verification.MATCH)),
            differing=Count("pk", filter=Q(verification=Verification.MISMATCH)),
            not_found=Count("pk", filter=Q(verification=Verification.NOT_FOUND)),
            without_number=Count(
                "pk", filter=Q(verification=Verification.NOT_YET, identity_digest=None)
            ),
        )
        .order_by("place_id")
    )
    rows = {row["place_id"]: row for row in counted}
    return [
        Progress(
            place, row["people"], row["matched"], row["differing"], row["not_found"],
            row["without_number"],
        )
        for key, place in places.items()
        if (row := rows.get(key)) is not None
    ]  # fmt: skip


def open_answers(outcome: Outcome) -> QuerySet[CheckAnswer]:
    """Answers that differ or found nobody, nobody has decided on, and no newer one replaced."""
    newer = CheckAnswer.objects.filter(
        check_asked__person=OuterRef("check_asked__person"), at__gt=OuterRef("at")
    )
    return (
        CheckAnswer.objects.filter(outcome=outcome, ruling=None)
        .filter(check_asked__person__verification=outcome)
        .exclude(Exists(newer))
        .select_related("check_asked__person__place", "check_asked__by")
        .order_by("at", "id")
    )


def find_answer(public_id: UUID) -> CheckAnswer | None:
    """One answer with its question and person."""
    return (
        CheckAnswer.objects.filter(public_id=public_id)
        .select_related("check_asked__person__place", "check_asked__by", "ruling__by")
        .first()
    )


def has_only_old_number(person: Person) -> bool:
    """Whether somebody is known by the nine figures of an old card alone."""
    return person.identity_digest is None and bool(person.old_identity_digest)


def checks_of(person: Person) -> QuerySet[Check]:
    """All questions about a person, newest first."""
    return (
        Check.objects.filter(person=person)
        .select_related("by", "answer__ruling__by")
        .order_by("-asked_at", "-id")
    )
