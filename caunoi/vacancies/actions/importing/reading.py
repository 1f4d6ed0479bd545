"""Understanding one row: from the words of an advert to the fields of a vacancy."""

import hashlib
import html
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from caunoi.classifications.choices import FirmKind, GeneralEducation, Qualification, Shift
from caunoi.classifications.queries import isco_units, posting_reader
from caunoi.vacancies.actions.importing.rows import BadRow, RawPosting
from caunoi.vacancies.choices import Rejection
from caunoi.vacancies.queries.whereabouts import Spot, Whereabouts
from caunoi_engine.text.capitals import calm_capitals
from caunoi_engine.text.folding import fold, tidy
from caunoi_engine.text.postings import PostingReader, Reading

DAYS_OPEN: Final = 30
"""How long an advert without a deadline is taken to be open."""

_LONGEST: Final = {"title": 300, "company": 300}
_LONGEST_ID: Final = 100
_MOST_POSITIONS: Final = 100_000
_MOST_MONTHS: Final = 600

# What the schooling words of adverts mean in the registers.
SCHOOLING: Final = {
    "khong_yeu_cau": ("", Qualification.NONE),
    "thpt": (GeneralEducation.UPPER_SECONDARY, Qualification.NONE),
    "trung_cap": (GeneralEducation.UPPER_SECONDARY, Qualification.SECONDARY),
    "cao_dang": (GeneralEducation.UPPER_SECONDARY, Qualification.COLLEGE),
    "dai_hoc": (GeneralEducation.UPPER_SECONDARY, Qualification.BACHELOR),
}
SHIFT_WORDS: Final = (
    (Shift.PART_TIME, re.compile(r"ban thoi gian|part[ -]?time")),
    (
        Shift.ROTATING,
        re.compile(r"\btheo ca\b|xoay ca|ca kip|ca luan phien|luan ca|chia ca|[23] ca"),
    ),
    (Shift.NIGHT, re.compile(r"\bca dem\b|lam dem\b")),
)
HOUSING_WORDS: Final = re.compile(
    r"ky tuc xa|nha o cong nhan|(?:co|ho tro|bao|cung cap) (?:cho|nha) (?:an )?o\b|bao an o"
)
_NEGATIVE: Final = re.compile(r"^\s*[-−]\s*\d")
# A board that prints dollars with the sign of the đồng: "650 - 800 VND".
_SMALL_DONG: Final = re.compile(r"^\s*\d{3,4}(?:\s*-\s*\d{3,4})?\s*VND\s*$", re.IGNORECASE)

_KIND_WORDS: Final = (
    (FirmKind.COOPERATIVE, re.compile(r"\bhop tac xa\b|\bhtx\b")),
    (FirmKind.HOUSEHOLD_BUSINESS, re.compile(r"\bho kinh doanh\b|\bhkd\b")),
    (FirmKind.STATE_OFFICE, re.compile(r"^(?:uy ban nhan dan|ubnd|chi cuc|cuc thue)\b")),
    (
        FirmKind.PRIVATE_FIRM,
        re.compile(r"\btnhh\b|\bco phan\b|\bcong ty\b|\bco\.? ?,? ?ltd|\bjsc\b"),
    ),
    (FirmKind.NON_STATE_UNIT, re.compile(r"^(?:truong|benh vien|phong kham|hoc vien|trung tam) ")),
)

