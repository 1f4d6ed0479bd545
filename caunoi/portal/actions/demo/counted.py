"""What the desks did for people in the last weeks: acts counted for the report of services."""

import uuid
from datetime import datetime
from typing import Final

from django.utils import timezone

from caunoi.counter.choices import ActKind, PolicyTopic
from caunoi.counter.models import Act, PolicyAdvice
from caunoi.portal.actions.demo.stage import Stage

PEOPLE: Final = 24
WEEKS: Final = 6
KINDS: Final = (ActKind.JOB, ActKind.BENEFIT, ActKind.TRAINING, ActKind.GUIDE)
NOTES: Final = {
    ActKind.JOB: "Muốn làm gần nhà, ca ngày",
    ActKind.BENEFIT: "Hỏi hạn nộp hồ sơ",
    ActKind.TRAINING: "Hỏi lớp may buổi tối",
    ActKind.GUIDE: "Hỏi giờ làm việc của điểm tiếp",
}
ANSWER: Final = (
    "Vay vốn tạo việc làm qua phòng giao dịch Ngân hàng Chính sách xã hội. "
    "Hồ sơ nộp ở xã, có xác nhận đang cư trú."
)


def store_acts(stage: Stage) -> None:
    """Each of some people was advised once or twice; one of them asked about the law."""
    chance = stage.chance("acts")
    rows = []
    for number, key in enumerate(stage.anybody(PEOPLE)):
        kind = KINDS[number % len(KINDS)]
        at = stage.ago(chance.randrange(1, WEEKS * 7))
        rows.append(_act(stage, key, kind, at, NOTES[kind]))
    Act.objects.bulk_create(rows)
    asked = _act(stage, stage.guide.pk, ActKind.POLICY, stage.ago(5), "")
    asked.save()
    PolicyAdvice.objects.create(
        act=asked, topics=[PolicyTopic.LOAN.value], answer=ANSWER, next_step="Đến xã lấy mẫu đơn"
    )


def _act(stage: Stage, person: int, kind: ActKind, at: datetime, note: str) -> Act:
    return Act(
        key=uuid.uuid4(), kind=kind, person_id=person, by=stage.counsellor, at=at,
        on=timezone.localtime(at).date(), note=note, made=True,
    )  # fmt: skip
