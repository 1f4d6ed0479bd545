"""The request behind `@only(...)` with a policy that asks for an account."""

from django.http import Http404, HttpRequest

from caunoi.accounts.models import User
from caunoi.training.models import Intake
from caunoi.training.permissions import can_run_class
from caunoi.training.queries.classes import find_intake


class SignedIn(HttpRequest):
    """A request whose sender has an account."""

    user: User


def own_class(request: SignedIn, pk: int) -> Intake:
    """A class the visitor runs; another school's class is as if it were not there."""
    intake = find_intake(pk)
    if intake is None or not can_run_class(request.user, intake):
        raise Http404
    return intake
