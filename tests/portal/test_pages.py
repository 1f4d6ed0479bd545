import gzip
import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as installed
from django.contrib.staticfiles import finders
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.portal.queries.cards import slug, vacancy_url
from caunoi.vacancies.choices import VacancyState
from caunoi_kit.ui.access import all_routes, anyone
from tests.accounts.factories import UserFactory
from tests.people.factories import LabourProfileFactory
from tests.portal.conftest import DAY, NOW
from tests.training.factories import IntakeFactory
from tests.vacancies.factories import (
    CertificateDemandFactory,
    SkillDemandFactory,
    VacancyFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "country")]

FIRST_VIEW_KB = 150
STYLE_AND_SCRIPT_KB = 45  # compressed


@pytest.fixture
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def get(client, route: str, *args, **query):
    return client.get(reverse(f"portal:{route}", args=args), query)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


# --- Lists --------------------------------------------------------------------------------------


@pytest.mark.parametrize("route", ["home", "search", "courses", "about", "healthz", "robots"])
def test_public_pages_open_without_signing_in(client, build, route):
    build()
    assert get(client, route).status_code == 200


@pytest.mark.parametrize("route", ["home", "search", "courses"])
def test_without_an_index_the_newest_are_shown_and_the_reason_said(client, route):
    VacancyFactory(title="Thợ hàn")
    IntakeFactory(programme__name="Hàn cơ bản")
    response = get(client, route, **({} if route == "home" else {"q": "han"}))
    assert response.status_code == 200
    assert "đang dựng lại" in text_of(response)
    assert "Hàn cơ bản" in text_of(response) or "Thợ hàn" in text_of(response)


def test_a_damaged_index_is_no_error(client, build, home):
    VacancyFactory(title="Thợ hàn")
    build()
    generation = next(each for each in (home / "search").iterdir() if each.is_dir())
    for file in generation.iterdir():
        file.write_bytes(b"\x00" * 40)
    response = get(client, "search", q="han")
    assert response.status_code == 200
    assert "Thợ hàn" in text_of(response)


def test_results_say_what_was_understood(client, build, country):
    VacancyFactory(title="Công nhân may", lat=20.40, lon=106.50)
    build()
    shown = text_of(get(client, "search", q="may Tiền Hải trên 8tr"))
    assert "Hiểu là: may , trong 15 km quanh xã Tiền Hải , từ 8 triệu" in shown
    assert "1 việc" in shown


def test_a_vacancy_closed_after_indexing_is_not_shown(client, build):
    vacancy = VacancyFactory(title="Thợ hàn")
    build()
    vacancy.state = VacancyState.CLOSED
    vacancy.save()
    assert "Thợ hàn" not in text_of(get(client, "search"))


def test_an_advert_without_wage_says_so(client, build):
    VacancyFactory(without_wage=True)
    build()
    assert "Chưa ghi lương" in text_of(get(client, "search"))


def test_a_signed_in_seeker_sees_distances_from_home(client, build):
    seeker = UserFactory(role=Role.JOB_SEEKER)
    LabourProfileFactory(person__account=seeker, person__lat=20.45, person__lon=106.34)
    VacancyFactory(lat=20.54, lon=106.34)
    build()
    client.force_login(seeker)
    assert "10 km" in text_of(get(client, "search"))


@pytest.mark.parametrize(
    "query",
    [
        {"trang": "99999999999"},
        {"trang": "-1"},
        {"km": "abc", "luong": "1e9", "sx": "?", "noi": "'; --", "nghe": "<b>"},
        {"noi": "99999"},
        {"noi": "cu-"},
        {"luong": "9" * 40},
        {"km": "0"},
        {"q": "\u0661\u0662 \U0001f600 \u202e"},
        {"q": "a" * 5_000},
        {"gan": "1", "nha": "x" * 3_000},
        {"sx": "gan"},
        {"ca": ["DAY"] * 300},
        {"q": '"><script>alert(1)</script>'},
    ],
)
def test_no_address_breaks_the_search(client, build, query):
    VacancyFactory()
    build()
    for route in ("search", "courses"):
        response = get(client, route, **query)
        assert response.status_code == 200
        assert b"<script>alert" not in response.content


def test_pages_of_a_long_list_are_links(client, build):
    VacancyFactory.create_batch(45)
    build()
    first, last = get(client, "search"), get(client, "search", trang="3")
    assert 'rel="next"' in first.content.decode()
    assert last.content.decode().count("offer__title") == 5


def test_the_filter_form_sends_the_trade_and_the_place_along(client, build):
    VacancyFactory(title="Công nhân may", lat=20.40, lon=106.50)
    build()
    page = get(client, "search", q="may Tiền Hải trên 8tr ca ngày").content.decode()
    assert '<input type="hidden" name="q" value="may ở xã Tiền Hải">' in page
    assert '<option value="8000000" selected>' in page


