"""Questions about the accounts of staff."""

import uuid

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from caunoi.accounts.choices import STAFF_ROLES, GrantState
from caunoi.accounts.models import RoleGrant, User


def list_staff(*, words: str = "") -> QuerySet[User]:
    """Members of staff by name, closed accounts last, each with its second factors: `app`, whether
    a telephone makes codes, and `keys`, how many security keys."""
    own = Authenticator.objects.filter(user=OuterRef("pk"))
    keys = own.filter(type=Authenticator.Type.WEBAUTHN).order_by().values("user")
    staff = (
        User.objects.filter(role__in=STAFF_ROLES)
        .select_related("org_unit")
        .annotate(
            app=Exists(own.filter(type=Authenticator.Type.TOTP)),
            keys=Coalesce(Subquery(keys.annotate(count=Count("pk")).values("count")), 0),
        )
        .order_by("-is_active", "full_name", "id")
    )
    return staff.filter(full_name__icontains=words[:100]) if words else staff


def find_staff(pk: int) -> User | None:
    """One member of staff."""
    return list_staff().filter(pk=pk).first()


def open_grants() -> QuerySet[RoleGrant]:
    """Roles that wait for a decision, the oldest first."""
    return (
        RoleGrant.objects.filter(state=GrantState.PROPOSED)
        .select_related("user", "org_unit", "proposed_by")
        .order_by("proposed_at", "id")
    )


def find_grant(public_id: uuid.UUID) -> RoleGrant | None:
    """One proposal of a role, decided or not."""
    return (
        RoleGrant.objects.filter(public_id=public_id)
        .select_related("user", "org_unit", "proposed_by", "decided_by")
        .first()
    )
