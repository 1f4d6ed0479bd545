"""What the lists of one person hold. Words are ready to read; records are fresh."""

from dataclasses import dataclass
from datetime import date

from caunoi.classifications.choices import Sex
from caunoi.classifications.models import Occupation
from caunoi.people.models import JobWish, LabourProfile, Person
from caunoi.placement.queries.words import Fit
from caunoi.training.models import Intake
from caunoi.vacancies.models import Vacancy
from caunoi_engine.text.names import given_name
from caunoi_kit.ui import formats

WEEKS_A_MONTH = 4


@dataclass(frozen=True)
class JobOffer:
    """A vacancy the person could start now."""

    vacancy: Vacancy
    fit: Fit
    kilometres: float
    wage: tuple[int, int] | None  # đồng a month
    contenders: int  # people it fits, the person among them
    disliked: tuple[str, ...] = ()  # why it stands later: what the person said no to before


@dataclass(frozen=True)
class StudyOffer:
    """A course, and the best vacancy it leads to."""

    intake: Intake
    vacancy: Vacancy
    fit: Fit  # after the course
    wage: tuple[int, int] | None
    more: int  # further vacancies this intake opens to the person
    kilometres: float  # to the course
    disliked: tuple[str, ...] = ()  # why it stands later: what the work after it repeats


@dataclass(frozen=True)
class OtherWay:
    """Something to change, and how many vacancies that would add."""

    kind: str  # WIDER, BOARDING, TRAINING, CLOSE_OCCUPATION
    vacancies: int
    positions: int
    kilometres: int = 0
    occupation: Occupation | None = None


@dataclass(frozen=True)
class ThreeLists:
    """What the page of one person shows. `reason` says why there is nothing to show."""

    person: Person
    profile: LabourProfile | None
    wishes: tuple[JobWish, ...] = ()
    jobs: tuple[JobOffer, ...] = ()
    studies: tuple[StudyOffer, ...] = ()
    nearly: tuple[JobOffer, ...] = ()  # one thing is missing; the fit says what would change it
    others: tuple[OtherWay, ...] = ()
    fitting: int = 0  # vacancies that fit now, shown or not
    market_day: date | None = None
    reason: str = ""

    @property
    def given_name(self) -> str:
        """The name to greet by."""
        return given_name(self.person.full_name)

    @property
    def address(self) -> str:
        """How to address the person."""
        words: dict[str, str] = {Sex.MALE: "anh", Sex.FEMALE: "chị"}
        return words.get(self.person.sex, "anh/chị")


@dataclass(frozen=True)
class CourseOffer:
    """An intake that would fill what somebody lacks for a vacancy."""

    intake: Intake
    kilometres: float

    @property
    def title(self) -> str:
        return self.intake.programme.name

    @property
    def school(self) -> str:
        return self.intake.programme.institution.name

    @property
    def words(self) -> str:
        """Length, seats, first day, fee: "3 tháng · còn 7 ghế · khai giảng 07/12/2026 · …"."""
        return " · ".join(
            (
                length_words(self.intake),
                f"còn {formats.number(self.intake.free)} ghế",
                f"khai giảng {formats.day(self.intake.starts_on)}",
                fee_words(self.intake),
            )
        )


@dataclass(frozen=True)
class VacancyFit:
    """How a vacancy suits the signed-in person, and the courses that would help."""

    fit: Fit
    courses: tuple[CourseOffer, ...] = ()

    @property
    def feasible(self) -> bool:
        """Whether the person may be referred today."""
        return self.fit.feasible

    @property
    def met(self) -> int:
        return self.fit.met

    @property
    def filled(self) -> int:
        return self.fit.filled

    @property
    def total(self) -> int:
        return self.fit.total

    @property
    def why(self) -> tuple[str, ...]:
        return self.fit.why

    @property
    def missing(self) -> tuple[str, ...]:
        return self.fit.missing

    @property
    def score_percent(self) -> int:
        return self.fit.score_percent


def length_words(intake: Intake) -> str:
    """How long and when: "6 tuần, buổi tối", "3 tháng, ban ngày"."""
    months = intake.programme.months
    if months == int(months):
        length = f"{int(months)} tháng"
    elif months < 3:  # noqa: PLR2004  people count short courses in weeks
        length = f"{round(months * WEEKS_A_MONTH)} tuần"
    else:
        length = f"{formats.number(months, 1)} tháng"
    return f"{length}, {intake.get_time_of_day_display().lower()}"


def fee_words(intake: Intake) -> str:
    """What the course costs: "miễn học phí", "học phí 2 triệu đồng"."""
    fee = intake.programme.fee
    return f"học phí {formats.money_short(fee)}" if fee else "miễn học phí"
