"""Agreements: one to sign today, one near its end, one in force, one over."""

from datetime import date
from typing import Final

from caunoi.agreements.choices import AgreementKind, AgreementState
from caunoi.agreements.models import Agreement, Amendment, Line
from caunoi.employers.models import Employer
from caunoi.portal.actions.demo.stage import Stage
from caunoi.training.models import Institution, Programme

MONTHS: Final = 4
PEOPLE: Final = (15, 20, 25, 10)
DECEMBER: Final = 12


def store_agreements(stage: Stage) -> None:
    """Agreements of the visitor's firm, its school and two other firms, with their quantities."""
    others = [each for each in stage.employers if each.verified_at and each.pk != stage.firm.pk]
    second = others[0] if others else stage.firm
    third = others[1] if len(others) > 1 else stage.firm
    made = [
        _draft(stage, second, days=0),
        _draft(stage, third, days=14),
        _signed(stage, stage.firm, number=7, since=-355, until=10),
        _signed(stage, second, number=15, since=-100, until=265),
        _signed(stage, None, number=18, since=-80, until=285, institution=stage.school),
        _ended(stage, third),
    ]
    Agreement.objects.bulk_create(made)
    Line.objects.bulk_create(line for each in made for line in _lines(stage, each))
    lengthened = made[3]
    Amendment.objects.create(
        agreement=lengthened,
        order=1,
        signed_on=stage.day(-30),
        why="Doanh nghiệp mở thêm chuyền, kéo dài thời hạn ba tháng.",
        before={"valid_until": stage.day(175).isoformat(), "lines": []},
        made_by=stage.counsellor,
        made_at=stage.ago(30),
    )


def _agreement(
    stage: Stage, employer: Employer | None, institution: Institution | None
) -> Agreement:
    return Agreement(
        kind=AgreementKind.TRAINING if institution else AgreementKind.SUPPLY,
        employer=employer,
        institution=institution,
        terms="Bản ghi cho xem thử.",
        made_by=stage.counsellor,
        made_at=stage.ago(20),
        made=True,
    )


def _draft(stage: Stage, employer: Employer, *, days: int) -> Agreement:
    made = _agreement(stage, employer, None)
    made.to_sign_on = stage.day(days)
    return made


def _signed(
    stage: Stage,
    employer: Employer | None,
    *,
    number: int,
    since: int,
    until: int,
    institution: Institution | None = None,
) -> Agreement:
    made = _agreement(stage, employer, institution)
    made.state, made.number = AgreementState.SIGNED, f"{number:02d}/XEMTHU"
    made.signed_on, made.valid_until = stage.day(since), stage.day(until)
    made.signed_year = made.signed_on.year
    return made


def _ended(stage: Stage, employer: Employer) -> Agreement:
    made = _signed(stage, employer, number=2, since=-300, until=60)
    made.state, made.ended_on = AgreementState.ENDED, stage.day(-15)
    made.ending = "Hai bên đã làm xong trước hạn."
    return made


def _lines(stage: Stage, agreement: Agreement) -> list[Line]:
    """So many people a month, from the month of the demo on, of what the other side does."""
    occupation, level = _trade(stage, agreement)
    month = stage.on.replace(day=1)
    lines = []
    for people in PEOPLE[:MONTHS]:
        lines.append(
            Line(
                agreement=agreement,
                occupation_id=occupation,
                month=month,
                quantity=people,
                level=level,
            )
        )
        month = _after(month)
    return lines


def _trade(stage: Stage, agreement: Agreement) -> tuple[int, str]:
    if agreement.institution_id is not None:
        taught = Programme.objects.filter(institution=agreement.institution_id).order_by("id")
        for programme in taught[:1]:
            return programme.occupation_id, programme.level
    adverts = stage.adverts(agreement.employer) if agreement.employer else []
    found = [each.occupation_id for each in adverts if each.occupation_id]
    return (found or [min(stage.ground.occupation.values())])[0], ""


def _after(month: date) -> date:
    if month.month == DECEMBER:
        return date(month.year + 1, 1, 1)
    return month.replace(month=month.month + 1)
