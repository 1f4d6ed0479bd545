"""The door for a library that speaks HTTP by requests: allauth's, to the identity provider.

Each of its requests is asked by `wire.ask`: no host outside the list, no private network, no
redirect, no proxy of the environment, one deadline, one greatest size.
"""

from collections.abc import Iterable
from typing import Any

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from requests.utils import get_encoding_from_headers

from caunoi_kit.messaging import wire

CannotAsk = requests.RequestException
"""What the requests of a session raise: forbidden, no answer, a redirect, no sense."""


def guarded(*, hosts: Iterable[str], private_hosts: Iterable[str]) -> requests.Session:
    """A session that reaches `hosts` only; `private_hosts` as for `wire.ask`."""
    session = requests.Session()
    session.trust_env = False
    session.max_redirects = 0
    session.headers["Accept-Encoding"] = "identity"  # nothing small unfolds into something big
    door = _Door(tuple(hosts), tuple(private_hosts))
    session.adapters.clear()
    for scheme in ("https://", "http://"):
        session.mount(scheme, door)
    return session


class _Door(BaseAdapter):
    def __init__(self, hosts: tuple[str, ...], private_hosts: tuple[str, ...]) -> None:
        super().__init__()
        self.hosts, self.private_hosts = hosts, private_hosts

    def send(  # type: ignore[override]  # what it leaves out is decided by the door
        self, request: Any, **options: Any
    ) -> requests.Response:
        body = request.body or b""
        try:
            answer = wire.ask(
                request.method,
                request.url,
                body=body.encode() if isinstance(body, str) else body,
                headers={name: str(value) for name, value in request.headers.items()},
                hosts=self.hosts,
                private_hosts=self.private_hosts,
            )
        except (wire.Forbidden, wire.NoAnswer) as fault:
            raise requests.ConnectionError(str(fault), request=request) from None
        response = requests.Response()
        response.status_code, response.url, response.request = answer.status, request.url, request
        response.headers = CaseInsensitiveDict(answer.headers)
        response.encoding = get_encoding_from_headers(response.headers)
        response._content, response._content_consumed = answer.body, True
        return response

    def close(self) -> None:
        """Nothing stays open between two requests."""
