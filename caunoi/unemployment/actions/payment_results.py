"""Payment results of social insurance: the whole file or nothing of it, each line once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.people.queries import identity_digest
from caunoi.unemployment.choices.payments import SIGNED_LISTS, Paid
from caunoi.unemployment.models import PaymentList, PaymentResult, PaymentResultFile
from caunoi.unemployment.permissions.benefits import can_make_lists
from caunoi.unemployment.queries.payment_results import Listed, latest_results, listed
from caunoi_engine.text.folding import fold_yi
from caunoi_kit.journal.actions import record
from caunoi_kit.ui import formats

AT_A_TIME: Final = 1_000


@dataclass(frozen=True)
class Told:
    """One line of a file of results, as it was read."""

    row: int
    number: str
    insurance: str
    name: str
    k: int | None
    since: date | None
    amount: int | None
    paid: Paid
    on: date
    why: str


@dataclass(frozen=True)
class Kept:
    """What became of a file: lines written down, lines that said what was known."""

    new: int
    known: int


class CannotKeepResults(Exception):
    """Nothing of the file was written down; the message says why, `faults` each wrong line."""

    def __init__(self, said: str, faults: Sequence[str] = ()) -> None:
        super().__init__(said)
        self.faults = tuple(faults)


class _Unknown(Exception):
    """A line of the file fits no line of the list."""


@transaction.atomic
def keep_results(
    *,
    payments: PaymentList,
    name: str,
    digest: str,
    told: Sequence[Told],
    faults: Sequence[str] = (),
    by: User,
    at: datetime,
) -> Kept:
    """Write down who was paid and who was not. The same file twice is once.

    Raises CannotKeepResults with every wrong line at once; then nothing is written down.
    """
    if not can_make_lists(by):
        raise CannotKeepResults("Chỉ người theo dõi trợ cấp được ghi kết quả chi trả.")
    locked = PaymentList.objects.select_for_update(of=("self",)).get(pk=payments.pk)
    if locked.state not in SIGNED_LISTS:
        raise CannotKeepResults("Danh sách chưa ký thì chưa có kết quả chi trả.")
    if PaymentResultFile.objects.filter(list=locked, digest=digest).exists():
        return Kept(0, len(told))
    found, wrong = _matched(listed(locked), told)
    before = latest_results(locked)
    new = {}
    for line, each in found.items():
        if (known := before.get(line)) is not None and known.on > each.on:
            wrong.append(
                f"Dòng {each.row}: đã ghi {known.get_paid_display().lower()} ngày "
                f"{formats.day(known.on)}, sau ngày trong tệp này."
            )
        elif known is None or (known.paid, known.on, known.why) != (each.paid, each.on, each.why):
            new[line] = each
    if wrong := [*faults, *wrong]:
        raise CannotKeepResults(
            f"{formats.number(len(wrong))} dòng sai nên chưa ghi dòng nào. Sửa trong tệp rồi tải "
            "lại.",
            wrong,
        )
    if not found:
        raise CannotKeepResults("Cột Kết quả của tệp chưa ghi dòng nào.")
    file = PaymentResultFile.objects.create(
        list=locked, name=name[:200], digest=digest, lines=len(new), read_at=at, read_by=by
    )
    _write(file, new)
    record(
        "unemployment.payments.results",
        by=by,
        about=locked,
        detail={
            "lines": len(new),
            "unpaid": sum(each.paid == Paid.UNPAID for each in new.values()),
        },
        at=at,
    )
    return Kept(len(new), len(found) - len(new))


def _write(file: PaymentResultFile, new: dict[int, Told]) -> None:
    lines = sorted(new)
    for start in range(0, len(lines), AT_A_TIME):
        part = lines[start : start + AT_A_TIME]
        PaymentResult.objects.filter(line__in=part, standing=True).update(standing=False)
        PaymentResult.objects.bulk_create(
            PaymentResult(
                file=file, line_id=line, row=each.row, paid=each.paid, on=each.on, why=each.why
            )
            for line, each in ((line, new[line]) for line in part)
        )


def _matched(lines: Iterable[Listed], told: Sequence[Told]) -> tuple[dict[int, Told], list[str]]:
    """The line of the list that each line of the file speaks of, and what fits none."""
    by_key: dict[tuple[str, str], list[Listed]] = defaultdict(list)
    for line in lines:
        for kind, key in (
            ("number", line.digest), ("insurance", line.insurance), ("name", line.name_key),
        ):  # fmt: skip
            if key:
                by_key[kind, key].append(line)
    found: dict[int, Told] = {}
    wrong: list[str] = []
    for each in told:
        try:
            line = _line_of(each, by_key)
            if (other := found.get(line.key)) is not None:
                raise _Unknown(f"nói về cùng một tháng với dòng {other.row}.")
            found[line.key] = each
        except _Unknown as unknown:
            wrong.append(f"Dòng {each.row}: {unknown}")
    return found, wrong


def _line_of(told: Told, by_key: dict[tuple[str, str], list[Listed]]) -> Listed:
    """The one line a line of the file means: by number, else insurance number, else name."""
    keys = [
        ("number", identity_digest(told.number) if told.number else ""),
        ("insurance", told.insurance),
        ("name", fold_yi(told.name)),
    ]
    same = next((by_key[key] for key in keys if key[1] and key in by_key), [])
    if told.name and same and same[0].name_key != fold_yi(told.name):
        raise _Unknown(f"họ tên «{told.name[:60]}» không phải của số này trong danh sách.")
    if not same:
        raise _Unknown("người này không có trong danh sách.")
    if told.number and same[0].digest not in ("", keys[0][1]):
        raise _Unknown("số định danh khác số của người này trong danh sách.")
    fit = [
        line for line in same if told.k in (None, line.k) and told.since in (None, line.starts_on)
    ]
    if not fit:
        raise _Unknown("danh sách có người này nhưng không có tháng hưởng này.")
    if len(fit) > 1:
        people = len({line.person for line in fit}) > 1
        raise _Unknown(
            "có nhiều người trùng họ tên. Ghi thêm số định danh hoặc mã số BHXH."
            if people
            else "danh sách có nhiều tháng của người này. Ghi cột «Từ ngày»."
        )
    if told.amount not in (None, fit[0].amount):
        raise _Unknown(
            f"số tiền {formats.number(told.amount or 0)} khác {formats.number(fit[0].amount)} "
            "trong danh sách."
        )
    return fit[0]
