"""The one next action for whoever stands at the desk, and what else may be done for them."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from caunoi.accounts.models import User
from caunoi.accounts.permissions import is_counselling_staff
from caunoi.counter.permissions import can_counsel
from caunoi.home.queries.visits import Today
from caunoi.people.models import Person
from caunoi.unemployment.choices import ClaimState
from caunoi.unemployment.queries.timeline import BenefitNow
from caunoi_kit.ui import formats


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something to do now, why, and the page on which it is done."""

    label: str
    url: str
    why: str = ""
    post: bool = False  # it begins something: pressed, not followed


def next_steps(
    person: Person, *, today: Today, benefit: BenefitNow, has_profile: bool,
    call_due: bool, user: User, on: date,
) -> tuple[NextStep, ...]:  # fmt: skip
    """What may be done, the most pressing first: days that run out, then why they came.

    Each appears once; a step nobody of this role may take is left out.
    """
    pressing = _benefit_steps(benefit, on)
    wished = []
    if today.for_benefit and benefit.claim is None:
        begin = reverse("unemployment:start", args=[person.public_id])
        wished.append(
            NextStep("Lập hồ sơ trợ cấp thất nghiệp", begin, "Người này đến vì việc này", post=True)
        )
    general = []
    if not has_profile:
        url = reverse("people:person", args=[person.public_id])
        general.append(NextStep("Làm hồ sơ lao động", url, "Chưa có hồ sơ để tìm việc"))
    elif is_counselling_staff(user):
        url = reverse("placement:person_lists", args=[person.pk])
        general.append(NextStep("Ba hướng việc làm", url, "Việc làm ngay, học rồi làm, hướng khác"))
    if call_due and is_counselling_staff(user):
        general.append(
            NextStep("Hỏi việc mới nhận", reverse("placement:calls"), "Đến hạn hỏi sau nhận việc")
        )
    if can_counsel(user):
        url = reverse("counter:plan", args=[person.public_id])
        general.append(NextStep("Kế hoạch tìm việc", url))
    return (*pressing, *wished, *general)


def _benefit_steps(benefit: BenefitNow, on: date) -> list[NextStep]:
    steps = []
    month = benefit.notice_due
    if month is not None:
        steps.append(
            NextStep(
                f"Ghi thông báo tìm việc tháng {month.k}",
                reverse("unemployment:notice", args=[month.public_id]),
                f"Cửa sổ {formats.deadline(month.window_to, on)}",
            )
        )
    claim = benefit.claim
    if claim is not None:
        label, why = _CLAIM_STEPS.get(ClaimState(claim.state), ("Mở hồ sơ trợ cấp", ""))
        steps.append(NextStep(label, reverse("unemployment:claim", args=[claim.public_id]), why))
    return steps


_CLAIM_STEPS = {
    ClaimState.DRAFT: ("Làm tiếp hồ sơ trợ cấp", "Hồ sơ đang soạn dở"),
    ClaimState.SENT: ("Tiếp nhận hồ sơ trợ cấp", "Đã nộp qua mạng, chờ tiếp nhận"),
    ClaimState.RECEIVED: ("Xét hồ sơ trợ cấp", "Đã tiếp nhận, chưa trình"),
    ClaimState.SUPPLEMENT: ("Nhận giấy tờ bổ sung", "Đang chờ bổ sung"),
    ClaimState.INSURANCE: ("Xem hồ sơ trợ cấp", "Đang chờ bảo hiểm xã hội trả lời"),
    ClaimState.PROPOSED: ("Xem hồ sơ trợ cấp", "Đã trình, chờ duyệt"),
    ClaimState.APPROVED: ("Giao quyết định hưởng", "Quyết định đã ký, chờ người này nhận"),
    ClaimState.UNCOLLECTED: ("Xem hồ sơ trợ cấp", "Quá hạn nhận quyết định"),
}
