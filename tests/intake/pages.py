"""Routes of `intake` and who may open them."""

import base64
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from caunoi.accounts.choices import FRONT_OFFICE, Role
from caunoi.employers.choices import ReportState
from caunoi.employers.models import LabourReport
from caunoi.intake.actions.campaigns import open_campaign
from caunoi.intake.actions.merging import merge_people
from caunoi.intake.choices.files import RowState
from caunoi.intake.models import Pair, UploadContent, UploadRow
from caunoi.people.choices import Verification
from tests.intake.factories import CommuneOfficeFactory, UploadFactory
from tests.intake.lists import workers
from tests.intake.population_factories import CheckAnswerFactory
from tests.pages import NO_FORM_NUMBER, Page
from tests.people.factories import PersonFactory

MORNING = datetime(2026, 11, 2, 1, 30, tzinfo=UTC)
SENDING = FRONT_OFFICE | {Role.COMMUNE}
SEEING = SENDING | {Role.DEPARTMENT}
WORKING = SENDING | {Role.EMPLOYER}  # firms hand in their reports as files
REPORTING = FRONT_OFFICE | {Role.EMPLOYER}


def of_upload(made):
    return {"public_id": made.intake_upload.public_id}


def of_state(state):
    return lambda made: {**of_upload(made), "state": state}


def _post():
    return Page(WORKING, of_upload, takes_posts=True, shows=NO_FORM_NUMBER)


PAGES: dict[str, Page] = {
    "intake:files": Page(SEEING),
    "intake:known": Page(frozenset({Role.COMMUNE})),
    "intake:upload": Page(SEEING | {Role.EMPLOYER}, of_upload),
    "intake:columns": _post(),
    "intake:again": _post(),
    "intake:sheet": _post(),
    "intake:save": _post(),
    "intake:undo": _post(),
    "intake:grid": Page(WORKING, of_upload),
    "intake:doubts": Page(WORKING, of_state("changed")),
    "intake:rows": Page(WORKING, of_state("good")),
    "intake:remarks": Page(WORKING, of_upload),
}
COMMUNE = frozenset({Role.COMMUNE})
PAGES |= {
    "intake:household": Page(COMMUNE),
    "intake:household_worker": Page(),
    "intake:household_state": Page(COMMUNE),
    "intake:household_homes": Page(COMMUNE),
    "intake:household_send": Page(COMMUNE, takes_posts=True, shows=NO_FORM_NUMBER),
}
PAGES |= {
    "intake:reports": Page(FRONT_OFFICE | {Role.DEPARTMENT}),
    "intake:receipt": Page(
        REPORTING | {Role.DEPARTMENT},
        lambda made: {"kind": "lao-dong", "public_id": made.intake_report.public_id},
    ),
    "intake:remind_firms": Page(FRONT_OFFICE, takes_posts=True, shows=NO_FORM_NUMBER),
    "intake:my_reports": Page(frozenset({Role.EMPLOYER})),
    "intake:firm_reports": Page(REPORTING, lambda made: {"public_id": made.own_firm.public_id}),
    "intake:firm_counts": Page(REPORTING, lambda made: {"public_id": made.own_firm.public_id}),
    "intake:firm_change": Page(REPORTING, lambda made: {"public_id": made.own_firm.public_id}),
}
RUNNING = frozenset({Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT, Role.ADMIN})


def of_campaign(made):
    return {"public_id": made.intake_campaign.public_id}


def _run():
    return Page(RUNNING, of_campaign, takes_posts=True, shows=NO_FORM_NUMBER)


