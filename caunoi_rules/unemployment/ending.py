"""What ends a benefit, from which day, and who has to report it (Law 74/2025 Điều 41 khoản 4-5,
Decree 374 Điều 19; Law 38/2013 Điều 53).

Causes have the letters of Law 74/2025, Điều 41 khoản 4, under both laws. The old law ended a
benefit for work abroad as for settling abroad (letter e here), and not on request.
"""

from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from caunoi_rules.parameters import parameter
from caunoi_rules.unemployment.readings import DEFAULT, Readings
from caunoi_rules.unemployment.regimes import LAST_OLD_DAY, NEW_LAW_FROM, Regime, figures

N374: Final = "Nghị định 374/2025/NĐ-CP, Điều 19 khoản 1 điểm"
L38: Final = "Luật 38/2013/QH13, Điều 53 khoản 3 điểm"
RESERVE: Final = "Luật 74/2025/QH15, Điều 41 khoản 5; Nghị định 374/2025/NĐ-CP, Điều 8 khoản 3"
MISSED: Final = "đ"
"""Three months without notice."""
REFUSED_JOBS: Final = "d"
"""Two refused jobs."""
OWN_REQUEST: Final = "n"
"""The person asks for the end."""
OLD_RESERVE: Final = "Luật 38/2013/QH13, Điều 45 khoản 2, Điều 53"


class Cause(NamedTuple):
    """One of the thirteen causes."""

    letter: str
    label: str
    article: str
    old_article: str
    """"" where the old law has no such cause."""
    reserve: bool
    """Contributed months are reserved when it was reported in time."""
    must_report: bool
    """The person has three working days to report it."""
    day_words: str
    """Which day the benefit ends."""


def _cause(  # noqa: PLR0917 - a table
    letter: str, label: str, old: str, reserve: bool, must_report: bool, day_words: str
) -> Cause:
    article = f"{N374} {letter}"
    return Cause(
        letter, label, article, f"{L38} {old}" if old else "", reserve, must_report, day_words
    )


CAUSES: Final = {
    each.letter: each
    for each in (
        _cause(
            "a", "Có việc làm và thuộc đối tượng đóng BHXH bắt buộc", "b", True, True,
            "ngày hợp đồng có hiệu lực, ngày tuyển dụng hoặc bổ nhiệm, "
            "ngày báo bắt đầu kinh doanh, ngày xuất cảnh làm việc theo hợp đồng",
        ),
        _cause(
            "b", "Thực hiện nghĩa vụ quân sự, công an, dân quân thường trực", "c", True, True,
            "ngày nhập ngũ",
        ),
        _cause(
            "c", "Hưởng lương hưu hằng tháng", "d", False, True,
            "ngày đầu tiên hưởng lương hưu",
        ),
        _cause(
            "d", "Hai lần từ chối việc làm được giới thiệu mà không có lý do chính đáng", "đ",
            False, False, "ngày từ chối lần thứ hai",
        ),
        _cause(
            "đ", "Ba tháng liên tục không thông báo tìm kiếm việc làm", "e", False, False,
            "ngày cuối của hạn thông báo tháng thứ ba",
        ),
        _cause("e", "Ra nước ngoài định cư", "g", False, False, "ngày xuất cảnh"),
        _cause(
            "g", "Đi học có thời hạn trên 12 tháng", "h", True, True,
            "ngày nhập học ghi trong giấy báo",
        ),
        _cause(
            "h", "Bị xử phạt vi phạm hành chính về bảo hiểm thất nghiệp", "i", False, False,
            "ngày bị xử phạt theo quyết định",
        ),
        _cause("i", "Chết", "k", False, False, "ngày ghi trong giấy chứng tử"),
        _cause(
            "k", "Vào trường giáo dưỡng, cơ sở giáo dục hoặc cai nghiện bắt buộc", "l", True, True,
            "ngày bắt đầu thực hiện ghi trong quyết định",
        ),
        _cause(
            "l", "Bị tòa án tuyên bố mất tích", "m", True, True,
            "ngày xác định trong quyết định của tòa án",
        ),
        _cause(
            "m", "Bị tạm giam, chấp hành hình phạt tù", "n", True, True,
            "ngày bắt đầu tạm giam hoặc chấp hành án",
        ),
        _cause("n", "Theo đề nghị của người lao động", "", True, True, "ngày đề nghị"),
    )
}  # fmt: skip
"""Every cause by its letter."""

