"""Keys of programs: `Authorization: Bearer <key>`."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from django.http import HttpRequest
from ninja.security import HttpBearer

LONGEST: Final = 200


class KeyBearer(HttpBearer):
    """Asks the domain that gives keys whose key it is; None of it means 401."""

    def __init__(self, find: Callable[..., Any], today: Callable[[], date]) -> None:
        super().__init__()
        self._find, self._today = find, today

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        if not token or len(token) > LONGEST:
            return None
        return self._find(token=token, on=self._today())
