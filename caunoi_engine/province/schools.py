"""Made schools, what they teach, and their intakes with an exact number of free seats."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Final

from caunoi_engine.province.catalogue import RANKS, Catalogue, Syllabus
from caunoi_engine.province.chance import Weighted, point_near, share_out, stream
from caunoi_engine.province.made import MadeIntake, MadeProgramme, MadeSchool
from caunoi_engine.province.scales import Scale

_KINDS: Final = (
    # The order in which a province gets them: kind, what it is called.
    ("COLLEGE", "Trường Cao đẳng nghề Mẫu"),
    ("CENTRE", "Trung tâm Giáo dục nghề nghiệp Mẫu"),
    ("SECONDARY", "Trường Trung cấp nghề Mẫu"),
    ("CENTRE", "Trung tâm Dạy nghề Mẫu"),
    ("FIRM", "Lớp nghề tại Công ty Ví Dụ"),
    ("CENTRE", "Trung tâm Đào tạo lái xe và nghề Mẫu"),
    ("SECONDARY", "Trường Trung cấp Kinh tế – Kỹ thuật Mẫu"),
    ("UNIVERSITY", "Trường Đại học Kỹ thuật Mẫu"),
)
_SOONEST_START: Final = 5  # days after the day of the demo
_LATEST_START: Final = 110


def make_schools(catalogue: Catalogue, *, scale: Scale, seed: int, on: date) -> list[MadeSchool]:
    """The schools with programmes and intakes; the free seats sum to `scale.seats`."""
    chance = stream(seed, "schools")
    taught = _assign(catalogue, scale, chance)
    programmes = [(school, each) for school, several in enumerate(taught) for each in several]
    counts = share_out(scale.intakes, [each.weight for _, each in programmes])
    seats = iter(
        share_out(scale.seats, [0.5 + chance.random() for _ in range(scale.intakes)], least=5)
    )
    made: list[list[MadeProgramme]] = [[] for _ in taught]
    for (school, syllabus), count in zip(programmes, counts, strict=True):
        boards = _KINDS[school % len(_KINDS)][0] in {"COLLEGE", "SECONDARY", "UNIVERSITY"}
        intakes = _intakes(syllabus, count, boards, chance, on)
        made[school].append(
            _programme(syllabus, [_seated(each, next(seats), chance) for each in intakes], chance)
        )
    return [_school(catalogue, number, several, chance) for number, several in enumerate(made)]


def _assign(catalogue: Catalogue, scale: Scale, chance: Random) -> list[list[Syllabus]]:
    """Which school teaches what: common courses oftener, never one twice in a school.

    The course that opens most at once is always taught.
    """
    taught: list[list[Syllabus]] = [[] for _ in range(scale.schools)]
    first = next(
        school for school in range(scale.schools) if _offers(_KINDS[school][0], catalogue.opener)
    )
    taught[first].append(catalogue.opener)
    left = scale.programmes - 1
    while left:
        placed = left
        for school, several in enumerate(taught):
            kind = _KINDS[school % len(_KINDS)][0]
            fitting = [
                each for each in catalogue.syllabuses if each not in several and _offers(kind, each)
            ]
            if fitting and left:
                several.append(Weighted((each, each.weight) for each in fitting).pick(chance))
                left -= 1
        if placed == left:
            raise ValueError(f"{scale.schools} schools cannot teach {scale.programmes} programmes")
    return taught


def _offers(kind: str, syllabus: Syllabus) -> bool:
    """Whether a kind of school offers a course; firms teach what takes a month."""
    short_in_a_firm = kind == "FIRM" and syllabus.tenths_of_months <= 10
    diploma = RANKS[syllabus.level] >= RANKS["SECONDARY"]
    at_university = kind == "UNIVERSITY" and diploma and "COLLEGE" in syllabus.kinds
    return kind in syllabus.kinds or short_in_a_firm or at_university


def _intakes(
    syllabus: Syllabus, count: int, boards: bool, chance: Random, on: date
) -> list[MadeIntake]:
    """Openings on different days, so that day and time of one programme never meet twice."""
    gap = (_LATEST_START - _SOONEST_START) / count
    return [
        MadeIntake(
            starts_on=on
            + timedelta(days=_SOONEST_START + int(gap * number + chance.random() * (gap - 1))),
            seats=1,
            taken=0,
            minimum=1,
            time_of_day=chance.choice(syllabus.times),
            boarding=boards and chance.random() < 0.6,
        )
        for number in range(count)
    ]


def _seated(intake: MadeIntake, free: int, chance: Random) -> MadeIntake:
    """The intake with its free seats, and in every third some that are taken already."""
    taken = chance.randrange(1, free + 1) if chance.random() < 0.33 else 0
    return replace(
        intake, seats=free + taken, taken=taken, minimum=max(1, round((free + taken) * 0.4))
    )


def _programme(syllabus: Syllabus, intakes: Sequence[MadeIntake], chance: Random) -> MadeProgramme:
    fee = round(syllabus.fee * (0.9 + 0.2 * chance.random()) / 50_000) * 50_000
    return MadeProgramme(
        name=syllabus.name,
        occupation=syllabus.occupation,
        level=syllabus.level,
        entry_qualification=syllabus.entry_qualification,
        tenths_of_months=syllabus.tenths_of_months,
        fee=fee,
        skills=syllabus.skills,
        certificates=syllabus.certificates,
        description=syllabus.content,
        intakes=tuple(intakes),
    )


def _school(
    catalogue: Catalogue, number: int, programmes: Sequence[MadeProgramme], chance: Random
) -> MadeSchool:
    kind, called = _KINDS[number % len(_KINDS)]
    commune = Weighted((each, each.population) for each in catalogue.communes).pick(chance)
    lat, lon = point_near(commune.lat, commune.lon, radius_km=1.5, chance=chance)
    return MadeSchool(
        name=f"{called} {number + 1}",
        kind=kind,
        commune=commune.code,
        lat=lat,
        lon=lon,
        programmes=tuple(programmes),
    )
