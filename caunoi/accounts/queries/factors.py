"""By what somebody shows who they are beside the password (lớp thứ hai)."""

from allauth.mfa.models import Authenticator

from caunoi.accounts.models import User

NONE = "chưa bật"


def factors_of(user: User) -> dict[int, str]:
    """Kind of each by its number: "totp", "webauthn", "recovery_codes"."""
    own = Authenticator.objects.filter(user=user).order_by("pk")
    return dict(own.values_list("pk", "type"))


def keys_of(user: User) -> list[Authenticator]:
    """The security keys of a user, the oldest first."""
    own = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    return list(own.order_by("created_at", "pk"))


def has_app(user: User) -> bool:
    """Whether a telephone makes codes for this user."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def factor_words(*, app: bool, keys: int) -> str:
    """Which second factors there are, in words.

    >>> factor_words(app=True, keys=2), factor_words(app=False, keys=0)
    ('điện thoại, 2 khoá', 'chưa bật')
    """
    said = (["điện thoại"] if app else []) + ([f"{keys} khoá"] if keys else [])
    return ", ".join(said) or NONE