_DAY_FORMATS: Final = ("%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y")
_AGO: Final = re.compile(r"\b(\d{1,3}) (phut|gio|ngay|tuan|thang) truoc")
_YEARS: Final = range(2000, 2100)  # a day outside them is a slip of the pen
_AGO_DAYS: Final = {"phut": 0, "gio": 0, "ngay": 1, "tuan": 7, "thang": 30}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A vacancy as understood, not stored yet.

    `posting_day_known` and `deadline_known` tell days that the file states from days reckoned
    from the day of the import: reckoned ones never overwrite what an earlier import stored.
    """

    line: int
    source_name: str
    source_id: str
    company: str
    firm_key: str
    firm_kind: FirmKind
    fields: dict[str, Any]
    posting_day_known: bool
    deadline_known: bool
    reopened: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """All that reading a row needs."""

    on: date
    reopen_until: date | None
    reader: PostingReader
    units: dict[str, int]  # primary keys of ISCO-08 unit groups
    whereabouts: Whereabouts

    @classmethod
    def of(cls, *, on: date, reopen_until: date | None) -> "Understanding":
        """Loads the readers; takes a moment."""
        return cls(
            on=on,
            reopen_until=reopen_until,
            reader=posting_reader(),
            units=dict(isco_units().values_list("code", "pk")),
            whereabouts=Whereabouts(on),
        )

    def draft(self, raw: RawPosting) -> Draft | BadRow:
        """The vacancy that a row describes, or why it describes none."""
        title, company = (calm_capitals(html.unescape(each)) for each in (raw.title, raw.company))
        fault = _fault(raw, title, company)
        if fault:
            return fault
        said = self.reader.read(_as_printed(raw, title))
        firm_key = fold(company)
        spot = self.whereabouts.find(tidy(raw.location), tidy(raw.address))
        posted, closes = _day(raw.posted, self.on), _day(raw.expires, self.on)
        posted_on = posted or self.on
        closes_on = closes or posted_on + timedelta(days=DAYS_OPEN)
        reopened = closes_on < self.on and self.reopen_until is not None
        if reopened and self.reopen_until:
            closes_on = self.reopen_until
        fields = {
            **_words(raw, title),
            **_demands(said),
            **_offer(raw, said),
            "occupation_id": self.units.get(said.isco08 or ""),
            "place_id": spot.place,
            "lat": spot.lat,
            "lon": spot.lon,
            "posted_on": min(posted_on, closes_on),
            "closes_on": closes_on,
            "fingerprint": _fingerprint(title, firm_key, raw, said, spot),
        }
        return Draft(
            line=raw.line,
            source_name=raw.source,
            source_id=_source_id(raw, title, firm_key),
            company=company,
            firm_key=firm_key,
            firm_kind=firm_kind(firm_key),
            fields=fields,
            posting_day_known=_is_a_date(raw.posted),
            deadline_known=closes is not None or reopened,
            reopened=reopened,
        )


def firm_kind(key: str) -> FirmKind:
    """The kind of employer that a folded name speaks of; a private firm when it does not say.

    Foreign and state capital cannot be told from a name: the centre corrects them when it
    verifies the employer.
    """
    return next((kind for kind, words in _KIND_WORDS if words.search(key)), FirmKind.PRIVATE_FIRM)


def _fault(raw: RawPosting, title: str, company: str) -> BadRow | None:
    if not title:
        return BadRow(raw.line, Rejection.NO_TITLE, "title")
    if not company:
        return BadRow(raw.line, Rejection.NO_COMPANY, "company")
    for column, text in (("title", title), ("company", company)):
        if len(text) > _LONGEST[column]:
            return BadRow(raw.line, Rejection.FIELD_TOO_LONG, column)
    if _NEGATIVE.match(raw.salary):
        return BadRow(raw.line, Rejection.NEGATIVE_WAGE, "salary")
    return None


def _as_printed(raw: RawPosting, title: str) -> str:
    """The row as a job board prints it, for the reader of free texts."""
    salary = raw.salary
    if _SMALL_DONG.match(salary):
        salary = re.sub("vnd", "USD", salary, flags=re.IGNORECASE)
    labelled = (
        ("Mức lương", salary),
        ("Kinh nghiệm", _years(raw.experience)),
        ("Địa điểm", raw.location),
        ("Học vấn", raw.education),
        ("Số lượng", raw.quantity),
    )
    lines = [title, *(f"{label}: {value.strip()}" for label, value in labelled if value.strip())]
    bodies = (
        ("Mô tả công việc", raw.description),
        ("Yêu cầu", raw.requirements),
        ("Quyền lợi", raw.benefits),
    )
    lines += [f"{label}:\n{body}" for label, body in bodies if body.strip()]
    return "\n".join(lines)


def _years(experience: str) -> str:
    """A bare number in the column of experience is years."""
    return f"{experience} năm" if experience.strip().isdigit() else experience


def _words(raw: RawPosting, title: str) -> dict[str, str]:
    return {
        "title": title,
        "description": _lines(raw.description),
        "requirements": _lines(raw.requirements),
        "benefits": _lines(raw.benefits),
        "address": tidy(html.unescape(raw.address or raw.location))[:300],
    }


def _lines(text: str) -> str:
    """The text with its lines kept, each of them tidy."""
    lines = (tidy(line) for line in html.unescape(text).splitlines())
    return "\n".join(line for line in lines if line)


def _demands(said: Reading) -> dict[str, Any]:
    general, qualification = SCHOOLING[said.min_education or "khong_yeu_cau"]
    months = round((said.min_years or 0) * 12)
    return {
        "general_education": general,
        "qualification": qualification,
        "experience_months": min(max(months, 0), _MOST_MONTHS),
    }


def _offer(raw: RawPosting, said: Reading) -> dict[str, Any]:
    text = fold(f"{raw.title} {raw.description} {raw.requirements} {raw.benefits}")
    shifts = [shift.value for shift, words in SHIFT_WORDS if words.search(text)]
    return {
        "wage_min": said.salary_min,
        "wage_max": said.salary_max,
        "positions": min(max(said.quantity or 1, 1), _MOST_POSITIONS),
        "shifts": shifts or [Shift.DAY.value],
        "housing": bool(HOUSING_WORDS.search(text)),
    }


def _fingerprint(title: str, firm_key: str, raw: RawPosting, said: Reading, spot: Spot) -> str:
    """Equal for adverts that differ in nothing an applicant would notice."""
    where = str(spot.place or fold(raw.location))
    return _digest(fold(title), firm_key, where, str(said.salary_min), str(said.salary_max))


def _source_id(raw: RawPosting, title: str, firm_key: str) -> str:
    """The board's own number; without one, a number made of what does not change."""
    given = raw.id.strip()
    if given and len(given) <= _LONGEST_ID:
        return given
    return _digest(given, fold(title), firm_key, fold(raw.location), raw.expires.strip())


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _day(words: str, on: date) -> date | None:
    """The day that a cell states, or counts back from the day of the import; None if neither."""
    text = words.strip()
    for pattern in _DAY_FORMATS:
        try:
            day = datetime.strptime(text, pattern).date()  # noqa: DTZ007  a day has no time zone
        except ValueError:
            continue
        return day if day.year in _YEARS else None
    key = fold(text)
    if key in {"hom nay", "hom qua"}:
        return on - timedelta(days=key == "hom qua")
    ago = _AGO.search(key)
    return on - timedelta(days=int(ago[1]) * _AGO_DAYS[ago[2]]) if ago else None


def _is_a_date(words: str) -> bool:
    """Whether the cell states a day by itself, whatever the day of the import."""
    return (
        _day(words, date.max) is not None
        and not _AGO.search(fold(words))
        and (not fold(words).startswith("hom "))
    )