_SIMPLE: Final = {
    "military": "b",
    "pension": "c",
    "emigrate": "e",
    "fine": "h",
    "death": "i",
    "compulsory": "k",
    "missing": "l",
    "detained": "m",
}
OLD_WITHOUT_REPORT: Final = frozenset("klm")
_BLOCKING: Final = {
    "a": "EMPLOYED",
    "b": "MILITARY",
    "g": "STUDY",
    "k": "COMPULSORY",
    "m": "DETAINED",
    "e": "EMIGRATED",
    "i": "DEAD",
}


class Event(NamedTuple):
    """Something that happened to the person while waiting or on benefit."""

    type: str
    on: date | None = None
    notified: date | None = None
    """Day of Mẫu 17; None when it was never reported."""
    kind: str = ""
    """Of a job: contract, appointment, business or overseas."""
    months: int | None = None
    """Of a contract or of a course; None for one without end."""
    bhxh: bool = True
    """Whether a job is under compulsory social insurance."""
    good_reason: bool = False
    """Whether a refused job was refused for a good reason."""
    listed: tuple[int, ...] = ()
    """Benefit months whose money was not fetched."""


def cause_of(event: Event, *, regime: Regime = Regime.NEW) -> str | None:
    """The letter an event ends a benefit by; None when it ends nothing by itself.

    Refusals and missed notices are counted elsewhere: two and three of them are needed.
    """
    if event.type == "job":
        return _job(event, regime)
    if event.type == "study":
        long_enough = event.months is None or event.months >= figures(regime).study_least
        return "g" if long_enough else None
    if event.type == "own_request":
        return "n" if regime is Regime.NEW else None
    return _SIMPLE.get(event.type)


def _job(event: Event, regime: Regime) -> str | None:
    """A job counts from one month (until 14/07/2020: three), in the new law when it is under
    compulsory social insurance."""
    if regime is Regime.NEW and not event.bhxh:
        return None
    if event.kind == "overseas" and regime is Regime.OLD:
        return "e"
    if event.kind == "contract" and event.months is not None:
        on = event.on if regime is Regime.OLD and event.on else NEW_LAW_FROM
        if event.months < least_contract(min(on, LAST_OLD_DAY) if regime is Regime.OLD else on):
            return None
    return "a"


@lru_cache(maxsize=4096)
def least_contract(on: date) -> int:
    """From how many months a contract counts as a job, by the law of a day."""
    return int(parameter("unemployment", "job_least", on=on).value)


def blocking_code(event: Event, *, regime: Regime = Regime.NEW) -> str | None:
    """The ground of refusal an event is while the person still waits; None for none."""
    letter = cause_of(event, regime=regime)
    if event.type == "job" and letter:
        return "EMPLOYED"
    return _BLOCKING.get(letter or "")


def effective_day(event: Event) -> date | None:
    """The day an event takes effect; None when it never did."""
    if event.on is None:
        return None
    return end_day("", on=event.on, notified=event.notified, job_kind=event.kind)


def reserves(letter: str, *, reported: bool, regime: Regime = Regime.NEW) -> bool:
    """Whether a cause reserves what was not yet received.

    Only when it was reported in time; under the old law that was asked of a job, of service and of
    study alone (Decree 28/2015, Điều 21 as amended by Decree 61/2020).
    """
    if regime is Regime.OLD and letter in OLD_WITHOUT_REPORT:
        return True
    return CAUSES[letter].reserve and reported


def end_day(
    letter: str, *, on: date, notified: date | None = None, job_kind: str = ""
) -> date | None:
    """The day a cause ends the benefit; None for a business that was never reported.

    A business counts from the day the person told the centre that it began, not from its
    registration (Decree 374/2025, Điều 19 khoản 1 điểm a). Every other cause: the day its papers
    say (`Cause.day_words`).
    """
    if letter in {"", "a"} and job_kind == "business":
        return notified
    return on


def reported_in_time(
    letter: str, *, told: date | None, due: date, readings: Readings = DEFAULT
) -> bool:
    """Whether an ending was reported by its last day (Decree 374/2025, Điều 19 khoản 2).

    Who asks the centre to end the benefit has told it already, says one reading; by the letter of
    khoản 5 only Mẫu 17 counts.

    >>> reported_in_time("n", told=None, due=date(2026, 5, 7))
    False
    """
    if told is not None and told <= due:
        return True
    return letter == OWN_REQUEST and readings.own_request_report == "request"


def own_request_untold(letter: str, *, told: date | None, due: date) -> bool:
    """Whether the reading of `reported_in_time` mattered."""
    return letter == OWN_REQUEST and (told is None or told > due)


def order(found: tuple[date, str]) -> tuple[date, bool, str]:
    """The earliest cause first; on one day by letter, missed notices last."""
    return found[0], found[1] == MISSED, found[1]
