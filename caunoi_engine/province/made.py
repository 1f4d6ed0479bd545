"""What a made province consists of: plain rows, ready to be stored.

Codes are those of the registers (`Qualification`, `Shift` and their like), as plain text.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """The seven conditions of work (NĐ 352/2025, 03a), or a person's abilities; blank = unasked."""

    workplace: str = ""
    lift_weight: str = ""
    standing: str = ""
    hearing: str = ""
    sight: str = ""
    hand_use: str = ""
    two_hands: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePerson:
    """A worker who looks for a job, with profile, wishes, skills and certificates."""

    full_name: str
    sex: str
    birth_date: date
    commune: str
    lat: float
    lon: float
    ethnic_group: str
    general_education: str
    qualification: str
    activity: str
    job_status: str
    unemployed_for: str
    unemployed_reason: str
    inactive_reason: str
    social_insurance: str
    occupation: str
    experience_months: int
    priority_groups: tuple[str, ...]
    wage_min: int | None  # đồng a month
    radius_km: int
    shifts: tuple[str, ...]
    contract_kind: str
    available_on: date
    will_board: bool
    will_train: bool
    abilities: Conditions
    wishes: tuple[tuple[str, str], ...]  # occupation, own words; first wish first
    skills: tuple[str, ...]
    certificates: tuple[tuple[str, date], ...]  # certificate, issued on
    open_to_employers: bool  # consents to be found by firms


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeVacancy:
    """One advert of a made firm."""

    title: str
    occupation: str
    description: str
    requirements: str
    benefits: str
    positions: int
    filled: int
    wage_min: int | None  # đồng for one pay period
    wage_max: int | None
    pay_period: str
    shifts: tuple[str, ...]
    contract_kind: str
    housing: bool
    general_education: str
    qualification: str
    experience_months: int
    conditions: Conditions
    skills: tuple[tuple[str, bool], ...]  # skill, required
    certificates: tuple[str, ...]
    posted_on: date
    closes_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFirm:
    """An employer with its adverts."""

    name: str
    kind: str
    industry: str
    product: str
    size: str
    commune: str
    industrial_zone: str
    lat: float
    lon: float
    vacancies: tuple[MadeVacancy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeIntake:
    """One opening of a made programme."""

    starts_on: date
    seats: int
    taken: int
    minimum: int
    time_of_day: str
    boarding: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeProgramme:
    """What a made school teaches, with its intakes."""

    name: str
    occupation: str
    level: str
    entry_qualification: str
    tenths_of_months: int  # 25 = two and a half months
    fee: int  # đồng for the whole course
    skills: tuple[str, ...]
    certificates: tuple[str, ...]
    description: str
    intakes: tuple[MadeIntake, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeSchool:
    """A training institution."""

    name: str
    kind: str
    commune: str
    lat: float
    lon: float
    programmes: tuple[MadeProgramme, ...]
