"""Who hands files in and who sees their rows."""

from typing import Any

from caunoi.accounts.choices import FRONT_OFFICE, Role
from caunoi.employers.models import Employer
from caunoi.employers.permissions import can_act_for, is_employer
from caunoi.intake.models import Upload
from caunoi.places.models import Place


def can_send_files(user: Any) -> bool:
    """Officers of communes for their own commune, and front-office staff for every one."""
    return bool(user.is_authenticated) and user.role in FRONT_OFFICE | {Role.COMMUNE}


def can_see_files(user: Any) -> bool:
    """Whoever hands files in; the Department reads how far each commune is, not the rows."""
    return can_send_files(user) or bool(user.is_authenticated and user.role == Role.DEPARTMENT)


def can_open_files(user: Any) -> bool:
    """Whoever sees how far files are, and firms for the reports they hand in as files."""
    return can_see_files(user) or is_employer(user)


def can_work_on_files(user: Any) -> bool:
    """Whoever hands in lists of workers, and firms for the reports they hand in as files."""
    return can_send_files(user) or is_employer(user)


def can_report(user: Any) -> bool:
    """Firms for themselves; front-office staff for a firm that reports on paper."""
    return bool(user.is_authenticated) and (user.role in FRONT_OFFICE or is_employer(user))


def can_report_for(user: Any, employer: Employer) -> bool:
    """Whoever acts for the firm today, and front-office staff for every firm."""
    return can_report(user) and (user.role in FRONT_OFFICE or can_act_for(user, employer))


def can_see_reports(user: Any) -> bool:
    """Front-office staff and the Department: which firm has reported, and the sums."""
    return bool(user.is_authenticated) and user.role in FRONT_OFFICE | {Role.DEPARTMENT}


def can_remind_firms(user: Any) -> bool:
    """Front-office staff remind firms that are late with a report."""
    return bool(user.is_authenticated) and user.role in FRONT_OFFICE


def can_read_receipts(user: Any) -> bool:
    """Whoever reports, and the Department."""
    return can_report(user) or can_see_reports(user)


def can_open_report(user: Any, employer: Employer) -> bool:
    """The firm itself, front-office staff, the Department."""
    return can_report_for(user, employer) or can_see_reports(user)


def can_open_upload(user: Any, upload: Upload) -> bool:
    """How far a file is: its commune or firm, front-office staff, the Department."""
    if is_employer(user):
        return upload.employer is not None and can_act_for(user, upload.employer)
    if user.role == Role.COMMUNE:
        return upload.commune_id is not None and upload.commune_id == place_id_of(user)
    return can_see_files(user)


def can_work_on_upload(user: Any, upload: Upload) -> bool:
    """Rows are opened, mended, saved and undone by the commune or firm of the file and the front
    office."""
    return can_work_on_files(user) and can_open_upload(user, upload)


def can_list_known(user: Any) -> bool:
    """Officers of communes take the list of their own commune home, to bring it back mended."""
    return bool(user.is_authenticated) and user.role == Role.COMMUNE


def place_id_of(user: Any) -> int | None:
    """The commune an officer works for, by their office; None while none is set."""
    return user.org_unit.place_id if user.org_unit_id is not None else None


def commune_of(user: Any) -> Place | None:
    """The commune whose files this user hands in; None for staff who choose one."""
    if user.role != Role.COMMUNE or user.org_unit_id is None:
        return None
    return user.org_unit.place
