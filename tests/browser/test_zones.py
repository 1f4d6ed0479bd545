"""A phone in Korea, a desk in California: days typed and shown are the same (trust H4)."""

import json

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_accounts import sign_in_by_phone
from tests.browser.test_households import OFFICER, PASSWORD, Hand
from tests.browser.test_training_support import enter_as

pytestmark = pytest.mark.browser

# Zone of the browser, a day of birth that another zone's midnight would move, a phone of its own.
ZONES = [
    ("Asia/Seoul", "01/01/1988", "0912000511"),
    ("America/Los_Angeles", "31/12/1987", "0912000512"),
]
BORN = """
import json
from caunoi.people.models import Person
found = Person.objects.filter(full_name="Người Hộ {zone}").order_by("-id")[:1]
print(json.dumps([str(person.birth_date) for person in found]))
"""
ONCE = "User.objects.filter(username='xa-nhap-ho').exists() or User.objects.create_user"


@pytest.mark.parametrize("there", ZONES, ids=[zone for zone, _, _ in ZONES])
def test_birth_dates_stay_what_was_typed(
    browser: Browser, browser_context_args, site, inside, there
):
    zone, born, phone = there
    inside(OFFICER.replace("User.objects.create_user", ONCE))
    context = browser.new_context(**browser_context_args | {"timezone_id": zone})
    page = context.new_page()
    told = "-".join(reversed(born.split("/")))

    write_own_record(page, site, born, phone)
    context.clear_cookies()
    write_household_without_network(page, site, born, zone)
    of_household = json.loads(inside(BORN.format(zone=zone)))
    assert of_household == [told]

    page.set_viewport_size(DESK)
    context.clear_cookies()
    enter_as(page, site, "Nhân viên tiếp nhận")
    page.goto(f"{site}/that-nghiep/nhan/")
    page.get_by_role("searchbox").or_(page.locator("#id_q")).first.fill(f"Người Hộ {zone}")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text(born)
    context.close()


def write_own_record(page: Page, site: str, born: str, phone: str) -> None:
    """The steps of a record up to the birth, seen again afterwards."""
    page.set_viewport_size(PHONE)
    sign_in_by_phone(page, site, phone, "Người Thử Múi Giờ", "/ho-so/moi/")
    page.get_by_role("button", name="Tôi nhập tay").click()
    page.wait_for_url("**/nguoi/")
    address = page.url
    page.get_by_label("Họ và tên").fill("Người Thử Múi Giờ")
    page.get_by_label("Ngày sinh").fill(born.replace("/", ""))
    page.get_by_role("main").get_by_text("Nữ", exact=True).click()
    page.get_by_label("Xã, phường đang ở").fill("Đông Minh, Tiền Hải, Thái Bình")
    page.get_by_role("button", name="Đúng, tiếp tục").click()
    page.wait_for_url("**/viec/")
    page.goto(address)
    expect(page.get_by_label("Ngày sinh")).to_have_value(born)


def write_household_without_network(page: Page, site: str, born: str, zone: str) -> None:
    """A household with one person, typed without a network and sent when it is back."""
    page.goto(f"{site}/tai-khoan/dang-nhap/?next=/thu-thap/ho/")
    page.locator("input[name=login]").fill("xa-nhap-ho")
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#mang")).to_contain_text("Có mạng.")
    page.evaluate("navigator.serviceWorker.ready")
    page.context.set_offline(True)
    page.reload()
    hand = Hand(page)
    hand.tap("Thêm hộ mới")
    hand.type("Mã hộ", born[-4:] + zone[:3])
    hand.type("Thôn, tổ, số nhà", "Thôn 9")
    hand.tap("Thêm người")
    hand.type("Họ và tên", f"Người Hộ {zone}")
    hand.type("Ngày sinh, hoặc năm sinh", born.replace("/", ""))
    hand.tap("Nữ", role="radio")
    hand.choose("Học xong lớp, cấp nào", "Tốt nghiệp trung học phổ thông")
    hand.choose("Trình độ chuyên môn cao nhất", "Chưa qua đào tạo")
    hand.choose("Đang làm gì", "Có việc làm")
    hand.choose("Làm cho ai", "Làm công ăn lương")
    hand.type("Công việc đang làm", "may")
    hand.tap("Lưu người này")
    hand.tap("Xong hộ này")
    page.context.set_offline(False)
    expect(page.locator("#mang")).to_contain_text("Không còn hộ chờ gửi", timeout=20_000)
