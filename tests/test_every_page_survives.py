"""Every page against every role and hostile addresses (trust E1 to E3, F2, F3, D8).

The rights matrix stands in `tests/<domain>/pages.py`: a new route must be written there before its
test passes.
"""

from http import HTTPStatus

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import QueryDict
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import reverse
from django.utils.functional import cached_property

from caunoi.accounts.choices import STAFF_ROLES, Role
from caunoi_kit.ui.access import all_routes
from caunoi_kit.ui.middleware import HEADERS
from tests.accounts.factories import UserFactory
from tests.employers.factories import MemberFactory
from tests.pages import AWAY, EVERYBODY, GONE, OK, Page
from tests.placement.factories import DAY, seeker
from tests.site import NIGHTLY, PAGES, address, client_of, somebody_for

pytestmark = pytest.mark.django_db

SIGN_IN = "/tai-khoan/dang-nhap/?next="
SECOND_FACTOR = "/tai-khoan/hai-lop/bat/"

HOSTILE = (
    "", "0", "-1", "1.5", "1e309", "nan", "9" * 9, "9" * 5_000, "²", "a" * 5_000, "😀", "\u202eabc",
    "';--", '"><script>alert(1)</script>', "{{7*7}}", "//la.example", "javascript:alert(1)",
    "../../etc/passwd", "a:b", "[a TO b]", "+-AND OR NOT", "31/02/2026", "\r\nX: 1", "HOUSING",
    "8153", "c33",
)  # fmt: skip


def expected(page: Page, role) -> tuple[HTTPStatus, str]:
    """Status, and where a stranger is sent."""
    if role in page.only:
        is_stranger = role is None and page.shows_strangers is not None
        return (page.shows_strangers if is_stranger else page.shows), ""
    return (AWAY, SIGN_IN) if role is None else (HTTPStatus.FORBIDDEN, "")


def reason(answer) -> str:
    """What broke the page, if something did."""
    return repr(answer.exc_info[1]) if getattr(answer, "exc_info", None) else ""


def test_every_route_is_in_the_rights_matrix_and_no_other():
    assert {route.name for route in all_routes()} == set(PAGES)


def test_every_role_gets_of_every_page_what_the_matrix_says(made):
    wrong = []
    for role in EVERYBODY:
        client = client_of(made, role)
        for name, page in PAGES.items():
            ask = client.post if page.takes_posts else client.get
            answer = ask(address(name, made))
            status, target = expected(page, role)
            if answer.status_code != status or not answer.get("Location", "").startswith(target):
                wrong.append(
                    (name, role, answer.status_code, answer.get("Location"), reason(answer))
                )
            wrong += [(name, role, header) for header in HEADERS if header not in answer]
            if role is not None and "no-store" not in answer.get("Cache-Control", ""):
                wrong.append((name, role, "kept by caches"))
            if name == "account_logout" and role is not None:
                client = client_of(made, role)
    assert wrong == []


def test_staff_without_a_second_factor_get_no_further_than_setting_one_up(made):
    wrong = []
    for role in STAFF_ROLES:
        made.users[role].made = False
        made.users[role].save()
        client = client_of(made, role)
        for name, page in PAGES.items():
            if role in page.only and None not in page.only and not page.before_second_factor:
                ask = client.post if page.takes_posts else client.get
                answer = ask(address(name, made))
                if answer.get("Location") != SECOND_FACTOR:
                    wrong.append((name, role, answer.status_code))
    assert wrong == []


def test_a_closed_account_is_a_stranger_at_once(made):
    client = client_of(made, Role.COUNSELLOR)
    made.users[Role.COUNSELLOR].is_active = False
    made.users[Role.COUNSELLOR].save()

    answer = client.get(address("placement:plan", made))

    assert answer.url.startswith(SIGN_IN)


