import uuid
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from caunoi.accounts.choices import (
    MOST_TRIES,
    SCOPE_ROLES,
    STAFF_ROLES,
    GrantState,
    OrgUnitKind,
    Role,
)

_SESSION: Final = "caunoi.accounts.session"
SECOND_FACTORS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""Either will do. Recovery codes stand in for one of them and are none by themselves."""


class OrgUnit(models.Model):
    """An office that people work in (đơn vị): department, centre, division, branch, commune."""

    personal_data = False

    name = models.CharField("tên đơn vị", max_length=200)
    kind = models.CharField("loại", max_length=12, choices=OrgUnitKind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    place = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "parent"], name="no_two_offices_of_a_name_under_one_parent"
            ),
            models.UniqueConstraint(  # two NULL parents would not count as the same
                fields=["name"],
                condition=Q(parent__isnull=True),
                name="no_two_offices_of_a_name_at_the_top",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="an_office_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, username: str, password: str | None = None, *, full_name: str, role: str, **more
    ) -> "User":
        """A user who can sign in at once; without a password, one who cannot sign in by it."""
        user = self.model(username=username, full_name=full_name, role=role, **more)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """Somebody who signs in. One name field: Vietnamese names do not split the western way."""

    personal_data = True

    username = models.CharField("tên đăng nhập", max_length=100, unique=True)
    full_name = models.CharField("họ và tên", max_length=200)
    role = models.CharField("vai trò", max_length=12, choices=Role)
    org_unit = models.ForeignKey(
        OrgUnit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị"
    )
    email = models.EmailField("thư điện tử", blank=True)
    # By which somebody outside the staff signs in; kept as digits, 0912345678.
    phone = models.CharField("điện thoại đăng nhập", max_length=15, blank=True)
    # What a national account said last (NĐ 69/2024): 0 unknown, 1 or 2; and the HMAC of its number.
    identity_level = models.PositiveSmallIntegerField("mức định danh", default=0)
    identity_digest = models.CharField(max_length=64, blank=True)
    is_active = models.BooleanField("đang dùng", default=True)
    made = models.BooleanField("tài khoản tạo để xem thử", default=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name", "role"]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(full_name=""), name="a_user_has_a_full_name"),
            models.CheckConstraint(
                condition=Q(role__in=sorted(Role.values)), name="a_user_has_a_known_role"
            ),
            models.UniqueConstraint(
                fields=["phone"],
                condition=Q(is_active=True) & ~Q(phone=""),
                name="one_open_account_a_telephone_number",
            ),
            models.UniqueConstraint(
                fields=["identity_digest"],
                condition=Q(is_active=True) & ~Q(identity_digest=""),
                name="one_open_account_an_identity_number",
            ),
            models.CheckConstraint(
                condition=Q(phone="") | ~Q(role__in=sorted(STAFF_ROLES)),
                name="staff_do_not_sign_in_by_telephone",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_session_auth_hash(self) -> str:
        """What a session was opened with: another password, staff role or a second factor that
        comes or goes ends it (trust D4, D5)."""
        return self._opened_with(settings.SECRET_KEY)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same under the secret keys before this one."""
        yield from map(self._opened_with, settings.SECRET_KEY_FALLBACKS)

    def _opened_with(self, key: str | bytes) -> str:
        role = self.role if self.is_staff_member else ""  # firms and job seekers change sides
        # A session that a password alone opened ends when the second factor is set up elsewhere:
        # whoever had the password then must show the factor too (trust D4).
        owes = "|1" if self.second_factor_missing else ""
        said = f"{self.password}|{role}{owes}"
        return salted_hmac(_SESSION, said, key, algorithm="sha256").hexdigest()

    @property
    def is_staff_member(self) -> bool:
        """Works for the centre, the department or a commune, and so handles other people's data."""
        return self.role in STAFF_ROLES

    @property
    def idle_seconds(self) -> int | None:
        """After how long without a request the session ends (trust D5); None: the site's own."""
        return settings.STAFF_IDLE_SECONDS if self.is_staff_member else None

    @property
    def needs_second_factor(self) -> bool:
        """Staff sign in with two factors (trust D4); made accounts of a demo site are exempt."""
        return self.is_staff_member and not (self.made and settings.CAUNOI_DEMO)

    @cached_property
    def second_factor_missing(self) -> bool:
        """Owes a second factor and has none yet: only the pages that set one up are open."""
        return (
            self.needs_second_factor
            and not Authenticator.objects.filter(user=self, type__in=SECOND_FACTORS).exists()
        )


