"""What programs of firms send: once, item by item, with a receipt."""

import hashlib
import json
from datetime import timedelta
from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.db import connection, connections

from caunoi.accounts.actions.keys import revoke_key
from caunoi.accounts.models import ApiKey
from caunoi.vacancies.choices import VacancyState
from caunoi.vacancies.models import RecruitmentNeed, Vacancy
from caunoi_kit.api.models import Sending
from caunoi_kit.api.once import forget_sendings
from tests.accounts.factories import ApiKeyFactory, UserFactory
from tests.api.conftest import NOON, TODAY
from tests.employers.factories import EmployerFactory, MemberFactory

pytestmark = pytest.mark.django_db


def need(register, **changed):
    line = {"reference": "dong-1", "tax_code": register.firm.tax_code, "half_year": "2027-01",
            "occupation": "81", "quantity": 20}  # fmt: skip
    return {"lines": [line | changed]}


def posting(register, **changed):
    item = {"reference": "tin-1", "tax_code": register.firm.tax_code, "title": "Công nhân may",
            "occupation": "8153", "positions": 5, "wage_min": 8_000_000, "shifts": ["DAY"],
            "address": register.firm.place.name, "contact_phone": "0912345678",
            "closes_on": "2026-12-20"}  # fmt: skip
    return {"items": [item | changed]}


def test_needs_are_stored_and_answered(register, send):
    answer = send("needs", need(register))

    receipt = answer.json()
    assert answer.status_code == 200
    assert (receipt["status"], receipt["items"][0]["status"]) == ("DONE", "ADDED")
    assert receipt["md5"] == hashlib.md5(answer.wsgi_request.body).hexdigest()  # noqa: S324
    assert RecruitmentNeed.objects.get().quantity == 20


def test_a_wrong_line_is_explained_and_the_right_ones_are_kept(register, send):
    lines = need(register)["lines"] + need(register, reference="dong-2", occupation="00")["lines"]

    receipt = send("needs", {"lines": lines}).json()

    assert receipt["status"] == "PARTLY"
    assert [one["status"] for one in receipt["items"]] == ["ADDED", "ERROR"]
    assert "mã nhóm nghề" in receipt["items"][1]["message"]


def test_sent_again_under_one_number_it_has_one_effect_and_one_answer(register, send):
    first = send("needs", need(register), number="lan-gui-1")
    again = send("needs", need(register), number="lan-gui-1")

    assert again.json() == first.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers
    assert Sending.objects.count() == 1


def test_a_number_used_for_something_else_is_refused(register, send):
    send("needs", need(register), number="lan-gui-1")
    other = send("needs", need(register, quantity=30), number="lan-gui-1")

    assert other.status_code == 422
    assert "số mới" in other.json()["message"]
    assert RecruitmentNeed.objects.get().quantity == 20


def test_the_number_of_another_sender_is_another_number(register, send):
    ApiKeyFactory(token="cn_khac", user=MemberFactory(employer=register.firm).user)
    first = send("needs", need(register), number="lan-gui-1").json()
    second = send("needs", need(register), number="lan-gui-1", token="cn_khac").json()

    assert first["id"] != second["id"]


def test_a_receipt_is_read_again_by_its_sender_alone(register, send, client):
    receipt = send("needs", need(register)).json()
    where = f"/api/v1/receipts/{receipt['id']}"
    ApiKeyFactory(token="cn_khac")

    own = client.get(where, headers={"Authorization": "Bearer cn_cua-hang"})
    other = client.get(where, headers={"Authorization": "Bearer cn_khac"})

    assert own.json() == receipt
    assert other.status_code == 404


def test_a_program_speaks_only_for_the_firms_of_its_account(register, send):
    other = EmployerFactory()

    needs = send("needs", need(register, tax_code=other.tax_code)).json()
    adverts = send("postings", posting(register, tax_code=other.tax_code)).json()

    assert needs["status"] == adverts["status"] == "ERROR"
    assert not RecruitmentNeed.objects.exists()
    assert not Vacancy.objects.filter(employer=other).exists()


def test_an_advert_of_an_unverified_firm_waits(register, send):
    item = send("postings", posting(register)).json()["items"][0]

    posted = Vacancy.objects.get(public_id=UUID(item["vacancy"]))
    assert (item["status"], item["state"]) == ("ADDED", "PENDING")
    assert (posted.state, posted.positions) == (VacancyState.PENDING, 5)


def test_an_advert_of_a_verified_firm_is_open_at_once(register, send):
    register.firm.verified_at = NOON
    register.firm.save()

    item = send("postings", posting(register)).json()["items"][0]

    assert item["state"] == "OPEN"
    assert Vacancy.objects.open_on(TODAY).filter(public_id=UUID(item["vacancy"])).exists()