@pytest.fixture
def asked_for(monkeypatch):
    """The parameters that pages look up in their address, as they do so."""
    asked: set[str] = set()

    class Watched(QueryDict):
        def __getitem__(self, name):
            asked.add(name)
            return super().__getitem__(name)

        def __contains__(self, name):
            asked.add(name)
            return super().__contains__(name)

        def getlist(self, name, default=None):
            asked.add(name)
            return super().getlist(name, default)

    def watched(request):
        return Watched(request.META.get("QUERY_STRING", ""), encoding=request.encoding)

    monkeypatch.setattr(WSGIRequest, "GET", cached_property(watched))
    WSGIRequest.GET.__set_name__(WSGIRequest, "GET")
    return asked


def faults(answer) -> list[object]:
    """What no answer may show, whatever was sent."""
    found: list[object] = []
    if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        found.append((answer.status_code, reason(answer)))
    if not answer.streaming and b"<script>alert(1)" in answer.content:
        found.append("came back as it was sent")
    if answer.get("Location", "").startswith(("//", "http", "javascript")):
        found.append(answer["Location"])
    return found


def test_no_address_breaks_a_page(made, asked_for):
    """Every parameter a page looks up gets every hostile value; each request carries others.

    What a page looks up is seen while it works, so that no list of parameters can grow old. Pages
    behind a sign-in take every sixth value (third at night), the next page those after them.
    """
    wrong, sent, step = [], 0, 3 if NIGHTLY else 6
    for number, name in enumerate(PAGES):
        all_values = somebody_for(name) is None
        values_of_page = HOSTILE if all_values else HOSTILE[number % step :: step]
        client, where = client_of(made, somebody_for(name)), address(name, made)
        asked_for.clear()
        if found := faults(client.get(where)):
            wrong.append((name, found))
        turn = 0
        while turn < len(values_of_page):
            names = sorted(asked_for)
            if not names:
                break
            values = {
                each: values_of_page[(turn + 7 * place) % len(values_of_page)]
                for place, each in enumerate(names)
            }
            answer = client.get(where, {each: [value, value] for each, value in values.items()})
            sent += 1
            if found := faults(answer):
                wrong.append((name, {each: value[:40] for each, value in values.items()}, found))
            # A parameter first looked up because of another one: all turns again.
            turn = turn + 1 if sorted(asked_for) == names else 0
    assert wrong == []
    assert sent > len(HOSTILE) * 20  # pages do look up parameters


@pytest.mark.parametrize("name", ["portal:search", "portal:courses"])
def test_no_single_condition_breaks_a_search(made, client, name, asked_for):
    client.get(address(name, made))
    for place, parameter in enumerate(sorted(asked_for)):
        for value in HOSTILE[place % 3 :: 3]:
            answer = client.get(address(name, made), {parameter: value})
            assert answer.status_code == OK, (parameter, value[:40])


def test_nothing_changes_without_the_token_of_our_own_page(made):
    """Every address is asked to change something by POST and by one of the other methods."""
    client = client_of(made, Role.ADMIN, enforce_csrf_checks=True)
    asked = [name for name, page in PAGES.items() if not page.for_programs]  # those: tests/api
    for place, name in enumerate(asked):
        for method in ("POST", ("PUT", "PATCH", "DELETE", "LA")[place % 4]):
            answer = client.generic(method, address(name, made), b"username=x")
            assert answer.status_code == HTTPStatus.FORBIDDEN, (method, name)


def test_a_token_is_no_use_from_another_site(made):
    client = client_of(made, Role.DIRECTOR, enforce_csrf_checks=True)
    page = client.get(address("placement:runs", made))
    sent = {"csrfmiddlewaretoken": str(page.context["csrf_token"])}
    where = address("placement:make_plan", made)

    foreign = client.post(where, sent, headers={"Origin": "https://la.example"})
    own = client.post(where, sent, headers={"Origin": "http://testserver"})

    assert foreign.status_code == HTTPStatus.FORBIDDEN
    assert own.status_code == PAGES["placement:make_plan"].shows


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_pages_that_only_show_take_nothing(made, method):
    client = client_of(made, Role.ADMIN)
    for name in ("portal:home", "portal:search", "portal:vacancy", "placement:plan_people"):
        assert client.generic(method, address(name, made)).status_code == 405, name


