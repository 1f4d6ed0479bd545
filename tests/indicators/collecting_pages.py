"""Routes of collecting figures and who may open them."""

from datetime import UTC, date, datetime

from caunoi.accounts.choices import FRONT_OFFICE, Role
from caunoi.indicators.actions.estimates import Said, enter_estimate
from caunoi.indicators.actions.submissions import approve, open_submission, save_figures, send
from caunoi.indicators.models import Happening, ReportingUnit
from caunoi.indicators.queries.entries import Entry
from caunoi.indicators.queries.submissions import period_for
from tests.indicators.collecting_factories import collecting_form, unit_of
from tests.pages import NO_FORM_NUMBER, Page

FILLING = frozenset(FRONT_OFFICE) | {Role.DEPARTMENT, Role.COMMUNE, Role.SCHOOL}
APPROVING = frozenset({Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT, Role.ADMIN})
ESTIMATING = frozenset(FRONT_OFFICE) | {Role.DEPARTMENT}
SEEING = APPROVING | {Role.COMMUNE}  # the form of the commune of the made officer
AT = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)


def of_sheet(made):
    return {
        "form": made.figures_form.code,
        "unit": made.figures_unit.code,
        "period": "2026-10",
    }


def of_period(made):
    return {"form": made.figures_form.code, "period": "2026-10"}


def of_line(made):
    return {**of_sheet(made), "code": made.figures_line.code}


def of_happening(made):
    return {"public_id": made.happening.public_id}


def _post(only, at):
    return Page(only, at, takes_posts=True, shows=NO_FORM_NUMBER)


COLLECTING: dict[str, Page] = {
    "indicators:owed": Page(FILLING),
    "indicators:sheet": Page(SEEING, of_sheet),
    "indicators:save_cell": _post(FILLING, of_sheet),
    "indicators:sheet_file": Page(SEEING, of_sheet),
    "indicators:sheet_upload": _post(FILLING, of_sheet),
    "indicators:take_back": _post(FILLING, of_sheet),
    "indicators:decide": _post(APPROVING, of_sheet),
    "indicators:correct": Page(APPROVING, of_line),
    "indicators:approvals": Page(APPROVING),
    "indicators:standing": Page(APPROVING, of_period),
    "indicators:approve_many": _post(APPROVING, of_period),
    "indicators:standing_file": Page(APPROVING, of_period),
    "indicators:standing_upload": _post(APPROVING, of_period),
    "indicators:happenings": Page(FILLING),
    "indicators:new_happening": Page(FILLING),
    "indicators:new_session": Page(frozenset(FRONT_OFFICE)),
    "indicators:happenings_file": Page(FILLING),
    "indicators:undo_happening": Page(frozenset(FRONT_OFFICE) | {Role.COMMUNE}, of_happening),
    "indicators:estimates": Page(ESTIMATING),
    "indicators:new_estimate": Page(ESTIMATING),
    "indicators:estimate": Page(ESTIMATING, lambda made: {"public_id": made.estimate.public_id}),
    "indicators:unusual": Page(APPROVING | {Role.COUNSELLOR}),
}


def make_collecting(made):
    """A form of the commune of the made officer that was handed in and approved."""
    place = made.users[Role.COMMUNE].org_unit.place
    unit = ReportingUnit.objects.filter(place=place).first() or unit_of(place)
    form, indicators = collecting_form()
    submission = open_submission(form=form, unit=unit, period=period_for(form, "2026-10"))
    values = {each.code: Entry(10) for each in indicators}
    save_figures(submission=submission, values=values, by=made.users[Role.COMMUNE], at=AT)
    send(submission=submission, by=made.users[Role.COMMUNE], at=AT)
    approve(submission=submission, by=made.users[Role.DIRECTOR], at=AT)
    made.figures_form, made.figures_unit, made.figures_line = form, unit, indicators[0]
    made.estimate = enter_estimate(
        indicator=indicators[0], unit=unit, first=date(2026, 9, 1), last=date(2026, 9, 30),
        said=Said(Entry(5), "Như tháng trước"), by=made.users[Role.HEAD], at=AT,
    )  # fmt: skip
    made.happening = Happening.objects.create(
        indicator=indicators[0], unit=unit, on=date(2026, 10, 5), key="QT-1", entered_at=AT
    )
