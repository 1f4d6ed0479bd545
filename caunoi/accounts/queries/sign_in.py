"""Questions about signing in."""

import re
from typing import Final

from django.conf import settings

from caunoi_kit.messaging import wire
from caunoi_kit.messaging.models import Message
from caunoi_kit.ui.sessions import SIGNED_IN_AT

__all__ = ["SIGNED_IN_AT", "demo_code"]

_CODE: Final = re.compile(r"\d{6}")


def identity_hosts() -> list[str]:
    """The hosts an identity provider may be asked at: of its address, and those named beside."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    own = [wire.host_of(app["settings"]["server_url"]) for app in apps]
    return [*own, *settings.IDENTITY_HOSTS]


def demo_code(phone: str) -> str:
    """The code last sent to a number, for the page of a demo site; "" on a real one."""
    if not settings.CAUNOI_DEMO:
        return ""
    messages = Message.objects.filter(phone=phone, kind="accounts.code").order_by("-id")
    found = _CODE.search(messages.values_list("text", flat=True).first() or "")
    return found[0] if found else ""
