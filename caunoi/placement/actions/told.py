"""Telling people what a plan proposes for them, taking it back, and keeping it in later plans."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Final

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.placement.actions.calculate import Calculation
from caunoi.placement.choices import Channel, Ending, Keeping
from caunoi.placement.models import MatchRun, Proposal, ToldProposal, ToldResult
from caunoi.placement.queries.snapshot import latest_run
from caunoi.placement.queries.told import (
    ToldInMarket,
    ToldPage,
    lost_lines,
    told_page,
    why_not_tell,
)
from caunoi_kit.journal.actions import lock, record, record_read
from caunoi_kit.ui import formats

BATCH: Final = 2_000  # rows an INSERT
LONGEST_NOTE: Final = 300


class CannotTell(Exception):
    """The person cannot be told this; the message says why and what to do."""


class CannotEnd(Exception):
    """What was told cannot be taken back like this; the message says why and what to do."""


@transaction.atomic
def tell_proposal(
    *, proposal: Proposal, channel: Channel, by: User, on: date, at: datetime
) -> ToldProposal:
    """Note that the person was told of a proposal of the latest plan: later plans keep it.

    Told again the same, nothing changes. Raises CannotTell when the person was told something
    else, when a newer plan is there, or when it could not be kept any more.
    """
    lock()  # no plan is stored between the look and the note (see `store_told_results`)
    before = ToldProposal.objects.in_force().filter(person=proposal.person_id).first()
    if before is not None:
        if (before.vacancy_id, before.intake_id) == (proposal.vacancy_id, proposal.intake_id):
            return before
        raise CannotTell(
            f"Người này đã được báo việc khác ngày {formats.day(before.told_at)}. "
            "Gọi nói lại và rút lại lời đó trước, rồi mới báo việc này."
        )
    if latest_run() != proposal.run:
        raise CannotTell("Đã có phương án mới hơn. Mở phương án mới nhất rồi báo theo đó.")
    reason = why_not_tell(proposal, on=on)
    if reason is not None:
        raise CannotTell(
            f"Chưa ghi được. {reason.label}. Nếu đã báo, gọi nói lại với người này; "
            "tính phương án mới để tìm chỗ khác."
        )
    told = ToldProposal.objects.create(
        person_id=proposal.person_id,
        vacancy_id=proposal.vacancy_id,
        intake_id=proposal.intake_id,
        channel=channel,
        told_at=at,
        told_by=by,
    )
    record(
        "placement.told.made",
        by=by,
        about=told,
        detail={"people": [told.person_id], "run": proposal.run_id, "channel": channel},
    )
    return told


@transaction.atomic
def end_told(
    *, told: ToldProposal, ending: Ending, note: str, by: User, at: datetime
) -> ToldProposal:
    """Take back what somebody was told, with the reason; ended once, it stays as it was ended.

    Raises CannotEnd when "another reason" comes without words.
    """
    locked = ToldProposal.objects.select_for_update().get(pk=told.pk)
    if locked.ended_at is not None:
        return locked
    words = note.strip()[:LONGEST_NOTE]
    if ending == Ending.OTHER and not words:
        raise CannotEnd("Ghi rõ lý do khác là gì.")
    locked.ended_at, locked.ended_by = at, by
    locked.ending, locked.note = ending, words
    locked.save(update_fields=["ended_at", "ended_by", "ending", "note"])
    record(
        "placement.told.ended",
        by=by,
        about=locked,
        detail={"people": [locked.person_id], "reason": ending},
    )
    return locked


def store_told_results(
    *, run: MatchRun, calculation: Calculation, told: ToldInMarket
) -> list[ToldResult]:
    """Keep what the run made of everything that is promised now, in the transaction of the run.

    What was told while the plan was being computed is looked for under the lock that telling
    takes too, so that nothing slips between two plans.
    """
    lock()
    late = ToldProposal.objects.in_force().exclude(pk__in=told.seen).order_by("told_at", "id")
    results = [
        *_kept(calculation, told),
        *told.lost,
        *_told_meanwhile(run, late),
    ]
    return ToldResult.objects.bulk_create(
        (ToldResult(run=run, told_id=key, keeping=keeping) for key, keeping in results),
        batch_size=BATCH,
    )


def kept_words(told: ToldInMarket) -> str:
    """What became of the promises, in a line; "" when there are none."""
    if not told.seen:
        return ""
    words = f"Giữ nguyên {formats.number(len(told.keys))} lời đã báo"
    if not told.lost:
        return words
    return f"{words}; {formats.number(len(told.lost))} lời không giữ được: xem trang phương án"


def _kept(calculation: Calculation, told: ToldInMarket) -> Iterator[tuple[int, Keeping]]:
    """A kept pair without a score breaks some hard rule now: kept all the same, and said."""
    if told.kept is None:
        return
    scores = calculation.plan.score[told.kept.worker]
    for key, score in zip(told.keys, scores.tolist(), strict=True):
        yield key, Keeping.KEPT if score > 0 else Keeping.KEPT_UNFIT


def _told_meanwhile(run: MatchRun, late: Iterable[ToldProposal]) -> Iterator[tuple[int, Keeping]]:
    """Whether the plan, by itself, proposes what was told while it was being computed."""
    late = list(late)
    people = Proposal.objects.filter(run=run, person__in=[told.person_id for told in late])
    planned = set(people.values_list("person_id", "vacancy_id", "intake_id"))
    for told in late:
        same = (told.person_id, told.vacancy_id, told.intake_id) in planned
        yield told.pk, Keeping.KEPT if same else Keeping.TOLD_MEANWHILE


@transaction.atomic
def read_lost_lines(*, run: MatchRun, by: User) -> tuple[ToldResult, ...]:
    """The first promises a run could not keep, with names and telephone numbers, to call."""
    lines = lost_lines(run)
    _note_reading(run, by, lines)
    return lines


@transaction.atomic
def read_told_page(*, run: MatchRun, by: User, page: str | None, kept: bool | None) -> ToldPage:
    """What a run made of the told proposals, one page, with names and telephone numbers."""
    found = told_page(run, page=page, kept=kept)
    _note_reading(run, by, found.lines)
    return found


@transaction.atomic
def read_told(*, told: ToldProposal, by: User) -> ToldProposal:
    """One told proposal, opened by whoever wants to take it back."""
    record_read(
        "placement.told.read",
        about=told.person,
        by=by,
        fields=["full_name", "phone"],
        why="lời đã báo",
    )
    return told


def _note_reading(run: MatchRun, by: User, lines: tuple[ToldResult, ...]) -> None:
    if lines:
        record(
            "placement.told.people_read",
            about=run,
            by=by,
            detail={
                "fields": ["full_name", "phone"],
                "people": [line.told.person_id for line in lines],
            },
        )
