"""Routes of reports and who may open them."""

from caunoi.accounts.choices import Role
from tests.indicators.report_factories import drafted, province_with_figures
from tests.pages import NO_FORM_NUMBER, Page

READING = frozenset({Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT, Role.ADMIN})
DRAFTING = READING - {Role.ADMIN}
SIGNING = DRAFTING - {Role.HEAD}


def of_report(made):
    return {"public_id": made.indicators_report.public_id}


def _post(only):
    return Page(only, of_report, takes_posts=True, shows=NO_FORM_NUMBER)


REPORTS: dict[str, Page] = {
    "indicators:reports": Page(READING),
    "indicators:report": Page(READING, of_report),
    "indicators:report_text": Page(DRAFTING, of_report),
    "indicators:report_refresh": _post(DRAFTING),
    "indicators:report_upload": _post(DRAFTING),
    "indicators:report_drop_word": _post(DRAFTING),
    "indicators:report_sign": _post(SIGNING),
    "indicators:report_file": Page(READING, lambda made: {**of_report(made), "kind": "docx"}),
    "indicators:report_templates": Page(DRAFTING),
    "indicators:report_template": Page(
        DRAFTING, lambda made: {"public_id": made.indicators_report.template.public_id}
    ),
    "indicators:report_check": Page(DRAFTING, takes_posts=True),
}


def make_reports(made):
    """A report that somebody else drafted."""
    _, made.indicators_report = drafted(province_with_figures(), by=made.users[Role.HEAD])
