"""Emptying what messages said to and about somebody who is erased."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Q

from caunoi_kit.messaging.choices import Fault, State
from caunoi_kit.messaging.models import Message, Preference


@transaction.atomic
def empty_messages(
    *, users: Iterable[int], phone: str, email: str, about: Mapping[str, Iterable[int]]
) -> int:
    """Empty every message to these users and addresses and about these rows; what waits is not
    sent. Returns how many. Preferences of the receivers go.
    """
    keys = list(users)
    of = Q(user_id__in=keys)
    of |= Q(phone=phone) if phone else Q()
    of |= Q(email=email) if email else Q()
    for label, rows in about.items():
        of |= Q(about_model=label, about_id__in=[str(row) for row in rows])
    Message.objects.filter(of, state=State.WAITING).update(
        state=State.SUPPRESSED, fault=Fault.STOPPED, next_at=None, leased_until=None
    )
    emptied = Message.objects.filter(of).update(text="", subject="", phone="", email="", data={})
    Preference.objects.filter(user_id__in=keys).delete()
    if phone:
        Preference.objects.filter(user__isnull=True, phone=phone).delete()
    return emptied
