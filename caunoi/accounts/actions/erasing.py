"""What an account says of its owner is wiped out; the row stays, for what it did is journalled."""

from typing import Final

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.crypto import get_random_string

from caunoi.accounts.choices import Role
from caunoi.accounts.models import Invitation, OneTimeCode, User

ERASED: Final = "Tài khoản đã xoá"
UNGUESSED: Final = 24


@transaction.atomic
def erase_account(user: User) -> bool:
    """Close the account of a job seeker for good; False for others, who stay as they are.

    Whoever acts for a firm or a school keeps the account they do that with.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.role != Role.JOB_SEEKER:
        return False
    if locked.phone:
        OneTimeCode.objects.filter(phone=locked.phone).delete()
    Invitation.objects.filter(account=locked).update(phone="")
    for model in (EmailAddress, SocialAccount, Authenticator):
        model._default_manager.filter(user_id=locked.pk).delete()
    locked.username = f"da-xoa-{get_random_string(UNGUESSED)}"
    locked.full_name, locked.email, locked.phone = ERASED, "", ""
    locked.identity_level, locked.identity_digest, locked.is_active = 0, "", False
    locked.last_login = None
    locked.set_unusable_password()
    locked.save()
    _end_sessions(locked)
    return True


def _end_sessions(user: User) -> None:
    """A session may hold what its owner typed; whose it is stands inside it alone."""
    mine = [
        session.pk
        for session in Session.objects.order_by("pk").iterator()
        if session.get_decoded().get(SESSION_KEY) == str(user.pk)
    ]
    Session.objects.filter(pk__in=mine).delete()
