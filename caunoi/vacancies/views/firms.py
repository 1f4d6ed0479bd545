"""For which firm the visitor is at work."""

from django.http import Http404, HttpRequest

from caunoi.employers.models import Employer
from caunoi.employers.queries import employers_of
from caunoi.vacancies.permissions import is_centre_staff
from caunoi.vacancies.views.signed_in import SignedIn

PARAMETER = "noi-tuyen"


def firms_of(request: SignedIn) -> list[Employer]:
    """Firms the visitor may choose among: their own; staff name one in the address."""
    if not is_centre_staff(request.user):
        own = employers_of(request.user).select_related("place")
        return list(own.order_by("search_key", "pk"))
    asked = _asked(request)
    found = Employer.objects.select_related("place").filter(pk=asked) if asked else ()
    return list(found)


def firm_of(request: SignedIn) -> Employer | None:
    """The firm named in the address or form, or the only one there is; None: ask which.

    Raises 404 for a firm that is not the visitor's.
    """
    firms, asked = firms_of(request), _asked(request)
    if asked:
        for firm in firms:
            if firm.pk == asked:
                return firm
        raise Http404
    return firms[0] if len(firms) == 1 else None


def _asked(request: HttpRequest) -> int | None:
    written = request.POST.get(PARAMETER) or request.GET.get(PARAMETER) or ""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else None  # noqa: PLR2004  fits a bigint
