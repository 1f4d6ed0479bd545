"""The latest plan follows what changes in the registers, without a whole run.

The registers are read anew and laid beside the market of the plan; each difference is one change
that the plan follows, and everybody whose place is another one is kept with the change it is due
to. Nobody's promise is touched. What takes seconds is done outside any transaction; what is stored
is stored whole, or not at all when a newer plan, another turn or a promise came in between.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import numpy as np
from django.db import transaction
from django.db.models import Model

from caunoi.placement.actions.calculate import Clock, Stopwatch, Tell
from caunoi.placement.actions.runs import plan_figures, save_snapshot
from caunoi.placement.choices import ChangeKind, Keeping, RunState
from caunoi.placement.models import (
    IntakeResult,
    MatchRun,
    PlanChange,
    PlanMove,
    Proposal,
    ToldProposal,
    ToldResult,
    VacancyResult,
)
from caunoi.placement.queries.change_words import why_of
from caunoi.placement.queries.following import has_news, places_of
from caunoi.placement.queries.obstacles import Obstacles, find_obstacles
from caunoi.placement.queries.registers import Registers, read_registers
from caunoi.placement.queries.snapshot import (
    NoMarket,
    forget_market,
    latest_run,
    load_proof,
    load_snapshot,
    policy_of,
    snapshot_path,
)
from caunoi.placement.queries.told import ToldInMarket, told_in_market
from caunoi_engine.matching import Followed, Market, MarketIndex, build_index, follow
from caunoi_engine.matching.differences import Differences, differences
from caunoi_engine.matching.following import IMPROVED
from caunoi_kit.journal.actions import lock, record
from caunoi_kit.journal.queries import last_hash
from caunoi_kit.ui.formats import number

BATCH: Final = 2_000  # rows an INSERT
PROMISED_GAP: Final = 0.0025
"""A plan that follows is kept within this of the best, or within what its run came to."""
MOST_CHANGES: Final = 4_000
"""More is no day's work but a new register: then a whole run is quicker, and says so."""

TOO_MANY = (
    "Có {} thay đổi cùng lúc: nhiều hơn mức cập nhật từng phần ({}). Bấm “Tính phương án mới”."
)
RELATED = "Bảng nghề gần nhau đã đổi, mọi mức hợp đổi theo: tính phương án mới."


@dataclass(frozen=True)
class Turn:
    """What came of one turn: the run, how many changes it followed, and why none."""

    run: MatchRun | None
    changes: int = 0
    moved: int = 0
    reason: str = ""


@dataclass(frozen=True)
class _Result:
    """A plan taken over to the registers of now, not stored yet."""

    before: Market
    index: MarketIndex
    registers: Registers
    told: ToldInMarket
    found: Followed
    obstacles: Obstacles
    seen: int  # line of the journal


class _CannotFollowError(Exception):
    """The plan cannot be taken over now; the message says why and what to do."""


def follow_changes(
    *, on: date, at: datetime, clock: Clock, tell: Tell, always: bool = False
) -> Turn:
    """One turn: takes the latest plan over to the registers of now.

    Without `always` nothing is read while the journal has no line that could change the plan.
    """
    run = latest_run()
    if run is None:
        return Turn(None, reason="Chưa có phương án nào: tính phương án mới trước.")
    if MatchRun.objects.filter(state=RunState.RUNNING, started_at__gt=run.started_at).exists():
        return Turn(run, reason="Phương án mới đang được tính: không cần cập nhật phương án cũ.")
    if not always and on <= run.market_day and not has_news(run):
        return Turn(run)
    watch = Stopwatch(clock, tell)
    try:
        turn = _store(run, _take_over(run, on=on, watch=watch), on=on, at=at)
    except (NoMarket, _CannotFollowError) as refusal:
        return Turn(run, reason=str(refusal))
    forget_market()
    watch.lap("store", f"Đã theo {number(turn.changes)} thay đổi")
    return turn


