"""Users for tests. They have no password: tests sign in with `client.force_login`."""

import factory
from factory.django import DjangoModelFactory

from caunoi.accounts.choices import Role
from caunoi.accounts.models import User


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"user-{n}")
    full_name = factory.Sequence(lambda n: f"Trần Văn Thử {n}")
    role = Role.COUNSELLOR
