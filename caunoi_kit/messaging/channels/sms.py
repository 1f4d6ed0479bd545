"""SMS by a gateway that speaks the protocol of eSMS (ViHAT), version 4.

`POST …/SendMultipleMessage_V4_post_json/` with a JSON body; the answer is 200 with `CodeResult`.
"100" = taken, "124" = this `RequestId` was taken before, so a message sent twice by us goes once.
"""

import json
import unicodedata
from typing import Final

from django.conf import settings

from caunoi_kit.messaging import wire
from caunoi_kit.messaging.channels import Outcome, later, never, sent
from caunoi_kit.messaging.choices import Fault
from caunoi_kit.messaging.models import Message

TAKEN: Final = "100"
TAKEN_BEFORE: Final = "124"
BAD_NUMBER: Final = {"99", "108", "177"}  # blocked, misspelt, network without this sender
BUSY_FROM: Final = 500
TOO_MANY: Final = 429


def deliver(message: Message) -> Outcome:
    """Hand one message to the gateway."""
    said = settings.CAUNOI_MESSAGES["sms"]
    body = {
        "ApiKey": said["api_key"],
        "SecretKey": said["secret_key"],
        "Brandname": said["brand"],
        "SmsType": "2",  # customer care
        "IsUnicode": "1" if said["unicode"] else "0",
        "Phone": message.phone,
        "Content": message.text if said["unicode"] else without_marks(message.text),
        "RequestId": message.public_id.hex,
    }
    try:
        answer = wire.post(
            said["url"],
            body=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
            hosts=[wire.host_of(said["url"])],
            private_hosts=settings.CAUNOI_MESSAGES["private_hosts"],
        )
    except wire.Forbidden:
        return later(Fault.FORBIDDEN_HOST)
    except wire.NoAnswer:
        return later(Fault.NO_ANSWER)
    return _read(answer)


def _read(answer: wire.Answer) -> Outcome:
    if answer.status >= BUSY_FROM or answer.status == TOO_MANY:
        return later(Fault.BUSY)
    try:
        said = json.loads(answer.body)
        code, number = str(said["CodeResult"]), str(said.get("SMSID") or "")
    except (ValueError, KeyError, TypeError, AttributeError):
        return later(Fault.UNREADABLE)
    if code in {TAKEN, TAKEN_BEFORE}:
        return sent(number)
    return never(Fault.BAD_ADDRESS) if code in BAD_NUMBER else later(Fault.REFUSED)


def without_marks(text: str) -> str:
    """Vietnamese without marks: one SMS then holds 160 letters instead of 70.

    >>> without_marks("Mã đăng nhập: 123456")
    'Ma dang nhap: 123456'
    """
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    kept = "".join(c for c in bare if not unicodedata.combining(c))
    return kept.replace("–", "-").replace("·", "-").replace("…", "...")
