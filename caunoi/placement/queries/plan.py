"""What a plan says, and the records behind each of its figures."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db.models import Exists, F, OuterRef, QuerySet, Sum

from caunoi.people.models import Person
from caunoi.placement.models import (
    IntakeResult,
    MatchRun,
    Proposal,
    ToldProposal,
    VacancyResult,
)
from caunoi.placement.queries.following import Followed, followed
from caunoi.placement.queries.left_out import LeftOutLine, Reason, Table, read_summary
from caunoi.placement.queries.obstacles import NONE, OBSTACLES
from caunoi.placement.queries.orders import OrderSummary, orders_of, why_no_order
from caunoi.placement.queries.policy import policy_words
from caunoi.placement.queries.snapshot import CurrentMarket, NoMarket, market_of
from caunoi.placement.queries.told import ToldFigures, told_figures, told_same, told_to
from caunoi.placement.queries.words import GAIN_WORDS, OBSTACLE_WORDS
from caunoi.places.choices import Level
from caunoi.places.models import Place
from caunoi.training.models import Intake
from caunoi.vacancies.models import Vacancy
from caunoi_engine.matching import FULL_SCORE, rank_vacancies_for
from caunoi_kit.ui.paging import Page, page_of

SHOWN_OF_EACH: Final = 6
PAGE_SIZE: Final = 20
OPTIONS_COUNTED: Final = 200
PROMISED_PERCENT: Final = 0.25  # a plan is made, and followed, to within this of the best
WORTH_TELLING: Final = 100  # basis points: below a hundredth of a person nobody need act


@dataclass(frozen=True)
class ObstacleLine:
    """Free positions that one thing stands in the way of."""

    code: str
    words: str
    positions: int


@dataclass(frozen=True)
class PlanPage:
    """The plan in figures, and the first lines of the lists behind them."""

    run: MatchRun
    before: MatchRun | None  # the finished run before it, to compare with
    contested: tuple[VacancyResult, ...]
    unfilled: tuple["UnfilledLine", ...]
    seats: tuple[IntakeResult, ...]
    orders: tuple[OrderSummary, ...]
    obstacles: tuple[ObstacleLine, ...]
    communes: dict[str, "PlaceLine"]  # of the province by code, the most free positions first
    elsewhere: int  # free positions outside the province or at an unknown place
    left_out: tuple[LeftOutLine, ...]
    told: ToldFigures  # what the run made of the promises it found
    told_since: int  # people who have been told what it proposes, up to now
    followed: Followed | None  # what it has followed since its run

    @property
    def policy(self) -> str:
        """By which policy the run was made; empty when it was made before that was noted."""
        return policy_words(self.run.summary.get("policy"))

    @property
    def unplaced(self) -> int:
        return self.run.workers - self.run.placed

    @property
    def direct(self) -> int:
        return self.run.placed - self.run.placed_by_training

    @property
    def unfilled_positions(self) -> int:
        return self.run.positions - self.run.placed

    @property
    def gap_percent(self) -> float:
        """How much better any other plan could be, at most, in percent of this one's bound."""
        bound = self.run.upper_bound
        return 100 * (bound - self.run.value) / bound if bound else 0.0

    @property
    def gap_of_run(self) -> float | None:
        """As `gap_percent` when the run was made; None when nothing has been followed since."""
        whole = self.run.summary.get("whole")
        return 100 * float(whole["gap"]) if whole else None

    @property
    def is_stale(self) -> bool:
        """Whether what was followed has taken the plan further from the best than promised."""
        before = self.gap_of_run
        return before is not None and self.gap_percent > max(before, PROMISED_PERCENT)

    @property
    def why_no_order(self) -> str:
        """Why no class is advised; empty when one is."""
        return "" if self.orders else why_no_order(self.run)

    @property
    def intakes_used(self) -> int:
        return int(self.run.summary.get("intakes_used", 0))


@dataclass(frozen=True)
class UnfilledLine:
    """A vacancy the plan does not fill, and what stands most in the way."""

    result: VacancyResult
    unfilled: int
    why: str


@dataclass(frozen=True)
class PlaceLine:
    """Free positions of one commune."""

    place_id: int
    name: str
    positions: int


@dataclass(frozen=True)
class VacancyPage:
    """One page of the vacancies of a plan."""

    run: MatchRun
    lines: tuple[UnfilledLine, ...]
    page: Page


@dataclass(frozen=True)
class IntakePage:
    """One page of the intakes of a plan."""

    run: MatchRun
    lines: tuple[IntakeResult, ...]
    page: Page


@dataclass(frozen=True)
class PersonLine:
    """Somebody in a plan: where they go, or how many vacancies would suit them."""

    person: Person
    proposal: Proposal | None = None
    fitting: int = 0
    told: ToldProposal | None = None  # what they may count on now


@dataclass(frozen=True)
class PeoplePage:
    """One page of people of a plan. `reason` says why there is none."""

    run: MatchRun
    lines: tuple[PersonLine, ...]
    page: Page
    reason: str = ""