def test_a_chip_is_a_link_that_adds_and_takes_away(client, build):
    VacancyFactory(housing=True)
    build()
    page = get(client, "search", q="may").content.decode()
    assert 'href="/viec-lam/?q=may&amp;co=HOUSING"' in page
    chosen = get(client, "search", q="may", co="HOUSING").content.decode()
    assert re.search(r'href="/viec-lam/\?q=may" aria-current="true"', chosen)


@pytest.mark.parametrize("route", ["home", "search", "courses"])
def test_a_list_costs_as_many_queries_however_long(
    client, build, route, django_assert_num_queries, django_assert_max_num_queries
):
    def fill(number):
        VacancyFactory.create_batch(number, title="Công nhân may")
        IntakeFactory.create_batch(number)
        build()
        get(client, route, **query)  # the names of places are read once

    query = {} if route == "home" else {"q": "may tiền hải", "ca": "DAY"}
    fill(2)
    with django_assert_max_num_queries(15) as few:
        get(client, route, **query)
        counted = len(few)
    fill(30)
    with django_assert_num_queries(counted):
        get(client, route, **query)


# --- One vacancy, one course --------------------------------------------------------------------


def test_a_vacancy_shows_what_a_seeker_asks_first(client, build, country):
    vacancy = VacancyFactory(
        title="Thợ hàn 3G",
        place=country["tien_hai"],
        positions=12,
        filled=2,
        experience_months=18,
        standing="MUCH",
        contact_phone="0900000012",
        employer__verified_at=NOW,
    )
    certificate = CertificateDemandFactory(vacancy=vacancy).certificate
    skill = SkillDemandFactory(vacancy=vacancy).skill
    shown = text_of(client.get(vacancy_url(vacancy)))
    for words in (
        "8–11 triệu đồng/tháng",
        "Xã Tiền Hải",
        "Còn 10 trong 12",
        "31/12/2026 (còn 37 ngày)",
        "Từ 1 năm 6 tháng",
        "Cần đứng, đi lại nhiều",
        "Đã xác minh",
        "0900 000 012",
        certificate.name,
        skill.name,
    ):
        assert words in shown


def test_an_address_with_an_old_title_leads_to_the_right_one(client):
    vacancy = VacancyFactory(title="Kỹ sư điện")
    response = get(client, "vacancy", vacancy.pk, "ten-cu")
    assert response.status_code == 301
    assert response.url == f"/viec-lam/{vacancy.pk}-ky-su-dien/"


@pytest.mark.parametrize(
    ("title", "expected"),
    [("Thợ hàn 3G", "tho-han-3g"), ("!!!", "viec-lam"), ("C++ / C#", "c-c"), ("日本", "viec-lam")],
)
def test_a_title_becomes_part_of_an_address(title, expected):
    assert slug(title) == expected


def test_a_closed_vacancy_says_so_and_is_kept_from_search_engines(client):
    vacancy = VacancyFactory(closed=True)
    page = client.get(vacancy_url(vacancy)).content.decode()
    assert "không nhận hồ sơ nữa" in page
    assert 'content="noindex"' in page
    assert "ld+json" not in page


def test_a_draft_is_nobodys_to_see(client):
    vacancy = VacancyFactory(state=VacancyState.DRAFT)
    assert client.get(vacancy_url(vacancy)).status_code == 404


def test_search_engines_are_told_only_what_is_known(client, country):
    vacancy = VacancyFactory(place=country["tien_hai"], wage_max=None, shifts=[])
    told = posting(client.get(vacancy_url(vacancy)))
    assert told["validThrough"] == "2026-12-31"
    assert told["baseSalary"]["value"] == {
        "@type": "QuantitativeValue",
        "unitText": "MONTH",
        "minValue": 8_000_000,
    }
    assert told["jobLocation"]["address"]["addressRegion"] == "Tỉnh Hưng Yên"
    assert "employmentType" not in told
    bare = posting(client.get(vacancy_url(VacancyFactory(nowhere=True, without_wage=True))))
    assert not {"baseSalary", "jobLocation"} & bare.keys()


def test_no_text_of_an_advert_can_leave_the_data_block(client):
    evil = "Thợ</script><script>alert(1)</script>"
    response = client.get(vacancy_url(VacancyFactory(title=evil, description=f"{evil} & <!--")))
    assert posting(response)["title"] == evil
    assert b"<script>alert" not in response.content


def posting(response) -> dict:
    block = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', response.content.decode()
    )
    return json.loads(block[1])


def test_a_course_shows_the_work_it_leads_to(client, build):
    certificate = CertificateDemandFactory(vacancy__title="Thợ hàn tàu").certificate
    intake = IntakeFactory(programme__grants=[certificate])
    VacancyFactory(title="Thợ may", occupation=intake.programme.occupation)
    shown = text_of(get(client, "course", intake.programme_id))
    assert "15/12/2026 Ban ngày 30/30" in shown
    assert "Thợ hàn tàu" in shown
    assert "Thợ may" in shown
    assert certificate.name in shown


