"""Reading a history from data: every fault at once, each with where it is and what to do."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple

from caunoi_rules.unemployment.case import (
    CHANNELS,
    IN_PERSON,
    Case,
    Dossier,
    TrainingRequest,
    TransferRequest,
)
from caunoi_rules.unemployment.contributions import (
    PAID,
    STATUSES,
    Segment,
    month_words,
    parse_month,
)
from caunoi_rules.unemployment.eligibility import CONTRACTS, ENDINGS
from caunoi_rules.unemployment.ending import Event

REGIONS: Final = (1, 2, 3, 4)
MOST_WAGE: Final = 100_000_000_000
MOST_MONTHS: Final = 1200
MOST_BENEFIT_MONTHS: Final = 12
FIRST_YEAR: Final = 2009
"""Unemployment insurance began on 01/01/2009."""
LAST_YEAR: Final = 2100
JOBS: Final = ("contract", "appointment", "business", "overseas")
DEFAULTS: Final = {"on_time": True, "none": False}
EVENTS: Final = (
    "job", "military", "pension", "refusal", "emigrate", "study", "fine", "death", "compulsory",
    "missing", "detained", "own_request", "uncollected", "late_confirmation",
)  # fmt: skip
UNDATED: Final = frozenset({"uncollected", "late_confirmation"})
_NOTHING: Final = date.min


class Fault(NamedTuple):
    """One thing wrong in a case: the field, and what to do."""

    where: str
    text: str


class CaseError(Exception):
    """A case that cannot be decided; `faults` are all that is wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{each.where}: {each.text}" for each in faults))


def read_case(data: object) -> Case:
    """A case from its data form (`docs/benefit.md`). Raises CaseError with every fault."""
    if not isinstance(data, Mapping):
        raise CaseError([Fault("", "cần một đối tượng JSON {…} cho mỗi hồ sơ")])
    return _Reader(data).case()


