"""Terms of a complaint about a decision: until when it may be filed, taken in, answered.

Law 74/2025, Điều 51: the first complaint goes to the head of the centre, the second to the head of
the department; the terms are those of the law on complaints.
"""

from datetime import date

from caunoi_rules import clocks
from caunoi_rules.calendar import Calendar, provisional
from caunoi_rules.clocks import Deadline
from caunoi_rules.parameters import parameter

TABLE = "complaints"


def file_by(decided_on: date, *, calendar: Calendar | None = None) -> Deadline:
    """The last day to complain about a decision that became known that day."""
    return _term("file_days", decided_on, "Khiếu nại lần đầu", calendar)


def accept_by(received_on: date, *, calendar: Calendar | None = None) -> Deadline:
    """The last day to say whether a complaint is taken in."""
    return _term("accept_days", received_on, "Thụ lý khiếu nại", calendar)


def answer_by(
    accepted_on: date,
    *,
    second: bool = False,
    hard: bool = False,
    remote: bool = False,
    calendar: Calendar | None = None,
) -> Deadline:
    """The last day to answer: longer for a hard case, for a remote place, and the second time.

    >>> answer_by(date(2026, 3, 2)).length, answer_by(date(2026, 3, 2), second=True).length
    (30, 45)
    """
    name = "second_days" if second else "first_days"
    name += ("_remote" if remote else "") + ("_hard" if hard else "")
    said = "Giải quyết khiếu nại lần hai" if second else "Giải quyết khiếu nại lần đầu"
    return _term(name, accepted_on, said, calendar)


def second_by(
    answered_on: date, *, remote: bool = False, calendar: Calendar | None = None
) -> Deadline:
    """The last day for a second complaint, after the first was answered or its term ran out."""
    name = "second_within_days" + ("_remote" if remote else "")
    return _term(name, answered_on, "Khiếu nại lần hai", calendar)


def _term(name: str, start: date, reason: str, calendar: Calendar | None) -> Deadline:
    found = parameter(TABLE, name, on=start)
    return clocks.days(
        start,
        int(found.value),
        reason=reason,
        article=found.law,
        calendar=calendar or provisional(),
    )
