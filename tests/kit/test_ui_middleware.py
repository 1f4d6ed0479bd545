"""Every answer carries the headers; no request carries a NUL byte."""

import pytest
from django.http import Http404, HttpResponse
from django.test import Client
from django.urls import path

from caunoi_kit.ui.middleware import HEADERS

seen: list[dict] = []


def good(request) -> HttpResponse:
    seen.append({"get": request.GET.dict(), "post": request.POST.dict(), "body": True})
    return HttpResponse("được")


def missing(request) -> HttpResponse:
    raise Http404


def broken(request) -> HttpResponse:
    raise RuntimeError("a fault for this test")


def cached(request) -> HttpResponse:
    return HttpResponse("công khai", headers={"Cache-Control": "public, max-age=60"})


urlpatterns = [
    path("tot/", good),
    path("tot/<str:name>/", lambda request, name: good(request)),
    path("thieu/", missing),
    path("loi/", broken),
    path("chung/", cached),
]
handler400 = "caunoi_kit.ui.views.bad_request"
handler404 = "caunoi_kit.ui.views.not_found"
handler500 = "caunoi_kit.ui.views.server_error"

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def only_our_middleware(settings):
    seen.clear()
    settings.MIDDLEWARE = [
        "caunoi_kit.ui.middleware.SecurityHeadersMiddleware",
        "caunoi_kit.ui.middleware.CleanInputMiddleware",
    ]
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "OPTIONS": {}}]


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status"),
    [("/tot/", 200), ("/thieu/", 404), ("/khong-co/", 404), ("/loi/", 500), ("/tot/?a=%00", 400)],
)
def test_every_answer_carries_the_security_headers(client, address, status):
    answer = client.get(address)
    assert answer.status_code == status
    for name, value in HEADERS.items():
        assert answer.headers[name] == value


def test_the_policy_lets_no_inline_script_run_and_no_other_site_frame_us():
    policy = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))
    assert policy["script-src"] == "'self'"
    assert policy["style-src"] == "'self'"
    for closed in ("object-src", "base-uri", "frame-ancestors"):
        assert policy[closed] == "'none'"
    assert policy["form-action"] == "'self'"


def test_encryption_is_asked_for_a_year_only_where_it_is_in_use(client):
    assert "Strict-Transport-Security" not in client.get("/tot/").headers
    told = client.get("/tot/", secure=True).headers["Strict-Transport-Security"]
    assert told == "max-age=31536000; includeSubDomains"


def test_pages_of_a_session_are_kept_by_no_cache(client, settings):
    assert "Cache-Control" not in client.get("/tot/").headers
    client.cookies[settings.SESSION_COOKIE_NAME] = "x"
    assert client.get("/tot/").headers["Cache-Control"] == "no-store"


def test_a_page_that_says_how_long_it_may_be_kept_is_believed(client, settings):
    client.cookies[settings.SESSION_COOKIE_NAME] = "x"
    assert client.get("/chung/").headers["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("address", ["/tot/?q=a%00b", "/tot/?a%00=1", "/tot/a%00b/"])
def test_a_nul_in_the_address_is_answered_with_a_clean_400(client, address):
    answer = client.get(address)
    assert answer.status_code == 400
    assert "Máy chủ không đọc được" in answer.content.decode()
    assert seen == []


@pytest.mark.parametrize(
    "sent",
    [
        {"data": {"ten": "a\0b"}},
        {"data": {"t\0n": "ab"}},
        {"data": "ten=a%00b", "content_type": "application/x-www-form-urlencoded"},
        {"data": {"ten": "a\0b"}, "content_type": "application/json"},
        {"data": b'{"ten": "a\0b"}', "content_type": "application/json"},
    ],
)
def test_a_nul_in_the_body_is_answered_with_a_clean_400(client, sent):
    assert client.post("/tot/", **sent).status_code == 400
    assert seen == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"--x\r\nnonsense", "multipart/form-data; boundary="), (b"a=1&" * 2000, None)],
)
def test_a_body_that_cannot_be_read_is_answered_with_a_clean_400(client, body, kind):
    answer = client.post("/tot/", body, content_type=kind or "application/x-www-form-urlencoded")
    assert answer.status_code == 400
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_ordinary_text_passes_unchanged(client):
    answer = client.post("/tot/?q=may+%26+thêu", {"ten": "Nguyễn Thị Thử %00 \\u0000"})
    assert answer.status_code == 200
    assert seen[0]["post"] == {"ten": "Nguyễn Thị Thử %00 \\u0000"}
