"""The states of a claim as a machine: what may follow what, and why something may not."""

from datetime import datetime
from typing import Final

from caunoi.unemployment.choices import ClaimState
from caunoi.unemployment.models import Claim

S = ClaimState

# A claim goes from a state to one of these and to no other.
MOVES: Final[dict[ClaimState, frozenset[ClaimState]]] = {
    S.DRAFT: frozenset({S.SENT, S.RECEIVED}),
    S.SENT: frozenset({S.RECEIVED, S.WITHDRAWN}),
    S.RECEIVED: frozenset({S.SUPPLEMENT, S.INSURANCE, S.PROPOSED, S.WITHDRAWN}),
    S.SUPPLEMENT: frozenset({S.RECEIVED, S.WITHDRAWN}),
    S.INSURANCE: frozenset({S.RECEIVED, S.SUPPLEMENT, S.WITHDRAWN}),
    S.PROPOSED: frozenset({S.RECEIVED, S.APPROVED, S.COLLECTED, S.REFUSED, S.WITHDRAWN}),
    S.APPROVED: frozenset({S.COLLECTED, S.UNCOLLECTED, S.CANCELLED}),
    S.UNCOLLECTED: frozenset({S.CANCELLED}),
    S.COLLECTED: frozenset(),
    S.REFUSED: frozenset(),
    S.WITHDRAWN: frozenset(),
    S.CANCELLED: frozenset(),
}

# What can be done in a state, for the refusal.
_WHAT_NOW: Final[dict[ClaimState, str]] = {
    S.DRAFT: "Ghi đủ rồi bấm Tiếp nhận trước",
    S.SENT: "Tiếp nhận hồ sơ này trước",
    S.RECEIVED: "Trình duyệt, yêu cầu bổ sung hoặc chờ bảo hiểm xã hội",
    S.SUPPLEMENT: "Ghi giấy tờ bổ sung trước",
    S.INSURANCE: "Ghi bảo hiểm xã hội đã trả lời trước",
    S.PROPOSED: "Chờ người duyệt, hoặc nhờ người duyệt trả lại",
    S.APPROVED: "Giao quyết định cho người lao động khi họ đến",
    S.UNCOLLECTED: "Trình huỷ quyết định",
    S.COLLECTED: "Việc tiếp theo ở trang Trợ cấp của người này",
    S.REFUSED: "Người lao động có thể khiếu nại hoặc nộp hồ sơ mới",
    S.WITHDRAWN: "Người lao động có thể nộp hồ sơ mới trong hạn",
    S.CANCELLED: "Thời gian đóng đã được bảo lưu",
}


class CannotMove(Exception):
    """The claim cannot go there from where it is; the message says what to do instead."""


def lock_claim(claim: Claim) -> Claim:
    """The claim as it is now, held until the transaction ends. Always locked first."""
    return Claim.objects.select_for_update(of=("self",)).select_related("person").get(pk=claim.pk)


def refuse_move(claim: Claim, to: ClaimState) -> None:
    """Raise CannotMove when the claim may not go there."""
    now = ClaimState(claim.state)
    if to not in MOVES[now]:
        raise CannotMove(
            f"Hồ sơ đang ở bước “{now.label}”, không chuyển sang “{to.label}” được. "
            f"{_WHAT_NOW[now]}."
        )


def move(claim: Claim, to: ClaimState, *, at: datetime) -> None:
    """Set the state of a locked claim; the caller saves it with what else changed."""
    refuse_move(claim, to)
    claim.state, claim.state_since = to, at
