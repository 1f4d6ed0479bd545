"""The request behind `@only(...)` with a policy that asks for an account."""

from django.http import HttpRequest

from caunoi.accounts.models import User


class SignedIn(HttpRequest):
    """A request whose sender has an account."""

    user: User