class _Reader:
    """Reads the fields one by one and collects what is wrong."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.faults: list[Fault] = []

    def case(self) -> Case:
        data = self.data
        ended_on, ending = self._termination()
        dossier = self._dossier(ended_on)
        unable = self._part(data, "employer_unable")
        unable_on = (
            None if unable is None else self._day(unable, "confirmed_on", "employer_unable.")
        )
        found = Case(
            id=str(data.get("id", "")),
            segments=self._segments(),
            prior_reserve=self._number(data, "prior_reserve", 0, MOST_MONTHS, default=0),
            contract=self._choice(data, "contract", CONTRACTS),
            ended_on=ended_on,
            ending=ending,
            employer_unable_on=unable_on,
            dossier=dossier,
            decision_date=self._maybe(data, "decision_date"),
            slip_first_day=self._maybe(data, "slip_first_day"),
            pickup=self._maybe(data, "pickup"),
            withdrawn=self._maybe(data, "withdrawn"),
            notices=self._notices(),
            on_time_by_default=DEFAULTS[
                self._choice(data, "notices_default", DEFAULTS, default="on_time")
            ],
            events=self._events(),
            transfer=self._transfer(),
            training=self._training(),
        )
        if found.withdrawn and dossier.filed != _NOTHING and found.withdrawn < dossier.filed:
            self._wrong("withdrawn", "ngày đề nghị không hưởng trước ngày nộp hồ sơ")
        if self.faults:
            raise CaseError(self.faults)
        return found

    # Parts

    def _segments(self) -> tuple[Segment, ...]:
        rows = self.data.get("segments")
        if not isinstance(rows, list):
            self._wrong("segments", "cần danh sách các giai đoạn đóng, cũ trước mới sau")
            return ()
        found: list[Segment] = []
        for number, row in enumerate(rows):
            where = f"segments[{number}]."
            if not isinstance(row, Mapping):
                self._wrong(where[:-1], "cần một đối tượng có from, to, wage, region")
                continue
            first, last = self._month(row, "from", where), self._month(row, "to", where)
            if first > last:
                self._wrong(f"{where}to", f"tháng cuối trước tháng đầu {month_words(first)}")
            if found and first and first <= found[-1].last:
                self._wrong(
                    f"{where}from", "các giai đoạn phải theo thứ tự thời gian và không chồng nhau"
                )
            found.append(
                Segment(
                    first,
                    last,
                    self._number(row, "wage", 0, MOST_WAGE, where),
                    self._number(row, "region", REGIONS[0], REGIONS[-1], where),
                    str(row.get("employer", "")),
                    self._flag(row, "state_scale", where, default=False),
                    self._choice(row, "status", STATUSES, where, default=PAID),
                )
            )
        return tuple(found)

    def _termination(self) -> tuple[date, str]:
        part = self._part(self.data, "termination", needed=True)
        if part is None:
            return _NOTHING, ""
        return self._day(part, "date", "termination."), self._choice(
            part, "kind", ENDINGS, "termination."
        )

    def _dossier(self, ended_on: date) -> Dossier:
        part = self._part(self.data, "dossier", needed=True)
        if part is None:
            return Dossier(_NOTHING)
        where = "dossier."
        filed = self._day(part, "filed", where)
        arrived, completed = (
            self._maybe(part, "arrived", where),
            self._maybe(part, "completed", where),
        )
        if filed != _NOTHING and filed < ended_on:
            self._wrong(f"{where}filed", "ngày nộp hồ sơ trước ngày chấm dứt hợp đồng")
        for name, value in (("arrived", arrived), ("completed", completed)):
            if value is not None and filed != _NOTHING and value < filed:
                self._wrong(f"{where}{name}", "ngày này không thể trước ngày nộp hồ sơ")
        channel = self._choice(part, "channel", CHANNELS, where, default=IN_PERSON)
        return Dossier(filed, channel, arrived, completed, str(part.get("province", "")))

    def _notices(self) -> dict[int, date | None]:
        part = self._part(self.data, "notices") or {}
        found: dict[int, date | None] = {}
        for key, value in part.items():
            where = f"notices.{key}"
            text = str(key)
            if not text.isdecimal() or not 1 <= int(text) <= MOST_BENEFIT_MONTHS:
                self._wrong(where, "khóa là số thứ tự tháng hưởng, từ 1 đến 12")
            elif value is None:
                found[int(text)] = None
            else:
                found[int(text)] = self._date(value, where)
        return found

    def _events(self) -> tuple[Event, ...]:
        rows = self.data.get("events")
        if rows is None:
            return ()
        if not isinstance(rows, list):
            self._wrong("events", "cần một danh sách")
            return ()
        found = []
        for number, row in enumerate(rows):
            where = f"events[{number}]."
            if isinstance(row, Mapping):
                found.append(self._event(row, where))
            else:
                self._wrong(where[:-1], "cần một đối tượng có type và date")
        return tuple(found)

    def _event(self, row: Mapping[str, Any], where: str) -> Event:
        kind = self._choice(row, "type", EVENTS, where)
        if kind == "uncollected":
            return Event(kind, listed=self._months(row, where))
        if kind == "late_confirmation":
            return Event(kind, months=self._number(row, "months", 0, MOST_MONTHS, where))
        on = self._day(row, "date", where)
        notified = self._maybe(row, "notified", where)
        job = self._choice(row, "kind", JOBS, where, default=JOBS[0]) if kind == "job" else ""
        months = None
        if kind in {"job", "study"} and row.get("months") is not None:
            months = self._number(row, "months", 0, MOST_MONTHS, where)
        return Event(
            kind,
            on,
            notified,
            job,
            months,
            self._flag(row, "bhxh", where, default=True),
            self._flag(row, "good_reason", where, default=False),
        )

    def _months(self, row: Mapping[str, Any], where: str) -> tuple[int, ...]:
        value = row.get("months")
        if isinstance(value, list) and all(
            type(each) is int and 1 <= each <= MOST_BENEFIT_MONTHS for each in value
        ):
            return tuple(sorted(set(value)))
        self._wrong(f"{where}months", "cần danh sách số thứ tự tháng hưởng, từ 1 đến 12")
        return ()

    def _transfer(self) -> TransferRequest | None:
        part = self._part(self.data, "transfer")
        if part is None:
            return None
        where = "transfer."
        for name in ("from", "to"):
            if not str(part.get(name) or ""):
                self._wrong(f"{where}{name}", "thiếu mã tỉnh")
        return TransferRequest(
            str(part.get("from", "")),
            str(part.get("to", "")),
            self._day(part, "request", where),
            self._maybe(part, "received", where),
            self._maybe(part, "withdrawn", where),
        )

    def _training(self) -> TrainingRequest | None:
        part = self._part(self.data, "training")
        if part is None:
            return None
        where = "training."
        fees: dict[str, int | None] = {"tuition_course": None, "tuition_month": None}
        for name in fees:
            if part.get(name) is not None:
                fees[name] = self._number(part, name, 0, MOST_WAGE, where)
        if sum(part.get(name) is not None for name in fees) != 1:
            self._wrong("training", "cần đúng một trong tuition_course (cả khóa), tuition_month")
        months = self._number(part, "months", 0, MOST_MONTHS, where, default=0)
        odd = self._number(part, "odd_days", 0, 30, where, default=0)
        if not months and not odd:
            self._wrong(f"{where}months", "khóa học phải dài ít nhất một ngày")
        study = self._number(part, "study_days", 0, MOST_MONTHS, where, default=0)
        return TrainingRequest(
            self._day(part, "filed", where),
            months,
            odd,
            fees["tuition_course"],
            fees["tuition_month"],
            study,
        )

    # Values

    def _wrong(self, where: str, text: str) -> None:
        self.faults.append(Fault(where, text))

    def _part(
        self, row: Mapping[str, Any], name: str, *, needed: bool = False
    ) -> Mapping[str, Any] | None:
        value = row.get(name)
        if isinstance(value, Mapping):
            return value
        if value is not None:
            self._wrong(name, "cần một đối tượng {…}")
        elif needed:
            self._wrong(name, "thiếu phần này")
        return None

    def _day(self, row: Mapping[str, Any], name: str, where: str = "") -> date:
        value = row.get(name)
        if value is None:
            self._wrong(f"{where}{name}", "thiếu ngày, ghi dạng 2026-03-02")
            return _NOTHING
        return self._date(value, f"{where}{name}") or _NOTHING

    def _maybe(self, row: Mapping[str, Any], name: str, where: str = "") -> date | None:
        value = row.get(name)
        return None if value is None else self._date(value, f"{where}{name}")

    def _date(self, value: object, where: str) -> date | None:
        found = _day_of(value) if isinstance(value, str) else None
        if found is None:
            self._wrong(where, f"{_shown(value)} không phải ngày, ghi dạng 2026-03-02")
        elif not FIRST_YEAR <= found.year <= LAST_YEAR:
            self._wrong(where, f"năm {found.year} nằm ngoài {FIRST_YEAR}–{LAST_YEAR}")
        else:
            return found
        return None

    def _month(self, row: Mapping[str, Any], name: str, where: str) -> int:
        value = row.get(name)
        try:
            return (
                parse_month(value) if isinstance(value, str) else self._no_month(value, name, where)
            )
        except ValueError:
            return self._no_month(value, name, where)

    def _no_month(self, value: object, name: str, where: str) -> int:
        self._wrong(f"{where}{name}", f"{_shown(value)} không phải tháng, ghi dạng 2026-03")
        return 0

    def _number(  # noqa: PLR0917  a figure and its limits
        self,
        row: Mapping[str, Any],
        name: str,
        least: int,
        most: int,
        where: str = "",
        default: int | None = None,
    ) -> int:
        value = row.get(name)
        if value is None and default is not None:
            return default
        if type(value) is int and least <= value <= most:
            return value
        self._wrong(f"{where}{name}", f"{_shown(value)}: cần số nguyên từ {least} đến {most}")
        return least

    def _flag(self, row: Mapping[str, Any], name: str, where: str, *, default: bool) -> bool:
        value = row.get(name)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self._wrong(f"{where}{name}", f"{_shown(value)}: cần true hoặc false")
        return default

    def _choice(
        self,
        row: Mapping[str, Any],
        name: str,
        choices: Collection[str],
        where: str = "",
        default: str | None = None,
    ) -> str:
        value = row.get(name)
        if value is None and default is not None:
            return default
        if isinstance(value, str) and value in choices:
            return value
        known = ", ".join(choices)
        said = "thiếu" if value is None else f"không có {_shown(value)}"
        self._wrong(f"{where}{name}", f"{said}; dùng một trong: {known}")
        return default or next(iter(choices))


@lru_cache(maxsize=16384)
def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _shown(value: object) -> str:
    text = "(trống)" if value is None else repr(value)
    return text if len(text) <= 40 else f"{text[:37]}…"  # noqa: PLR2004 - a glimpse of it