@dataclass(frozen=True)
class LeftOutPage:
    """Rows of one register left out for one reason, one page of keys with their names."""

    run: MatchRun
    line: LeftOutLine
    rows: tuple[tuple[int, str], ...]  # key, what to call it
    page: Page


def runs() -> QuerySet[MatchRun]:
    """All runs, the latest first."""
    return MatchRun.objects.select_related("by").order_by("-started_at", "-id")


def plan_page(run: MatchRun) -> PlanPage:
    """Everything the page of a plan shows. About 13 queries, however large the plan."""
    free = _free_by_place(run)
    communes = _communes(free)
    return PlanPage(
        run=run,
        before=runs().filter(state=run.state, started_at__lt=run.started_at).first(),
        contested=tuple(contested_vacancies(run)[:SHOWN_OF_EACH]),
        unfilled=_with_obstacles(run, list(unfilled_vacancies(run)[:SHOWN_OF_EACH])),
        seats=tuple(seats_worth_opening(run)[:SHOWN_OF_EACH]),
        orders=orders_of(run),
        obstacles=tuple(
            ObstacleLine(line["code"], OBSTACLE_WORDS[line["code"]], line["positions"])
            for line in run.summary.get("obstacles", ())
        ),
        communes=communes,
        elsewhere=sum(free.values()) - sum(line.positions for line in communes.values()),
        left_out=tuple(read_summary(run.summary.get("left_out", ()))),
        told=told_figures(run),
        told_since=told_same(run),
        followed=followed(run),
    )


def contested_vacancies(run: MatchRun) -> QuerySet[VacancyResult]:
    """Vacancies of which one more position would be worth most, the dearest first."""
    return (
        VacancyResult.objects.filter(run=run, price__gte=WORTH_TELLING)
        .select_related("vacancy__employer")
        .order_by("-price", "id")
    )


def unfilled_vacancies(run: MatchRun) -> QuerySet[VacancyResult]:
    """Vacancies the plan does not fill, the most free positions first."""
    return (
        VacancyResult.objects.filter(run=run, given__lt=F("free"))
        .select_related("vacancy__employer", "vacancy__place")
        .order_by((F("free") - F("given")).desc(), "id")
    )


def seats_worth_opening(run: MatchRun) -> QuerySet[IntakeResult]:
    """Intakes of which one more seat would help most, the most helpful first."""
    return (
        IntakeResult.objects.filter(run=run, price__gte=WORTH_TELLING)
        .select_related("intake__programme__institution")
        .order_by("-price", "id")
    )


def placed_people(
    run: MatchRun,
    *,
    page: str | None,
    vacancy: int | None = None,
    intake: int | None = None,
    trained: int | None = None,
    told: int | None = None,
) -> PeoplePage:
    """Whom the plan places: all, those of a vacancy or an intake, those who train first, those
    who have been told something or those who have not. Three queries.
    """
    chosen = Proposal.objects.filter(run=run)
    if vacancy is not None:
        chosen = chosen.filter(vacancy=vacancy)
    if intake is not None:
        chosen = chosen.filter(intake=intake)
    if trained is not None:
        chosen = chosen.filter(intake__isnull=not trained)
    if told is not None:
        promised = Exists(ToldProposal.objects.in_force().filter(person=OuterRef("person")))
        chosen = chosen.filter(promised if told else ~promised)
    asked = page_of(page, count=chosen.count(), size=PAGE_SIZE)
    found = chosen.select_related(
        "person__place", "vacancy__employer", "intake__programme"
    ).order_by("-score", "id")[asked.part]
    proposals = list(found)
    promises = told_to(proposal.person_id for proposal in proposals)
    lines = tuple(
        PersonLine(proposal.person, proposal, told=promises.get(proposal.person_id))
        for proposal in proposals
    )
    return PeoplePage(run, lines, asked)


def unplaced_people(run: MatchRun, *, page: str | None) -> PeoplePage:
    """Whom the plan finds nothing for, with the number of vacancies that suit each."""
    try:
        market = market_of(run)
    except NoMarket as refusal:
        return PeoplePage(run, (), page_of(page, count=0, size=PAGE_SIZE), str(refusal))
    placed = set(Proposal.objects.filter(run=run).values_list("person_id", flat=True))
    waiting = [key for key in market.worker_rows if key not in placed]
    asked = page_of(page, count=len(waiting), size=PAGE_SIZE)
    keys = waiting[asked.part]
    people = Person.objects.select_related("place").in_bulk(keys)
    lines = tuple(
        PersonLine(people[key], fitting=_fitting(market, key)) for key in keys if key in people
    )
    return PeoplePage(run, lines, asked)


