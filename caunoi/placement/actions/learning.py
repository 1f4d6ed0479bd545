"""Learning the weights of the six factors from what became of referrals."""

from datetime import date

from caunoi.placement.actions.calculate import Clock, Stopwatch, Tell
from caunoi_engine.matching import Lesson, Outcomes, Policy, learn_weights
from caunoi_engine.matching.learning import PRIOR_REFERRALS
from caunoi_kit.ui.formats import day, number


class CannotLearn(Exception):
    """Nothing can be learnt from these outcomes; the message says why and what to do."""


def learn_from(
    outcomes: Outcomes,
    *,
    clock: Clock,
    tell: Tell,
    policy: Policy | None = None,
    split: date | None = None,
    prior_referrals: int = PRIOR_REFERRALS,
) -> Lesson:
    """Learns, checks on the later outcomes, and recommends; `policy` is the one in force."""
    if not len(outcomes):
        raise CannotLearn(
            "Chưa có kết quả giới thiệu nào dùng được. Cứ dùng trọng số đang có; khi đã ghi được "
            "kết quả thì chạy lại."
        )
    if prior_referrals < 1:
        raise CannotLearn("--prior phải từ 1 lượt giới thiệu trở lên.")
    first, last = outcomes.day[0].item(), outcomes.day[-1].item()
    if split is not None and not first < split <= last:
        raise CannotLearn(
            f"Ngày chia {day(split)} không nằm giữa các lượt giới thiệu ({day(first)} đến "
            f"{day(last)}). Chọn một ngày sau {day(first)} và không quá {day(last)}."
        )
    watch = Stopwatch(clock, tell)
    lesson = learn_weights(outcomes, stated=policy, split=split, prior_referrals=prior_referrals)
    watch.lap("learn", "Đã học trọng số và kiểm theo thời gian")
    tell(
        f"Học từ {number(lesson.earlier.outcomes)} kết quả, "
        f"kiểm trên {number(lesson.later.outcomes)} kết quả sau đó"
    )
    return lesson
