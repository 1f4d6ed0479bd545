"""A report as it was last filled: all that its files are made from, and nothing of today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils import timezone

from caunoi.accounts.choices import OrgUnitKind
from caunoi.accounts.models import OrgUnit
from caunoi.documents.choices import DocumentKind
from caunoi.documents.models import Document
from caunoi.documents.queries import Head, head_of, letterhead_on, usual_head
from caunoi.indicators.models import Report, ReportFigure
from caunoi.indicators.queries.report_fields import DERIVED_MARK, ESTIMATE_MARK, Taken
from caunoi.places.models import Place
from caunoi_engine.series.sentences import Line, fill
from caunoi_kit.ui import formats
from caunoi_rules.periods import Period, period_of

PAPER: Final = "paper"  # fields of what stands around the text
SNAPSHOT: Final = "%y%m%d%H%M%S"
RECEIVERS: Final = ("Lưu: VT.",)
NUMBER_TO_COME: Final = "        /{sign}"
DAY_TO_COME: Final = "{place}, ngày      tháng      năm {year}"
SIGNER_TO_COME: Final = "(Ký, ghi rõ họ tên)"  # an empty control might be lost in Word
MONTHS_A_YEAR: Final = 12

DERIVED_NOTE: Final = "* Kế hoạch suy ra từ tỷ lệ hoàn thành, chưa có số giao bằng văn bản."
ESTIMATE_NOTE: Final = "** Có phần ước tính, sẽ thay khi đơn vị báo cáo."


@dataclass(frozen=True)
class MonthSeries:
    """The months of an indicator for a chart: this year and the year before, "" where none."""

    code: str
    name: str
    unit: str
    decimals: int
    year: int
    now: Sequence[str]
    before: Sequence[str]

    @property
    def said(self) -> str:
        """The months in words, for who cannot see the chart."""
        told = [
            f"tháng {month}: {formats.number(float(each), self.decimals)}"
            for month, each in enumerate(self.now, start=1)
            if each
        ]
        return f"{self.name} năm {self.year}, {self.unit}. {'; '.join(told)}."


@dataclass(frozen=True)
class Snapshot:
    """What a report says, ready to be written as a file of any kind."""

    title: str
    period: Period
    key: str  # in the tag of every figure
    at: datetime
    lines: Sequence[Line]
    words: Mapping[str, str]  # of every field
    titles: Mapping[str, str]  # what a control is called
    charts: Mapping[str, MonthSeries]
    receivers: Sequence[str]
    draft: bool

    def word(self, field: str) -> str:
        """The words of a field, "" when it has none."""
        return self.words.get(field, "")

    def rows(self, codes: Sequence[str]) -> list[str]:
        """Those of the indicators of a table of which anything is known."""
        known = ("cell_value", "cell_plan", "cell_before")
        return [code for code in codes if any(self.word(f"{code}.{part}") for part in known)]

    def notes(self, codes: Sequence[str]) -> list[str]:
        """What stands below a table: what its marks mean."""
        found = []
        if any(self.word(f"{code}.cell_plan").endswith(DERIVED_MARK) for code in codes):
            found.append(DERIVED_NOTE)
        cells = [f"{code}.{part}" for code in codes for part in ("cell_value", "cell_before")]
        if any(self.word(each).endswith(ESTIMATE_MARK) for each in cells):
            found.append(ESTIMATE_NOTE)
        return found


def snapshot_of(report: Report) -> Snapshot:
    """A report as it was last filled, in two queries."""
    figures = ReportFigure.objects.filter(report=report).order_by("id")
    taken = [
        Taken(each.field, each.text, each.value, each.decimals, each.provenance, each.taken_at)
        for each in figures
    ]
    return snapshot(
        report.body,
        taken,
        period=period_of(report.period),
        at=report.snapshot_at,
        draft=report.document_id is None,
    )


def snapshot(
    body: str, taken: Sequence[Taken], *, period: Period, at: datetime, draft: bool = True
) -> Snapshot:
    """The same from figures that need not be kept anywhere."""
    words = {each.field: each.text for each in taken}
    lines = fill(body, words)
    title = next((line.text for line in lines if line.kind == "title"), "")
    charted = [code for line in lines if line.kind == "chart" for code in line.codes]
    return Snapshot(
        title=title or f"Kết quả thực hiện nhiệm vụ {period.words}",
        period=period,
        key=f"{timezone.localtime(at):{SNAPSHOT}}",
        at=at,
        lines=[line for line in lines if line.kind not in {"title", "to"}],
        words=words,
        titles={each.field: each.provenance.get("title", "") for each in taken},
        charts={code: _months(code, taken, period) for code in charted},
        receivers=[line.text for line in lines if line.kind == "to"] or RECEIVERS,
        draft=draft,
    )


def around(document: Document) -> list[Taken]:
    """What stands around the text of a signed report: office, number, day, who signs."""
    if document.letterhead is None or document.signed_on is None or document.signed_by is None:
        raise ValueError("the document is not signed")
    head = head_of(document.letterhead)
    day = f"{head.place_name}, {formats.official_day(document.signed_on)}"
    return _paper(head, str(document), day, document.signed_by.full_name)


def around_draft(unit: OrgUnit | None, *, province: Place, on: date) -> list[Taken]:
    """The same of a draft, with room for number and day."""
    letterhead = letterhead_on(unit, on) if unit is not None else None
    kind = unit.kind if unit is not None else OrgUnitKind.DEPARTMENT
    usual = usual_head(kind, province=province.name, on=on)
    head = head_of(letterhead) if letterhead else usual
    if head is None:
        head = Head("", unit.name if unit else "", "", "", "Thủ trưởng")
    sign = f"{DocumentKind.REPORT}-{head.code}".rstrip("-")
    day = DAY_TO_COME.format(place=head.place_name, year=on.year)
    return _paper(head, NUMBER_TO_COME.format(sign=sign), day, SIGNER_TO_COME)


def _paper(head: Head, number: str, day: str, signer: str) -> list[Taken]:
    said = {
        "parent": ("Cơ quan chủ quản", head.parent),
        "unit": ("Cơ quan ban hành", head.name),
        "number": ("Số, ký hiệu", number),
        "place_day": ("Địa danh, ngày", day),
        "signer_title": ("Chức vụ người ký", head.signer_title),
        "signer": ("Người ký", signer),
    }
    return [
        Taken(f"{PAPER}.{name}", text, provenance={"title": title})
        for name, (title, text) in said.items()
    ]


def _months(code: str, taken: Sequence[Taken], period: Period) -> MonthSeries:
    mine = {each.field: each for each in taken if each.field.startswith(f"{code}.")}
    some = next((each for each in mine.values() if each.field[-3:-2] in {"m", "b"}), None)
    name = str(some.provenance.get("title", code)).partition(":")[0] if some else code
    unit = str(some.provenance.get("unit", "")) if some else ""

    def side(letter: str) -> list[str]:
        months = [mine.get(f"{code}.{letter}{n:02d}") for n in range(1, MONTHS_A_YEAR + 1)]
        return [each.text if each else "" for each in months]

    return MonthSeries(
        code=code,
        name=name,
        unit=unit,
        decimals=some.decimals if some else 0,
        year=period.last.year,
        now=side("m"),
        before=side("b"),
    )
