"""The report of all services of the centre (NĐ 352/2025 PL III Mẫu 01): every figure is a query.

A figure is the number of rows of its sources in the period («lượt»), so that it can be opened;
beside it stands how many different people they were («người»). What has a record of its own is
counted from that record, what has none from the acts of the counter: nothing counts twice.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum

from caunoi.accounts.choices import OrgUnitKind
from caunoi.indicators.choices.catalogue import Source
from caunoi.indicators.choices.figures import UnitKind
from caunoi.indicators.choices.services import Section
from caunoi.indicators.models import Figure, ReportingUnit, Target
from caunoi.indicators.queries import service_sources as sources
from caunoi.indicators.queries.counted import counted
from caunoi.indicators.queries.service_periods import so_far
from caunoi_rules.periods import Period

Rows = Callable[[Period], QuerySet[Any]]
TURNS: Final = "lượt người"
NOTED: Final = ("", "quantity")  # a session is noted with how many came: nobody by name


@dataclass(frozen=True)
class Row:
    """One row of the form: what it counts, and whose rows they are."""

    key: str
    label: str
    sources: tuple[Rows, ...]
    unit: str = TURNS
    person: str = "person"  # the field that says who it was; "": rows are no people
    total: str = ""  # a field that is summed instead of counting rows

    @property
    def field(self) -> str:
        """The name of its figure in the form of the plan."""
        return "k" + self.key.replace(".", "_")

    @property
    def code(self) -> str:
        """Its indicator in the catalogue."""
        return f"n352-{self.slug}"

    @property
    def slug(self) -> str:
        """How it stands in an address."""
        return self.key.replace(".", "-")


ROWS: Final[tuple[tuple[Section, tuple[Row, ...]], ...]] = (
    (
        Section.SESSIONS,
        (
            Row("1.1", "Số phiên giao dịch việc làm", (sources.sessions,), "phiên", *NOTED),
            Row("1.2", "Người sử dụng lao động tham gia", (sources.session_firms,), "lượt", *NOTED),
            Row(
                "1.3", "Người lao động được tư vấn tại phiên", (sources.session_advised,),
                TURNS, *NOTED,
            ),
            Row(
                "1.4", "Người lao động được phỏng vấn tại phiên", (sources.session_interviewed,),
                TURNS, *NOTED,
            ),
        ),
    ),
    (
        Section.COUNSELLING,
        (
            Row("2.0", "Tổng số được tư vấn", (sources.counselled, sources.in_groups)),
            Row("2.1", "Tư vấn việc làm", (sources.on_jobs, sources.in_groups)),
            Row("2.2", "Tư vấn chính sách, bảo hiểm thất nghiệp", (sources.on_policy,)),
            Row("2.3", "Người có trình độ từ trung cấp trở lên", (sources.counselled_trained,)),
            Row("2.4", "Người sử dụng lao động", (sources.firms,), "lượt", "employer"),
        ),
    ),
    (
        Section.PLACEMENT,
        (
            Row("3.1.1", "Người tìm việc đăng ký", (sources.registered,), person="person_key"),
            Row(
                "3.1.2", "Trong đó trình độ từ trung cấp trở lên", (sources.registered_trained,),
                person="person_key",
            ),
            Row("3.1.3", "Người tìm việc được giới thiệu", (sources.referred,)),
            Row("3.1.4", "Trong đó trình độ từ trung cấp trở lên", (sources.referred_trained,)),
            Row("3.1.5", "Người tìm việc được tuyển", (sources.hired,)),
            Row("3.1.6", "Trong đó trình độ từ trung cấp trở lên", (sources.hired_trained,)),
            Row(
                "3.2.1", "Lao động mà người sử dụng đề nghị tuyển, cung ứng", (sources.wanted,),
                "người", "employer", "positions",
            ),
            Row("3.2.2", "Lao động đã giới thiệu cho người sử dụng", (sources.referred,)),
            Row("3.2.3", "Lao động được người sử dụng tuyển", (sources.hired,)),
        ),
    ),
    (
        Section.TRAINING,
        (
            Row("4.1", "Người được đào tạo kỹ năng, nghề", (sources.trained,), "người"),
            Row("4.2", "Tìm được việc làm sau đào tạo", (sources.hired_after_training,), "người"),
        ),
    ),
    (
        Section.BENEFIT,
        (
            Row("5.1", "Nộp hồ sơ hưởng trợ cấp thất nghiệp", (sources.claimed,)),
            Row("5.2", "Có quyết định hưởng", (sources.granted,)),
            Row(
                "5.3", "Người thất nghiệp được tư vấn, giới thiệu việc làm",
                (sources.counselled_on_benefit, sources.referred_on_benefit),
            ),
            Row("5.4", "Có quyết định hỗ trợ đào tạo", (sources.training_granted,)),
        ),
    ),
    (
        Section.MARKET,
        (
            Row("6.1", "Người lao động được thu thập (cung)", (sources.collected,),
                person="person_key"),
            Row("6.2", "Nơi tuyển được thu thập nhu cầu (cầu)", (sources.demanded,), "lượt",
                "employer"),
        ),
    ),
)  # fmt: skip
ALL: Final = tuple(row for _, rows in ROWS for row in rows)
BY_CODE: Final = {row.code: row for row in ALL}


@dataclass(frozen=True)
class Line:
    """A row with its figures. given: those of them the centre handed in by form, by the first day
    of their period, because it noted no session.
    """

    row: Row
    plan: int | None
    before: int
    now: int
    people: int | None
    given: frozenset[date] = frozenset()

    @property
    def key(self) -> str:
        return self.row.key

    @property
    def label(self) -> str:
        return self.row.label

    @property
    def unit(self) -> str:
        return self.row.unit

    @property
    def percent(self) -> float | None:
        """Of the plan."""
        return 100 * self.now / self.plan if self.plan else None


@dataclass(frozen=True)
class ServicesReport:
    """The whole form for one period beside the one before."""

    period: Period
    previous: Period
    lines: tuple[Line, ...]

    @property
    def sections(self) -> Iterator[tuple[Section, list[Line]]]:
        """The lines under their headings, in the order of the form."""
        by_key = {line.key: line for line in self.lines}
        for section, rows in ROWS:
            yield section, [by_key[row.key] for row in rows]


def services_report(period: Period, *, previous: Period, on: date) -> ServicesReport:
    """Every figure counted anew from its records, up to that day."""
    plans = plan_of(period, on=on)
    given = _reported(centre_unit(on=on), (period, previous))
    come = so_far(period, on=on)
    lines = []
    for row in ALL:
        counted_now = {previous.first: count_of(row, previous), period.first: count_of(row, come)}
        of_form = {
            first: given[row.key, first]
            for first, count in counted_now.items()
            if not count and (row.key, first) in given
        }
        shown = counted_now | of_form
        lines.append(
            Line(
                row,
                plans.get(row.key),
                shown[previous.first],
                shown[period.first],
                people_of(row, come),
                frozenset(of_form),
            )
        )
    return ServicesReport(period, previous, tuple(lines))


def _reported(unit: ReportingUnit | None, periods: Sequence[Period]) -> dict[tuple[str, date], int]:
    """What the centre handed in by form of its sessions, by row and first day of the period."""
    spans = Q(pk=None)
    for period in periods:
        spans |= Q(first=period.first, last=period.last)
    codes = [f"n352-{key.replace('.', '-')}" for key in sources.SESSIONS]
    found = Figure.objects.filter(
        spans, unit=unit, indicator__code__in=codes, origin=Source.REPORTED
    )
    rows = counted(found).values_list("indicator__code", "first", "value").order_by("id")
    return {(BY_CODE[code].key, first): value for code, first, value in rows}


def plan_of(period: Period, *, on: date) -> dict[str, int]:
    """The plan of each row that has one, by the key of the row."""
    unit = centre_unit(on=on)
    found = Target.objects.filter(
        unit=unit, first=period.first, last=period.last, indicator__code__in=BY_CODE
    )
    plans = found.values_list("indicator__code", "value")
    return {BY_CODE[code].key: value for code, value in plans} if unit else {}


def centre_unit(*, on: date) -> ReportingUnit | None:
    """Who answers for the figures of this centre: its own unit, else that of its province."""
    units = ReportingUnit.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)
    centres = units.filter(kind=UnitKind.OFFICE, org_unit__kind=OrgUnitKind.CENTRE)
    named = centres.filter(org_unit__name=settings.CAUNOI_UNIT_NAME)
    of_province = units.filter(kind=UnitKind.PROVINCE, place__code=settings.CAUNOI_PROVINCE)
    for found in (named, of_province):
        unit = found.order_by("pk").first()
        if unit is not None:
            return unit
    return None


def count_of(row: Row, period: Period) -> int:
    """How many («lượt»)."""
    if row.total:
        return sum(
            source(period).aggregate(sum=Sum(row.total))["sum"] or 0 for source in row.sources
        )
    return sum(source(period).count() for source in row.sources)


def people_of(row: Row, period: Period) -> int | None:
    """How many different people or firms («người»)."""
    if not row.person:
        return None
    if len(row.sources) == 1:
        found = row.sources[0](period).order_by()
        return int(found.aggregate(n=Count(row.person, distinct=True))["n"])
    people: set[int] = set()
    for source in row.sources:
        people |= set(source(period).order_by().values_list(row.person, flat=True).distinct())
    return len(people)


def find_row(slug: str) -> Row | None:
    """The row of an address."""
    return next((row for row in ALL if row.slug == slug), None)