PAGES |= {
    "intake:campaigns": Page(SEEING),
    "intake:new_campaign": Page(RUNNING),
    "intake:campaign": Page(SEEING, of_campaign),
    "intake:change_shares": _run(),
    "intake:urge_communes": _run(),
    "intake:close_campaign": _run(),
}
PAGES |= {
    "intake:population": Page(SEEING),
    "intake:differences": Page(FRONT_OFFICE),
    "intake:difference": Page(
        FRONT_OFFICE, lambda made: {"public_id": made.intake_answer.public_id}
    ),
    "intake:number_told": Page(
        FRONT_OFFICE,
        lambda made: {"public_id": made.intake_answer.public_id},
        takes_posts=True,
        shows=NO_FORM_NUMBER,
    ),
    "intake:person_checks": Page(FRONT_OFFICE, lambda made: {"public_id": made.person.public_id}),
}
PAGES |= {
    "intake:pairs": Page(FRONT_OFFICE),
    "intake:pair": Page(FRONT_OFFICE, lambda made: {"public_id": made.intake_pair.public_id}),
    "intake:merge": Page(FRONT_OFFICE, lambda made: {"public_id": made.intake_merge.public_id}),
    "intake:undo_merge": Page(
        FRONT_OFFICE,
        lambda made: {"public_id": made.intake_merge.public_id},
        takes_posts=True,
        shows=NO_FORM_NUMBER,
    ),
}


def make(made: SimpleNamespace) -> None:
    """What the addresses above need; each part of the domain adds its own."""
    _make_files(made)
    _make_pairs(made)
    made.intake_report = LabourReport.objects.create(
        employer=made.own_firm,
        due_before=date(2026, 12, 5),
        first=date(2025, 12, 5),
        last=date(2026, 12, 4),
        state=ReportState.SENT,
        sent_at=MORNING,
    )
    made.intake_campaign = open_campaign(
        name="Đợt mẫu",
        first=MORNING.date(),
        due=MORNING.date() + timedelta(days=60),
        province=made.person.place.parent,
        shares={made.person.place: 100},
        by=made.users[Role.DIRECTOR],
        at=MORNING,
    )
    made.intake_answer = CheckAnswerFactory(check_asked__person=made.person)
    made.person.verification = Verification.MISMATCH
    made.person.save(update_fields=["verification"])


def _make_files(made: SimpleNamespace) -> None:
    """A file of the commune of the made officer, with a row in each state."""
    officer = made.users[Role.COMMUNE]
    officer.org_unit = CommuneOfficeFactory(place=made.person.place)
    officer.save()
    made.intake_upload = UploadFactory(
        commune=officer.org_unit.place,
        employer=made.own_firm,  # so that one file stands for those of communes and of firms
        sent_by=officer,
        found='{"sheet": "Thôn 1", "columns": [], "rows": 3}',
    )
    content = base64.b64encode(workers(3).xlsx()).decode()
    UploadContent.objects.create(upload=made.intake_upload, base64=content)
    fault = '[["B5", "full_name", "", "REQUIRED", "Thiếu họ và tên.", null, true]]'
    for number, state, kept, kinds in (
        (4, RowState.GOOD, '{"values": {"full_name": "Nguyễn Thị Mẫu"}}', ""),
        (5, RowState.TO_MEND, f'{{"values": {{}}, "faults": {fault}}}', "|REQUIRED|"),
        (6, RowState.CHANGED, '{"values": {"full_name": "Lê Văn Mẫu"}}', ""),
    ):
        UploadRow.objects.create(
            upload=made.intake_upload,
            number=number,
            state=state,
            kept=kept,
            kinds=kinds,
            digest=f"{number:064}",
            person=made.person if state == RowState.CHANGED else None,
        )


def _make_pairs(made: SimpleNamespace) -> None:
    """Two records that may be one person, and a merge of two others."""
    one, other, drop = (PersonFactory(place=made.person.place) for _ in range(3))
    made.intake_pair = Pair.objects.create(
        first=one, second=other, probability=9_000, found_at=MORNING, why=[["trùng họ tên", 9.0]]
    )
    made.intake_merge = merge_people(
        keep=one, drop=drop, choices={}, by=made.users[Role.CLERK], at=MORNING
    )
