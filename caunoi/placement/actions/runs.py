"""Making a plan from the registers, and keeping it."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from caunoi.accounts.models import User
from caunoi.placement.actions.calculate import (
    Calculation,
    Clock,
    ShareOut,
    Stopwatch,
    Tell,
    calculate,
    kilometres,
)
from caunoi.placement.actions.orders import Advice, advise_classes, store_orders
from caunoi.placement.actions.told import kept_words, store_told_results
from caunoi.placement.choices import RunState
from caunoi.placement.models import IntakeResult, MatchRun, Proposal, VacancyResult
from caunoi.placement.queries.left_out import LeftOut, summarise
from caunoi.placement.queries.obstacles import Obstacles, find_obstacles
from caunoi.placement.queries.policies import policy_in_force
from caunoi.placement.queries.registers import read_registers
from caunoi.placement.queries.snapshot import forget_market, pack, pack_proof, snapshot_path
from caunoi.placement.queries.told import ToldInMarket, told_in_market
from caunoi_engine.matching import Followed, MarketIndex, Plan, Policy, compare_lists
from caunoi_kit.cluster import CannotUseCluster
from caunoi_kit.journal.actions import lock, record
from caunoi_kit.journal.queries import last_hash

BATCH: Final = 2_000  # rows an INSERT
STALLED_AFTER: Final = timedelta(minutes=30)
SNAPSHOTS_KEPT: Final = 3


class CannotMatch(Exception):
    """A plan cannot be made now; the message says why and what to do."""


@transaction.atomic
def start_run(*, by: User | None, on: date, at: datetime) -> MatchRun:
    """Announce a run. Refused while another is being computed; one that stalled is given up."""
    lock()
    for running in MatchRun.objects.filter(state=RunState.RUNNING).order_by("id"):
        if running.started_at > at - STALLED_AFTER:
            raise CannotMatch(
                "Một phương án khác đang được tính. Đợi vài phút rồi mở lại trang này."
            )
        fail_run(run=running, reason="Máy dừng giữa chừng khi đang tính.")
    run = MatchRun.objects.create(started_at=at, by=by, market_day=on)
    record("placement.run.started", by=by, about=run)
    return run


@transaction.atomic
def fail_run(*, run: MatchRun, reason: str) -> MatchRun:
    """Close a run that came to nothing, with the reason people will read."""
    run.state = RunState.FAILED
    run.summary = {"reason": reason}
    run.save(update_fields=["state", "summary"])
    record("placement.run.failed", by=run.by, about=run, detail={"reason": reason})
    return run


def match_registers(
    *,
    by: User | None,
    on: date,
    at: datetime,
    clock: Clock,
    tell: Tell,
    policy: Policy | None = None,
    share_out: ShareOut | None = None,
    compare: bool = False,
) -> MatchRun:
    """Announce a run and compute it at once, by the policy in force unless another is given."""
    run = start_run(by=by, on=on, at=at)
    return compute_run(
        run=run, clock=clock, tell=tell, policy=policy, share_out=share_out, compare=compare
    )


def compute_announced_run(
    *, run_id: int, clock: Clock, tell: Tell, compare: bool = False
) -> MatchRun | None:
    """Compute a run somebody asked for, unless it was given up or computed in the meantime."""
    run = MatchRun.objects.filter(pk=run_id, state=RunState.RUNNING).first()
    if run is None:
        return None
    return compute_run(run=run, clock=clock, tell=tell, compare=compare)


def compute_run(
    *,
    run: MatchRun,
    clock: Clock,
    tell: Tell,
    policy: Policy | None = None,
    share_out: ShareOut | None = None,
    compare: bool = False,
) -> MatchRun:
    """Read the registers, make the plan around what people were told already, and store it.

    With `compare` the ways of making lists are measured too, for the page of the policy.

    Not one transaction: the calculation takes seconds in which counters go on writing. What is
    stored is stored whole (`store_run`), and a run that breaks off is closed as failed.
    """
    try:
        watch = Stopwatch(clock, tell)
        run.journal_seen, _ = last_hash()
        policy = policy or policy_in_force(on=run.market_day).policy
        registers = read_registers(on=run.market_day)
        watch.lap("read", "Đã đọc sổ")
        refuse_an_empty_market(len(registers.market.workers), len(registers.market.vacancies))
        told = told_in_market(registers.market, on=run.market_day)
        calculation = calculate(
            registers.market,
            clock=clock,
            tell=tell,
            policy=policy,
            share_out=share_out,
            kept=told.kept,
        )
        watch.lap("calculate", "Đã tính xong phương án")
        obstacles = find_obstacles(calculation.index, calculation.plan)
        watch.lap("obstacles", "Đã tìm vì sao chỗ còn trống")
        advice = advise_classes(calculation)
        watch.lap("orders", "Đã chọn lớp nên mở")
        lists = compared(calculation) if compare else []
        seconds = watch.seconds | calculation.seconds
        save_snapshot(
            run=run,
            index=calculation.index,
            obstacles=obstacles,
            bound_price=calculation.plan.bound_price,
        )
        store_run(
            run=run,
            calculation=calculation,
            obstacles=obstacles,
            advice=advice,
            left_out=registers.left_out,
            told=told,
            seconds=seconds,
            lists=lists,
        )
        watch.lap("store", "Đã lưu phương án")
    except Exception as problem:
        fail_run(run=run, reason=_reason(problem))
        raise
    forget_market()
    if words := kept_words(told):
        tell(words)
    return run


def refuse_an_empty_market(workers: int, vacancies: int) -> None:
    """A plan needs two sides."""
    if not workers:
        raise CannotMatch(
            "Không có người tìm việc nào ghép được. Mỗi hồ sơ cần vị trí nhà, nghề mong muốn, "
            "ca làm được và sự đồng ý để trung tâm giới thiệu việc."
        )
    if not vacancies:
        raise CannotMatch(
            "Không có tin tuyển dụng nào đang mở có vị trí và mã nghề. Thêm tin rồi tính lại."
        )


def _reason(problem: Exception) -> str:
    if isinstance(problem, CannotMatch | CannotUseCluster):
        return str(problem)
    return f"Lỗi của phần mềm ({type(problem).__name__}). Báo quản trị xem nhật ký máy chủ."


def save_snapshot(
    *,
    run: MatchRun,
    index: MarketIndex,
    obstacles: Obstacles,
    bound_price: NDArray[np.int64],
    turn: int = 0,
) -> Path:
    """Write the market of the run for the live lists; the newest few files are kept.

    The file appears whole or not at all: it is written beside and moved into place. Of a run whose
    plan follows changes the last two are kept: a page may still be reading the one before.
    """
    path = snapshot_path(run.pk, turn)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".part")
    arrays: dict[str, Any] = {
        **pack(index.market), **pack_proof(index.rarity, bound_price), **obstacles.pack()
    }  # fmt: skip
    with beside.open("wb") as file:
        np.savez(file, **arrays)
    os.replace(beside, path)
    for earlier in range(max(turn - 1, 0)):
        snapshot_path(run.pk, earlier).unlink(missing_ok=True)
    # By age, not by number: a database restored from a backup counts on from a lower number.
    by_age = sorted(path.parent.glob("*.npz"), key=lambda file: file.stat().st_mtime_ns)
    for old in by_age[:-SNAPSHOTS_KEPT]:
        old.unlink(missing_ok=True)
    return path


@transaction.atomic
def store_run(
    *,
    run: MatchRun,
    calculation: Calculation,
    obstacles: Obstacles,
    advice: Advice,
    left_out: Iterable[LeftOut],
    told: ToldInMarket,
    seconds: dict[str, float],
    lists: list[dict[str, Any]],
) -> MatchRun:
    """Keep a plan: its proposals, what it says of every vacancy and intake, the classes worth
    opening, what it made of the promises in force, and its certificate.
    """
    Proposal.objects.bulk_create(_proposals(run, calculation), batch_size=BATCH)
    VacancyResult.objects.bulk_create(
        _vacancy_results(run, calculation, obstacles), batch_size=BATCH
    )
    IntakeResult.objects.bulk_create(_intake_results(run, calculation), batch_size=BATCH)
    store_orders(run=run, calculation=calculation, orders=advice.orders)
    store_told_results(run=run, calculation=calculation, told=told)
    market, plan = calculation.index.market, calculation.plan
    run.state = RunState.DONE
    run.workers = len(market.workers)
    run.positions = int(market.vacancies.positions.sum())
    run.seats = int(market.courses.seats.sum())
    run.placed = plan.placed
    run.placed_by_training = int((plan.course >= 0).sum())
    run.value = int(plan.value)
    run.upper_bound = int(plan.upper_bound)
    run.summary = _summary(calculation, obstacles, left_out, seconds) | {
        "orders": advice.summary(),
        "lists": lists,
    }
    run.save()
    record(
        "placement.run.done",
        by=run.by,
        about=run,
        detail={"workers": run.workers, "placed": run.placed, "gap": run.summary["gap"]},
    )
    return run


def compared(calculation: Calculation) -> list[dict[str, Any]]:
    """What lists by score, lists by score less price and the plan come to, side by side."""
    return [asdict(one) for one in compare_lists(calculation.index, calculation.plan)]


def _proposals(run: MatchRun, calculation: Calculation) -> Iterator[Proposal]:
    market, plan = calculation.index.market, calculation.plan
    for row in np.flatnonzero(plan.vacancy >= 0).tolist():
        course = int(plan.course[row])
        yield Proposal(
            run=run,
            person_id=market.workers.worker_id[row],
            vacancy_id=market.vacancies.vacancy_id[plan.vacancy[row]],
            intake_id=market.courses.course_id[course] if course >= 0 else None,
            score=int(plan.score[row]),
            net_value=int(plan.net_value[row]),
        )


def _vacancy_results(
    run: MatchRun, calculation: Calculation, obstacles: Obstacles
) -> Iterator[VacancyResult]:
    market, plan = calculation.index.market, calculation.plan
    given = np.bincount(plan.vacancy[plan.vacancy >= 0], minlength=len(market.vacancies))
    for row, key in enumerate(market.vacancies.vacancy_id.tolist()):
        yield VacancyResult(
            run=run,
            vacancy_id=key,
            free=int(market.vacancies.positions[row]),
            given=int(given[row]),
            price=int(plan.vacancy_price[row]),
            contenders=int(obstacles.contenders[row]),
        )


def _intake_results(run: MatchRun, calculation: Calculation) -> Iterator[IntakeResult]:
    market, plan = calculation.index.market, calculation.plan
    given = np.bincount(plan.course[plan.course >= 0], minlength=len(market.courses))
    for row, key in enumerate(market.courses.course_id.tolist()):
        yield IntakeResult(
            run=run,
            intake_id=key,
            free=int(market.courses.seats[row]),
            given=int(given[row]),
            price=int(plan.course_price[row]),
        )


def _summary(
    calculation: Calculation,
    obstacles: Obstacles,
    left_out: Iterable[LeftOut],
    seconds: dict[str, float],
) -> dict[str, Any]:
    """The figures of the plan page that are not columns of the run."""
    index, plan = calculation.index, calculation.plan
    return plan_figures(index, plan, obstacles, left_out) | {
        "congestion": asdict(plan.congestion),
        "policy": asdict(index.policy),
        "seconds": seconds,
    }


def plan_figures(
    index: MarketIndex, plan: Plan | Followed, obstacles: Obstacles, left_out: Iterable[LeftOut]
) -> dict[str, Any]:
    """What of the summary follows from who has which place, also after changes."""
    market = index.market
    km = kilometres(market, plan)
    placed = np.flatnonzero(plan.vacancy >= 0)
    commuting = km <= market.workers.radius_km[placed]
    return {
        "gap": float(plan.gap),
        "vacancies": len(market.vacancies),
        "employers": len(set(market.vacancies.employer_id.tolist())),
        "intakes": len(market.courses),
        "unfilled_positions": int(market.vacancies.positions.sum()) - len(placed),
        "seats_used": int((plan.course >= 0).sum()),
        "intakes_used": int((np.bincount(plan.course[plan.course >= 0]) > 0).sum()),
        "mean_km": round(float(km[commuting].mean()), 1) if commuting.any() else None,
        "living_in": int((~commuting).sum()),
        "obstacles": obstacles.totals(),
        "left_out": summarise(left_out),
    }
