"""Storing made schools, their programmes and intakes."""

from collections.abc import Sequence
from decimal import Decimal

from caunoi.portal.actions.demo.ground import Ground
from caunoi.portal.actions.demo.numbers import SCHOOLS_FROM, made_phone
from caunoi.training.models import Institution, Intake, Programme
from caunoi_engine.province import MadeProgramme, MadeSchool
from caunoi_engine.text.folding import fold


def store_schools(made: Sequence[MadeSchool], *, ground: Ground) -> list[Institution]:
    """Stores the schools with all they teach."""
    institutions = Institution.objects.bulk_create(
        Institution(
            name=school.name,
            search_key=fold(school.name),
            kind=school.kind,
            place_id=ground.place[school.commune],
            lat=school.lat,
            lon=school.lon,
            phone=made_phone(SCHOOLS_FROM + number),
            made=True,
        )
        for number, school in enumerate(made, start=1)
    )
    taught = [
        (programme, institution)
        for school, institution in zip(made, institutions, strict=True)
        for programme in school.programmes
    ]
    programmes = Programme.objects.bulk_create(
        _programme(programme, institution, ground) for programme, institution in taught
    )
    pairs = [(each, stored) for (each, _), stored in zip(taught, programmes, strict=True)]
    _link(pairs, ground)
    Intake.objects.bulk_create(
        Intake(
            programme=stored,
            starts_on=intake.starts_on,
            seats=intake.seats,
            taken=intake.taken,
            minimum=intake.minimum,
            time_of_day=intake.time_of_day,
            boarding=intake.boarding,
            lat=stored.institution.lat,
            lon=stored.institution.lon,
            made=True,
        )
        for each, stored in pairs
        for intake in each.intakes
    )
    return institutions


def _programme(made: MadeProgramme, institution: Institution, ground: Ground) -> Programme:
    return Programme(
        institution=institution,
        name=made.name,
        occupation_id=ground.occupation[made.occupation],
        level=made.level,
        entry_qualification=made.entry_qualification,
        months=Decimal(made.tenths_of_months) / 10,
        fee=made.fee,
        description=made.description,
        made=True,
    )


def _link(pairs: Sequence[tuple[MadeProgramme, Programme]], ground: Ground) -> None:
    """What each programme teaches and grants, in two inserts."""
    teaches = Programme.skills.through
    teaches.objects.bulk_create(
        teaches(programme_id=stored.pk, skill_id=ground.skill[code])
        for each, stored in pairs
        for code in each.skills
    )
    grants = Programme.certificates.through
    grants.objects.bulk_create(
        grants(programme_id=stored.pk, certificate_id=ground.certificate[code])
        for each, stored in pairs
        for code in each.certificates
    )
