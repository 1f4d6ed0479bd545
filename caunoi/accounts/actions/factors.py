"""What becomes of the second factor of an account; allauth keeps the factors themselves."""

from collections.abc import Mapping
from typing import Final

from allauth.mfa.models import Authenticator
from django.db import transaction

from caunoi.accounts.models import User
from caunoi.accounts.queries.factors import factors_of
from caunoi_kit.journal.actions import record

COUNTER: Final = "sign_count"  # in the data of a key: how often it had signed when last used


@transaction.atomic
def note_factors(*, user: User, before: Mapping[int, str]) -> bool:
    """Journal what came and went since `before` (`factors_of`); whether anything did."""
    now = factors_of(user)
    gone = [kind for number, kind in before.items() if number not in now]
    new = [kind for number, kind in now.items() if number not in before]
    for kind in gone:
        record("accounts.factor.removed", by=user, about=user, detail={"factor": kind})
    for kind in new:
        record("accounts.factor.added", by=user, about=user, detail={"factor": kind})
    return bool(gone or new)


@transaction.atomic
def rename_key(*, key: Authenticator, name: str, by: User) -> Authenticator:
    """Give one's own security key another name."""
    locked = Authenticator.objects.select_for_update().get(pk=key.pk, user=by)
    locked.data["name"] = name
    locked.save(update_fields=["data"])
    record("accounts.factor.renamed", by=by, about=by, detail={"factor": locked.type})
    return locked


@transaction.atomic
def note_key_use(*, key: Authenticator, counter: int) -> bool:
    """Keep how often a key says it has signed; False when it does not count upwards.

    A key that counts and says no more than last time is two keys, or an answer sent twice
    (Web Authentication, 6.1.1). Keys that do not count always say 0. What is refused is
    journalled: call this where a refusal does not undo it.
    """
    locked = Authenticator.objects.select_for_update(of=("self",)).get(pk=key.pk)
    last = locked.data.get(COUNTER)
    if last is None:
        last = locked.wrap().authenticator_data.counter
    if (counter or last) and counter <= last:
        record("accounts.factor.copied", by=None, about=locked.user)
        return False
    locked.data[COUNTER] = key.data[COUNTER] = counter
    locked.save(update_fields=["data"])
    return True
