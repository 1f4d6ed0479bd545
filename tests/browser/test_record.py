"""The record of a person at a desk: keys for everything, colleagues who see each other."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_counselling import DESK, enter_as

pytestmark = pytest.mark.browser

HEAVIEST = 120 * 1024
EVERY_ROLE_PAGES = ("/trang-viec/", "/trang-viec/can-lam/", "/trang-viec/can-lam/ket-qua-len-san/")


def find_somebody(page: Page, site: str) -> str:
    """The address of a record found by name; the visitor's own person of the demo."""
    page.goto(f"{site}/ket-noi/goi-hom-nay/")
    page.goto(f"{site}/trang-viec/can-lam/ket-qua-len-san/")
    page.goto(f"{site}/ho-so/tim/?q=nguyen+thi")
    link = page.locator("main table a[href^='/ho-so/nguoi/']").first.get_attribute("href") or ""
    return link.replace("/ho-so/nguoi/", "/trang-viec/nguoi/")


def test_the_working_pages_are_sound_on_a_phone_and_at_a_desk(page: Page, site, check_page):
    enter_as(page, site, "Tư vấn viên")
    for address in EVERY_ROLE_PAGES:
        page.goto(f"{site}{address}")
        check_page()
    record = find_somebody(page, site)
    page.goto(f"{site}{record}")
    check_page()  # the question why
    answer = page.goto(f"{site}{record}?vi=tu-van")
    assert answer is not None
    assert len(answer.body()) <= HEAVIEST
    check_page()
    page.goto(f"{site}{record}chinh-sach/")
    check_page()


def test_an_act_is_noted_by_keys_alone(page: Page, site):
    page.set_viewport_size(DESK)
    enter_as(page, site, "Tư vấn viên")
    page.goto(f"{site}{find_somebody(page, site)}?vi=tu-van")
    expect(page.get_by_role("heading", name="Ghi việc đã làm")).to_be_visible()
    page.keyboard.press("Alt+g")
    page.keyboard.type("Muốn làm ca ngày")
    page.keyboard.press("Alt+1")
    expect(page.locator("main")).to_contain_text("Đã ghi: Tư vấn việc làm")
    expect(page.locator("main")).to_contain_text("Muốn làm ca ngày")
    page.keyboard.press("Alt+2")
    expect(page.get_by_role("heading", name="Tư vấn chính sách")).to_be_visible()
    page.get_by_label("Vay vốn tạo việc làm").check()
    page.get_by_label("Đã trả lời").fill("Nộp hồ sơ ở xã.")
    page.keyboard.press("Control+s")
    expect(page.locator("main")).to_contain_text("Đã ghi phiếu tư vấn chính sách")


def test_two_clerks_at_one_record_see_each_other(page: Page, browser: Browser, site):
    page.set_viewport_size(DESK)
    enter_as(page, site, "Tư vấn viên")
    record = find_somebody(page, site)
    page.goto(f"{site}{record}?vi=tu-van")
    other = browser.new_context(viewport=DESK)
    colleague = other.new_page()
    enter_as(colleague, site, "Giám đốc trung tâm")
    colleague.goto(f"{site}{record}?vi=kiem-tra")
    expect(colleague.locator("#dong-nghiep")).to_contain_text("Đang mở")
    expect(page.locator("#dong-nghiep")).to_contain_text("Giám đốc", timeout=15_000)
    colleague.keyboard.press("Alt+5")
    expect(colleague.locator("main")).to_contain_text("Đã ghi: Hướng dẫn")
    said = page.locator("#dong-nghiep")
    expect(said).to_contain_text("vừa ghi lúc", timeout=15_000)
    said.get_by_role("link", name=re.compile("Tải lại")).click()
    expect(page.locator("main")).to_contain_text("Hướng dẫn, trả lời câu hỏi")
    other.close()
