"""The programs' door: which domains answer, with which keys. Described in docs/api.md."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from caunoi.accounts.actions.keys import use_key
from caunoi.classifications import api as classifications
from caunoi.indicators import api as indicators
from caunoi.portal import api as portal
from caunoi.training import api as training
from caunoi.vacancies import api as vacancies
from caunoi_kit.api.answers import say_problems
from caunoi_kit.api.guard import addresses
from caunoi_kit.api.keys import KeyBearer
from caunoi_kit.ui.access import anyone, only

DESCRIPTION = (
    "Vacancies, courses, codes and public figures of a Vietnamese province, open to anybody; and "
    "what the programs of firms and of reporting units send with a key. Limits stand in the "
    "headers RateLimit-Limit, RateLimit-Remaining and RateLimit-Reset of every answer. Ask again "
    "with If-None-Match: an answer that has not changed is 304. Refusals say in Vietnamese what "
    "to do."
)

api = NinjaAPI(
    title="Cầu Nối",
    version="1.0.0",
    description=DESCRIPTION,
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
)
exchange = NinjaAPI(
    title="Cầu Nối: exchange",
    version="0.1.0",
    description="Vacancies as exchanges like EURES fetch them.",
    urls_namespace="eures",
    openapi_url=None,
    docs_url=None,
)

READERS = (
    portal.router,
    vacancies.router,
    training.router,
    classifications.router,
    indicators.router,
)
SENDERS = (vacancies.senders, indicators.senders)
for router in READERS:
    api.add_router("", router)
for router in SENDERS:
    api.add_router("", router, auth=KeyBearer(use_key, timezone.localdate))
exchange.add_router("", vacancies.eures)
say_problems(api)
say_problems(exchange)

api_addresses = addresses(api, *READERS, *SENDERS)
exchange_addresses = addresses(exchange, vacancies.eures)


@require_safe
@only(anyone)
def openapi(request: HttpRequest) -> HttpResponse:
    """The description of the API that programs read (OpenAPI 3.1)."""
    return _document(api, f"{settings.CAUNOI_ADDRESS}/api/v1/")


@require_safe
@only(anyone)
def exchange_openapi(request: HttpRequest) -> HttpResponse:
    """The description of the exchange."""
    return _document(exchange, f"{settings.CAUNOI_ADDRESS}/api/eures/v0.1/")


def _document(of: NinjaAPI, address: str) -> HttpResponse:
    document = of.get_openapi_schema(path_prefix="")
    response = JsonResponse(
        {**document, "servers": [{"url": address}]}, json_dumps_params={"ensure_ascii": False}
    )
    response["Access-Control-Allow-Origin"] = "*"
    return response
