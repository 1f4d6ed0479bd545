"""Signing in by telephone and registering a firm, walked on a phone; the centre verifies at a desk
(ux 2.2 Sign-in, 2.3 (3) point 1)."""

import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK

pytestmark = pytest.mark.browser
TAX_CODE = "0100109106"


def sign_in_by_phone(page: Page, site: str, phone: str, name: str, after: str) -> tuple[int, float]:
    """Taps and seconds from the sign-in page to the page asked for."""
    page.goto(f"{site}/tai-khoan/so-dien-thoai/?next={after}")
    began, taps = time.monotonic(), 0
    page.get_by_label("Số điện thoại").fill(phone)
    page.get_by_role("button", name="Gửi mã cho tôi").click()
    code = page.locator("#ma-xem-thu").inner_text()
    page.get_by_label("Mã 6 chữ số").fill(code)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    taps += 2
    if page.get_by_label("Họ và tên").count():
        page.get_by_label("Họ và tên").fill(name)
        page.get_by_role("button", name="Đăng nhập", exact=True).click()
        taps += 1
    page.wait_for_url(f"**{after}")
    return taps, time.monotonic() - began


def enter_as(page: Page, site: str, username: str) -> None:
    """Take the part of one of the made users of the demo site."""
    page.goto(f"{site}/xem-thu/")
    page.locator(f"form:has(input[value='{username}']) button").click()
    page.wait_for_url(lambda address: "/xem-thu/" not in address)


def test_a_phone_and_a_code_let_in_and_a_firm_registers_and_is_verified(
    site: str, page: Page, check_page
):
    page.goto(f"{site}/tai-khoan/dang-nhap/")
    check_page()
    page.goto(f"{site}/tai-khoan/so-dien-thoai/")
    check_page()
    after = "/doanh-nghiep/dang-ky/"
    taps, seconds = sign_in_by_phone(page, site, "0912 345 678", "Nguyễn Văn Thử", after)
    print(f"\nsign-in: {taps} taps, {seconds:.1f} s, new number with name and code")
    check_page()

    began = time.monotonic()
    page.get_by_label("Mã số thuế").fill(TAX_CODE)
    page.get_by_label("Tên đơn vị").fill("Công ty Thử Nghiệm")
    page.get_by_label("Loại hình").select_option("PRIVATE_FIRM")
    page.get_by_label("Xã, phường nơi đặt trụ sở").select_option(index=3)
    page.get_by_label("Người đại diện", exact=True).fill("Nguyễn Văn Thử")
    page.get_by_role("button", name="Gửi đăng ký").click()
    expect(page.get_by_text("Đang xác minh").first).to_be_visible()
    print(f"register a firm: 1 page, 5 inputs, {time.monotonic() - began:.1f} s")
    firm = page.url
    check_page()

    page.context.clear_cookies()
    page.set_viewport_size(DESK)
    enter_as(page, site, "tu-van")
    page.goto(f"{site}/doanh-nghiep/xac-minh/")
    check_page()
    page.get_by_role("link", name="Công ty Thử Nghiệm").click()
    page.get_by_label("Nguồn thứ nhất").select_option("TAX")
    page.get_by_label("Nguồn thứ hai").select_option("CALL")
    check_page()
    page.get_by_role("button", name="Xác minh", exact=True).click()
    expect(page.get_by_text("Tin của đơn vị này hiện không cần duyệt")).to_be_visible()

    page.goto(firm)
    expect(page.get_by_text("không được mở trang này")).to_be_visible()


def test_staff_are_warned_two_minutes_before_the_session_ends_and_may_stay(
    site: str, page: Page, check_page
):
    enter_as(page, site, "tu-van")
    page.clock.install()
    page.goto(f"{site}/doanh-nghiep/xac-minh/")
    warning = page.locator("#sap-het-phien")
    page.clock.fast_forward("12:59")
    expect(warning).to_be_hidden()
    page.clock.fast_forward("00:02")
    expect(warning).to_be_visible()
    check_page()
    warning.get_by_role("button").click()
    expect(warning).to_be_hidden()
    page.clock.fast_forward("13:01")
    expect(warning).to_be_visible()
