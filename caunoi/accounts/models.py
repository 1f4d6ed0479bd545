from functools import cached_property

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from caunoi.accounts.choices import STAFF_ROLES, OrgUnitKind, Role


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
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def is_staff_member(self) -> bool:
        """Works for the centre, the department or a commune, and so handles other people's data."""
        return self.role in STAFF_ROLES

    @property
    def needs_second_factor(self) -> bool:
        """Staff sign in with two factors (trust D4); made accounts of a demo site are exempt."""
        return self.is_staff_member and not (self.made and settings.CAUNOI_DEMO)

    @cached_property
    def second_factor_missing(self) -> bool:
        """Owes a second factor and has none yet: only the pages that set one up are open."""
        return (
            self.needs_second_factor
            and not Authenticator.objects.filter(user=self, type=Authenticator.Type.TOTP).exists()
        )