def _take_over(run: MatchRun, *, on: date, watch: Stopwatch) -> _Result:
    """The plan of now. Raises when a whole run is needed."""
    path = snapshot_path(run.pk, run.turns)
    before, _ = load_snapshot(path)
    seen, _ = last_hash()
    registers = read_registers(on=on)
    watch.lap("read", "Đã đọc sổ")
    market = registers.market
    if not len(market.workers) or not len(market.vacancies):
        raise _CannotFollowError("Sổ không còn người tìm việc hoặc tin đang tuyển nào ghép được.")
    try:
        changes = _counted(before, market, differences(before, market))
    except ValueError as fault:
        raise _CannotFollowError(RELATED) from fault
    if changes > MOST_CHANGES:
        raise _CannotFollowError(TOO_MANY.format(number(changes), number(MOST_CHANGES)))
    rarity, bound_price = load_proof(path)
    index = build_index(market, policy_of(run), rarity=rarity)
    told = told_in_market(market, on=on)
    found = follow(
        index,
        before,
        places_of(run, before),
        told=told.kept,
        bound_price=bound_price,
        target_gap=max(PROMISED_GAP, _gap_of_run(run)),
    )
    watch.lap("follow", "Đã theo từng thay đổi")
    obstacles = find_obstacles(index, found)
    return _Result(before, index, registers, told, found, obstacles, seen)


def _counted(before: Market, after: Market, found: Differences) -> int:
    """How many rows came, went or changed, also by the units they have."""
    known = ~found.vacancies.came, ~found.courses.came
    return (
        sum(
            int((side.came | side.changed).sum()) + len(side.gone)
            for side in (found.workers, found.vacancies, found.courses)
        )
        + int(
            (
                after.vacancies.positions[known[0]]
                != before.vacancies.positions[found.vacancies.row_before[known[0]]]
            ).sum()
        )
        + int(
            (
                after.courses.seats[known[1]]
                != before.courses.seats[found.courses.row_before[known[1]]]
            ).sum()
        )
    )


def _gap_of_run(run: MatchRun) -> float:
    """What the run itself came to: a small market cannot be held closer than it was planned."""
    return float(run.summary.get("whole", run.summary).get("gap", 0.0))


# --- Storing -------------------------------------------------------------------------------------


@transaction.atomic
def _store(run: MatchRun, result: _Result, *, on: date, at: datetime) -> Turn:
    """Keeps the plan of now in the place of the one before, with what changed."""
    lock()  # nobody is told anything between the look and the note
    locked = MatchRun.objects.select_for_update().get(pk=run.pk)
    late = ToldProposal.objects.in_force().exclude(pk__in=result.told.seen)
    if locked.turns != run.turns or latest_run() != run or late.exists():
        raise _CannotFollowError("Phương án vừa đổi trong lúc cập nhật: lượt sau làm tiếp.")
    moves = _replace_proposals(run, result)
    _replace_results(run, result)
    changes = _keep_changes(run, result, moves, on=on, at=at)
    if not changes and not moves and on <= run.market_day:
        MatchRun.objects.filter(pk=run.pk).update(journal_seen=result.seen, followed_at=at)
        return Turn(run)
    _keep_promises(run, result)
    _keep_figures(run, result, changes, on=on, at=at)
    save_snapshot(
        run=run,
        index=result.index,
        obstacles=result.obstacles,
        bound_price=result.found.bound_price,
        turn=run.turns,
    )
    record(
        "placement.run.followed",
        by=None,
        about=run,
        detail={"changes": changes, "moved": len(moves), "gap": run.summary["gap"]},
    )
    return Turn(run, changes, len(moves))


Place = tuple[int | None, int | None]


@dataclass(frozen=True)
class _Moved:
    """Somebody with another place: the happening it is due to (-1: they are gone)."""

    person: int
    cause: int
    before: Place
    after: Place


