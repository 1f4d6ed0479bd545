"""Questions about keys of programs."""

import uuid

from django.db.models import F, QuerySet

from caunoi.accounts.choices import KEY_ROLES
from caunoi.accounts.models import ApiKey, User


def list_keys() -> QuerySet[ApiKey]:
    """All keys, those in use first, the latest first."""
    return ApiKey.objects.select_related("user", "given_by").order_by(
        F("revoked_at").asc(nulls_first=True), "-given_at", "-id"
    )


def find_key(public_id: uuid.UUID) -> ApiKey | None:
    """One key by its address."""
    return list_keys().filter(public_id=public_id).first()


def key_account(written: str) -> User | None:
    """The open account a key can be given for, by its name to sign in or telephone number."""
    accounts = User.objects.filter(role__in=KEY_ROLES, is_active=True)
    digits = "".join(letter for letter in written if letter.isdigit())
    found = accounts.filter(username__iexact=written.strip())
    return (found or (accounts.filter(phone=digits) if digits else accounts.none())).first()
