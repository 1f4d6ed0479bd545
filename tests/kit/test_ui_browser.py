"""The component page in a real browser: nothing scrolls sideways, axe finds nothing, no policy is
broken, a dialog opens without script."""

import shutil

import pytest

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WIDTHS = (320, 390, 1366)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


@pytest.fixture(scope="module")
def chromium():
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, live_server):
    """Opens the component page at a width; keeps what the browser complained about."""
    pages = []

    def opened(width: int, **options):
        page = chromium.new_page(viewport={"width": width, "height": 900}, **options)
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(f"{live_server.url}/thanh-phan/")
        page.wait_for_load_state("networkidle")
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_is_right_at_every_width(open_page, width):
    page = open_page(width)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    found = axe.Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["target"]) for v in found] == []
    assert page.complaints == []


def test_what_a_finger_must_hit_is_at_least_44_px_high(open_page):
    page = open_page(390)
    small = page.evaluate(
        """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')]
        .filter(e => e.offsetParent && !e.closest('.choice, .offer__title, .kpi__name'))
        .filter(e => e.getBoundingClientRect().height < 43.5)
        .filter(e => getComputedStyle(e).display !== 'inline')
        .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_a_dialog_opens_and_closes_with_scripts_switched_off(open_page):
    page = open_page(390, java_script_enabled=False)
    question = page.get_by_role("dialog", name="Rút lại hồ sơ?")
    assert not question.is_visible()
    page.get_by_role("button", name="Mở hộp thoại").click()
    assert question.is_visible()
    question.get_by_role("button", name="Để nguyên").click()
    assert not question.is_visible()


def test_a_keyboard_reaches_the_content_with_the_first_stop(open_page):
    page = open_page(1366)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Đến nội dung chính"


def test_paper_shows_no_control(open_page):
    page = open_page(794)
    page.emulate_media(media="print")
    for name in (".mast", ".btn", ".pager", ".chip", ".bar"):
        assert page.locator(name).first.evaluate("e => getComputedStyle(e).display") == "none"