def test_one_page_costs_as_many_queries_however_much_is_around(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    vacancy, intake = VacancyFactory(), IntakeFactory()
    pages = (vacancy_url(vacancy), reverse("portal:course", args=[intake.programme_id]))
    counted = []
    for page in pages:
        with django_assert_max_num_queries(15) as few:
            client.get(page)
            counted.append(len(few))
    VacancyFactory.create_batch(20)
    IntakeFactory.create_batch(20)
    SkillDemandFactory.create_batch(10, vacancy=vacancy)
    for page, number in zip(pages, counted, strict=True):
        with django_assert_num_queries(number):
            client.get(page)


@pytest.mark.parametrize("address", ["/viec-lam/999999-x/", "/khoa-hoc/999999/", "/viec-lam/x/"])
def test_what_does_not_exist_is_not_found(client, address):
    assert client.get(address).status_code == 404


# --- Engines, demo, weight ----------------------------------------------------------------------


def test_the_site_map_names_every_open_vacancy_and_course(client):
    vacancy, intake = VacancyFactory(), IntakeFactory()
    closed = VacancyFactory(closed=True)
    index = get(client, "sitemap").content.decode()
    sections = re.findall(r"<loc>http://testserver(.*?)</loc>", index)
    listed = "".join(client.get(section).content.decode() for section in sections)
    assert vacancy_url(vacancy) in listed
    assert reverse("portal:course", args=[intake.programme_id]) in listed
    assert vacancy_url(closed) not in listed


def test_a_demo_site_is_kept_out_of_search_engines(client, settings):
    settings.CAUNOI_DEMO = False
    assert "Sitemap: http://testserver/sitemap.xml" in get(client, "robots").content.decode()
    settings.CAUNOI_DEMO = True
    assert "Disallow: /\n" in get(client, "robots").content.decode()


def test_a_demo_visitor_enters_as_a_made_user_with_one_click(client, settings):
    settings.CAUNOI_DEMO = True
    made = UserFactory(made=True, role=Role.JOB_SEEKER)
    assert made.full_name in text_of(get(client, "demo"))
    response = client.post(reverse("portal:enter_demo"), {"username": made.username})
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(made.pk)


@pytest.mark.parametrize(
    ("role", "begins_at"),
    [
        (None, "portal:home"),
        (Role.JOB_SEEKER, "placement:my_lists"),
        (Role.EMPLOYER, "placement:my_vacancies"),
        (Role.SCHOOL, "placement:my_intakes"),
        (Role.COUNSELLOR, "home:first"),
    ],
)
def test_after_signing_in_everybody_begins_at_their_own_page(client, role, begins_at):
    if role:
        client.force_login(UserFactory(made=True, role=role))
    assert get(client, "first_page").url == reverse(begins_at)


def test_nobody_enters_as_a_real_user_or_outside_a_demo(client, settings):
    real, made = UserFactory(), UserFactory(made=True)
    settings.CAUNOI_DEMO = True
    enter = reverse("portal:enter_demo")
    assert client.post(enter, {"username": real.username}).status_code == 404
    assert client.post(enter).status_code == 404
    assert client.get(enter).status_code == 405
    settings.CAUNOI_DEMO = False
    assert get(client, "demo").status_code == 404
    assert client.post(enter, {"username": made.username}).status_code == 404
    assert "_auth_user_id" not in client.session


KEPT_TO_SOME = {
    "keep_job",
    "saved",
    "save_search",
    "change_search",
    "messages",
    "outbox",
    "message",
}


def test_every_public_page_is_declared_open_to_anyone():
    routes = [route for route in all_routes() if route.name.startswith("portal:")]
    closed = {route.name for route in routes if route.only is not anyone}
    assert closed == {f"portal:{name}" for name in KEPT_TO_SOME}


def test_health_is_said_with_and_without_an_index(client, build):
    assert get(client, "healthz").content == b"ok, search index missing\n"
    build()
    assert get(client, "healthz").content == b"ok\n"


def test_the_first_view_is_light(client, build):
    for number in range(30):
        VacancyFactory(posted_on=DAY - timedelta(number), closes_on=date(2026, 12, 31))
    build()
    for route in ("home", "search"):
        page = get(client, route).content
        files = {
            name: Path(finders.find(name))
            for name in re.findall(rf'"{installed.STATIC_URL}([^"]+)"', page.decode())
        }
        fonts = sum(f.stat().st_size for f in Path(finders.find("ui/fonts")).glob("*.woff2"))
        styles = sum(_packed(f) for name, f in files.items() if name.endswith((".css", ".js")))
        assert styles <= STYLE_AND_SCRIPT_KB * 1024
        assert len(gzip.compress(page)) + styles + fonts <= FIRST_VIEW_KB * 1024


def _packed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes()))


def test_courses_beside_a_vacancy_name_each_programme_once(client):
    vacancy = VacancyFactory()
    first = IntakeFactory(programme__occupation=vacancy.occupation)
    IntakeFactory(programme=first.programme, starts_on=date(2027, 1, 15))
    page = client.get(vacancy_url(vacancy)).content.decode()
    assert page.count(first.programme.name) == 1
    assert "khai giảng 15/12/2026" in page