def plan_vacancies(
    run: MatchRun,
    *,
    page: str | None,
    kind: str | None = None,
    obstacle: str | None = None,
    place: int | None = None,
) -> VacancyPage:
    """Vacancies of a plan: all, the contested, the unfilled, those of a commune or an obstacle."""
    if kind == "contested":
        chosen = contested_vacancies(run)
    elif kind == "unfilled" or obstacle is not None or place is not None:
        chosen = unfilled_vacancies(run)
    else:
        chosen = (
            VacancyResult.objects.filter(run=run)
            .select_related("vacancy__employer", "vacancy__place")
            .order_by("-free", "id")
        )
    if place is not None:
        chosen = chosen.filter(vacancy__place=place)
    if obstacle is not None:
        chosen = chosen.filter(vacancy__in=_held_up_by(run, obstacle))
    asked = page_of(page, count=chosen.count(), size=PAGE_SIZE)
    return VacancyPage(run, _with_obstacles(run, list(chosen[asked.part])), asked)


def plan_intakes(run: MatchRun, *, page: str | None, used: bool = False) -> IntakePage:
    """Intakes of a plan: all by the worth of one more seat, or only those that get learners."""
    chosen = (
        IntakeResult.objects.filter(run=run)
        .select_related("intake__programme__institution")
        .order_by("-price", "-given", "id")
    )
    if used:
        chosen = chosen.filter(given__gt=0)
    asked = page_of(page, count=chosen.count(), size=PAGE_SIZE)
    return IntakePage(run, tuple(chosen[asked.part]), asked)


def left_out_page(
    run: MatchRun, *, table: str, reason: str, page: str | None
) -> LeftOutPage | None:
    """Rows of a register that a run left out for one reason; None when there was no such row."""
    if table not in Table.values or reason not in Reason.values:
        return None
    lines = read_summary(run.summary.get("left_out", ()))
    line = next((one for one in lines if (one.table, one.reason) == (table, reason)), None)
    if line is None:
        return None
    asked = page_of(page, count=len(line.keys), size=PAGE_SIZE)
    return LeftOutPage(run, line, _named(line.table, line.keys[asked.part]), asked)


def _named(table: Table, keys: tuple[int, ...]) -> tuple[tuple[int, str], ...]:
    """What to call each row: people by their number only, for this page is no reason to name."""
    if table is Table.WORKERS:
        return tuple((key, f"Hồ sơ số {key}") for key in keys)
    if table is Table.VACANCIES:
        titles = dict(Vacancy.objects.filter(pk__in=keys).values_list("pk", "title"))
    else:
        titles = dict(Intake.objects.filter(pk__in=keys).values_list("pk", "programme__name"))
    return tuple((key, titles[key]) for key in keys if key in titles)


def _free_by_place(run: MatchRun) -> dict[int | None, int]:
    """Positions the plan leaves free, by primary key of the place."""
    sums = (
        VacancyResult.objects.filter(run=run, given__lt=F("free"))
        .values_list("vacancy__place_id")
        .annotate(positions=Sum(F("free") - F("given")))
        .order_by()
    )
    return dict(sums)


def _communes(free: dict[int | None, int]) -> dict[str, PlaceLine]:
    """The communes of the province with their free positions, by code."""
    communes = Place.objects.filter(
        level=Level.COMMUNE, valid_to=None, parent__code=settings.CAUNOI_PROVINCE
    ).values_list("code", "pk", "name")
    lines = [(code, PlaceLine(pk, name, free.get(pk, 0))) for code, pk, name in communes]
    return dict(sorted(lines, key=lambda line: (-line[1].positions, line[0])))


def _with_obstacles(run: MatchRun, results: list[VacancyResult]) -> tuple[UnfilledLine, ...]:
    try:
        market = market_of(run)
    except NoMarket:
        return tuple(UnfilledLine(one, one.free - one.given, "") for one in results)
    return tuple(
        UnfilledLine(one, one.free - one.given, _why(market, one.vacancy_id)) for one in results
    )


def _why(market: CurrentMarket, vacancy: int) -> str:
    row = market.vacancy_rows.get(vacancy)
    if row is None or market.obstacles.code[row] == NONE:
        return ""
    code = OBSTACLES[market.obstacles.code[row]]
    gain = int(market.obstacles.gain[row])
    return GAIN_WORDS[code].format(gain) if gain else OBSTACLE_WORDS[code]


def _held_up_by(run: MatchRun, obstacle: str) -> list[int]:
    if obstacle not in OBSTACLES:
        return []
    try:
        market = market_of(run)
    except NoMarket:
        return []
    rows = (market.obstacles.code == OBSTACLES.index(obstacle)).nonzero()[0]
    return [int(key) for key in market.market.vacancies.vacancy_id[rows]]


def _fitting(market: CurrentMarket, person: int) -> int:
    rows, _ = rank_vacancies_for(market.index, worker=market.worker_rows[person], k=OPTIONS_COUNTED)
    return len(rows)


def persons_worth(price: int) -> float:
    """A price in basis points as a number of people in work that suits them wholly."""
    return price / FULL_SCORE
