"""Training support asked for from a telephone: kept while it is written, sent, papers added later.

A sent file enters the machine of states of the desk at its first state; the day of sending is the
day of filing, and the file has its number from then on.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.people.models import Person
from caunoi.unemployment.actions.attaching import CannotAttach, NewPaper, columns_of
from caunoi.unemployment.actions.numbers import next_number
from caunoi.unemployment.actions.training import (
    CannotTrain,
    TrainingAsk,
    lock_training,
    refuse_days,
    refuse_unless,
)
from caunoi.unemployment.choices import Series
from caunoi.unemployment.choices.training import (
    TAKES_PAPERS,
    TrainingGround,
    TrainingPaperKind,
    TrainingState,
)
from caunoi.unemployment.models import (
    Benefit,
    Claim,
    TrainingDraft,
    TrainingPaper,
    TrainingSupport,
)
from caunoi_kit.journal.actions import record, record_read

LONGEST_TYPED: Final = 300
# The paper without which the law does not take a file in (N374 Điều 12 khoản 1).
NEEDED: Final = {
    TrainingGround.LEFT: TrainingPaperKind.TERMINATION,
    TrainingGround.ELSEWHERE: TrainingPaperKind.BENEFIT,
}


@transaction.atomic
def save_training_draft(
    *, typed: dict[str, str], papers: Sequence[NewPaper], by: User, at: datetime
) -> TrainingDraft:
    """Keep what was typed and attached so far. Raises CannotAttach."""
    kept = json.dumps({name: words[:LONGEST_TYPED] for name, words in typed.items()})
    draft, _ = TrainingDraft.objects.update_or_create(
        account=by, defaults={"typed": kept, "saved_at": at}
    )
    _attach(papers, at=at, draft=draft)
    record("unemployment.training.kept", by=by, about=draft)
    return draft


@transaction.atomic
def drop_draft_paper(*, paper: TrainingPaper, by: User) -> None:
    """Take a paper out of the own draft."""
    paper.delete()
    record("unemployment.training.kept", by=by, about=paper.draft)


@transaction.atomic
def send_training(
    *,
    person: Person,
    ground: TrainingGround,
    asked: TrainingAsk,
    papers: Sequence[NewPaper],
    by: User,
    at: datetime,
    benefit: Benefit | None = None,
    claim: Claim | None = None,
) -> TrainingSupport:
    """The person files. What the draft held goes along; raises CannotTrain and CannotAttach."""
    on = timezone.localtime(at).date()
    refuse_days(asked, ground, on)
    draft = TrainingDraft.objects.filter(account=by).first()
    needed = NEEDED.get(ground)
    attached = {paper.kind for paper in papers} | (
        set(draft.papers.values_list("kind", flat=True)) if draft else set()
    )
    if needed is not None and needed not in attached:
        raise CannotTrain(
            f"Chưa có {needed.label.lower()}. Chụp rồi đính kèm ở mục Giấy tờ, sau đó nộp lại."
        )
    sent = TrainingSupport(
        year=on.year,
        number=next_number(Series.TRAINING, on.year),
        person=person,
        ground=ground,
        benefit=benefit,
        claim=claim,
        state=TrainingState.SENT,
        state_since=at,
        sent_at=at,
        made=person.made,
        **{name: getattr(asked, name) for name in asdict(asked)},
    )
    try:
        with transaction.atomic():
            sent.save()
    except IntegrityError as error:
        raise CannotTrain(
            "Anh/chị đã có một hồ sơ hỗ trợ đào tạo chưa xong. Xem ở «Hỗ trợ đào tạo của tôi»."
        ) from error
    if draft is not None:
        draft.papers.update(draft=None, support=sent)
        draft.delete()
    _attach(papers, at=at, support=sent)
    record("unemployment.training.sent", by=by, about=sent, detail={"people": [person.pk]})
    return sent


@transaction.atomic
def send_papers(
    *, support: TrainingSupport, papers: Sequence[NewPaper], by: User, at: datetime
) -> TrainingSupport:
    """Papers that were missing, sent later. Whether they are enough is for the desk to say."""
    locked = lock_training(support)
    refuse_unless(locked, *TAKES_PAPERS)
    if not papers:
        raise CannotAttach("Chọn ít nhất một tệp ảnh hoặc PDF rồi gửi.")
    _attach(papers, at=at, support=locked)
    record("unemployment.training.papers_sent", by=by, about=locked, detail={"papers": len(papers)})
    return locked


@transaction.atomic
def open_training_paper(*, paper: TrainingPaper, by: User) -> bytes:
    """The bytes of a paper; opening it is written down."""
    if paper.support is not None:
        record_read(
            "unemployment.paper.read",
            about=paper.support.person,
            by=by,
            fields=["unemployment"],
            why=paper.get_kind_display(),
        )
    return base64.b64decode(paper.content)


def _attach(
    papers: Sequence[NewPaper],
    *,
    at: datetime,
    draft: TrainingDraft | None = None,
    support: TrainingSupport | None = None,
) -> None:
    """Keep papers; the same bytes count once."""
    there = TrainingPaper.objects.filter(draft=draft, support=support)
    digests = set(there.values_list("sha256", flat=True))
    for columns in columns_of(papers, there=digests, at=at):
        TrainingPaper.objects.create(draft=draft, support=support, **columns)
