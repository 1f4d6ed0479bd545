"""A firm's order becomes a class, thirty cards fill it, and its lessons have a register."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, enter_as

pytestmark = pytest.mark.browser

OPEN_SECONDS, ENROL_SECONDS = 90, 180  # ux 2.4, row 6
TAP, KEY, THINK = 1.1, 0.28, 1.35  # seconds at a desk, keystroke-level model
SCAN = 4.0  # one card under the scanner


def card(n: int) -> str:
    return f"034195{n:06}||NGUYỄN THỊ THỬ {'ABCDE'[n % 5]}|20051995|Nữ|Thôn 1, Đông Minh|10052021"


def test_a_school_answers_an_order_enrols_thirty_and_takes_attendance(page: Page, site, check_page):
    page.set_viewport_size(DESK)
    trade = taught_trade(page, site)
    enter_as(page, site, "Người sử dụng lao động")
    page.goto(f"{site}/dao-tao/don-dat/moi/?so=30&luong=8500000&nghe={trade}")
    check_page()
    page.get_by_label("Cần học từ ngày").fill("11/01/2099")
    page.get_by_role("button", name="Gửi đơn đặt").click()
    expect(page.locator("main")).to_contain_text("Đang chờ trường nhận")
    check_page()

    enter_as(page, site, "Cơ sở đào tạo")
    page.set_viewport_size(DESK)
    began = time.monotonic()
    page.goto(f"{site}/dao-tao/don-dat/")
    page.get_by_role("link", name="Mở lớp theo đơn").last.click()
    expect(page.get_by_label("Chỉ tiêu")).to_have_value("30")
    page.get_by_role("button", name="Mở lớp", exact=True).click()
    expect(page.locator("main")).to_contain_text("Còn thiếu")
    waits = time.monotonic() - began
    opening = waits + 3 * TAP + 4 * THINK
    print(f"\nopen a class from an order: 1 page, 3 taps, {opening:.0f} s (goal {OPEN_SECONDS} s)")
    assert opening <= OPEN_SECONDS
    check_page()

    page.set_viewport_size(DESK)
    began = time.monotonic()
    page.get_by_role("link", name="Quét thẻ ghi danh").click()
    page.get_by_label("Thẻ căn cước").fill("\n".join(card(n) for n in range(30)))
    page.get_by_role("button", name="Ghi danh cả danh sách").click()
    expect(page.locator("main")).to_contain_text("Đã ghi danh 30 người")
    enrolling = time.monotonic() - began + 30 * SCAN + 3 * TAP + 2 * THINK
    print(f"enrol 30 by their cards: 1 list, {enrolling:.0f} s (goal {ENROL_SECONDS} s)")
    assert enrolling <= ENROL_SECONDS
    check_page()

    page.get_by_role("button", name="Mở buổi điểm danh").click()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Ghi điểm danh").click()
    expect(page.locator("main")).to_contain_text("1 trên 30 người có mặt")
    check_page()
    page.get_by_role("link", name="Chiếu mã điểm danh").click()
    expect(page.get_by_role("img", name="Mã điểm danh của buổi học")).to_be_visible()
    check_page()


def taught_trade(page: Page, site: str) -> str:
    """A trade the demo school teaches, as its own page of unmet work names it."""
    enter_as(page, site, "Cơ sở đào tạo")
    page.goto(f"{site}/ket-noi/lop-cua-toi/")
    link = page.locator('a[href*="nghe="]').first.get_attribute("href") or ""
    found = re.search(r"nghe=(\d{4})", link)
    assert found, link
    return found.group(1)


def test_unmet_demand_opens_its_records(page: Page, site, check_page):
    enter_as(page, site, "Tư vấn viên")
    page.goto(f"{site}/ket-noi/nhu-cau/")
    check_page()
    page.get_by_role("rowheader").get_by_role("link").first.click()
    expect(page.get_by_role("table", name="Tin tuyển còn chỗ")).to_be_visible()
    check_page()


def test_a_person_asks_for_a_class_on_a_phone(page: Page, site, check_page):
    enter_as(page, site, "Người tìm việc")
    page.goto(f"{site}/khoa-hoc/")
    page.locator("h2 a, h3 a").first.click()
    page.get_by_role("link", name="Đăng ký học").click()
    check_page()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Đăng ký học").click()
    expect(page.locator("main")).to_contain_text(re.compile("Đang giữ chỗ|Đang chờ chỗ"))
    check_page()
