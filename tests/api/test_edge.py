"""The edge of the programs' door: limits, caches, other sites, refusals in words."""

import gzip
import json

import pytest
from django.test import Client

from caunoi_kit.api.guard import addresses
from caunoi_kit.ui.access import all_routes
from config import api as wiring
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db

LIST = "/api/v1/vacancies"


def test_every_operation_declares_its_policy_and_the_keyed_ones_are_not_open():
    policies = {one.name: one.only for one in all_routes() if one.path.startswith("/api/v1/")}

    keyed = {name for name, may in policies.items() if may.__name__.startswith("may_")}
    assert keyed == {
        "api:send_needs", "api:send_postings", "api:close_postings", "api:read_receipt",
        "api:send_data_values",
    }  # fmt: skip
    assert None not in policies.values()


def test_an_operation_nobody_opened_has_no_policy():
    patterns, _, _ = addresses(wiring.api)  # as if no router had declared anything

    assert {getattr(pattern.callback, "only", None) for pattern in patterns} == {None}


def test_too_many_requests_are_told_to_wait(register, client, settings):
    settings.CAUNOI_API_A_MINUTE = 2
    where = {"REMOTE_ADDR": "203.0.113.5"}

    answers = [client.get(LIST, **where) for _ in range(3)]
    other = client.get(LIST, REMOTE_ADDR="203.0.113.6")

    assert [one.status_code for one in answers] == [200, 200, 429]
    assert [one.headers["RateLimit-Remaining"] for one in answers] == ["1", "0", "0"]
    assert 0 < int(answers[2].headers["Retry-After"]) <= 60
    assert "Retry-After" in answers[2].json()["message"]
    assert other.status_code == 200


def test_made_up_keys_are_counted_too(register, client, settings):
    settings.CAUNOI_API_KEY_A_MINUTE = 2
    answers = [
        client.get(LIST, REMOTE_ADDR="203.0.113.7", headers={"Authorization": f"Bearer {number}"})
        for number in range(3)
    ]

    assert answers[2].status_code == 429


def test_an_answer_that_has_not_changed_is_not_sent_again(register, client):
    first = client.get(LIST)
    same = client.get(LIST, headers={"If-None-Match": first.headers["ETag"]})
    register.sewing.title = "Thợ may"
    register.sewing.save()
    other = client.get(LIST, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "public, no-cache"
    assert (same.status_code, same.content) == (304, b"")
    assert other.status_code == 200


def test_answers_are_packed_for_those_who_can_unpack(register, client):
    plain = client.get(LIST)
    packed = client.get(LIST, headers={"Accept-Encoding": "gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed.content)) == plain.json()
    assert len(packed.content) < len(plain.content)


def test_other_sites_may_read_what_is_public_and_nothing_else(register, client, send):
    read = client.get(LIST, headers={"Origin": "https://bao.example"})
    asked = client.options(LIST, headers={"Origin": "https://bao.example"})
    sent = send("needs", {"lines": []}, Origin="https://bao.example")
    asked_to_send = client.options("/api/v1/needs", headers={"Origin": "https://bao.example"})

    assert read.headers["Access-Control-Allow-Origin"] == "*"
    assert (asked.status_code, asked.headers["Access-Control-Allow-Methods"]) == (204, "GET")
    for answer in (sent, asked_to_send):
        assert not [name for name in answer.headers if name.startswith("Access-Control")]
    assert asked_to_send.status_code == 405


def test_the_session_changes_nothing_of_what_is_read(register, client):
    stranger = client.get(LIST)
    client.force_login(UserFactory(role="ADMIN", made=True))
    known = client.get(LIST)

    assert known.content == stranger.content
    assert known.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("DELETE", LIST, "", 405),
        ("GET", "/api/v1/needs", "", 405),
        ("GET", "/api/v1/la", "", 404),
        ("GET", f"{LIST}?limit=0", "", 422),
        ("GET", f"{LIST}?limit=501", "", 422),
        ("GET", f"{LIST}/changes", "", 422),
        ("GET", f"{LIST}/changes?after=la", "", 422),
        ("GET", "/api/v1/search/vacancies?q=%00", "", 400),
        ("POST", "/api/v1/needs", "{", 400),
        ("POST", "/api/v1/needs", '{"lines": "\\u0000"}', 400),
        ("POST", "/api/v1/needs", "[]", 422),
    ],
)
def test_refusals_are_json_in_vietnamese(register, method, path, body, status):
    sent = {"Authorization": "Bearer cn_cua-hang", "Idempotency-Key": "lan-gui-1"}
    answer = Client().generic(method, path, body, content_type="application/json", headers=sent)

    assert answer.status_code == status
    assert set(answer.json()) == {"message", "errors"}
    assert answer.json()["message"].endswith(".")


def test_a_form_of_another_site_is_not_read(register):
    answer = Client().post("/api/v1/needs", {"lines": "x"},
                           headers={"Authorization": "Bearer cn_cua-hang"})  # fmt: skip
    assert answer.status_code == 415
