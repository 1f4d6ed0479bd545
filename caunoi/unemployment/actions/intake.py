"""A claim comes in: everything known is there already, the rest is filled in, then it is filed.

Rows are locked in one order (claim, decision, book of numbers), the journal comes last.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.people.models import Person
from caunoi.unemployment.actions.attaching import NewPaper
from caunoi.unemployment.actions.letters import tell_received
from caunoi.unemployment.actions.moves import lock_claim, move
from caunoi.unemployment.actions.numbers import hold, next_number
from caunoi.unemployment.actions.sent_papers import attach, tick_sent
from caunoi.unemployment.actions.slips import give_slip
from caunoi.unemployment.choices import (
    IN_THE_HANDS_OF_CLERKS,
    ClaimState,
    EndedContract,
    FilingChannel,
    PaperState,
    Payout,
    Series,
)
from caunoi.unemployment.models import Claim, Contribution, Paper
from caunoi.unemployment.queries.case import (
    FACTS,
    HANDED_IN,
    MOST_ROWS,
    ROWS,
    Row,
    facts_of,
    lacks,
    needed_papers,
    values_of,
)
from caunoi.unemployment.queries.known import known_facts, known_papers, open_claim_of
from caunoi_kit.journal.actions import record
from caunoi_kit.ui import editing, formats


class CannotFile(Exception):
    """The claim cannot be filed yet; the message says what is missing."""


class CannotFill(Exception):
    """What was filled in cannot stand; the message says what and how to put it right."""


@transaction.atomic
def begin_claim(*, person: Person, by: User, at: datetime) -> Claim:
    """The open claim of somebody, or a new draft with all that is known of them filled in."""
    if (before := open_claim_of(person)) is not None:
        return before
    on = timezone.localtime(at).date()
    known = known_facts(person, on=on)
    try:
        with transaction.atomic():
            claim = Claim.objects.create(
                person=person,
                state=ClaimState.DRAFT,
                state_since=at,
                begun_by=by,
                begun_at=at,
                province=settings.CAUNOI_PROVINCE,
                contract=EndedContract.INDEFINITE,
                payout=Payout.ACCOUNT,
                account_holder=person.full_name,
                made=person.made,
                **known,
            )
    except IntegrityError:  # a colleague began it in the same moment
        found = open_claim_of(person)
        if found is None:
            raise
        return found
    known_from = known_papers(person)
    Paper.objects.bulk_create(
        Paper(
            claim=claim,
            kind=kind,
            state=PaperState.KNOWN if kind in known_from else PaperState.MISSING,
            known_from=known_from.get(kind, ""),
        )
        for kind in needed_papers(claim.channel)
    )
    record("unemployment.claim.begun", by=by, about=claim, detail={"people": [person.pk]})
    return claim


@transaction.atomic
def fill_claim(
    *,
    claim: Claim,
    facts: dict[str, Any],
    rows: Sequence[Row] | None,
    papers: Iterable[str] | None,
    before: str,
    by: User,
    at: datetime,
) -> Claim:
    """Save what was filled in. None leaves the rows or the papers as they are.

    `before` is the token of the form. Raises EditedMeanwhile, CannotFill, and refuses a claim
    that is no longer in the hands of clerks.
    """
    locked = lock_claim(claim)
    changed = _fill(locked, facts, rows, papers, before=before, by=by, at=at)
    _record_filled(locked, changed, by)
    return locked


@transaction.atomic
def receive_claim(*, claim: Claim, by: User, at: datetime) -> Claim:
    """The centre takes the claim in: number, days of filing, and a slip when nothing is missing.

    Received already is the answer. Raises CannotFile when something the law asks for is missing.
    """
    locked = lock_claim(claim)
    if locked.state == ClaimState.RECEIVED:
        return locked
    missing = _receive(locked, by=by, at=at)
    _record_received(locked, missing, by)
    return locked


@transaction.atomic
def take_in(
    *,
    claim: Claim,
    facts: dict[str, Any],
    rows: Sequence[Row],
    papers: Iterable[str],
    before: str,
    by: User,
    at: datetime,
) -> Claim:
    """Save what was filled in and take the claim in, at once."""
    locked = lock_claim(claim)
    changed = _fill(locked, facts, rows, papers, before=before, by=by, at=at)
    missing = None if locked.state == ClaimState.RECEIVED else _receive(locked, by=by, at=at)
    _record_filled(locked, changed, by)
    if missing is not None:
        _record_received(locked, missing, by)
    return locked


@transaction.atomic
def file_online(
    *,
    person: Person,
    facts: dict[str, Any],
    before: str,
    send: bool,
    by: User,
    at: datetime,
    papers: Sequence[NewPaper] = (),
) -> Claim:
    """The person keeps or sends the own claim and its papers; it is begun if there is none.

    A claim begun just now holds nothing anybody else typed, so there is nothing to overwrite.
    """
    if send:
        hold(Series.CLAIM, timezone.localtime(at).date().year)
    known = open_claim_of(person)
    claim = known or begin_claim(person=person, by=by, at=at)
    token = before if known is not None else editing.state_of(values_of(claim))
    attach(claim, papers, at=at)
    if not send:
        return fill_claim(
            claim=claim, facts=facts, rows=None, papers=None, before=token, by=by, at=at
        )
    return send_claim(claim=claim, facts=facts, before=token, by=by, at=at)


@transaction.atomic
def keep_papers(
    *, person: Person, papers: Sequence[NewPaper], by: User, at: datetime
) -> Claim | None:
    """Papers chosen beside something that cannot be sent yet: the draft keeps them."""
    known = open_claim_of(person)
    if not papers or (known is not None and known.state != ClaimState.DRAFT):
        return known
    claim = lock_claim(known or begin_claim(person=person, by=by, at=at))
    attach(claim, papers, at=at)
    return claim


@transaction.atomic
def send_claim(
    *, claim: Claim, facts: dict[str, Any], before: str, by: User, at: datetime
) -> Claim:
    """The person files online; the moment of sending is the day of filing."""
    locked = lock_claim(claim)
    if locked.state == ClaimState.SENT:
        return locked
    on = timezone.localtime(at).date()
    facts = facts | {"channel": FilingChannel.ONLINE}
    changed = _fill(locked, facts, None, None, before=before, by=by, at=at)
    move(locked, ClaimState.SENT, at=at)
    locked.filed_on = locked.arrived_on = on
    _refuse_incomplete(locked)
    _refuse_days(locked, on)
    locked.year, locked.number = on.year, next_number(Series.CLAIM, on.year)
    locked.save()
    tick_sent(locked, by=by, at=at)
    record("unemployment.claim.sent", by=by, about=locked, detail={"fields": changed})
    return locked


def _fill(
    locked: Claim,
    facts: dict[str, Any],
    rows: Sequence[Row] | None,
    papers: Iterable[str] | None,
    *,
    before: str,
    by: User,
    at: datetime,
) -> list[str]:
    """Write what was filled in into a locked claim; the names of what changed."""
    refuse_settled(locked)
    typed = {name: value for name, value in facts.items() if name in FACTS}
    if locked.state != ClaimState.DRAFT:  # days of filing may be put right, not taken away
        typed = {k: v for k, v in typed.items() if v or k not in {"filed_on", "arrived_on"}}
    if rows is not None:
        refuse_rows(rows, ended_on=typed.get("ended_on", locked.ended_on))
        typed[ROWS] = [row.words for row in sorted(rows, key=lambda row: row.first)]
    if papers is not None:
        there = set(papers) & set(needed_papers(typed.get("channel", locked.channel)))
        typed[HANDED_IN] = sorted(there)
    current = values_of(locked)
    editing.refuse_overwriting(before, current=current, typed=typed)
    changed = [name for name, value in typed.items() if value != current[name]]
    _refuse_lacks(locked, typed)
    columns = sorted(set(changed) & set(FACTS))
    for name in columns:
        setattr(locked, name, typed[name])
    if locked.state != ClaimState.DRAFT and {"filed_on", "arrived_on", "ended_on"} & set(columns):
        _move_days(locked, current["arrived_on"], by=by, on=timezone.localtime(at).date())
    if columns:
        locked.save(update_fields=[*columns, "arrived_on", "completed_on"])
    if rows is not None and ROWS in changed:
        write_rows(locked, rows)
    if HANDED_IN in changed or "channel" in changed:
        note_papers(locked, typed.get(HANDED_IN, current[HANDED_IN]), by=by, at=at)
    return changed


def _move_days(locked: Claim, arrived: date | None, *, by: User, on: date) -> None:
    """Days of filing were put right: what was complete on arrival is so on the new day."""
    if locked.channel != FilingChannel.POST:
        locked.arrived_on = locked.filed_on
    _refuse_days(locked, on)
    if locked.completed_on is None or locked.arrived_on is None:
        return
    if locked.completed_on == arrived or locked.completed_on < locked.arrived_on:
        locked.completed_on = locked.arrived_on
        give_slip(locked, by=by, on=on)


def _receive(locked: Claim, *, by: User, at: datetime) -> list[str]:
    """Take a locked claim in; the kinds of papers that are missing."""
    on = timezone.localtime(at).date()
    move(locked, ClaimState.RECEIVED, at=at)
    if locked.filed_on is None and locked.channel != FilingChannel.POST:
        locked.filed_on = on
    if locked.channel != FilingChannel.POST:
        locked.arrived_on = locked.filed_on
    _refuse_incomplete(locked)
    _refuse_days(locked, on)
    if locked.number is None:
        locked.year, locked.number = on.year, next_number(Series.CLAIM, on.year)
    missing = list(
        locked.papers.filter(state=PaperState.MISSING).order_by("id").values_list("kind", flat=True)
    )
    locked.completed_on = None if missing else locked.arrived_on
    locked.received_by, locked.received_at = by, at
    locked.save()
    slip = give_slip(locked, by=by, on=on) if locked.completed_on else None
    tell_received(locked, answer_by=slip.first_day if slip else None, at=at)
    return missing


def _record_filled(claim: Claim, changed: list[str], by: User) -> None:
    if changed:
        record("unemployment.claim.filled", by=by, about=claim, detail={"fields": changed})


def _record_received(claim: Claim, missing: list[str], by: User) -> None:
    record(
        "unemployment.claim.received",
        by=by,
        about=claim,
        detail={"people": [claim.person_id], "missing": missing},
    )


def refuse_settled(claim: Claim) -> None:
    """Raise CannotFill when what the claim rests on can no longer be changed."""
    if claim.state not in IN_THE_HANDS_OF_CLERKS:
        raise CannotFill(
            f"Hồ sơ đang ở bước “{claim.get_state_display()}” nên không sửa được. "
            "Nhờ người duyệt trả lại, sửa xong rồi trình lại."
        )


def refuse_rows(rows: Sequence[Row], *, ended_on: date | None) -> None:
    """Raise CannotFill for months told twice, backwards, or after the work ended."""
    if len(rows) > MOST_ROWS:
        raise CannotFill(f"Quá {MOST_ROWS} dòng quá trình đóng. Gộp các tháng cùng lương.")
    ordered = sorted(rows, key=lambda row: row.first)
    for row in ordered:
        if row.last < row.first:
            raise CannotFill(
                f"Dòng {row.first:%m/%Y}: tháng cuối {row.last:%m/%Y} đứng trước tháng đầu."
            )
        if ended_on is not None and row.last > ended_on:
            raise CannotFill(
                f"Dòng {row.first:%m/%Y}–{row.last:%m/%Y} dài quá ngày chấm dứt "
                f"{formats.day(ended_on)}. Sửa tháng cuối hoặc ngày chấm dứt."
            )
    for one, other in pairwise(ordered):
        if other.first <= one.last:
            raise CannotFill(
                f"Hai dòng trùng tháng {other.first:%m/%Y}. Mỗi tháng chỉ ghi một lần."
            )


def write_rows(claim: Claim, rows: Sequence[Row]) -> None:
    """Put these rows in the place of those the locked claim has."""
    claim.contributions.all().delete()
    Contribution.objects.bulk_create(
        Contribution(
            claim=claim,
            first=row.first,
            last=row.last,
            wage=row.wage,
            region=row.region,
            region_reason=row.region_reason,
            employer=row.employer,
            state_scale=row.state_scale,
            status=row.status,
            source=row.source,
        )
        for row in rows
    )


def note_papers(claim: Claim, kinds: Iterable[str], *, by: User, at: datetime) -> None:
    """These papers are there, the others of the claim are missing; what was known stays known."""
    there = set(kinds)
    stored = {paper.kind: paper for paper in claim.papers.all()}
    for kind in needed_papers(claim.channel):
        paper = stored.get(kind) or Paper(claim=claim, kind=kind)
        state = PaperState.HANDED_IN if kind in there else PaperState.MISSING
        if paper.state == PaperState.KNOWN and kind in there:
            continue
        if paper.pk and paper.state == state:
            continue
        paper.state, paper.noted_by, paper.noted_at = state, by, at
        paper.save()
    claim.papers.exclude(kind__in=needed_papers(claim.channel)).delete()


def _refuse_lacks(claim: Claim, typed: dict[str, Any]) -> None:
    """A filed claim keeps what it was filed with; nothing is taken out of it."""
    if claim.state == ClaimState.DRAFT:
        return
    values = facts_of(claim) | typed
    if missing := lacks(values):
        raise CannotFill(f"Còn thiếu: {', '.join(missing)}.")


def _refuse_incomplete(claim: Claim) -> None:
    missing = lacks(facts_of(claim))
    by_proxy = claim.channel in {FilingChannel.POST, FilingChannel.PROXY}
    if by_proxy and not claim.why_not_in_person:
        missing.append("lý do không đến nộp được")
    if claim.channel == FilingChannel.POST and not (claim.filed_on and claim.arrived_on):
        missing.append("ngày gửi và ngày đến theo dấu bưu điện")
    if claim.person.birth_date is None or not claim.person.identity_digest:
        missing.append("ngày sinh và số định danh trong hồ sơ người này")
    if missing:
        raise CannotFile(f"Chưa tiếp nhận được. Còn thiếu: {', '.join(missing)}.")


def _refuse_days(claim: Claim, on: date) -> None:
    """Days of a file lie in the order in which they happened, none ahead."""
    days = (
        (claim.ended_on, "ngày chấm dứt hợp đồng"),
        (claim.filed_on, "ngày nộp"),
        (claim.arrived_on, "ngày đến trung tâm"),
    )
    told = [(day, words) for day, words in days if day is not None]
    for (one, before), (other, after) in pairwise(told):
        if other < one:
            raise CannotFile(
                f"Chưa tiếp nhận được. {after.capitalize()} {formats.day(other)} "
                f"đứng trước {before} {formats.day(one)}. Sửa một trong hai ngày."
            )
    if told and told[-1][0] > on:
        raise CannotFile(
            f"Chưa tiếp nhận được. {told[-1][1].capitalize()} {formats.day(told[-1][0])} "
            "chưa tới. Sửa lại ngày."
        )
