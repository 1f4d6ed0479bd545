"""Users for tests. They have no password: tests sign in with `client.force_login`."""

from datetime import UTC, date, datetime
from hashlib import sha256

import factory
from factory.django import DjangoModelFactory

from caunoi.accounts.choices import ApiScope, Role
from caunoi.accounts.models import ApiKey, User


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"user-{n}")
    full_name = factory.Sequence(lambda n: f"Trần Văn Thử {n}")
    role = Role.COUNSELLOR


class ApiKeyFactory(DjangoModelFactory):
    """A key that may do everything, with the text "cn_thu-N"."""

    class Meta:
        model = ApiKey
        exclude = ("token",)

    token = factory.Sequence(lambda n: f"cn_thu-{n}")
    user = factory.SubFactory(UserFactory, role=Role.EMPLOYER)
    name = "Phần mềm nhân sự"
    start = factory.LazyAttribute(lambda key: key.token[:8])
    digest = factory.LazyAttribute(lambda key: sha256(key.token.encode()).hexdigest())
    scopes = factory.LazyFunction(lambda: [str(scope) for scope in ApiScope])
    given_by = factory.SubFactory(UserFactory, role=Role.ADMIN)
    given_at = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
    expires_on = date(2099, 12, 31)