def _replace_proposals(run: MatchRun, result: _Result) -> list[_Moved]:
    """Rows of people whose place or its worth is another one; the others stay as they are."""
    market, found = result.index.market, result.found
    stored = {
        person: (vacancy, intake, score, net)
        for person, vacancy, intake, score, net in Proposal.objects.filter(run=run).values_list(
            "person", "vacancy", "intake", "score", "net_value"
        )
    }
    now: dict[int, tuple[int, int | None, int, int]] = {}
    cause: dict[int, int] = dict(
        zip(market.workers.worker_id.tolist(), found.cause.tolist(), strict=True)
    )
    for row in np.flatnonzero(found.vacancy >= 0).tolist():
        course = int(found.course[row])
        now[market.workers.worker_id[row]] = (
            market.vacancies.vacancy_id[found.vacancy[row]],
            market.courses.course_id[course] if course >= 0 else None,
            int(found.score[row]),
            int(found.net_value[row]),
        )
    old = [person for person, place in stored.items() if now.get(person) != place]
    new = [person for person, place in now.items() if stored.get(person) != place]
    for part in _parts(old):
        Proposal.objects.filter(run=run, person__in=part).delete()
    Proposal.objects.bulk_create(
        (_proposal(run, person, now[person]) for person in new), batch_size=BATCH
    )
    nowhere: Place = (None, None)
    return [
        _Moved(person, cause.get(person, -1), *pair)
        for person in sorted({*old, *new})
        if (pair := (stored.get(person, nowhere)[:2], now.get(person, nowhere)[:2]))[0] != pair[1]
    ]


def _proposal(run: MatchRun, person: int, place: tuple[int, int | None, int, int]) -> Proposal:
    vacancy, intake, score, net = place
    return Proposal(
        run=run,
        person_id=person,
        vacancy_id=vacancy,
        intake_id=intake,
        score=score,
        net_value=net,
    )


def _replace_results(run: MatchRun, result: _Result) -> None:
    """What the plan says of every vacancy and intake, where it is something else now."""
    market, found = result.index.market, result.found
    _replace(
        VacancyResult,
        "vacancy_id",
        run,
        dict(
            zip(
                market.vacancies.vacancy_id.tolist(),
                _columns(
                    free=market.vacancies.positions,
                    given=_given(found.vacancy, len(market.vacancies)),
                    price=found.vacancy_price,
                    contenders=result.obstacles.contenders,
                ),
                strict=True,
            )
        ),
    )
    _replace(
        IntakeResult,
        "intake_id",
        run,
        dict(
            zip(
                market.courses.course_id.tolist(),
                _columns(
                    free=market.courses.seats,
                    given=_given(found.course, len(market.courses)),
                    price=found.course_price,
                ),
                strict=True,
            )
        ),
    )


def _given(rows: np.ndarray, length: int) -> np.ndarray:
    return np.bincount(rows[rows >= 0], minlength=length)


def _columns(**columns: np.ndarray) -> Iterator[dict[str, int]]:
    """Row by row, by name."""
    for values in zip(*(column.tolist() for column in columns.values()), strict=True):
        yield dict(zip(columns, values, strict=True))


def _replace(model: type[Model], key: str, run: MatchRun, now: dict[int, dict[str, int]]) -> None:
    """The rows of a run that are different, gone or new; the others are left alone."""
    names = tuple(next(iter(now.values()), {}))
    stored = {
        line[0]: dict(zip(names, line[1:], strict=True))
        for line in model._default_manager.filter(run=run).values_list(key, *names)
    }
    old = [one for one, values in stored.items() if now.get(one) != values]
    for part in _parts(old):
        model._default_manager.filter(run=run, **{f"{key}__in": part}).delete()
    model._default_manager.bulk_create(
        (
            model(run=run, **{key: one}, **values)
            for one, values in now.items()
            if stored.get(one) != values
        ),
        batch_size=BATCH,
    )


