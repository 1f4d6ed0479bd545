"""The counsellor from the three lists to the printed letter, and the firm that answers its code."""

import re
import time

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import enter_as

pytestmark = pytest.mark.browser

DESK = {"width": 1366, "height": 768}
TAP, DECISION = 1.1, 1.35  # seconds of the keystroke model at a desk
LETTER_GOAL, LISTS_GOAL, CLICKS_GOAL = 60.0, 1.5, 3


def open_somebody_with_jobs(page: Page, site: str) -> float:
    """The screen of somebody for whom there is work; how long it took to come."""
    page.goto(f"{site}/ket-noi/phuong-an/")
    page.goto(site + (page.locator("a[href$='/nguoi/']").first.get_attribute("href") or ""))
    people = [
        link.get_attribute("href") or ""
        for link in page.locator("main table a[href^='/ket-noi/nguoi/']").all()
    ]
    for address in people:
        start = time.monotonic()
        page.goto(site + address)
        took = time.monotonic() - start
        if page.get_by_role("link", name="Giới thiệu", exact=True).count():
            return took
    raise AssertionError("nobody on the first page of the plan has a job to go to")


def test_from_the_lists_to_the_letter_in_three_clicks(page: Page, site, check_page):
    page.set_viewport_size(DESK)
    enter_as(page, site, "Tư vấn viên")
    open_somebody_with_jobs(page, site)
    lists = page.evaluate("performance.getEntriesByType('navigation')[0].responseEnd") / 1000
    check_page()
    page.set_viewport_size(DESK)
    here = page.url

    start, clicks = time.monotonic(), 3
    page.get_by_role("link", name="Giới thiệu", exact=True).first.click()
    page.get_by_role("button", name="Đã hỏi, lập giấy").click()
    expect(page.locator("main")).to_contain_text("Giấy giới thiệu số")
    letter = page.get_by_role("link", name="In giấy (A5)").get_attribute("href")
    paper = page.request.get(f"{site}{letter}")
    waited = time.monotonic() - start
    seconds = waited + clicks * TAP + 3 * DECISION

    assert paper.body().startswith(b"%PDF")
    print(
        f"letter: {clicks} clicks (≤ {CLICKS_GOAL}), model {seconds:.1f} s (≤ {LETTER_GOAL:.0f}), "
        f"lists {lists:.2f} s (≤ {LISTS_GOAL}), paper {len(paper.body()) / 1024:.0f} KB"
    )
    assert seconds <= LETTER_GOAL
    check_page()
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Đã đến")).to_be_hidden()
    page.emulate_media(media="screen")
    page.goto(here)
    expect(page.locator("main")).to_contain_text("Giấy số")


def test_choosing_together_takes_one_tap_for_no(page: Page, site, check_page):
    enter_as(page, site, "Tư vấn viên")
    open_somebody_with_jobs(page, site)
    page.get_by_role("link", name="Cùng khách chọn").click()
    check_page()
    before = page.locator("#ngay > li").first.get_by_role("heading").inner_text()
    page.get_by_role("button", name=re.compile("^Xa")).first.click()
    expect(page.locator("main")).to_contain_text(f"không nhận việc {before}")
    check_page()


def test_a_scanned_code_says_whether_the_letter_holds(
    browser: Browser, page: Page, site, check_page
):
    enter_as(page, site, "Tư vấn viên")
    open_somebody_with_jobs(page, site)
    page.get_by_role("link", name="Giới thiệu", exact=True).first.click()
    page.get_by_role("button", name="Đã hỏi, lập giấy").click()
    answer = page.locator("form[action*='/ket-qua/']").first.get_attribute("action") or ""
    page.goto(f"{site}/ket-noi/goi-hom-nay/")
    check_page()

    context = browser.new_context(locale="vi-VN")
    stranger = context.new_page()
    stranger.goto(site + answer.replace("ket-qua/", ""))
    expect(stranger.locator("main")).to_contain_text("Còn hiệu lực")
    stranger.goto(f"{site}/ket-noi/giay/gia-mao/")
    expect(stranger.locator("main")).to_contain_text("không phải của trung tâm")
    context.close()
