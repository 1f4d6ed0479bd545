"""Sending a form twice has one effect (trust B1). The effect here is a new group of users."""

import threading
from datetime import timedelta

import pytest
from django import forms
from django.contrib.auth.models import Group
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.test import Client
from django.urls import path
from django.utils import timezone

from caunoi_kit.ui import once as once_module
from caunoi_kit.ui.models import Submission
from caunoi_kit.ui.once import FIELD, forget_submissions, fresh_key, once
from tests.accounts.factories import UserFactory

inside = threading.Event()
may_finish = threading.Event()


class GroupForm(forms.Form):
    name = forms.CharField(max_length=20)


@once
def add(request) -> HttpResponse:
    """Adds a group of that name and a counter, so that a second effect is seen."""
    form = GroupForm(request.POST or None)
    if form.is_valid():
        group = Group.objects.create(name=f"{form.cleaned_data['name']} {Group.objects.count()}")
        if form.cleaned_data["name"] == "hỏng":
            raise RuntimeError("the machine fails after the effect")
        if form.cleaned_data["name"] == "chậm":
            inside.set()
            may_finish.wait(20)
        return HttpResponseRedirect(f"/nhom/{group.pk}/")
    return HttpResponse("còn lỗi", status=200)


@once
def piece(request) -> HttpResponse:
    group = Group.objects.create(name=f"mảnh {Group.objects.count()}")
    return HttpResponse(status=200, headers={"HX-Redirect": f"/nhom/{group.pk}/"})


both_hold_one = threading.Barrier(2)
turns = []


@once
def cross(request, first: int, second: int) -> HttpResponse:
    """Takes two locks in the order of its address and adds a group while it holds both."""
    turns.append(first)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [first])
        if len(turns) <= 2:  # the first time each has one, so that neither can go on
            both_hold_one.wait(20)
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [second])
    group = Group.objects.create(name=f"khoá {first} trước")
    return HttpResponseRedirect(f"/nhom/{group.pk}/")


urlpatterns = [
    path("them/", add),
    path("them-khac/", add),
    path("manh/", piece),
    path("cheo/<int:first>/<int:second>/", cross),
]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture(autouse=True)
def only_what_is_needed(settings):
    settings.MIDDLEWARE = [
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ]
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "OPTIONS": {}}]


def send(client, key, name="tổ một", to="/them/", **more):
    return client.post(to, {FIELD: key, "name": name, **more})


def test_the_second_copy_gets_the_answer_of_the_first_and_no_second_effect(client):
    key = fresh_key()
    answers = [send(client, key) for _ in range(10)]
    assert {(a.status_code, a.url) for a in answers} == {(302, answers[0].url)}
    assert Group.objects.count() == 1


def test_two_forms_with_the_same_content_are_two_forms(client):
    assert send(client, fresh_key()).url != send(client, fresh_key()).url
    assert Group.objects.count() == 2


def test_the_anti_forgery_number_may_change_between_copies(client):
    key = fresh_key()
    send(client, key, csrfmiddlewaretoken="a")
    assert send(client, key, csrfmiddlewaretoken="b").status_code == 302
    assert Group.objects.count() == 1


@pytest.mark.parametrize("change", [{"name": "tổ hai"}, {"to": "/them-khac/"}, {"extra": "1"}])
def test_the_same_number_with_another_content_or_page_is_refused(client, change):
    key = fresh_key()
    send(client, key)
    answer = send(client, key, **change)
    assert answer.status_code == 422
    assert "nội dung lần này khác" in answer.content.decode()
    assert Group.objects.count() == 1


def test_the_same_number_from_somebody_else_is_refused(client):
    key = fresh_key()
    send(client, key)
    client.force_login(UserFactory())
    assert send(client, key).status_code == 422


@pytest.mark.parametrize("key", ["", "abc", "x" * 32, "' or 1=1 --", "0" * 33])
def test_a_form_without_a_number_has_no_effect(client, key):
    assert send(client, key).status_code == 422
    assert Group.objects.count() == 0


