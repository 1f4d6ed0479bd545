"""A group session of the centre and the visitor's own plan of action."""

from typing import Final

from caunoi.counter.models import ActionPlan, Attendee, Session, Step
from caunoi.portal.actions.demo.stage import Stage

GROUP: Final = 30
# What to do, days until it is due, whether it is done.
STEPS: Final = (
    ("Sửa hồ sơ: ghi thêm việc đã làm", -3, True),
    ("Gọi hai nơi tuyển trong danh sách việc làm ngay", 2, False),
    ("Đến xem lớp học buổi tối", 7, False),
)


def store_counselling(stage: Stage) -> None:
    """Thirty people who come in three days; three steps of the job seeker the visitor is."""
    session = Session.objects.create(
        name="Bộ đội xuất ngũ: ba hướng việc làm",
        held_on=stage.day(3),
        place="Hội trường của trung tâm",
        made_by=stage.counsellor,
        made=True,
    )
    Attendee.objects.bulk_create(
        Attendee(session=session, person_id=key, order=order)
        for order, key in enumerate(stage.anybody(GROUP), start=1)
    )
    plan = ActionPlan.objects.create(
        person=stage.guide, made_by=stage.counsellor, made_at=stage.ago(7), agreed_at=stage.ago(7)
    )
    Step.objects.bulk_create(
        Step(
            plan=plan,
            order=order,
            what=what,
            due_on=stage.day(days),
            done_at=stage.ago(4) if done else None,
        )
        for order, (what, days, done) in enumerate(STEPS, start=1)
    )
