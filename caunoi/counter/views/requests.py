"""What every page of the counter takes."""

import re
from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest

from caunoi.accounts.models import User
from caunoi.counter.models import Office
from caunoi.counter.queries import lines
from caunoi_kit.ui.once import FIELD

GET_OR_POST: Final = ["GET", "HEAD", "POST"]
_KEY: Final = re.compile(r"[0-9a-f]{32}")


class SignedIn(HttpRequest):
    """A request whose sender has an account."""

    user: User


def key_of(request: HttpRequest) -> UUID | None:
    """The number of the form that was sent (`{% once %}`); None when it has none."""
    typed = request.POST.get(FIELD, "")
    return UUID(typed) if _KEY.fullmatch(typed) else None


def office_asked(request: HttpRequest) -> Office | None:
    """The office named in the address (`noi`), or the only one; None when one has to be chosen."""
    found = list(lines.offices())
    asked = request.GET.get("noi", "")
    if asked:
        chosen = next((each for each in found if str(each.public_id) == asked), None)
        if chosen is None:
            raise Http404
        return chosen
    return found[0] if len(found) == 1 else None