@pytest.mark.parametrize(
    "path",
    [
        "/viec-lam/99999999999999999999-x/",
        "/khoa-hoc/99999999999999999999/",
        "/ket-noi/nguoi/99999999999999999999/",
        "/ket-noi/tin/99999999999999999999/ung-vien/",
        "/ket-noi/phuong-an/99999999999999999999/",
        "/ket-noi/phuong-an/1/chua-ghep-duoc/LA/LA/",
        "/ket-noi/phuong-an/1/lop/99999999999999999999/tin/",
        "/ket-noi/loi-da-bao/99999999999999999999/rut-lai/",
        "/ket-noi/phuong-an/99999999999999999999/da-bao/",
        "/sitemap-la.xml",
        "/sitemap-viec-lam.xml?p=99999",
        "/static/..%2f..%2fconfig/settings.py",
        "/static//etc/passwd",
        "/%ff%fe/",
        "/viec-lam/0-x/",
    ],
)
def test_what_is_not_there_is_not_found(made, path):
    assert client_of(made, Role.COUNSELLOR).get(path).status_code == GONE


def test_an_employer_finds_nothing_of_another_employers_vacancy(made):
    other = MemberFactory()
    client = Client()
    client.force_login(other.user)

    theirs = client.get(address("placement:candidates", made))
    none = client.get(reverse("placement:candidates", args=[404_404]))

    assert theirs.status_code == none.status_code == GONE
    assert made.vacancy.title not in theirs.content.decode()
    assert made.vacancy.title not in client.get(reverse("placement:my_vacancies")).content.decode()


def test_who_no_longer_acts_for_an_employer_finds_nothing_there(made):
    former = MemberFactory(employer=made.vacancy.employer, until=DAY)
    client = Client()
    client.force_login(former.user)

    assert client.get(address("placement:candidates", made)).status_code == GONE


def test_a_job_seeker_sees_only_their_own_lists(made):
    other = seeker(person={"account": UserFactory(role=Role.JOB_SEEKER), "full_name": "Người Khác"})
    client = client_of(made, Role.JOB_SEEKER)

    own = client.get(reverse("placement:my_lists"), {"pk": other.pk, "nguoi": other.pk})
    theirs = client.get(reverse("placement:person_lists", args=[other.pk]))

    assert other.full_name not in own.content.decode().split("<main")[1]
    assert theirs.status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("target", ["//la.example", "https://la.example", "/\\la.example"])
def test_signing_in_and_out_leads_to_no_other_site(made, settings, target):
    client = client_of(made, Role.JOB_SEEKER)

    inside = client.get(reverse("account_login"), {"next": target})
    outside = client.post(reverse("account_logout"), {"next": target})

    assert inside.url == resolve_url(settings.LOGIN_REDIRECT_URL)
    assert outside.url == resolve_url(settings.ACCOUNT_LOGOUT_REDIRECT_URL)


def test_the_session_cookie_is_out_of_reach_of_scripts_and_of_other_sites(made, client):
    answer = client.post(
        reverse("portal:enter_demo"), {"username": made.users[Role.JOB_SEEKER].username}
    )

    for cookie in (answer.cookies["session"], answer.cookies["csrf"]):
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
    assert answer.cookies["session"]["max-age"] == ""


def test_a_body_that_is_too_large_is_refused_in_words(made, client):
    answer = client.post(reverse("portal:enter_demo"), {"username": "a" * 3_000_000},
                         content_type="application/x-www-form-urlencoded")  # fmt: skip
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "Máy chủ không đọc được yêu cầu này" in answer.content.decode()


def test_an_endless_pattern_finds_nothing_in_the_journal(made):
    client = client_of(made, Role.AUDITOR)

    answer = client.get(address("accounts:journal", made), {"viec": "a" * 60_000})

    assert answer.status_code == OK
    assert answer.context["rows"] == []
