from datetime import UTC, datetime
from http import HTTPStatus

from caunoi.accounts.choices import GrantState, Role
from caunoi.accounts.models import RoleGrant
from tests.accounts.factories import ApiKeyFactory, UserFactory
from tests.pages import AWAY, GONE, NO_FORM_NUMBER, OK, SIGNED_IN, Page

# What allauth shows to somebody without a second factor, or who has to repeat the password.
KEYS = {"only": SIGNED_IN, "before_second_factor": True}

NO_CONTENT = HTTPStatus.NO_CONTENT
ADMIN = frozenset({Role.ADMIN})
MANAGERS = frozenset({Role.DIRECTOR, Role.ADMIN})
WATCHERS = MANAGERS | {Role.HEAD}
SENDS = {"shows": NO_FORM_NUMBER, "takes_posts": True}


def _member(made):
    return {"pk": made.users[Role.CLERK].pk}


PAGES = {
    "account_login": Page(shows=AWAY, shows_strangers=OK),
    "account_logout": Page(shows_strangers=AWAY),
    "account_inactive": Page(),
    "mfa_authenticate": Page(shows=AWAY, shows_strangers=AWAY),
    "account_reauthenticate": Page(**KEYS),
    "mfa_index": Page(**KEYS),
    "mfa_reauthenticate": Page(shows=AWAY, **KEYS),
    "mfa_reauthenticate_webauthn": Page(shows=AWAY, **KEYS),
    "mfa_activate_totp": Page(shows=AWAY, **KEYS),
    "mfa_add_webauthn": Page(shows=AWAY, **KEYS),
    "mfa_remove_webauthn": Page(at=lambda made: {"pk": 0}, shows=GONE, **KEYS),
    "accounts:rename_key": Page(at=lambda made: {"pk": 0}, shows=GONE, **KEYS),
    "mfa_deactivate_totp": Page(shows=GONE, **KEYS),
    "mfa_view_recovery_codes": Page(shows=GONE, **KEYS),
    "mfa_generate_recovery_codes": Page(shows=AWAY, **KEYS),
    "mfa_download_recovery_codes": Page(shows=GONE, **KEYS),
    "openid_connect_login": Page(at=lambda made: {"provider_id": "dinh-danh"}, shows=GONE),
    "openid_connect_callback": Page(at=lambda made: {"provider_id": "dinh-danh"}, shows=GONE),
    "socialaccount_login_cancelled": Page(shows=AWAY),
    "accounts:identity_needed": Page(),
    "accounts:ask_code": Page(shows=AWAY, shows_strangers=OK),
    "accounts:enter_code": Page(shows=AWAY, shows_strangers=AWAY),
    "accounts:unsent": Page(SIGNED_IN, shows=AWAY),
    "accounts:stay": Page(SIGNED_IN, shows=NO_CONTENT, takes_posts=True, before_second_factor=True),
    "accounts:readers": Page(WATCHERS),
    "accounts:consent": Page(WATCHERS, _member, **SENDS),
    "accounts:staff": Page(MANAGERS),
    "accounts:new_member": Page(MANAGERS),
    "accounts:member": Page(MANAGERS, _member),
    "accounts:close_member": Page(MANAGERS, _member, **SENDS),
    "accounts:reset_second_factor": Page(MANAGERS, _member, **SENDS),
    "accounts:invite_to_password": Page(MANAGERS, _member, **SENDS),
    "accounts:decide": Page(MANAGERS, lambda made: {"public_id": made.grant.public_id}),
    "accounts:set_password": Page(at=lambda made: {"token": "la"}),
    "accounts:keys": Page(ADMIN),
    "accounts:new_key": Page(ADMIN),
    "accounts:revoke_key": Page(ADMIN, lambda made: {"public_id": made.key.public_id}, **SENDS),
    "accounts:journal": Page(frozenset({Role.AUDITOR, Role.ADMIN})),
}


def make(made):
    made.key = ApiKeyFactory(user=made.users[Role.EMPLOYER], given_by=made.users[Role.ADMIN])
    made.grant = RoleGrant.objects.create(
        user=made.users[Role.CLERK],
        role=Role.COUNSELLOR,
        phone="0912345678",
        reason="Phân công lại",
        proposed_by=UserFactory(role=Role.ADMIN),
        proposed_at=datetime(2026, 11, 28, tzinfo=UTC),
        state=GrantState.PROPOSED,
    )
