"""Papers sent with a claim over the network: kept, ticked at the desk, opened with a line of who.

A picture of a draft ticks nothing: what is not sent is nobody else's. Whether a picture is enough
is for the desk to say; it takes the tick away or asks for the paper (Mẫu 03).
"""

import base64
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.unemployment.actions.attaching import CannotAttach, NewPaper, columns_of
from caunoi.unemployment.actions.moves import lock_claim
from caunoi.unemployment.choices import TAKES_SENT_PAPERS, ClaimState, PaperKind, PaperState
from caunoi.unemployment.models import Claim, SentPaper
from caunoi_kit.journal.actions import record, record_read
from caunoi_kit.ui import formats

REQUEST_FROM: Final = "khai qua mạng"
PAPER_FROM: Final = "ảnh hoặc PDF gửi qua mạng"


def attach(claim: Claim, papers: Sequence[NewPaper], *, at: datetime) -> None:
    """Keep papers of a claim that is held; the same bytes count once. Raises CannotAttach."""
    digests = set(claim.sent_papers.values_list("sha256", flat=True)) if papers else set()
    for columns in columns_of(papers, there=digests, at=at):
        SentPaper.objects.create(claim=claim, **columns)


def tick_sent(claim: Claim, *, by: User, at: datetime) -> None:
    """What a sent claim brought along is known at the desk: the request itself, and its papers."""
    day = formats.day(timezone.localtime(at).date())
    sent = set(claim.sent_papers.values_list("kind", flat=True))
    known = {kind: f"{PAPER_FROM} ngày {day}" for kind in sent if kind in PaperKind.values}
    known |= {PaperKind.REQUEST: f"{REQUEST_FROM} ngày {day}"}
    for kind, known_from in known.items():
        claim.papers.filter(kind=kind, state=PaperState.MISSING).update(
            state=PaperState.KNOWN, known_from=known_from, noted_by=by, noted_at=at
        )


@transaction.atomic
def send_more_papers(*, claim: Claim, papers: Sequence[NewPaper], by: User, at: datetime) -> Claim:
    """Papers that were missing, sent later. The clock starts when the desk says it is enough."""
    locked = lock_claim(claim)
    if locked.state not in TAKES_SENT_PAPERS:
        raise CannotAttach("Hồ sơ này không nhận thêm giấy tờ qua mạng nữa. Mang đến quầy.")
    if not papers:
        raise CannotAttach("Chọn ít nhất một tệp ảnh hoặc PDF rồi gửi.")
    attach(locked, papers, at=at)
    tick_sent(locked, by=by, at=at)
    record("unemployment.claim.papers_sent", by=by, about=locked, detail={"papers": len(papers)})
    return locked


@transaction.atomic
def drop_sent_paper(*, paper: SentPaper, by: User) -> None:
    """Take a paper out of the own claim while it is not sent."""
    locked = lock_claim(paper.claim)
    if locked.state != ClaimState.DRAFT:
        raise CannotAttach("Hồ sơ đã nộp nên không bỏ được giấy tờ. Gửi thêm tờ đúng.")
    paper.delete()
    record("unemployment.claim.paper_dropped", by=by, about=locked)


@transaction.atomic
def open_sent_paper(*, paper: SentPaper, by: User) -> bytes:
    """The bytes of a paper; opening it is written down."""
    record_read(
        "unemployment.paper.read",
        about=paper.claim.person,
        by=by,
        fields=["unemployment"],
        why=paper.get_kind_display(),
    )
    return base64.b64decode(paper.content)