def test_a_form_sent_back_with_errors_may_be_sent_again_with_the_same_number(client):
    key = fresh_key()
    assert send(client, key, name="").status_code == 200
    assert Submission.objects.count() == 0
    assert send(client, key, name="tổ một").status_code == 302


def test_a_machine_that_fails_in_the_middle_leaves_neither_effect_nor_number(client):
    key = fresh_key()
    client.raise_request_exception = False
    assert send(client, key, name="hỏng").status_code == 500
    assert (Group.objects.count(), Submission.objects.count()) == (0, 0)


def test_a_piece_of_a_page_gets_its_redirect_again_too(client):
    key = fresh_key()
    first, second = client.post("/manh/", {FIELD: key}), client.post("/manh/", {FIELD: key})
    assert (first.status_code, first.headers["HX-Redirect"]) == (
        second.status_code,
        second.headers["HX-Redirect"],
    )
    assert Group.objects.count() == 1


def test_uploaded_files_are_part_of_the_content(client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    key = fresh_key()
    send(client, key, file=SimpleUploadedFile("a.txt", b"mot"))
    assert send(client, key, file=SimpleUploadedFile("a.txt", b"mot")).status_code == 302
    assert send(client, key, file=SimpleUploadedFile("a.txt", b"hai")).status_code == 422


def test_reading_the_page_needs_no_number(client):
    assert client.get("/them/").status_code == 200


def test_every_form_gets_a_number_of_its_own():
    from django.template import Context, Template

    source = "{% load ui %}{% once %}"
    one, two = (Template(source).render(Context()) for _ in range(2))
    assert one != two
    assert f'name="{FIELD}"' in one


def test_old_numbers_can_be_forgotten(client):
    send(client, fresh_key())
    now = timezone.now()  # noqa: TID251  the row was stamped by the database clock
    assert forget_submissions(before=now - timedelta(hours=1)) == 0
    assert forget_submissions(before=now + timedelta(hours=1)) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    "connection.vendor == 'sqlite' and connection.is_in_memory_db()",
    reason="threads cannot wait for one another on a SQLite database in memory",
)
def test_two_copies_at_the_same_moment_have_one_effect():
    key, answers = fresh_key(), []

    def tap():
        try:
            answers.append(send(Client(), key))
        finally:
            connection.close()

    taps = [threading.Thread(target=tap) for _ in range(6)]
    for thread in taps:
        thread.start()
    for thread in taps:
        thread.join(30)
    assert {(a.status_code, a.url) for a in answers} == {(302, answers[0].url)}
    assert len(answers) == 6
    assert Group.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite makes all writers wait in line"
)
def test_a_copy_that_comes_while_the_first_is_long_at_work_is_told_so(monkeypatch):
    monkeypatch.setattr(once_module, "WAIT", "200ms")
    key, first = fresh_key(), []
    inside.clear(), may_finish.clear()

    def tap():
        try:
            first.append(send(Client(), key, name="chậm"))
        finally:
            connection.close()

    slow = threading.Thread(target=tap)
    slow.start()
    assert inside.wait(10)
    assert send(Client(), key, name="chậm").status_code == 409
    may_finish.set()
    slow.join(10)
    assert send(Client(), key, name="chậm").url == first[0].url
    assert Group.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no deadlocks")
def test_two_that_lock_each_other_both_take_effect_once():
    turns.clear()
    answers = []

    def tap(first, second):
        try:
            answers.append(Client().post(f"/cheo/{first}/{second}/", {FIELD: fresh_key()}))
        finally:
            connection.close()

    taps = [threading.Thread(target=tap, args=order) for order in ((701, 702), (702, 701))]
    for thread in taps:
        thread.start()
    for thread in taps:
        thread.join(30)
    assert [answer.status_code for answer in answers] == [302, 302]
    assert len(turns) == 3  # PostgreSQL undid one of them, which went again
    names = sorted(Group.objects.values_list("name", flat=True))
    assert names == ["khoá 701 trước", "khoá 702 trước"]
