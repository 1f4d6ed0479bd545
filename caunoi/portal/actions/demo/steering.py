"""Two years of figures of the made province: what communes and schools handed in, what happened,
the plans, and a few units that are late, jump or contradict themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from django.db.models import Q
from django.utils import timezone

from caunoi.indicators.actions.catalogue import load_reporting_units
from caunoi.indicators.actions.totals import add_up
from caunoi.indicators.choices.catalogue import Source
from caunoi.indicators.choices.figures import SubmissionState, UnitKind
from caunoi.indicators.models import (
    Correction,
    CountryTotal,
    Definition,
    Estimate,
    Figure,
    Forecast,
    Happening,
    Indicator,
    ReportingForm,
    ReportingUnit,
    Submission,
    Target,
    TargetStep,
    Total,
)
from caunoi.places.choices import NEW_ERA_FROM
from caunoi.places.models import Place
from caunoi.portal.actions.demo.planning import Plans, store_plans
from caunoi.portal.actions.demo.stage import Stage
from caunoi_engine.series import share_out
from caunoi_rules.periods import Period, period_of

YEARS_BACK: Final = 1
GROWTH: Final = 1.04
# How the year goes, by month: few in the month of Tết, many in spring and autumn.
SEASON: Final = (73, 63, 107, 114, 117, 121, 111, 122, 115, 111, 111, 35)
JOBS: Final = {  # by code: in a whole year of the last year of the scene
    "jobs_in_province": 16_100,
    "jobs_out_of_province": 8_000,
    "overseas_workers": 1_950,
}
SCHOOLS: Final = {  # by code: in a year, of all schools
    "gdnn_college": 900,
    "gdnn_secondary": 2_100,
    "gdnn_elementary": 9_600,
    "rural_trained": 2_950,
    "gdnn_graduated": 9_200,
    "graduates_with_jobs": 7_500,
}
CARE: Final = {"ncc_monthly": 9_400, "btxh_eligible": 61_000, "btxh_people": 60_400}  # a stock
HOUSEHOLDS: Final = 310_000
POOR_PERCENT: Final = {2: (1.72, 2.66), 1: (1.21, 2.30)}  # by years back
GIFTS: Final = {1: 9_400, 7: 7_300}  # suất, by month: Tết and the anniversary of 27 July
A_GIFT: Final = 417_000  # đồng
HOUSES: Final = 2_055  # a year
BUILDING: Final = range(4, 11)
LATE: Final = range(3, 6)  # these communes have not handed in the last month
SENT_BACK: Final = 9
JUMPING: Final = (20, 41)
CONTRADICTING: Final = 15
JUMP: Final = 4
POOR: Final = ("households", "poor_households", "near_poor_households", "poor_merit_households")


@dataclass(frozen=True)
class _Book:
    """The catalogue by code, and who answers for figures."""

    indicators: dict[str, Indicator]
    definitions: dict[int, Definition]
    today: list[ReportingUnit]
    olds: list[ReportingUnit]
    schools: list[ReportingUnit]
    whole: ReportingUnit

    def communes(self, day: date) -> list[ReportingUnit]:
        """The communes that stood on a day."""
        return self.today if day >= NEW_ERA_FROM else self.olds


def store_figures(stage: Stage) -> None:
    """What is reported; what is derived is counted from the registers afterwards.

    Without the catalogue of indicators there is nothing to report.
    """
    commune = Place.objects.select_related("parent").filter(pk=stage.school.place_id).first()
    province = commune.parent if commune is not None else None
    if province is None or not Indicator.objects.exists():
        return
    load_reporting_units(provinces=[province])
    book = _book()
    if book is None:
        return
    months = list(_months(stage.on))
    figures = [*_old_months(stage, book, months), *_poor(stage, book)]
    Figure.objects.bulk_create(figures, batch_size=5_000)
    _handed_in(stage, book, months)
    Happening.objects.bulk_create(_happenings(stage, book, months))
    reported = [
        book.indicators[code] for code in (*JOBS, *SCHOOLS, *CARE, *POOR) if code in book.indicators
    ]
    # Poverty of two years back stands there too: a fall is between two years.
    add_up(reported, first=date(stage.on.year - YEARS_BACK, 1, 1), last=stage.on)
    parts = list(zip(book.today, people_of(book.today), strict=True))
    store_plans(stage, Plans(book.indicators, book.definitions, book.whole), parts)


def clear_figures() -> None:
    """Takes figures and plans out again, with all that visitors did to them.

    With no real person here every figure is of the demo: what is counted from registers is made
    anew, what was reported was made. Units of made schools go with their schools.
    """
    for model in (
        Estimate, Correction, Figure, Submission, Total, CountryTotal, Forecast, Happening,
        TargetStep, Target,
    ):  # fmt: skip
        model._default_manager.all().delete()
    ReportingUnit.objects.filter(Q(institution__made=True) | Q(made=True)).delete()


def _book() -> _Book | None:
    units = list(ReportingUnit.objects.select_related("place").order_by("code"))
    whole = next((e for e in units if e.kind == UnitKind.PROVINCE and e.valid_to is None), None)
    if whole is None:
        return None
    communes = [each for each in units if each.kind == UnitKind.COMMUNE]
    definitions = Definition.objects.filter(valid_to=None).select_related("indicator")
    rows = list(definitions.order_by("id"))
    return _Book(
        indicators={each.indicator.code: each.indicator for each in rows},
        definitions={each.indicator_id: each for each in rows},
        today=[each for each in communes if each.valid_to is None],
        olds=[each for each in communes if each.valid_to is not None],
        schools=[each for each in units if each.kind == UnitKind.SCHOOL],
        whole=whole,
    )


def _months(on: date) -> Iterator[Period]:
    """The months that are over, from January of last year."""
    for year in range(on.year - YEARS_BACK, on.year + 1):
        for month in range(1, 13):
            period = period_of(f"{year}-{month:02d}")
            if period.last < on:
                yield period


def _spread(
    yearly: int, month: Period, on: date, weights: Sequence[int], chance: Random
) -> list[int]:
    """A month of a yearly figure, by season and growth, over units by their people."""
    grown = yearly / GROWTH ** (on.year - month.last.year)
    total = grown * SEASON[month.last.month - 1] / sum(SEASON) * chance.uniform(0.95, 1.05)
    return share_out(round(total), [round(w * chance.uniform(0.7, 1.3)) for w in weights])


def people_of(units: Sequence[ReportingUnit]) -> list[int]:
    """The people of each unit; of a commune of unknown size, as many as of a middling one."""
    known = sorted(each.place.population for each in units if each.place.population)
    middling = known[len(known) // 2] if known else 1
    return [each.place.population or middling for each in units]


def _old_months(stage: Stage, book: _Book, months: Sequence[Period]) -> Iterator[Figure]:
    """Months of before the merger, by the communes of their day, loaded from old reports."""
    chance = stage.chance("figures/old")
    weights = people_of(book.olds)
    for month in months:
        if month.last >= NEW_ERA_FROM:
            continue
        for code, yearly in JOBS.items():
            parts = _spread(yearly, month, stage.on, weights, chance)
            for unit, value in zip(book.olds, parts, strict=True):
                yield _figure(book, code, unit, month, value)


def _poor(stage: Stage, book: _Book) -> Iterator[Figure]:
    """The yearly review of poor households, by the communes of its day."""
    chance = stage.chance("figures/poor")
    for back, (poor, near) in POOR_PERCENT.items():
        year = period_of(str(stage.on.year - back))
        units = book.communes(year.last)
        sizes = share_out(HOUSEHOLDS, people_of(units))
        for unit, size in zip(units, sizes, strict=True):
            turn = chance.uniform(0.5, 1.5)
            values = {
                "households": size,
                "poor_households": round(size * poor / 100 * turn),
                "near_poor_households": round(size * near / 100 * turn),
                "poor_merit_households": 0,
            }
            for code, value in values.items():
                if code in book.indicators:
                    yield _figure(book, code, unit, year, value)


def _figure(
    book: _Book,
    code: str,
    owner: ReportingUnit | Submission,
    period: Period,
    value: int,
) -> Figure:
    """A figure of a unit, or of a form it handed in."""
    indicator = book.indicators[code]
    submission = owner if isinstance(owner, Submission) else None
    unit = owner.unit if isinstance(owner, Submission) else owner
    return Figure(
        indicator=indicator,
        unit=unit,
        first=period.first,
        last=period.last,
        value=value,
        origin=Source.REPORTED,
        definition=book.definitions[indicator.pk],
        submission=submission,
        taken_at=_noon(period.last + timedelta(days=1)),
    )


def _handed_in(stage: Stage, book: _Book, months: Sequence[Period]) -> None:
    """Forms of communes and schools, approved; a few late, returned, jumping, contradicting."""
    chance = stage.chance("figures/forms")
    forms = {each.code: each for each in ReportingForm.objects.order_by("code")}
    since = [each for each in months if each.last >= NEW_ERA_FROM]
    plan = (
        ("xa-viec-lam-thang", book.today, JOBS, since),
        ("xa-bao-tro-thang", book.today, CARE, since[-2:]),
        ("truong-dao-tao-thang", book.schools, SCHOOLS, months),
    )
    sent: list[Submission] = []
    values: list[tuple[Submission, str, int]] = []
    for code, units, yearly, spans in plan:
        if code not in forms or not units:
            continue
        sizes = [1 + n % 4 for n in range(len(units))]
        weights = sizes if yearly is SCHOOLS else people_of(units)
        for month in spans:
            newest = month == months[-1]
            late = LATE if newest and yearly is JOBS else ()
            made = [
                _submission(stage, forms[code], unit, month, returned=newest and n == SENT_BACK)
                if n not in late
                else None
                for n, unit in enumerate(units)
            ]
            sent += [each for each in made if each is not None]
            for line, amount in yearly.items():
                if yearly is CARE:
                    parts = share_out(amount, weights)
                else:
                    parts = _spread(amount, month, stage.on, weights, chance)
                if newest:
                    _spoil(line, parts)
                values += [
                    (submission, line, value)
                    for submission, value in zip(made, parts, strict=True)
                    if submission is not None
                ]
    Submission.objects.bulk_create(sent, batch_size=5_000)
    Figure.objects.bulk_create(
        [
            _figure(
                book, line, submission, Period("days", submission.first, submission.last), value
            )
            for submission, line, value in values
        ],
        batch_size=5_000,
    )


def _spoil(line: str, parts: list[int]) -> None:
    """Some communes of the last month jump, one has more people paid than are entitled."""
    if line == "jobs_in_province":
        for number in JUMPING:
            parts[number % len(parts)] *= JUMP
    if line == "btxh_people":
        at = CONTRADICTING % len(parts)
        parts[at] = round(parts[at] * 1.2)


def _submission(
    stage: Stage, form: ReportingForm, unit: ReportingUnit, month: Period, *, returned: bool
) -> Submission:
    due = month.last + timedelta(days=form.days_after)
    sent = min(_noon(month.last + timedelta(days=3)), stage.at)
    return Submission(
        form=form,
        unit=unit,
        first=month.first,
        last=month.last,
        due_on=due,
        state=SubmissionState.RETURNED if returned else SubmissionState.APPROVED,
        state_why="Số ngoài tỉnh chưa khớp danh sách, xem lại giúp." if returned else "",
        sent_at=sent,
        decided_at=min(_noon(due), stage.at),
        decided_by=stage.users["truong-phong"],
        made=True,
    )


def _happenings(stage: Stage, book: _Book, months: Sequence[Period]) -> Iterator[Happening]:
    """Gifts, houses and sessions, one line a commune or session."""
    chance = stage.chance("figures/happenings")
    for month in months:
        units, day = book.communes(month.last), month.first + timedelta(days=11)
        if suits := GIFTS.get(month.last.month):
            for unit, count in zip(units, share_out(suits, people_of(units)), strict=True):
                if count:
                    yield _event(stage, book.indicators["gifts_ncc"], unit, day, count)
        if month.last.month in BUILDING:
            grown = HOUSES / len(BUILDING) / 1.22 ** (stage.on.year - month.last.year)
            for unit, count in zip(units, share_out(round(grown), people_of(units)), strict=True):
                if count:
                    yield _event(stage, book.indicators["temp_houses_removed"], unit, day, count)
        for number in range(chance.randrange(2, 5)):
            on = day + timedelta(days=4 * number)
            yield _event(stage, book.indicators["job_sessions"], book.whole, on)


def _event(
    stage: Stage,
    indicator: Indicator,
    unit: ReportingUnit,
    day: date,
    quantity: int = 1,
) -> Happening:
    is_gift = indicator.code == "gifts_ncc"
    return Happening(
        indicator=indicator,
        unit=unit,
        on=day,
        key=f"{day:%Y%m%d}-{unit.code}",
        quantity=quantity,
        amount=quantity * A_GIFT if is_gift else None,
        note="Sự việc tạo để xem thử",
        entered_by=stage.users["truong-phong"],
        entered_at=min(_noon(day), stage.at),
        made=True,
    )


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