class OneTimeCode(models.Model):
    """A code sent to a telephone to show that it is at hand (mã một lần).

    Only a keyed digest of it is kept. Every newer code of the number makes the older ones void.
    """

    personal_data = True

    phone = models.CharField("điện thoại", max_length=15)
    digest = models.CharField(max_length=64)
    range = models.CharField("dải địa chỉ mạng", max_length=45, blank=True)
    made_at = models.DateTimeField("xin lúc")
    tries = models.PositiveSmallIntegerField("số lần thử sai", default=0)
    used_at = models.DateTimeField("dùng lúc", null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["phone", "made_at"], name="codes_by_phone"),
            models.Index(fields=["range", "made_at"], name="codes_by_range"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(tries__lte=MOST_TRIES), name="a_code_is_tried_a_few_times_only"
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(used_at__gte=models.F("made_at")),
                name="a_code_is_used_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return f"Mã {self.pk}"


class SignInTry(models.Model):
    """One try to sign in by a password or a code, wrong or right (trust D1).

    Whom it was meant for is kept as a keyed digest: people type passwords into the wrong field.
    """

    personal_data = True

    target = models.CharField(max_length=64)
    network = models.CharField("địa chỉ mạng", max_length=45, blank=True)
    at = models.DateTimeField("lúc")
    right = models.BooleanField("đúng")

    class Meta:
        indexes = [
            models.Index(fields=["target", "at"], name="sign_in_tries_by_target"),
            models.Index(fields=["network", "at"], name="sign_in_tries_by_network"),
            models.Index(
                fields=["at"], condition=Q(right=False), name="wrong_sign_in_tries_by_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at} {'đúng' if self.right else 'sai'}"


class Invitation(models.Model):
    """A telephone number asked to take up something here (lời mời): to act for a firm or a school,
    or to set the password of a staff account. What for stands in the domain that invites.
    """

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)  # "employers.member"
    # Whose password it sets; empty when it invites to something else.
    account = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    phone = models.CharField("điện thoại", max_length=15)
    digest = models.CharField(max_length=64, unique=True)  # of the token in the link
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("mời lúc")
    expires_at = models.DateTimeField("hết hạn lúc")
    accepted_at = models.DateTimeField("nhận lúc", null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField("rút lại lúc", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="an_accepted_invitation_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="an_invitation_is_accepted_or_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"Lời mời {self.public_id}"


class RoleGrant(models.Model):
    """A staff role proposed for somebody by one and decided by another (trust B10)."""

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    role = models.CharField("vai trò", max_length=12, choices=Role)
    org_unit = models.ForeignKey(
        OrgUnit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị"
    )
    phone = models.CharField("điện thoại nhận lời mời", max_length=15)
    reason = models.CharField("lý do", max_length=300)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("đề nghị lúc")
    state = models.CharField("trạng thái", max_length=8, choices=GrantState)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("quyết định lúc", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("proposed_by")),
                name="nobody_decides_on_their_own_proposal",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("user")),
                name="nobody_decides_on_their_own_role",
            ),
            models.CheckConstraint(
                condition=Q(state=GrantState.PROPOSED, decided_by__isnull=True)
                | Q(~Q(state=GrantState.PROPOSED), decided_by__isnull=False),
                name="a_decided_role_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(STAFF_ROLES)), name="only_staff_roles_are_granted"
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(state=GrantState.PROPOSED),
                name="one_open_role_proposal_a_user",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} cho {self.user_id}"


class ReadingConsent(models.Model):
    """A head lets somebody who has opened very many people's records go on (trust E6)."""

    personal_data = True

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField("đồng ý lúc")
    reason = models.CharField("lý do", max_length=300)

    class Meta:
        indexes = [models.Index(fields=["user", "given_at"], name="reading_consents_by_user")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(user=models.F("given_by")),
                name="nobody_consents_to_their_own_reading",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_consent_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.given_at}"


class ApiKey(models.Model):
    """With which a program acts for an account (khoá phần mềm): never more than the account may.

    Only a digest of it is kept. It is shown once, when it is given.
    """

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="thay mặt")
    name = models.CharField("dùng cho phần mềm", max_length=100)
    start = models.CharField("mấy chữ đầu của khoá", max_length=12)  # to tell one from another
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField("việc được làm", default=list)  # codes of `ApiScope`
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField("cấp lúc")
    expires_on = models.DateField("dùng đến hết ngày")
    used_on = models.DateField("dùng lần cuối ngày", null=True, blank=True)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="a_revoked_key_says_by_whom",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_key_says_what_it_is_for"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.start}…)"

    def may(self, scope: str) -> bool:
        """The key was given for the task, and its account is of those who do it."""
        return scope in self.scopes and self.user.role in SCOPE_ROLES[scope]
