"""What every working page takes."""

from typing import Final

from django.http import HttpRequest

from caunoi.accounts.models import User

GET_OR_POST: Final = ["GET", "HEAD", "POST"]


class SignedIn(HttpRequest):
    """A request whose sender has an account."""

    user: User
