"""What a person hears about the claim: the words, in one place. Nothing personal is in them."""

from datetime import date, datetime

from caunoi.unemployment.models import Claim, Decision, TrainingSupport
from caunoi_kit.messaging.actions import send
from caunoi_kit.ui import formats


def tell_received(claim: Claim, *, answer_by: date | None, at: datetime) -> None:
    """The claim is in; by which day it is answered."""
    when = f"Trả kết quả chậm nhất {formats.day(answer_by)}." if answer_by else ""
    _tell(
        claim,
        "received",
        f"Đã tiếp nhận hồ sơ trợ cấp thất nghiệp số {claim.number}/{claim.year}. {when} "
        "Trong 10 ngày làm việc, có việc làm thì báo trung tâm.",
        at=at,
        key=f"{claim.pk}",
    )


def tell_supplement(claim: Claim, *, what: str, number: int, at: datetime) -> None:
    """Something is missing: what to bring."""
    _tell(
        claim,
        "supplement",
        f"Hồ sơ số {claim.number}/{claim.year} còn thiếu: {what}. "
        "Mang đến trung tâm hoặc gửi qua mạng. Hạn trả kết quả tính lại từ ngày đủ giấy tờ.",
        at=at,
        key=f"{claim.pk}.{number}",
    )


def tell_ready(claim: Claim, decision: Decision, *, at: datetime) -> None:
    """The decision can be fetched: from when to when, and with what."""
    if decision.window_first and decision.window_last:
        words = (
            f"Mời đến nhận quyết định từ {formats.day(decision.window_first)} "
            f"đến {formats.day(decision.window_last)}. Mang căn cước và phiếu hẹn. "
            "Không đến nhận thì quyết định bị huỷ."
        )
    else:
        words = "Quyết định đã có. Xem ở «Trợ cấp của tôi»."
    _tell(
        claim,
        "ready",
        f"Hồ sơ số {claim.number}/{claim.year} đã có kết quả. {words}",
        at=at,
        key=f"{decision.pk}",
    )


def tell_refused(claim: Claim, decision: Decision, *, at: datetime) -> None:
    """The claim is answered with no; the reasons stand on the paper, not in the message."""
    _tell(
        claim,
        "refused",
        f"Hồ sơ số {claim.number}/{claim.year} đã có trả lời bằng văn bản. "
        "Đến trung tâm nhận hoặc xem ở «Trợ cấp của tôi». Anh/chị có quyền khiếu nại.",
        at=at,
        key=f"{decision.pk}",
    )


def tell_cancelled(claim: Claim, decision: Decision, *, at: datetime) -> None:
    """The decision was not fetched and is void; the months are kept."""
    _tell(
        claim,
        "cancelled",
        f"Quyết định của hồ sơ số {claim.number}/{claim.year} đã huỷ. "
        "Số tháng đã đóng được giữ lại cho lần sau.",
        at=at,
        key=f"{decision.pk}",
    )


def tell_training(support: TrainingSupport, what: str, *, at: datetime) -> None:
    """What became of a file of training support: `what` is received, supplement or decided."""
    words = {
        "received": "đã được tiếp nhận. Xem ngày trả kết quả ở «Hỗ trợ đào tạo của tôi».",
        "supplement": f"còn thiếu: {support.supplement_what}. Gửi thêm qua mạng hoặc mang đến "
        "trung tâm. Hạn trả kết quả tính từ ngày đủ giấy tờ.",
        "decided": "đã có trả lời. Xem ở «Hỗ trợ đào tạo của tôi» hoặc đến trung tâm.",
    }[what]
    person = support.person
    send(
        kind=f"unemployment.training.{what}",
        text=f"Hồ sơ hỗ trợ đào tạo số {support.number}/{support.year} {words}",
        at=at,
        phone=person.phone,
        email=person.email,
        subject=f"Hồ sơ hỗ trợ đào tạo số {support.number}/{support.year}",
        user=person.account,
        about=support,
        key=f"unemployment.training.{what}.{support.pk}.{support.supplement_on or ''}",
    )


def _tell(claim: Claim, what: str, text: str, *, at: datetime, key: str) -> None:
    person = claim.person
    send(
        kind=f"unemployment.claim.{what}",
        text=text,
        at=at,
        phone=person.phone,
        email=person.email,
        subject=f"Hồ sơ trợ cấp thất nghiệp số {claim.number}/{claim.year}",
        user=person.account,
        about=claim,
        key=f"unemployment.claim.{what}.{key}",
    )