def test_one_reference_is_one_advert(register, send, noon):
    first = send("postings", posting(register)).json()["items"][0]
    noon.shift(60)
    same = send("postings", posting(register)).json()["items"][0]
    changed = send("postings", posting(register, positions=8)).json()["items"][0]

    assert first["vacancy"] == same["vacancy"] == changed["vacancy"]
    assert [one["status"] for one in (first, same, changed)] == ["ADDED", "UNCHANGED", "CHANGED"]
    assert Vacancy.objects.get(public_id=UUID(first["vacancy"])).positions == 8


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"closes_on": "2026-02-31"}, "closes_on"),
        ({"closes_on": "2026-01-31"}, "Hạn tuyển đã qua"),
        ({"contact_phone": "so may ban"}, "contact_phone"),
        ({"address": "một nơi lạ"}, "address"),
        ({"occupation": "0000"}, "0000"),
        ({"wage_max": 1}, "wage_max"),
        ({"description": "Phải đặt cọc một tháng."}, "pháp luật"),
    ],
)
def test_a_wrong_advert_is_explained_and_not_stored(register, send, changed, said):
    items = posting(register, **changed)["items"] + posting(register, reference="tin-2")["items"]

    receipt = send("postings", {"items": items}).json()

    assert [one["status"] for one in receipt["items"]] == ["ERROR", "ADDED"]
    assert said in receipt["items"][0]["message"]
    assert Vacancy.objects.filter(state=VacancyState.PENDING).count() == 1


def test_an_advert_is_closed_by_its_reference(register, send):
    send("postings", posting(register))
    closing = {"reference": "tin-1", "tax_code": register.firm.tax_code, "hired": 3,
               "hired_from": "PORTAL"}  # fmt: skip

    items = [closing, closing | {"reference": "tin-la"}]
    answers = send("postings/close", {"items": items}).json()["items"]

    assert [one["status"] for one in answers] == ["REMOVED", "ERROR"]
    assert answers[0]["state"] == "CLOSED"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda key: revoke_key(key=key, by=key.given_by, at=NOON),
        lambda key: ApiKey.objects.filter(pk=key.pk).update(expires_on="2026-11-23"),
        lambda key: type(key.user).objects.filter(pk=key.user_id).update(is_active=False),
        lambda key: type(key.user).objects.filter(pk=key.user_id).update(role="JOB_SEEKER"),
    ],
)
def test_a_key_that_no_longer_holds_opens_nothing(register, send, spoil):
    spoil(register.key)

    answer = send("needs", need(register))

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert not RecruitmentNeed.objects.exists()


def test_a_key_opens_what_it_was_given_for_and_no_more(register, send):
    ApiKey.objects.update(scopes=["POSTINGS"])

    assert send("needs", need(register)).status_code == 403
    assert send("postings", posting(register)).status_code == 200


def test_a_session_is_no_key(register, client):
    client.force_login(UserFactory(role="ADMIN", made=True))

    answer = client.post("/api/v1/needs", need(register), content_type="application/json",
                         headers={"Idempotency-Key": "lan-gui-1"})  # fmt: skip

    assert answer.status_code == 401


@pytest.mark.parametrize("number", ["", "ngan", "a" * 65, "có dấu ạ à"])
def test_without_a_number_of_its_own_nothing_is_taken(register, send, number):
    answer = send("needs", need(register), **{"Idempotency-Key": number})

    assert answer.status_code == 422
    assert not Sending.objects.exists()


@pytest.mark.parametrize(
    ("changed", "code", "words"),
    [
        ({"quantity": "20"}, "int_type", "Phải là số nguyên"),
        ({"quantity": 1.5}, "int_type", "Phải là số nguyên"),
        ({"quantity": True}, "int_type", "Phải là số nguyên"),
        ({"quantity": -1}, "greater_than_equal", "Nhỏ nhất là 0."),
        ({"la": 1}, "extra_forbidden", "Không có ô tên này"),
        ({"months": 3}, "list_type", "Phải là danh sách"),
    ],
)
def test_what_is_not_to_the_letter_is_refused_with_its_place_code_and_words(
    register, send, changed, code, words
):
    answer = send("needs", need(register, **changed))

    assert answer.status_code == 422
    first = answer.json()["errors"][0]
    assert first["at"].startswith("body.") and first["at"].endswith(next(iter(changed)))
    assert (first["code"], first["message"].startswith(words)) == (code, True)


def test_old_sendings_are_forgotten(register, send):
    send("needs", need(register))
    Sending.objects.update(made_at=NOON)

    assert forget_sendings(before=NOON) == 0
    assert forget_sendings(before=NOON + timedelta(seconds=1)) == 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time")
@pytest.mark.django_db(transaction=True)
def test_eight_copies_at_once_have_one_effect(register, send):
    start, answers = Barrier(8), []

    def go():
        start.wait()
        answers.append(send("postings", posting(register), number="lan-gui-1"))
        connections.close_all()

    threads = [Thread(target=go) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {answer.status_code for answer in answers} <= {200, 409}
    assert len({json.dumps(one.json()) for one in answers if one.status_code == 200}) == 1
    assert Vacancy.objects.filter(state=VacancyState.PENDING).count() == 1
    assert Sending.objects.count() == 1
