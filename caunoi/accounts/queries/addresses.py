"""From which address a request comes, also behind proxies of ours."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The address, as `settings.AXES_CLIENT_IP_CALLABLE`; "" where there is none.

    Each proxy adds to X-Forwarded-For whom it heard from. What stands before the lines of our own
    `CAUNOI_PROXIES` was written by the visitor, and is not believed.
    """
    direct = request.META.get("REMOTE_ADDR") or ""
    proxies = settings.CAUNOI_PROXIES
    if not proxies:
        return direct
    told = [each.strip() for each in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if len(told) < proxies:
        return direct
    try:
        return str(ipaddress.ip_address(told[-proxies]))
    except ValueError:
        return direct
