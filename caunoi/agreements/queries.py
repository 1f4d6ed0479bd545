"""Agreements: the list with its warnings, one agreement, a signing day, and what is due."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet, Sum

from caunoi.agreements.choices import AgreementKind, AgreementState
from caunoi.agreements.models import Agreement, Line, SignedFile
from caunoi.classifications.choices import Qualification, Scheme
from caunoi.classifications.models import Occupation
from caunoi.employers.models import Employer
from caunoi.places.choices import Level
from caunoi.places.models import Place
from caunoi.training.models import Institution
from caunoi_engine.text.folding import fold
from caunoi_kit.ui import formats

WARNINGS: Final = (30, 14, 3)
"""Days before an agreement lapses at which the list warns, each time louder."""

LINES: Final = "Số người theo nghề và tháng"
"""The name of all lines together, where two people changed them at once."""

UNIT_LEVEL: Final = 4  # of the international list: the groups vacancies and programmes point at
LOOK_ALIKES: Final = 3


def agreements(*, shown: str = "", on: date) -> QuerySet[Agreement]:
    """The list: drafts first, then what lapses soonest. `shown` is a state, or "LAPSING"."""
    found = Agreement.objects.select_related("employer", "institution").annotate(
        people=Sum("lines__quantity")
    )
    if shown == "LAPSING":
        found = found.filter(
            state=AgreementState.SIGNED, valid_until__lte=on + timedelta(days=WARNINGS[0])
        )
    elif shown in AgreementState.values:
        found = found.filter(state=shown)
    return found.order_by("ended_on", "valid_until", "-id")


def lapsing_count(*, on: date) -> int:
    """How many signed agreements lapse within the first warning, or have lapsed."""
    return Agreement.objects.filter(
        state=AgreementState.SIGNED, valid_until__lte=on + timedelta(days=WARNINGS[0])
    ).count()


def warning_of(agreement: Agreement, *, on: date) -> int | None:
    """Which warning stands today: 30, 14 or 3; 0 when it has lapsed; None when none does."""
    if agreement.state != AgreementState.SIGNED or agreement.valid_until is None:
        return None
    left = (agreement.valid_until - on).days
    if left < 0:
        return 0
    return min((days for days in WARNINGS if left <= days), default=None)


def find_agreement(public_id: uuid.UUID) -> Agreement | None:
    """One agreement with all that its page shows."""
    return (
        Agreement.objects.select_related("employer", "institution", "made_by")
        .prefetch_related(
            Prefetch("lines", _lines()),
            "amendments",
            Prefetch("files", SignedFile.objects.order_by("-added_at", "-id")),
        )
        .filter(public_id=public_id)
        .first()
    )


def find_file(public_id: uuid.UUID) -> SignedFile | None:
    """A scan, with its agreement."""
    return SignedFile.objects.select_related("agreement").filter(public_id=public_id).first()


def file_path(file: SignedFile) -> Path:
    """Where its bytes are kept: under a name of ours, in a folder that no address reaches."""
    return Path(settings.HOME) / "agreements" / f"{file.public_id}.pdf"


def signing_day(day: date) -> QuerySet[Agreement]:
    """What is to be signed on a day, or was signed on it."""
    return (
        Agreement.objects.select_related("employer", "institution")
        .prefetch_related(Prefetch("lines", _lines()))
        .filter(Q(state=AgreementState.DRAFT, to_sign_on=day) | Q(signed_on=day))
        .order_by("kind", "id")
    )


def next_signing_day(*, on: date) -> date | None:
    """The first day, today or later, on which drafts are to be signed."""
    days = Agreement.objects.filter(state=AgreementState.DRAFT, to_sign_on__gte=on)
    return days.order_by("to_sign_on").values_list("to_sign_on", flat=True).first()


@dataclass(frozen=True)
class Commitment:
    """What an agreement in force promises for one month, to be held against what was done."""

    agreement_id: int
    line_id: int
    kind: AgreementKind
    employer_id: int | None
    institution_id: int | None
    occupation_id: int
    month: date
    level: str
    quantity: int
    signed_on: date
    valid_until: date


def commitments(*, on: date, agreement: Agreement | None = None) -> list[Commitment]:
    """The lines of all agreements in force on a day, or of one agreement whatever its term.

    The domains above hold them against referrals, hires and enrolments of the same employer or
    institution, occupation and month.
    """
    lines = Line.objects.select_related("agreement").exclude(agreement__state=AgreementState.DRAFT)
    if agreement is not None:
        lines = lines.filter(agreement=agreement)
    else:
        lines = lines.filter(
            agreement__state=AgreementState.SIGNED,
            agreement__signed_on__lte=on,
            agreement__valid_until__gte=on,
        )
    return [_commitment(line) for line in lines.order_by("month", "id")]


def occupations() -> QuerySet[Occupation]:
    """The groups a line may be of."""
    return Occupation.objects.filter(scheme=Scheme.ISCO08, level=UNIT_LEVEL).order_by("code")


def own_province() -> Place | None:
    """The province the centre serves, by its code of today."""
    found = Place.objects.filter(level=Level.PROVINCE, code=settings.CAUNOI_PROVINCE)
    return found.filter(valid_to=None).order_by("id").first()


def institutions() -> QuerySet[Institution]:
    """Whom one may agree with on training."""
    return Institution.objects.order_by("name", "id")


def employers_named(text: str) -> list[Employer]:
    """The employers a tax code or a name means: one when it is clear, a few to choose from else."""
    text = text.strip()
    by_code = list(Employer.objects.filter(tax_code=text)[:1])
    if by_code:
        return by_code
    key = fold(text)
    same = list(Employer.objects.filter(search_key=key).order_by("name", "id")[:LOOK_ALIKES])
    if same or not key:
        return same
    alike = Employer.objects.filter(search_key__contains=key)
    return list(alike.order_by("name", "id")[:LOOK_ALIKES])


def draft_in_words(agreement: Agreement) -> dict[str, str]:
    """What a draft holds, field by field, to be compared before somebody saves over it."""
    return {
        "kind": agreement.get_kind_display(),
        "employer": agreement.employer.name if agreement.employer else "",
        "institution": agreement.institution.name if agreement.institution else "",
        "other_party": agreement.other_party,
        "to_sign_on": formats.day(agreement.to_sign_on) if agreement.to_sign_on else "",
        "valid_until": formats.day(agreement.valid_until) if agreement.valid_until else "",
        "terms": agreement.terms,
        LINES: "; ".join(
            sorted(
                line_in_words(line.occupation.name, line.month, line.quantity, line.level)
                for line in agreement.lines.select_related("occupation").order_by("id")
            )
        ),
    }


def line_in_words(occupation: str, month: date, quantity: int, level: str) -> str:
    """One line in a few words: "Thợ may, 01/2027: 30 người"."""
    words = f"{occupation}, {month:%m/%Y}: {formats.number(quantity)} người"
    return f"{words}, {Qualification(level).label}" if level else words


def _lines() -> QuerySet[Line]:
    return Line.objects.select_related("occupation").order_by("month", "occupation__code", "id")


def _commitment(line: Line) -> Commitment:
    agreement = line.agreement
    if agreement.signed_on is None or agreement.valid_until is None:
        raise ValueError(f"{agreement} is no signed agreement")
    return Commitment(
        agreement_id=agreement.pk,
        line_id=line.pk,
        kind=AgreementKind(agreement.kind),
        employer_id=agreement.employer_id,
        institution_id=agreement.institution_id,
        occupation_id=line.occupation_id,
        month=line.month,
        level=line.level,
        quantity=line.quantity,
        signed_on=agreement.signed_on,
        valid_until=agreement.valid_until,
    )
