from caunoi.accounts.choices import FRONT_OFFICE, Role
from tests.indicators.collecting_pages import COLLECTING, make_collecting
from tests.indicators.report_pages import REPORTS, make_reports
from tests.indicators.steering_pages import STEERING, make_steering
from tests.pages import GONE, Page

REPORT = frozenset({Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT, Role.ADMIN})
PLANNERS = REPORT - {Role.DEPARTMENT}

# Reports due by law, open data
OUT = {
    "indicators:services": Page(REPORT),
    "indicators:services_plan": Page(PLANNERS),
    "indicators:services_behind": Page(PLANNERS, lambda made: {"row": "2-0"}),
    "indicators:services_file": Page(REPORT, lambda made: {"kind": "xlsx"}),
    "indicators:services_province": Page(REPORT),
    "indicators:services_province_file": Page(REPORT, lambda made: {"kind": "docx"}),
    "indicators:services_province_row": Page(REPORT, lambda made: {"row": "2-0"}),
    "indicators:labour_use": Page(REPORT),
    "indicators:labour_use_file": Page(REPORT, lambda made: {"kind": "docx"}),
    "indicators:labour_use_firms": Page(REPORT, lambda made: {"group": "ALL"}),
    "indicators:supply": Page(REPORT),
    "indicators:supply_people": Page(PLANNERS),
    "indicators:supply_file": Page(REPORT, lambda made: {"kind": "xlsx"}),
    "indicators:public": Page(),
    "indicators:public_file": Page(at=lambda made: {"year": 2026, "kind": "csv"}, shows=GONE),
    "indicators:public_catalogue": Page(at=lambda made: {"kind": "ttl"}),
    "indicators:public_indicator": Page(at=lambda made: {"code": "khong-co"}, shows=GONE),
    "indicators:receipts": Page(frozenset(FRONT_OFFICE) | {Role.DEPARTMENT}),
    "indicators:receipt": Page(
        frozenset(FRONT_OFFICE) | {Role.DEPARTMENT},
        lambda made: {"code": "N352-M01-12", "before": "2026-12-20"},
    ),
}

PAGES = {**STEERING, **COLLECTING, **REPORTS, **OUT}


def make(made):
    """What the addresses above need."""
    make_collecting(made)
    make_reports(made)
    make_steering(made)
