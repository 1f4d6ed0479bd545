"""A seal on what is printed: whoever scans it learns whether we made it, and nothing else.

The sealed text is `key.signature`, Ed25519 over the kind and the key. The key is a random number
of a record (its `public_id`): no name, no date, no digits of a person stand in it. Whether a seal
may be used once or often is the business of the domain that reads it.
"""

import base64
import hashlib
import re
from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

_KIND: Final = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_KEY: Final = re.compile(r"[A-Za-z0-9-]{1,64}")
_SEALED: Final = re.compile(r"([A-Za-z0-9-]{1,64})\.([A-Za-z0-9_-]{86})")


class BadSeal(Exception):
    """The text was not sealed here for this use; the message says so to whoever scanned it."""

    def __init__(self) -> None:
        super().__init__(
            "Mã này không phải do trung tâm cấp, hoặc đã bị sửa. "
            "Quét lại mã trên giấy gốc; nếu vẫn báo lỗi, gọi trung tâm để hỏi."
        )


def sign(kind: str, key: str) -> str:
    """The sealed text of a record: `sign("referral", str(referral.public_id))`."""
    if not _KIND.fullmatch(kind) or not _KEY.fullmatch(key):
        raise ValueError(f"a seal takes a kind and a number without dots: {kind!r}, {key!r}")
    return f"{key}.{_encode(_secret().sign(_message(kind, key)))}"


def read(text: str, kind: str) -> str:
    """The key in a sealed text. Raises BadSeal for everything `sign(kind, …)` did not give."""
    parts = _SEALED.fullmatch(text)
    if parts is None:
        raise BadSeal
    key, signature = parts.groups()
    raw = base64.urlsafe_b64decode(signature + "==")
    if _encode(raw) != signature:  # the last letter has bits to spare: only one spelling counts
        raise BadSeal
    try:
        _secret().public_key().verify(raw, _message(kind, key))
    except InvalidSignature:
        raise BadSeal from None
    return key


def _message(kind: str, key: str) -> bytes:
    return f"{kind}.{key}".encode()


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _secret() -> Ed25519PrivateKey:
    return _secret_from(settings.SEAL_KEY)


@lru_cache(maxsize=2)
def _secret_from(secret: str) -> Ed25519PrivateKey:
    seed = hashlib.sha256(b"caunoi seal 1\0" + secret.encode()).digest()
    return Ed25519PrivateKey.from_private_bytes(seed)
