"""Who hands files in and who sees their rows."""

from typing import Any

from caunoi.accounts.choices import FRONT_OFFICE, Role
from caunoi.intake.models import Upload
from caunoi.places.models import Place


def can_send_files(user: Any) -> bool:
    """Officers of communes for their own commune, and front-office staff for every one."""
    return bool(user.is_authenticated) and user.role in FRONT_OFFICE | {Role.COMMUNE}


def can_see_files(user: Any) -> bool:
    """Whoever hands files in; the Department reads how far each commune is, not the rows."""
    return can_send_files(user) or bool(user.is_authenticated and user.role == Role.DEPARTMENT)


def can_open_upload(user: Any, upload: Upload) -> bool:
    """How far a file is: its commune, front-office staff, the Department."""
    if user.role == Role.COMMUNE:
        return upload.commune_id is not None and upload.commune_id == place_id_of(user)
    return can_see_files(user)


def can_work_on_upload(user: Any, upload: Upload) -> bool:
    """Rows are opened, mended, saved and undone by the commune of the file and the front office."""
    return can_send_files(user) and can_open_upload(user, upload)


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
