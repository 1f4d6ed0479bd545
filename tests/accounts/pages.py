from caunoi.accounts.choices import Role
from tests.pages import AWAY, GONE, OK, SIGNED_IN, Page

# What allauth shows to somebody without a second factor, or who has to repeat the password.
KEYS = {"only": SIGNED_IN, "before_second_factor": True}

PAGES = {
    "account_login": Page(shows=AWAY, shows_strangers=OK),
    "account_logout": Page(shows_strangers=AWAY),
    "account_inactive": Page(),
    "mfa_authenticate": Page(shows=AWAY, shows_strangers=AWAY),
    "account_reauthenticate": Page(**KEYS),
    "mfa_index": Page(**KEYS),
    "mfa_reauthenticate": Page(shows=AWAY, **KEYS),
    "mfa_activate_totp": Page(shows=AWAY, **KEYS),
    "mfa_deactivate_totp": Page(shows=GONE, **KEYS),
    "mfa_view_recovery_codes": Page(shows=GONE, **KEYS),
    "mfa_generate_recovery_codes": Page(shows=AWAY, **KEYS),
    "mfa_download_recovery_codes": Page(shows=GONE, **KEYS),
    "accounts:journal": Page(frozenset({Role.AUDITOR, Role.ADMIN})),
}


def make(made):
    """The users are there already."""
