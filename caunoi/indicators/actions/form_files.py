"""A whole file of a form kept at once: all of its units, or none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.indicators.actions.submissions import (
    CannotHandIn,
    open_submission,
    save_figures,
    send,
)
from caunoi.indicators.choices.figures import SubmissionState
from caunoi.indicators.models import ReportingForm, ReportingUnit, Submission
from caunoi.indicators.queries.entries import Entry
from caunoi.indicators.queries.submissions import values_of_submission
from caunoi_rules.periods import Period

__all__ = ["FileKept", "NotAllKept", "keep_form_file"]


@dataclass
class FileKept:
    """What became of the units of a file: changed figures by unit, units that were just so."""

    changed: dict[str, list[str]] = field(default_factory=dict)  # code of the unit → indicators
    same: list[str] = field(default_factory=list)
    sent: int = 0


class NotAllKept(CannotHandIn):
    """Nothing of the file was kept; `faults` says why of each unit that was in the way."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        self.faults = dict(faults)
        super().__init__(" ".join(self.faults.values()))


@transaction.atomic
def keep_form_file(
    *,
    form: ReportingForm,
    period: Period,
    values: Mapping[ReportingUnit, Mapping[str, Entry]],
    by: User | None,
    at: datetime,
    hand_in: bool,
) -> FileKept:
    """Keep the figures of every unit, and hand the forms in if asked. Cells left empty change
    nothing. The same file again changes nothing. Raises NotAllKept with everything in the way.
    """
    kept, faults = FileKept(), {}
    for unit, said in values.items():
        try:
            with transaction.atomic():
                _keep_one(kept, form, unit, period, said, by=by, at=at, hand_in=hand_in)
        except CannotHandIn as refusal:
            faults[unit.code] = str(refusal)
    if faults:
        raise NotAllKept(faults)
    return kept


def _keep_one(
    kept: FileKept,
    form: ReportingForm,
    unit: ReportingUnit,
    period: Period,
    said: Mapping[str, Entry],
    *,
    by: User | None,
    at: datetime,
    hand_in: bool,
) -> None:
    submission = open_submission(form=form, unit=unit, period=period)
    current = values_of_submission(submission)
    if all(current.get(code) == entry for code, entry in said.items()):
        kept.same.append(unit.code)
        if not (hand_in and submission.state == SubmissionState.OPEN):
            return
    else:
        changed = save_figures(submission=submission, values=dict(said), by=by, at=at)
        kept.changed[unit.code] = changed
    if hand_in:
        _hand_in(kept, submission, by=by, at=at)


def _hand_in(kept: FileKept, submission: Submission, *, by: User | None, at: datetime) -> None:
    send(submission=submission, by=by, at=at, gaps=True)
    kept.sent += 1
