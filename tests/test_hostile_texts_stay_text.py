"""Texts that try to become code, on every page that shows them, in a real Chromium (trust F1)."""

import json
import shutil

import pytest

from caunoi.accounts.choices import Role
from caunoi.portal.actions.search_index import rebuild_search_index
from tests.accounts.factories import UserFactory
from tests.employers.factories import EmployerFactory, MemberFactory
from tests.placement.factories import DAY, make_run, seeker
from tests.training.factories import InstitutionFactory, IntakeFactory
from tests.trust.test_texts import PAYLOADS, fill_with_payloads
from tests.vacancies.factories import VacancyFactory

playwright = pytest.importorskip("playwright.sync_api")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "</script><script>alert(3)</script>",
    "'\"><svg/onload=alert(4)>",
    "<!--<script>",
    "{{7*7}}{% debug %}",
    "&lt;script&gt;alert(5)&lt;/script&gt;",
    '<a href="javascript:alert(6)">x</a>',
    '<base href="//la.example">',
    "<style>*{display:none}</style>",
)
# What none of our own pages holds: it would have come out of a text.
STRANGE = (
    "script:not([src]):not([type='application/ld+json']), style, base, iframe, object, embed, "
    "meta[http-equiv], a[href^='javascript:'], img[src='x'], [onerror], [onload], [onclick], "
    "xx-bad, marquee, [style*='xx'], [src*='xx'], [formaction*='xx'], [srcdoc], [onfocus]"
)
FIND_STRANGE = "css => [...document.querySelectorAll(css)].map(e => e.outerHTML.slice(0, 120))"


@pytest.fixture
def pages(settings, tmp_path):
    """Names, titles and texts of every kind that try; the addresses by who opens them."""
    settings.CAUNOI_DEMO, settings.HOME = True, tmp_path
    worker = UserFactory(role=Role.JOB_SEEKER, made=True, full_name=HOSTILE[0])
    person = seeker(person={"account": worker, "full_name": HOSTILE[1]})
    vacancies = [
        VacancyFactory(
            employer=EmployerFactory(name=f"Công ty {text}", address=text),
            title=f"Thợ may {text}", description=text, requirements=text, benefits=text,
            address=text, closes_on="2099-12-31",
        )
        for text in HOSTILE
    ]  # fmt: skip
    school = InstitutionFactory(name=f"Trường {HOSTILE[2]}")
    intake = IntakeFactory(starts_on="2099-12-15", programme__institution=school)
    member = MemberFactory(employer=vacancies[0].employer)
    counsellor = UserFactory(role=Role.COUNSELLOR, made=True, full_name=HOSTILE[3])
    run = make_run()
    rebuild_search_index(on=DAY)
    plan = f"/ket-noi/phuong-an/{run.pk}/"
    typed = "%3Cscript%3Ealert(1)%3C/script%3E"
    return {
        None: [
            "/",
            f"/viec-lam/?q={typed}&nha=%22%3E{typed}&noi={typed}",
            "/viec-lam/?q=may&sx=moi",
            f"/khoa-hoc/?q={typed}",
            f"/khoa-hoc/{intake.programme_id}/",
            f"/tai-khoan/dang-nhap/?next=%22%3E{typed}",
            *(f"/viec-lam/{vacancy.pk}-x/" for vacancy in vacancies),
        ],
        worker: ["/ket-noi/viec-hop-voi-toi/"],
        member.user: ["/ket-noi/tin-cua-toi/", f"/ket-noi/tin/{vacancies[0].pk}/ung-vien/"],
        counsellor: [
            *(plan + part for part in ("", "nguoi/", "tin/", "khoa/", "chua-co-cho/")),
            f"{plan}tin/?xa={typed}&vi-sao={typed}",
            f"/ket-noi/nguoi/{person.pk}/",
            f"/ket-noi/tin/{vacancies[3].pk}/ung-vien/",
        ],
    }


@pytest.fixture
def browser_page(live_server):
    """A page that writes down every dialog, complaint and request to another site."""
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_context(base_url=live_server.url).new_page()
        page.set_default_timeout(120_000)  # beside other work pages are slow, not wrong
        page.said = []
        page.on("dialog", lambda dialog: (page.said.append(dialog.message), dialog.dismiss()))
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("request", lambda request: page.said.append(request.url)
                if not request.url.startswith((live_server.url, "data:")) else None)  # fmt: skip
        yield page
        browser.close()


def open_all(pages, browser_page, client, live_server):
    """Open every address as who may; a text that became code is seen in one way or another."""
    for user, addresses in pages.items():
        browser_page.context.clear_cookies()
        if user is not None:
            client.force_login(user)
            value = client.cookies["session"].value
            browser_page.context.add_cookies(
                [{"name": "session", "value": value, "url": live_server.url}]
            )
        for address in addresses:
            answer = browser_page.goto(address)
            assert answer.status == 200, address
            assert browser_page.said == [], address
            assert browser_page.url.startswith(live_server.url), address
            strange = browser_page.evaluate(FIND_STRANGE, STRANGE)
            assert strange == [], address
            for block in browser_page.locator("script[type='application/ld+json']").all():
                assert json.loads(block.text_content())["@type"] == "JobPosting"


def test_no_text_becomes_code_on_any_page(pages, browser_page, client, live_server):
    open_all(pages, browser_page, client, live_server)


def test_five_hundred_payloads_in_every_column_do_nothing(pages, browser_page, client, live_server):
    few = {user: addresses[:8] for user, addresses in pages.items()}
    placed = shown = 0
    while placed < len(PAYLOADS):
        filled, placed = fill_with_payloads(placed)
        assert len(filled) > 30
        rebuild_search_index(on=DAY)
        open_all(few, browser_page, client, live_server)
        shown += "xx" in browser_page.content()
    assert shown, "none of the payloads stood on a page"
