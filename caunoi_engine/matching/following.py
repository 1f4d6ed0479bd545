"""A plan of one moment taken over to the market of another, change by change, without a new run.

What has come, gone or changed is found by id. Everybody whose pair is as it was keeps their place;
the rest happens one thing at a time in a `LivePlan`, so that every move has the change it is due
to. Who was told of a place stays there.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.differences import Differences, Side, differences
from caunoi_engine.matching.index import MarketIndex, replace_workers
from caunoi_engine.matching.live import LivePlan, Move, Places
from caunoi_engine.matching.market import Market
from caunoi_engine.matching.options import list_options
from caunoi_engine.matching.pairs import score_pairs
from caunoi_engine.matching.planning import Kept, Standing, values_of_kept
from caunoi_engine.matching.score import course_cost

Ints = NDArray[np.int32]
Rows = NDArray[np.int64]
Change = Callable[[int, int], list[Move]]

PERSON_GONE: Final = "PERSON_GONE"
PERSON_CAME: Final = "PERSON_CAME"
PERSON_CHANGED: Final = "PERSON_CHANGED"
TOLD: Final = "TOLD"
VACANCY_GONE: Final = "VACANCY_GONE"
VACANCY_CAME: Final = "VACANCY_CAME"
VACANCY_CHANGED: Final = "VACANCY_CHANGED"
POSITIONS_MORE: Final = "POSITIONS_MORE"
POSITIONS_FEWER: Final = "POSITIONS_FEWER"
COURSE_GONE: Final = "COURSE_GONE"
COURSE_CAME: Final = "COURSE_CAME"
COURSE_CHANGED: Final = "COURSE_CHANGED"
SEATS_MORE: Final = "SEATS_MORE"
SEATS_FEWER: Final = "SEATS_FEWER"
IMPROVED: Final = "IMPROVED"
KINDS: Final = (
    PERSON_GONE, PERSON_CAME, PERSON_CHANGED, TOLD,
    VACANCY_GONE, VACANCY_CAME, VACANCY_CHANGED, POSITIONS_MORE, POSITIONS_FEWER,
    COURSE_GONE, COURSE_CAME, COURSE_CHANGED, SEATS_MORE, SEATS_FEWER, IMPROVED,
)  # fmt: skip
"""What can happen to a plan. `IMPROVED` is no change of the market: places were exchanged because
the changes had left the plan further from the best than promised."""


@dataclass
class Happening:
    """One change, the id of what changed ("" = none), by how many units, and who moved for it."""

    kind: str
    key: Any
    units: int = 1
    moves: list[Move] = field(default_factory=list)


@dataclass(frozen=True)
class Followed:
    """The plan of the later market, by its rows, and all that happened on the way to it."""

    vacancy: Ints  # -1 = none
    course: Ints  # -1 = none
    score: Ints
    net_value: Ints
    vacancy_price: Ints
    course_price: Ints
    kept: NDArray[np.bool_]
    value: int
    upper_bound: int
    happenings: tuple[Happening, ...]
    bound_price: NDArray[np.int64]
    """Prices in grains that prove the bound, by resource: the next turn starts from them."""
    cause: Ints
    """Worker row -> the happening their place is due to; -1 where nothing happened to them."""

    @property
    def gap(self) -> float:
        """Share of the bound that the plan may be missing, at most."""
        return 1 - self.value / self.upper_bound if self.upper_bound else 0.0

    @property
    def placed(self) -> int:
        """How many people have a place."""
        return int((self.vacancy >= 0).sum())


def follow(
    index: MarketIndex,
    before: Market,
    plan: Places,
    *,
    told: Kept | None = None,
    bound_price: NDArray[np.int64] | None = None,
    target_gap: float = 0.0025,
) -> Followed:
    """Takes a plan of the market `before` over to the market of the index.

    `plan` and `bound_price` (of the plan) are by rows of `before`, `told` by rows of the index.
    Where the plan is further from the best than `target_gap`, places are exchanged.

    Scores stay what they were only if the index was built with the `rarity` of the index of the
    plan. Raises ValueError when occupations are related otherwise, or more is told than there is.

    >>> from caunoi_engine.matching import build_index, example_market, make_plan
    >>> index = build_index(example_market(["7212", "7531", "7533", "8153"]))
    >>> plan = make_plan(index)
    >>> found = follow(index, index.market, plan, bound_price=plan.bound_price)
    >>> len(found.happenings), found.value == plan.value
    (0, True)
    """
    return _Following(index, before, plan, told or Kept.nobody()).go(target_gap, bound_price)


class _Units:
    """Positions, or seats, of the later market: what there is from the start and what opens."""

    def __init__(self, side: Side, free_before: Rows, total: Ints, held: Rows) -> None:
        known = side.row_before >= 0
        spare = np.zeros(len(total), np.int64)
        spare[known] = free_before[side.row_before[known]]
        self.total, self.held = total.astype(np.int64), held
        self.start = held + np.clip(np.minimum(spare, self.total - held), 0, None)
        self.left = np.maximum(self.total - self.start, 0)  # still to be opened
        self.over = np.maximum(held - self.total, 0)  # to be closed

    def opens(self, row: int) -> bool:
        """Takes one of the units still to be opened, if there is one."""
        has = row >= 0 and self.left[row] > 0
        if has:
            self.left[row] -= 1
        return bool(has)


class _Following:
    def __init__(self, index: MarketIndex, before: Market, plan: Places, told: Kept) -> None:
        self.index, self.before, self.plan, self.told = index, before, plan, told
        self.market = index.market
        self.found: Differences = differences(before, self.market)
        self.happenings: list[Happening] = []
        size = len(self.market.workers)
        self.cause = np.full(size, -1, np.int32)
        self.vacancy, self.course = (np.full(size, -1, np.int64) for _ in range(2))
        self.net = np.zeros(size, np.int32)
        self.lost = np.zeros(size, np.bool_)  # had a place that is not theirs as it was

    def go(self, target_gap: float, bound_price: NDArray[np.int64] | None) -> Followed:
        """All of it, in order."""
        self._carry_over()
        self._open_live()
        self._free_what_people_left()
        self._close_what_is_gone()
        self._open_and_close()
        self._arrive()
        return self._report(target_gap, self._start(bound_price))

    # --- Who keeps their place -------------------------------------------------------------------

    def _carry_over(self) -> None:
        """Gives everybody their place as it was, unless it is gone or fits no more."""
        found, plan = self.found, self.plan
        known = np.flatnonzero(found.workers.row_before >= 0)
        old = found.workers.row_before[known]
        had = plan.vacancy[old] >= 0
        rows, old = known[had], old[had]
        self.vacancy_before = np.full(len(self.cause), -1, np.int64)
        self.course_before = self.vacancy_before.copy()
        self.vacancy_before[rows] = found.vacancies.row_after[plan.vacancy[old]]
        trained = plan.course[old] >= 0
        self.course_before[rows[trained]] = found.courses.row_after[plan.course[old[trained]]]
        whole = (self.vacancy_before[rows] >= 0) & (~trained | (self.course_before[rows] >= 0))
        self.lost[rows[~whole]] = True
        stays = rows[whole]
        stays = stays[~np.isin(stays, self.told.worker)]
        self._give(stays)
        touched = found.workers.changed[stays] | found.vacancies.changed[self.vacancy[stays]]
        seated = self.course[stays] >= 0
        touched[seated] |= found.courses.changed[self.course[stays[seated]]]
        self._look_again(stays[touched | (self.net[stays] <= 0)])
        self._give_told()

    def _give(self, rows: Rows) -> None:
        """Places as they were, at what they are worth now."""
        self.vacancy[rows], self.course[rows] = self.vacancy_before[rows], self.course_before[rows]
        pairs = score_pairs(self.index, rows, self.vacancy[rows], self.course[rows])
        worth = pairs.scores.astype(np.int64)
        for at in np.flatnonzero((self.course[rows] >= 0) & (worth > 0)).tolist():
            row = int(rows[at])
            worth[at] -= course_cost(
                self.index.worker(row), self.index.course(int(self.course[row])), self.index.policy
            )
        self.net[rows] = np.maximum(worth, 0)

    def _look_again(self, rows: Rows) -> None:
        """Takes a place away where it is none of the options of the person any more."""
        if not len(rows):
            return
        options = list_options(replace_workers(self.index, self.market.workers.take(rows)))
        for at, row in enumerate(rows.tolist()):
            vacancies, courses, values = options.of_worker(at)
            same = (vacancies == self.vacancy[row]) & (courses == self.course[row])
            if same.any():
                self.net[row] = int(values[same].max())
            else:
                self.vacancy[row] = self.course[row] = -1
                self.net[row], self.lost[row] = 0, True

    def _give_told(self) -> None:
        rows = self.told.worker
        self.vacancy[rows], self.course[rows] = self.told.vacancy, self.told.course
        self.net[rows] = values_of_kept(self.index, self.told)
        self.lost[rows] = False

    # --- One thing after another -----------------------------------------------------------------

    def _open_live(self) -> None:
        """The live plan as it stands before anything has happened."""
        found, before, plan = self.found, self.before, self.plan
        vacancies, courses = self.market.vacancies, self.market.courses
        self.positions = _Units(
            found.vacancies,
            before.vacancies.positions - _counts(plan.vacancy, len(before.vacancies)),
            vacancies.positions,
            _counts(self.vacancy, len(vacancies)),
        )
        self.seats = _Units(
            found.courses,
            before.courses.seats - _counts(plan.course, len(before.courses)),
            courses.seats,
            _counts(self.course, len(courses)),
        )
        kept = np.zeros(len(self.cause), np.bool_)
        kept[self.told.worker] = True
        present = (found.workers.row_before >= 0) & ~self.lost
        present[self.told.worker] = True
        self.live = LivePlan(
            self.index,
            Places(
                self.vacancy.astype(np.int32),
                self.course.astype(np.int32),
                self.net,
                _taken_over(plan.vacancy_price, found.vacancies),
                _taken_over(plan.course_price, found.courses),
                kept,
            ),
            standing=Standing(
                present,
                self.positions.start.astype(np.int32),
                self.seats.start.astype(np.int32),
            ),
        )
        self.kept = kept

    def _happen(self, kind: str, key: Any, units: int = 1) -> int:
        """The number of one more happening."""
        self.happenings.append(Happening(kind, key, units))
        return len(self.happenings) - 1

    def _note(self, at: int, moves: list[Move], own: int = -1) -> None:
        """People moved because of a happening; `own` has a cause already."""
        self.happenings[at].moves += moves
        for move in moves:
            if move.worker != own:
                self.cause[move.worker] = at

    def _free_what_people_left(self) -> None:
        """Who is gone, or was told of something else, leaves a place to others."""
        found, plan, ids = self.found, self.plan, self.before.workers.worker_id
        for row in found.workers.gone.tolist():
            vacancy, course = int(plan.vacancy[row]), int(plan.course[row])
            self._free(
                self._happen(PERSON_GONE, ids[row]),
                int(found.vacancies.row_after[vacancy]) if vacancy >= 0 else -1,
                int(found.courses.row_after[course]) if course >= 0 else -1,
            )
        for row in self.told.worker.tolist():
            was = int(self.vacancy_before[row]), int(self.course_before[row])
            if was != (int(self.vacancy[row]), int(self.course[row])):
                self.cause[row] = self._happen(TOLD, self.market.workers.worker_id[row])
                self._free(int(self.cause[row]), *was)

    def _free(self, at: int, vacancy: int, course: int) -> None:
        if self.positions.opens(vacancy):
            self._note(at, self.live.open_positions(vacancy))
        if self.seats.opens(course):
            self._note(at, self.live.open_seats(course))

    def _close_what_is_gone(self) -> None:
        """Adverts and classes that are not there any more: who had them is blamed on that."""
        found, before, plan = self.found, self.before, self.plan
        for kind, side, ids, had in (
            (VACANCY_GONE, found.vacancies, before.vacancies.vacancy_id, plan.vacancy),
            (COURSE_GONE, found.courses, before.courses.course_id, plan.course),
        ):
            for row in side.gone.tolist():
                at = self._happen(kind, ids[row])
                rows = found.workers.row_after[np.flatnonzero(had == row)]
                rows = rows[rows >= 0]
                for one in rows[self.lost[rows] & (self.cause[rows] < 0)].tolist():
                    self.cause[one] = at
                    self._free(at, int(self.vacancy_before[one]), int(self.course_before[one]))

    def _open_and_close(self) -> None:
        """Positions and seats that are new, more or fewer, or ask for something else."""
        found, market, before, live = self.found, self.market, self.before, self.live
        self._of_a_side(
            (VACANCY_CAME, POSITIONS_MORE, POSITIONS_FEWER, VACANCY_CHANGED),
            (found.vacancies, self.positions, market.vacancies.vacancy_id),
            (before.vacancies.positions, live.open_positions, live.close_positions),
        )
        self._of_a_side(
            (COURSE_CAME, SEATS_MORE, SEATS_FEWER, COURSE_CHANGED),
            (found.courses, self.seats, market.courses.course_id),
            (before.courses.seats, live.open_seats, live.close_seats),
        )

    def _of_a_side(
        self,
        kinds: tuple[str, str, str, str],
        of: tuple[Side, _Units, NDArray[np.object_]],
        doing: tuple[Ints, Change, Change],
    ) -> None:
        (came, more, fewer, changed), (side, units, ids), (was, opens, closes) = kinds, of, doing
        counts, known = units.total.copy(), ~side.came
        counts[known] -= was[side.row_before[known]]
        for row in np.flatnonzero(side.came | side.changed | (counts != 0)).tolist():
            kind = more if counts[row] > 0 else fewer
            kind = came if side.came[row] else changed if side.changed[row] else kind
            at = self._happen(kind, ids[row], int(abs(counts[row])) or 1)
            if units.left[row]:
                self._note(at, opens(row, int(units.left[row])))
                units.left[row] = 0
            if units.over[row]:
                self._note(at, closes(row, int(units.over[row])))

    def _arrive(self) -> None:
        """Whoever has lost a place, came, or is not who they were looks for a place."""
        workers = self.found.workers
        told = set(self.told.worker.tolist())
        for row in np.flatnonzero(self.lost | workers.came | workers.changed).tolist():
            key = self.market.workers.worker_id[row]
            if workers.came[row] or workers.changed[row]:
                at = self._happen(PERSON_CAME if workers.came[row] else PERSON_CHANGED, key)
            elif self.cause[row] < 0:
                at = self._misfit(row)
            else:
                at = int(self.cause[row])
            if self.cause[row] < 0:
                self.cause[row] = at
                if self.lost[row]:
                    was = int(self.vacancy_before[row]), int(self.course_before[row])
                    self._free(at, *was)
                    self.cause[row] = at
            if row not in told:
                self._note(at, self.live.arrive(row), own=row)

    def _misfit(self, row: int) -> int:
        """The change of the vacancy or course that somebody fits no more, or else of a promise."""
        vacancy, course = int(self.vacancy_before[row]), int(self.course_before[row])
        keys = {
            VACANCY_CHANGED: self.market.vacancies.vacancy_id[vacancy],
            COURSE_CHANGED: self.market.courses.course_id[course] if course >= 0 else None,
        }
        for at, one in enumerate(self.happenings):
            if one.kind in keys and keys[one.kind] == one.key:
                return at
        return self._happen(TOLD, self.market.workers.worker_id[row])

    # --- What it comes to ------------------------------------------------------------------------

    def _start(self, price: NDArray[np.int64] | None) -> NDArray[np.int64] | None:
        """Prices of the earlier market by resource of the later one; what is new has none."""
        vacancies, courses = len(self.before.vacancies), len(self.before.courses)
        if price is None or len(price) != vacancies + 1 + courses:
            return None
        found = self.found
        return np.concatenate(
            [
                _taken_over(price[:vacancies], found.vacancies),
                np.zeros(1, np.int64),
                _taken_over(price[vacancies + 1 :], found.courses),
            ]
        )

    def _report(self, target_gap: float, start: NDArray[np.int64] | None) -> Followed:
        live = self.live
        bound, price = live.proved_bound(target_gap, start)
        if self.happenings and live.value < (1 - target_gap) * bound:
            before = live.vacancy, live.course
            live.renew()
            self._improved(*before)
            again, other = live.proved_bound(target_gap, price)
            bound, price = (again, other) if again < bound else (bound, price)
        vacancy, course = live.vacancy, live.course
        placed = np.flatnonzero(vacancy >= 0)
        score = np.zeros(len(vacancy), np.int32)
        score[placed] = np.maximum(
            score_pairs(self.index, placed, vacancy[placed], course[placed]).scores, 0
        )
        return Followed(
            vacancy=vacancy,
            course=course,
            score=score,
            net_value=live.net_value,
            vacancy_price=live.vacancy_price,
            course_price=live.course_price,
            kept=self.kept,
            value=live.value,
            upper_bound=bound,
            bound_price=price,
            happenings=tuple(self.happenings),
            cause=self.cause,
        )

    def _improved(self, vacancy: Ints, course: Ints) -> None:
        now = self.live.vacancy, self.live.course
        rows = np.flatnonzero((vacancy != now[0]) | (course != now[1])).tolist()
        if rows:
            moves = [Move(row, int(now[0][row]), int(now[1][row])) for row in rows]
            at = self._happen(IMPROVED, "", len(rows))
            self.happenings[at].moves += moves
            for row in rows:
                if self.cause[row] < 0:
                    self.cause[row] = at


def _counts(rows: NDArray[Any], length: int) -> Rows:
    """How many hold each row."""
    return np.bincount(rows[rows >= 0], minlength=length).astype(np.int64)


def _taken_over(price: NDArray[Any], side: Side) -> NDArray[Any]:
    """Prices by row of the later market; what is new has none."""
    known = side.row_before >= 0
    found = np.zeros(len(side.row_before), price.dtype)
    found[known] = price[side.row_before[known]]
    return found