def _parts(keys: list[int]) -> Iterator[list[int]]:
    """As many keys as one statement takes on every database."""
    size = 500
    for at in range(0, len(keys), size):
        yield keys[at : at + size]


def _keep_changes(
    run: MatchRun, result: _Result, moves: list[_Moved], *, on: date, at: datetime
) -> int:
    """Every change with its reason, and who moved for it. Returns how many there were."""
    happenings = result.found.happenings
    gone = {one.key: i for i, one in enumerate(happenings) if one.kind == ChangeKind.PERSON_GONE}
    due = [move.cause if move.cause >= 0 else gone.get(move.person, -1) for move in moves]
    times = Counter(due)
    why = why_of(happenings, result.registers.left_out, on=on)
    last = PlanChange.objects.filter(run=run).order_by("-number").values_list("number", flat=True)
    first = (last.first() or 0) + 1
    changes = PlanChange.objects.bulk_create(
        (
            PlanChange(
                run=run,
                number=first + i,
                at=at,
                kind=one.kind,
                units=one.units,
                why=why[i],
                moved=times[i],
                **_about(one.kind, one.key),
            )
            for i, one in enumerate(happenings)
        ),
        batch_size=BATCH,
    )
    PlanMove.objects.bulk_create(_moves(changes, moves, due), batch_size=BATCH)
    return sum(one.kind != IMPROVED for one in happenings)


def _about(kind: str, key: Any) -> dict[str, int]:
    """The column of what a change is about."""
    if kind == IMPROVED:
        return {}
    if kind.startswith(("PERSON", "TOLD")):
        return {"person_id": key}
    return {"vacancy_id" if kind.startswith(("VACANCY", "POSITIONS")) else "intake_id": key}


def _moves(
    changes: list[PlanChange], moves: Iterable[_Moved], due: Iterable[int]
) -> Iterator[PlanMove]:
    for move, at in zip(moves, due, strict=True):
        if at >= 0:
            yield PlanMove(
                change=changes[at],
                person_id=move.person,
                vacancy_before_id=move.before[0],
                intake_before_id=move.before[1],
                vacancy_id=move.after[0],
                intake_id=move.after[1],
            )


def _keep_promises(run: MatchRun, result: _Result) -> None:
    """What becomes of every promise in force; one that is lost now stands in the list to call."""
    told, keeping = result.told, dict(result.told.lost)
    if told.kept is not None:
        scores = result.found.score[told.kept.worker].tolist()
        for key, score in zip(told.keys, scores, strict=True):
            keeping[key] = Keeping.KEPT if score > 0 else Keeping.KEPT_UNFIT
    ToldResult.objects.filter(run=run, told__in=list(keeping)).delete()
    ToldResult.objects.bulk_create(
        (ToldResult(run=run, told_id=key, keeping=one) for key, one in keeping.items()),
        batch_size=BATCH,
    )


def _keep_figures(run: MatchRun, result: _Result, changes: int, *, on: date, at: datetime) -> None:
    """The figures of the run are those of now; what the run itself came to is kept beside them."""
    market, found = result.index.market, result.found
    whole = run.summary.get("whole") or {
        "gap": run.summary["gap"],
        "placed": run.placed,
        "workers": run.workers,
        "market_day": run.market_day.isoformat(),
    }
    run.summary = {
        **run.summary,
        **plan_figures(result.index, found, result.obstacles, result.registers.left_out),
        "whole": whole,
    }
    run.market_day, run.followed_at = on, at
    run.turns, run.changes = run.turns + 1, run.changes + changes
    run.journal_seen = result.seen
    run.workers = len(market.workers)
    run.positions = int(market.vacancies.positions.sum())
    run.seats = int(market.courses.seats.sum())
    run.placed, run.placed_by_training = found.placed, int((found.course >= 0).sum())
    run.value, run.upper_bound = found.value, found.upper_bound
    run.save()
