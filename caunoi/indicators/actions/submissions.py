"""Filling in a form, handing it in, approving it, sending it back, locking and correcting it.

OPEN → SENT → RETURNED or APPROVED → LOCKED. Whoever handed a form in does not approve it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from caunoi.accounts.models import User
from caunoi.indicators.actions.estimates import come_back, give_way
from caunoi.indicators.actions.totals import add_up
from caunoi.indicators.choices.catalogue import Source
from caunoi.indicators.choices.figures import SubmissionState
from caunoi.indicators.models import (
    Correction,
    Definition,
    Figure,
    Indicator,
    ReportingForm,
    ReportingUnit,
    Submission,
)
from caunoi.indicators.queries.entries import Entry
from caunoi.indicators.queries.filling import officers_of
from caunoi.indicators.queries.submissions import (
    definitions_of,
    due_day,
    indicators_of,
    values_of_submission,
)
from caunoi.places.models import Place
from caunoi_kit.journal.actions import record
from caunoi_kit.messaging.actions import send as tell
from caunoi_kit.ui import editing, formats
from caunoi_rules.periods import Period

__all__ = [
    "CannotHandIn",
    "FormIsClosed",
    "OwnFigures",
    "SomethingMissing",
    "approve",
    "approve_many",
    "correct",
    "lock",
    "lock_period",
    "open_submission",
    "save_figures",
    "send",
    "send_back",
    "take_back",
    "unlock",
]

MOST_NAMED = 3  # indicators or units that a message names before it says how many more


class CannotHandIn(Exception):
    """Nothing was changed; the message says why and what to do now."""


class FormIsClosed(CannotHandIn):
    """The form can no longer be changed: it was handed in, approved or locked."""


class OwnFigures(CannotHandIn):
    """Whoever handed figures in does not approve them."""


class SomethingMissing(CannotHandIn):
    """Figures are missing; it may be handed in without them if the sender says so."""


@transaction.atomic
def open_submission(
    *, form: ReportingForm, unit: ReportingUnit, period: Period, made: bool = False
) -> Submission:
    """The form of a unit for a period, begun if nobody has; locked until the transaction ends."""
    if unit.kind != form.unit_kind:
        raise CannotHandIn(
            f"Biểu {form.name} do {form.get_unit_kind_display().lower()} lập; "
            f"{unit.name} là {unit.get_kind_display().lower()}. Chọn biểu khác."
        )
    submission, _ = Submission.objects.get_or_create(
        form=form,
        unit=unit,
        first=period.first,
        last=period.last,
        defaults={"due_on": due_day(form, period), "state": SubmissionState.OPEN, "made": made},
    )
    return _locked(submission)


@transaction.atomic
def save_figures(
    *,
    submission: Submission,
    values: Mapping[str, Entry | None],
    by: User | None,
    at: datetime,
    seen: str | None = None,
) -> list[str]:
    """Keep figures of a form being filled in, by code of the indicator; None empties a row.

    `seen` says what the form held when it was opened (`editing.state_of`): a row that somebody
    else changed meanwhile raises `editing.EditedMeanwhile`, and nothing is saved. Rows the sender
    did not touch are left as they are. Gives back the codes that changed.
    """
    locked = _locked(submission)
    _refuse_closed(locked)
    current = values_of_submission(locked)
    if unknown := [code for code in values if code not in current]:
        raise CannotHandIn(f"Biểu {locked.form.name} không có chỉ tiêu {unknown[0]}.")
    typed = dict(values) if seen is None else editing.touched(seen, values)
    if seen is not None:
        editing.refuse_overwriting(seen, current=current, typed=typed)
    changed = {code: entry for code, entry in typed.items() if entry != current[code]}
    if not changed:
        return []
    _write(locked, changed, by=by, at=at)
    locked.version += 1
    locked.save(update_fields=["version"])
    submission.version = locked.version
    record("indicators.figures.saved", by=by, about=locked, detail={"indicators": sorted(changed)})
    return sorted(changed)


@transaction.atomic
def send(
    *, submission: Submission, by: User | None, at: datetime, gaps: bool = False
) -> Submission:
    """Hand a form in. With `gaps` also one that lacks figures; never an empty one."""
    locked = _locked(submission)
    _refuse_closed(locked)
    values = values_of_submission(locked)
    missing = [code for code, entry in values.items() if entry is None]
    if len(missing) == len(values):
        raise SomethingMissing("Biểu chưa có số nào. Ghi số, kể cả số 0, rồi nộp.")
    if missing and not gaps:
        names = _names(missing, on=locked.last)
        raise SomethingMissing(f"Còn thiếu {names}. Ghi số (kể cả 0), hoặc chọn nộp dù còn thiếu.")
    locked.state, locked.state_why = SubmissionState.SENT, ""
    locked.sent_at, locked.sent_by = at, by
    locked.decided_at = locked.decided_by = None
    _save_state(locked)
    record("indicators.form.sent", by=by, about=locked, detail={"missing": len(missing)})
    give_way(Figure.objects.filter(submission=locked).select_related("submission"), at=at, by=by)
    _count_anew([locked])
    return locked


@transaction.atomic
def take_back(*, submission: Submission, by: User | None, at: datetime) -> Submission:
    """Open a form again that was handed in and that nobody has decided on."""
    locked = _locked(submission)
    if locked.state != SubmissionState.SENT:
        raise FormIsClosed(_why_closed(locked))
    locked.state = SubmissionState.OPEN
    _save_state(locked)
    record("indicators.form.taken_back", by=by, about=locked)
    come_back(locked, at=at)
    _count_anew([locked])
    return locked


@transaction.atomic
def approve(*, submission: Submission, by: User, at: datetime) -> Submission:
    """Approve a form that was handed in by somebody else."""
    locked = _approved(submission, by=by, at=at)
    _count_anew([locked])
    return locked


@transaction.atomic
def approve_many(
    *, submissions: Sequence[Submission], by: User, at: datetime
) -> tuple[int, list[tuple[Submission, str]]]:
    """Approve what can be approved: how many, and why each of the others could not."""
    done, refused = [], []
    for submission in submissions:
        try:
            done.append(_approved(submission, by=by, at=at))
        except CannotHandIn as refusal:
            refused.append((submission, str(refusal)))
    _count_anew(done)
    return len(done), refused


@transaction.atomic
def send_back(*, submission: Submission, why: str, by: User, at: datetime) -> Submission:
    """Give a form back to be put right, saying why. Its figures no longer count."""
    locked = _locked(submission)
    if locked.state not in {SubmissionState.SENT, SubmissionState.APPROVED}:
        raise FormIsClosed(_why_not_sent(locked))
    if not why.strip():
        raise CannotHandIn("Ghi vì sao trả lại, để đơn vị biết phải sửa gì.")
    locked.state, locked.state_why = SubmissionState.RETURNED, why.strip()
    locked.decided_at, locked.decided_by = at, None if by.pk == locked.sent_by_id else by
    _save_state(locked)
    record("indicators.form.returned", by=by, about=locked, detail={"why": why.strip()})
    _tell_returned(locked, at=at)
    come_back(locked, at=at)
    _count_anew([locked])
    return locked


@transaction.atomic
def lock(*, submissions: Iterable[Submission], why: str, by: User | None, at: datetime) -> int:
    """Lock approved forms for a reason, such as a report that was signed on them; says how many."""
    done = 0
    for submission in submissions:
        locked = _locked(submission)
        if locked.state != SubmissionState.APPROVED:
            continue
        locked.state, locked.state_why = SubmissionState.LOCKED, why
        _save_state(locked)
        record("indicators.form.locked", by=by, about=locked, detail={"why": why}, at=at)
        done += 1
    return done


def lock_period(
    *, place: Place, first: date, last: date, why: str, by: User | None, at: datetime
) -> int:
    """Lock the approved forms of a place and the communes in it whose days lie within a span."""
    forms = Submission.objects.filter(
        state=SubmissionState.APPROVED, first__gte=first, last__lte=last
    ).filter(unit__in=_units_within(place))
    return lock(submissions=list(forms.order_by("id")), why=why, by=by, at=at)


@transaction.atomic
def unlock(*, submission: Submission, why: str, by: User) -> Submission:
    """Take a lock off again so that a figure can be corrected; signed reports keep theirs."""
    locked = _locked(submission)
    if locked.state != SubmissionState.LOCKED:
        raise CannotHandIn("Biểu này không bị khoá.")
    if not why.strip():
        raise CannotHandIn("Ghi vì sao mở khoá.")
    before = locked.state_why
    locked.state, locked.state_why = SubmissionState.APPROVED, ""
    _save_state(locked)
    record(
        "indicators.form.unlocked", by=by, about=locked, detail={"why": why.strip(), "lock": before}
    )
    return locked


@transaction.atomic
def correct(*, figure: Figure, entry: Entry, why: str, by: User, at: datetime) -> Correction:
    """Change an approved figure, keeping what stood there, who changed it and why."""
    current = (
        Figure.objects.select_for_update(of=("self",))
        .select_related("submission__form", "definition", "indicator", "unit__place")
        .get(pk=figure.pk)
    )
    if current.origin == Source.DERIVED:
        raise CannotHandIn("Số này phần mềm tính từ sổ. Sửa hồ sơ gốc; số liệu sẽ tự tính lại.")
    if current.origin == Source.ESTIMATED:
        raise CannotHandIn("Số này là ước tính. Bỏ ước tính ở mục Số ước tính rồi ghi số khác.")
    submission = current.submission
    if submission is not None and submission.state != SubmissionState.APPROVED:
        raise FormIsClosed(_why_closed(submission))
    if not why.strip():
        raise CannotHandIn("Ghi lý do sửa: ai đọc lại cũng hiểu vì sao số đổi.")
    if entry.value == current.value:
        raise CannotHandIn("Số mới giống số đang có. Ghi số khác, hoặc thôi không sửa.")
    correction = Correction.objects.create(
        figure=current, before=current.value, after=entry.value, why=why.strip(), by=by, at=at
    )
    current.value, current.bound, current.upper = entry.value, entry.bound, entry.upper
    current.taken_at = at
    current.save(update_fields=["value", "bound", "upper", "taken_at"])
    record("indicators.figure.corrected", by=by, about=current, detail={"why": why.strip()})
    add_up(
        [current.indicator],
        first=current.first,
        last=current.last,
        places=[current.unit.place],
    )
    return correction


def _tell_returned(submission: Submission, *, at: datetime) -> None:
    """Those who answer for the unit read at once what is to be put right."""
    period = f"{formats.day(submission.first)}–{formats.day(submission.last)}"
    for officer in officers_of([submission.unit]).get(submission.unit_id, ()):
        tell(
            kind="indicators.form.returned",
            text=(
                f"{submission.form.name}, {submission.unit.name}, {period}: trả lại để sửa, vì "
                f"{submission.state_why}. Vào mục Nộp số liệu để sửa rồi nộp lại."
            ),
            at=at,
            user=officer,
            phone=officer.phone,
            email=officer.email,
            subject=f"Trả lại để sửa: {submission.form.name}",
            about=submission,
            key=f"form-returned-{submission.pk}-{submission.version}-{officer.pk}",
        )


def _approved(submission: Submission, *, by: User, at: datetime) -> Submission:
    locked = _locked(submission)
    if locked.state != SubmissionState.SENT:
        raise FormIsClosed(_why_not_sent(locked))
    if locked.sent_by_id == by.pk:
        raise OwnFigures(
            f"Anh/chị đã nộp biểu của {locked.unit.name} nên không tự duyệt. "
            "Nhờ một người khác có quyền duyệt."
        )
    locked.state, locked.decided_at, locked.decided_by = SubmissionState.APPROVED, at, by
    _save_state(locked)
    record("indicators.form.approved", by=by, about=locked)
    return locked


def _locked(submission: Submission) -> Submission:
    return (
        Submission.objects.select_for_update(of=("self",))
        .select_related("form", "unit__place", "decided_by", "sent_by")
        .get(pk=submission.pk)
    )


def _save_state(submission: Submission) -> None:
    submission.version += 1
    submission.save(
        update_fields=[
            "state", "state_why", "sent_at", "sent_by", "decided_at", "decided_by", "version",
        ]
    )  # fmt: skip


def _refuse_closed(submission: Submission) -> None:
    if submission.state not in {SubmissionState.OPEN, SubmissionState.RETURNED}:
        raise FormIsClosed(_why_closed(submission))


def _why_closed(submission: Submission) -> str:
    """Why a form cannot be changed now, and what to do."""
    what = f"Biểu của {submission.unit.name}"
    if submission.state == SubmissionState.LOCKED:
        return (
            f"{what} đã khoá vì {submission.state_why}. Cần sửa số thì đề nghị người duyệt "
            "mở khoá, ghi rõ lý do."
        )
    if submission.state == SubmissionState.APPROVED:
        day = f" ngày {formats.day(submission.decided_at)}" if submission.decided_at else ""
        return f"{what} đã duyệt{day}. Cần sửa thì đề nghị người duyệt đính chính từng số."
    if submission.state == SubmissionState.SENT:
        day = f" ngày {formats.day(submission.sent_at)}" if submission.sent_at else ""
        return f"{what} đã nộp{day}, đang chờ duyệt. Rút lại để sửa, hoặc chờ trả lại."
    return f"{what} đang nhập, chưa nộp. Sửa thẳng trong biểu."


def _why_not_sent(submission: Submission) -> str:
    what = f"Biểu của {submission.unit.name}"
    if submission.state in {SubmissionState.APPROVED, SubmissionState.LOCKED}:
        return _why_closed(submission)
    if submission.state == SubmissionState.RETURNED:
        return f"{what} đã trả lại để sửa. Chờ đơn vị nộp lại."
    return f"{what} chưa nộp. Chờ đơn vị nộp."


def _write(
    submission: Submission,
    changed: Mapping[str, Entry | None],
    *,
    by: User | None,
    at: datetime,
) -> None:
    indicators = {each.code: each for each in indicators_of(submission.form)}
    definitions = definitions_of(indicators.values(), on=submission.last)
    there = _there(submission, [indicators[code] for code in changed])
    for code, entry in changed.items():
        indicator = indicators[code]
        figure = there.get(indicator.pk)
        if entry is None:
            if figure is not None and figure.submission_id == submission.pk:
                figure.delete()
            continue
        definition = _typed_one(definitions.get(indicator.pk), indicator, submission)
        if figure is not None:
            _keep_replaced(figure, entry, submission, by=by, at=at)
        kept = figure or Figure(
            indicator=indicator,
            unit=submission.unit,
            first=submission.first,
            last=submission.last,
        )
        kept.value, kept.bound, kept.upper = entry.value, entry.bound, entry.upper
        kept.origin, kept.people = Source.REPORTED, None
        kept.definition, kept.submission, kept.taken_at = definition, submission, at
        kept.save()


def _there(submission: Submission, indicators: Sequence[Indicator]) -> dict[int, Figure]:
    """What stands in the cells of a form already, whoever put it there."""
    figures = Figure.objects.select_for_update(of=("self",)).filter(
        indicator__in=indicators,
        unit=submission.unit,
        first=submission.first,
        last=submission.last,
        estimated=False,  # an estimate stays until the form is handed in
    )
    return {each.indicator_id: each for each in figures.order_by("id")}


def _typed_one(
    definition: Definition | None, indicator: Indicator, submission: Submission
) -> Definition:
    """The definition of what may be typed; what is counted from registers is not typed over."""
    if definition is None:
        raise CannotHandIn(
            f"Chỉ tiêu {indicator.code} chưa có định nghĩa. Báo quản trị xem lại danh mục."
        )
    if definition.source == Source.DERIVED:
        raise CannotHandIn(
            f"«{definition.short_name}» phần mềm tính từ sổ, không ghi tay. Bỏ trống dòng này; "
            f"nếu số của {submission.unit.name} sai thì sửa hồ sơ gốc."
        )
    return definition


def _keep_replaced(
    figure: Figure, entry: Entry, submission: Submission, *, by: User | None, at: datetime
) -> None:
    """A figure that came by a list and now by a form leaves its trail; one that stood in for the
    unit until it reported (counted from registers) does not.
    """
    came_by_list = figure.submission_id is None and figure.origin != Source.DERIVED
    if came_by_list and figure.value != entry.value and by is not None:
        Correction.objects.create(
            figure=figure,
            before=figure.value,
            after=entry.value,
            why=f"Biểu {submission.form.name} ghi khác danh sách đã nạp",
            by=by,
            at=at,
        )


def _names(codes: Sequence[str], *, on: date) -> str:
    indicators = list(Indicator.objects.filter(code__in=codes).order_by("order", "code"))
    definitions = definitions_of(indicators, on=on)
    names = [
        f"«{definitions[each.pk].short_name}»" for each in indicators if each.pk in definitions
    ]
    more = len(names) - MOST_NAMED
    shown = ", ".join(names[:MOST_NAMED])
    return f"{shown} và {more} chỉ tiêu nữa" if more > 0 else shown


def _count_anew(submissions: Sequence[Submission]) -> None:
    """Totals of what these forms hold, form by form and span by span."""
    spans: dict[tuple[int, date, date], list[Submission]] = {}
    for each in submissions:
        spans.setdefault((each.form_id, each.first, each.last), []).append(each)
    for (_, first, last), group in spans.items():
        add_up(
            indicators_of(group[0].form),
            first=first,
            last=last,
            places=[each.unit.place for each in group],
        )


def _units_within(place: Place) -> QuerySet[ReportingUnit]:
    """Units of the place itself, of what lies in it, and of what lies in that."""
    return ReportingUnit.objects.filter(
        Q(place=place) | Q(place__parent=place) | Q(place__parent__parent=place)
    )
