"""A province whose figures of 2025 and 2024 fill a report, and who drafts and signs it."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from caunoi.accounts.choices import Role
from caunoi.indicators.actions.reports import draft_report
from caunoi.indicators.actions.totals import add_up
from caunoi.indicators.choices.catalogue import Unit
from caunoi.indicators.models import ReportTemplate
from caunoi_rules.periods import months_of, period_of
from tests.accounts.factories import UserFactory
from tests.documents.factories import LetterheadFactory
from tests.indicators.factories import (
    FigureFactory,
    IndicatorFactory,
    ReportingUnitFactory,
    TargetFactory,
)
from tests.places.factories import ProvinceFactory

AT = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
LATER = datetime(2026, 1, 6, 2, 0, tzinfo=UTC)
ON = date(2026, 1, 5)
BODY = """! Kết quả năm {year}; nhiệm vụ năm {next_year}
# I. KẾT QUẢ
Việc làm mới cho {viec-lam}[[, đạt {viec-lam.percent} kế hoạch]]\
[[, {viec-lam.change} so với cùng kỳ]].
[[Quà: {qua}[[, trị giá {qua.forecast}]].]]
Câu viết tay.
@table viec-lam qua
@chart viec-lam
# II. HẠN CHẾ, NGUYÊN NHÂN
# III. NHIỆM VỤ NĂM {next_year}
@to Ủy ban nhân dân tỉnh
@to Lưu: VT
"""
TEMPLATE = {"code": "nam", "name": "Báo cáo năm", "body": BODY, "written_at": AT}


def template(**changed):
    return ReportTemplate.objects.create(version=1, **{**TEMPLATE, **changed})


def monthly(indicator, unit, year, values):
    """One figure a month, added up to the province."""
    months = months_of(period_of(str(year)))
    for month, value in zip(months, values, strict=False):
        FigureFactory(
            indicator=indicator, unit=unit, first=month.first, last=month.last, value=value
        )
        add_up([indicator], first=month.first, last=month.last)


def province_with_figures():
    """Two communes; 1.200 jobs in 2025 and 1.000 in 2024; a plan of 1.000; money of gifts."""
    place = ProvinceFactory()
    communes = [ReportingUnitFactory(place__parent=place) for _ in range(2)]
    jobs = IndicatorFactory(
        code="viec-lam", definition__unit=Unit.TURNS_WORKERS, definition__short_name="Việc làm mới"
    )
    gifts = IndicatorFactory(code="qua", definition__unit=Unit.DONG)
    province = ReportingUnitFactory(province=True, place=place)
    for unit in communes:
        monthly(jobs, unit, 2025, [50] * 12)
    old = [40] * 6 + [43, 43, 43, 43, 44, 44]
    for unit in communes:
        monthly(jobs, unit, 2024, old)
    monthly(gifts, communes[0], 2025, [6_963_400_000])
    TargetFactory(
        indicator=jobs, unit=province, first=date(2025, 1, 1), last=date(2025, 12, 31), value=1_000
    )
    office = LetterheadFactory(valid_from=date(2025, 3, 1)).unit
    return SimpleNamespace(
        place=place, communes=communes, jobs=jobs, gifts=gifts, province=province, office=office
    )


def drafted(here=None, **changed):
    """A report of 2025, drafted by a head; what it was made of stands beside it."""
    here = here or province_with_figures()
    head = changed.pop("by", None) or UserFactory(role=Role.HEAD)
    report = draft_report(
        **{
            "template": ReportTemplate.objects.filter(code="nam").first() or template(),
            "place": here.place,
            "unit": here.office,
            "period": "2025",
            "by": head,
            "at": AT,
            **changed,
        }
    )
    return here, report
