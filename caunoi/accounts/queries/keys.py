"""Questions about keys of programs."""

import uuid

from django.db.models import F, QuerySet

from caunoi.accounts.choices import Role
from caunoi.accounts.models import ApiKey, User


def list_keys() -> QuerySet[ApiKey]:
    """All keys, those in use first, the latest first."""
    return ApiKey.objects.select_related("user", "given_by").order_by(
        F("revoked_at").asc(nulls_first=True), "-given_at", "-id"
    )


def find_key(public_id: uuid.UUID) -> ApiKey | None:
    """One key by its address."""
    return list_keys().filter(public_id=public_id).first()


def firm_account(written: str) -> User | None:
    """The open account of a firm, by its name to sign in or its telephone number."""
    firms = User.objects.filter(role=Role.EMPLOYER, is_active=True)
    digits = "".join(letter for letter in written if letter.isdigit())
    found = firms.filter(username__iexact=written.strip())
    return (found or (firms.filter(phone=digits) if digits else firms.none())).first()
