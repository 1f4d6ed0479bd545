"""Keeping a provider's tokens unreadable in the database."""

import base64
import hashlib
import json

from cryptography.fernet import Fernet
from django.conf import settings


def lock_up(pair: dict[str, str]) -> str:
    """The pair as text that only this installation can read."""
    return _cipher().encrypt(json.dumps(pair).encode()).decode()


def unlock(secret: str) -> dict[str, str]:
    """The pair again. Raises InvalidToken or ValueError when the key has changed."""
    return json.loads(_cipher().decrypt(secret.encode()))


def _cipher() -> Fernet:
    key = hashlib.sha256(b"messaging tokens:" + settings.SALT_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
