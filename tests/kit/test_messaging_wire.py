"""No provider's address leads anywhere else (trust F5)."""

import socket

import pytest

from caunoi_kit.messaging import wire
from tests.kit.stand_in import served


def ask(url, **more):
    more = {"hosts": ["gateway.vidu.vn", "127.0.0.1"], **more}
    return wire.post(url, body=b"{}", headers={}, seconds=1, **more)


@pytest.mark.parametrize(
    "url",
    [
        "https://la.example/",
        "https://gateway.vidu.vn.la.example/",
        "https://gateway.vidu.vn@la.example/",
        "https://la@gateway.vidu.vn/",
        "http://gateway.vidu.vn/",
        "file:///etc/passwd",
        "gopher://gateway.vidu.vn/",
        "https://169.254.169.254/",
        "https://2130706433/",
        "https://0177.0.0.1/",
        "https://[::1]/",
        "",
    ],
)
def test_a_host_or_a_scheme_outside_the_list_is_not_asked(url):
    with pytest.raises(wire.Forbidden):
        ask(url)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.1", "::1",
     "fe80::1", "fc00::1", "::ffff:10.0.0.1", "100.64.0.1", "224.0.0.1", "64:ff9b::a00:1",
     "2002:7f00:1::"],
)  # fmt: skip
def test_a_listed_name_that_leads_into_a_private_network_is_not_asked(address, monkeypatch):
    def resolve(host, port, *_, **__):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        public = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("203.113.131.1", port))
        return [public, (family, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(wire.Forbidden, match="private"):
        ask("https://gateway.vidu.vn/")


def test_a_name_is_resolved_once_and_that_address_is_used(monkeypatch):
    asked = []
    with served() as provider:
        port = int(provider.address.rpartition(":")[2])

        def resolve(host, port, *_, **__):
            asked.append(host)
            if host != "gateway.vidu.vn":
                return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        answer = wire.post(
            f"http://gateway.vidu.vn:{port}/sms", body=b"{}", headers={}, seconds=2,
            hosts=["gateway.vidu.vn"], private_hosts=["gateway.vidu.vn"],
        )  # fmt: skip
    assert answer.status == 200
    assert asked.count("gateway.vidu.vn") == 1


def test_a_dead_host_is_told_from_a_forbidden_one():
    with pytest.raises(wire.NoAnswer):
        ask("http://127.0.0.1:9/", private_hosts=["127.0.0.1"])
