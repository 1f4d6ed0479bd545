"""Official forms filled from a profile, to print or to go on with in Word."""

import uuid
from collections.abc import Callable
from typing import Final

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from caunoi.people import exports, queries
from caunoi.people.models import Person
from caunoi.people.permissions import is_clerk_or_counsellor, is_job_seeker
from caunoi.people.views.signed_in import SignedIn
from caunoi_kit.office.sending import file_answer
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Link

_SHOWN: Final = {
    "mau-01.pdf": "In phiếu đăng ký (Mẫu 01, 01a)",
    "mau-01.docx": "Phiếu đăng ký, tệp Word",
}


def links(url: Callable[[str], str]) -> list[Link]:
    """The papers of a profile."""
    return [Link(label, url(name)) for name, label in _SHOWN.items()]


@require_safe
@only(is_job_seeker)
def my_paper(request: SignedIn, name: str) -> HttpResponse:
    """The official form of the person signed in."""
    person = queries.person_of(request.user)
    if person is None:
        raise Http404
    return _paper(request, person, name)


@require_safe
@only(is_clerk_or_counsellor)
def paper(request: SignedIn, public_id: uuid.UUID, name: str) -> HttpResponse:
    """The official form of somebody, printed by staff; the journal notes it."""
    person = queries.find_person(public_id)
    if person is None:
        raise Http404
    return _paper(request, person, name)


def _paper(request: SignedIn, person: Person, name: str) -> HttpResponse:
    if name not in _SHOWN or not hasattr(person, "profile"):
        raise Http404
    kind = name.rsplit(".", 1)[-1]
    content = exports.registration_form(
        person=person, kind=kind, by=request.user, on=timezone.localdate()
    )
    return file_answer(content, name, shown=kind == "pdf")
