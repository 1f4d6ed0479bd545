"""Taking and leaving interview slots: the rows, under lock; who may ask is decided above."""

from collections.abc import Iterable

from caunoi.placement.choices import OPEN_INVITATIONS, InvitationState
from caunoi.placement.models import Application, InterviewSlot, Invitation
from caunoi_kit.ui import formats


class CannotChooseSlot(Exception):
    """The time cannot be taken; the message says why and what to do."""


def lock_slots(keys: Iterable[int]) -> dict[int, InterviewSlot]:
    """These slots, locked one after the other in the order of their keys."""
    found = InterviewSlot.objects.select_for_update().filter(pk__in=set(keys)).order_by("pk")
    return {slot.pk: slot for slot in found}


def take(slot: InterviewSlot) -> None:
    """One place more in a locked slot. Raises CannotChooseSlot when there is none."""
    if slot.free <= 0:
        raise CannotChooseSlot(
            f"Giờ {formats.moment(slot.starts_at)} vừa đủ người. Chọn giờ khác trong danh sách."
        )
    slot.taken += 1
    slot.save(update_fields=["taken"])


def leave(slot: InterviewSlot) -> None:
    """One place less in a locked slot."""
    slot.taken -= 1
    slot.save(update_fields=["taken"])


def end_invitations(*applications: Application) -> None:
    """Cancel the open invitations of applications that have ended, and free their places."""
    open_ones = list(
        Invitation.objects.select_for_update()
        .filter(application__in=applications, state__in=sorted(OPEN_INVITATIONS))
        .order_by("pk")
    )
    slots = lock_slots(one.slot_id for one in open_ones if one.slot_id is not None)
    for invitation in open_ones:
        if invitation.state == InvitationState.COMING and invitation.slot_id in slots:
            leave(slots[invitation.slot_id])
        invitation.state = InvitationState.CANCELLED
        invitation.save(update_fields=["state"])
