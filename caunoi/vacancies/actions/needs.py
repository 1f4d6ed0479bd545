"""Receiving what firms will need in six months: from the page, from a file, from a program."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.classifications.models import Occupation
from caunoi.employers.models import Employer
from caunoi.vacancies.choices import ItemStatus, NeedChannel, ReceiptStatus
from caunoi.vacancies.models import NeedReceipt, RecruitmentNeed
from caunoi.vacancies.queries.needs import form_groups, need_words, needs_of, stated
from caunoi_kit.journal.actions import record
from caunoi_kit.ui import editing

MOST_LINES: Final = 20_000
MOST_PEOPLE: Final = 100_000
MONTHS: Final = 6
LONGEST_REFERENCE: Final = 64
BATCH: Final = 500
YEARS: Final = (2020, 2100)

_HALF_YEAR: Final = re.compile(r"(?:(?P<y>\d{4})-(?P<m>\d{1,2})|(?P<m2>\d{1,2})/(?P<y2>\d{4}))")
_COUNT: Final = re.compile(r"\d{1,3}(?:[.\s]\d{3})+|\d{1,7}")

Key = tuple[int, date, int]


@dataclass(frozen=True)
class Fault:
    """What is wrong in one line: its place in the sending, the field, and what to do."""

    line: int  # from 0
    field: str
    message: str


class CannotReceive(Exception):
    """Nothing was stored; `faults` has every line that is wrong, not only the first."""

    def __init__(self, message: str, faults: Sequence[Fault] = ()) -> None:
        self.faults = list(faults)
        super().__init__(message)


class _Wrong(Exception):
    """A field of a line that cannot be used."""

    def __init__(self, field_name: str, message: str) -> None:
        self.field = field_name
        super().__init__(message)


@dataclass(frozen=True)
class _Understood:
    """One line as a need; zero people takes the line away."""

    employer: Employer
    half_year: date
    occupation: Occupation
    quantity: int
    women: int
    months: list[int]

    @property
    def key(self) -> Key:
        return self.employer.pk, self.half_year, self.occupation.pk


@dataclass
class _Sending:
    """Everything needed to read lines, and what was made of them."""

    groups: Mapping[str, Occupation]
    firms: Mapping[str, Employer]
    employer: Employer | None
    half_year: date | None
    understood: dict[int, _Understood] = field(default_factory=dict)
    faults: dict[int, Fault] = field(default_factory=dict)


@transaction.atomic
def receive_needs(
    *,
    lines: Sequence[Mapping[str, Any]],
    md5: str,
    channel: NeedChannel,
    allowed: Callable[[Employer], bool],
    by: User,
    at: datetime,
    employer: Employer | None = None,
    half_year: date | None = None,
    whole: bool = True,
    replaces: bool = False,
    seen: str | None = None,
) -> NeedReceipt:
    """Store lines of needs and answer each of them in a receipt.

    A line has `reference`, `occupation` (level-2 code), `quantity`, `women`, `months` (six
    numbers), and `tax_code` and `half_year` ("2027-01") where the sending as a whole does not say
    them. Zero people takes a stated line away. `allowed` says for which firms the sender speaks.

    With `whole`, one wrong line refuses all: CannotReceive has every fault. Without it (programs)
    the right lines are stored. `replaces` takes away what the firm stated and the lines leave out.
    Sent twice, the second time changes nothing.

    `seen` is what the firm's page showed when it was opened (`caunoi_kit.ui.editing`): raises
    EditedMeanwhile where a colleague has stated something else since.
    """
    if not lines and not replaces:
        raise CannotReceive("Không có dòng nào. Điền ít nhất một nhóm nghề rồi gửi.")
    if len(lines) > MOST_LINES:
        raise CannotReceive(f"Có hơn {MOST_LINES} dòng. Chia thành nhiều lần gửi.")
    sending = _understand(lines, employer, half_year, allowed)
    if whole and sending.faults:
        raise CannotReceive(
            f"Có {len(sending.faults)} dòng cần sửa. Chưa lưu dòng nào.", [*sending.faults.values()]
        )
    if seen is not None and employer is not None and half_year is not None:
        _refuse_overwriting(sending, employer, half_year, seen)
    receipt = NeedReceipt.objects.create(
        employer=employer, channel=channel, status=ReceiptStatus.DONE, md5=md5, by=by, at=at
    )
    statuses = _store(sending, receipt, replaces=replaces)
    receipt.items = [_item(number, line, sending, statuses) for number, line in enumerate(lines)]
    if sending.faults:
        receipt.status = ReceiptStatus.PARTLY if sending.understood else ReceiptStatus.ERROR
    receipt.save(update_fields=["items", "status"])
    record(
        "vacancies.needs.received",
        by=by,
        about=receipt,
        at=at,
        detail={"lines": len(lines), "wrong": len(sending.faults), "channel": channel},
    )
    return receipt


def read_half_year(written: Any) -> date | None:
    """1 January or 1 July from "2027-01", "07/2026"; None for anything else."""
    match = _HALF_YEAR.fullmatch(str(written).strip())
    if match is None:
        return None
    year, month = int(match["y"] or match["y2"]), int(match["m"] or match["m2"])
    if month not in {1, 7} or not YEARS[0] <= year < YEARS[1]:
        return None
    return date(year, month, 1)


def _understand(
    lines: Sequence[Mapping[str, Any]],
    employer: Employer | None,
    half_year: date | None,
    allowed: Callable[[Employer], bool],
) -> _Sending:
    codes = sorted({_text(line, "tax_code") for line in lines} - {""})
    keys = {employer.pk} if employer else set()
    named = Employer.objects.filter(tax_code__in=codes) | Employer.objects.filter(pk__in=keys)
    # Locked: two sendings of one firm are stored one after the other.
    firms = {
        firm.tax_code or "": firm
        for firm in named.select_for_update().order_by("pk")
        if allowed(firm)
    }
    sending = _Sending({one.code: one for one in form_groups()}, firms, employer, half_year)
    seen: dict[Key, int] = {}
    for number, line in enumerate(lines):
        try:
            understood = _line(line, sending)
        except _Wrong as wrong:
            sending.faults[number] = Fault(number, wrong.field, str(wrong))
            continue
        if understood.key in seen:
            sending.faults[number] = Fault(
                number,
                "occupation",
                f"Nhóm nghề này đã có ở dòng thứ {seen[understood.key] + 1}. Gộp thành một dòng.",
            )
        else:
            seen[understood.key] = number
            sending.understood[number] = understood
    return sending


def _line(line: Mapping[str, Any], sending: _Sending) -> _Understood:
    """One line as a need. Raises _Wrong with the first field that is."""
    firm, half_year = _whose(line, sending), sending.half_year
    if line.get("half_year"):
        half_year = read_half_year(line["half_year"])
    if half_year is None:
        raise _Wrong("half_year", "Ghi nửa năm là 2027-01 hoặc 2027-07.")
    group = sending.groups.get(_text(line, "occupation")[:2].strip())
    if group is None:
        raise _Wrong("occupation", "Ghi mã nhóm nghề hai chữ số của mẫu, ví dụ 81.")
    quantity, women = _count(line.get("quantity")), _count(line.get("women") or 0)
    if quantity is None or quantity > MOST_PEOPLE:
        raise _Wrong("quantity", f"Ghi số người từ 0 đến {MOST_PEOPLE}.")
    if women is None or women > quantity:
        raise _Wrong("women", "Số nữ là số nguyên, không lớn hơn số lượng.")
    months = [_count(each or 0) for each in line.get("months") or ()]
    known = [each for each in months if each is not None]
    if months and (len(known) != MONTHS or len(months) != MONTHS or sum(known) != quantity):
        raise _Wrong("months", "Ghi đủ sáu tháng, cộng lại bằng số lượng.")
    return _Understood(firm, half_year, group, quantity, women, known)


def _whose(line: Mapping[str, Any], sending: _Sending) -> Employer:
    code = _text(line, "tax_code")
    firm = sending.firms.get(code) if code else sending.employer
    if firm is not None:
        return firm
    if not code:
        raise _Wrong("tax_code", "Thiếu mã số thuế của nơi tuyển.")
    raise _Wrong(
        "tax_code",
        "Mã số thuế này chưa có trong danh sách nơi tuyển của anh/chị. Kiểm tra lại mã.",
    )


def _refuse_overwriting(sending: _Sending, employer: Employer, half_year: date, seen: str) -> None:
    """The firm is locked: what is read here is what the sending would replace."""
    stored = {one.occupation.code: one for one in needs_of(employer, half_year=half_year)}
    current = stated(stored.values())
    typed = dict.fromkeys(current, "")
    for one in sending.understood.values():
        code = one.occupation.code
        before = stored.get(code)
        months = one.months or _kept_months(before, one.quantity)
        typed[code] = need_words(one.quantity, one.women, months)
    editing.refuse_overwriting(seen, current=current, typed=typed)


def _kept_months(before: RecruitmentNeed | None, quantity: int) -> list[int]:
    """A sending without months keeps those stated, as long as they still add up."""
    return list(before.months) if before is not None and before.quantity == quantity else []


def _store(sending: _Sending, receipt: NeedReceipt, *, replaces: bool) -> dict[Key, ItemStatus]:
    wanted = {one.key: one for one in sending.understood.values()}
    stored = {
        (one.employer_id, one.half_year, one.occupation_id): one
        for one in RecruitmentNeed.objects.filter(
            employer__in={key[0] for key in wanted}
            | ({sending.employer.pk} if sending.employer else set()),
            half_year__in={key[1] for key in wanted}
            | ({sending.half_year} if sending.half_year else set()),
        ).order_by("pk")
    }
    statuses: dict[Key, ItemStatus] = {}
    added, changed = [], []
    gone = [one.pk for key, one in stored.items() if replaces and key not in wanted]
    for key, one in wanted.items():
        before = stored.get(key)
        if one.quantity == 0:
            statuses[key] = ItemStatus.REMOVED if before else ItemStatus.UNCHANGED
            gone += [before.pk] if before else []
        elif before is None:
            statuses[key] = ItemStatus.ADDED
            added.append(_need(one, receipt))
        elif _amend(before, one, receipt):
            statuses[key] = ItemStatus.CHANGED
            changed.append(before)
        else:
            statuses[key] = ItemStatus.UNCHANGED
    RecruitmentNeed.objects.filter(pk__in=gone).delete()
    RecruitmentNeed.objects.bulk_create(added, batch_size=BATCH)
    if changed:
        columns = ["quantity", "women", "months", "receipt"]
        RecruitmentNeed.objects.bulk_update(changed, columns, batch_size=BATCH)
    return statuses


def _need(one: _Understood, receipt: NeedReceipt) -> RecruitmentNeed:
    return RecruitmentNeed(
        employer=one.employer,
        half_year=one.half_year,
        occupation=one.occupation,
        quantity=one.quantity,
        women=one.women,
        months=one.months,
        receipt=receipt,
    )


def _amend(before: RecruitmentNeed, one: _Understood, receipt: NeedReceipt) -> bool:
    months = one.months or _kept_months(before, one.quantity)
    if (before.quantity, before.women, before.months) == (one.quantity, one.women, months):
        return False
    before.quantity, before.women, before.months = one.quantity, one.women, months
    before.receipt = receipt
    return True


def _item(
    number: int, line: Mapping[str, Any], sending: _Sending, statuses: Mapping[Key, ItemStatus]
) -> dict[str, str]:
    reference = _text(line, "reference")[:LONGEST_REFERENCE] or str(number + 1)
    if number in sending.faults:
        fault = sending.faults[number]
        return {"reference": reference, "status": ItemStatus.ERROR, "message": fault.message}
    status = statuses[sending.understood[number].key]
    return {"reference": reference, "status": status, "message": ""}


def _text(line: Mapping[str, Any], name: str) -> str:
    value = line.get(name)
    return "" if value is None else str(value).strip()


def _count(written: Any) -> int | None:
    """A whole number of people: 12, "12", "1.200"; None when it is none."""
    text = str(written).strip()
    if isinstance(written, bool) or not _COUNT.fullmatch(text):
        return None
    return int(re.sub(r"\D", "", text))
