"""Routes of the dashboard and of plans, and who may open them."""

from caunoi.accounts.choices import Role
from tests.indicators.factories import TargetFactory
from tests.pages import NO_FORM_NUMBER, Page

STEERS = frozenset({Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT, Role.ADMIN})
SEES = STEERS | {Role.COUNSELLOR}
ASSIGNS = frozenset({Role.DIRECTOR, Role.DEPARTMENT})


def of_line(made):
    return {"code": made.figures_line.code}


def of_target(made):
    return {"public_id": made.target.public_id}


def _post(only):
    return Page(only, of_line, takes_posts=True, shows=NO_FORM_NUMBER)


STEERING: dict[str, Page] = {
    "indicators:home": Page(SEES),
    "indicators:wall": Page(SEES),
    "indicators:indicator": Page(SEES, of_line),
    "indicators:records": Page(STEERS, of_line),
    "indicators:plans": Page(STEERS),
    "indicators:unit_plan": Page(STEERS | {Role.COMMUNE, Role.SCHOOL}),
    "indicators:target": Page(STEERS | {Role.COMMUNE}, of_target),
    "indicators:plan": Page(STEERS, of_line),
    "indicators:plan_propose": _post(STEERS),
    "indicators:plan_share": _post(STEERS),
    "indicators:plan_quarters": _post(STEERS),
    "indicators:plan_assign": _post(ASSIGNS),
}


def make_steering(made):
    """The plan of the commune of the made officer."""
    made.target = TargetFactory(indicator=made.figures_line, unit=made.figures_unit)
