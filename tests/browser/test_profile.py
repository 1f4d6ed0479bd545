"""A profile from an identity card, walked on a phone: figures beside the goals (ux 2.4)."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accounts import sign_in_by_phone

pytestmark = pytest.mark.browser
CARD = "034201000777||NGUYỄN VĂN THỬ|04032001|Nam|Thôn 3, Đông Minh, Tiền Hải, Thái Bình|10052021"
START = "/ho-so/moi/"
SCREENS, TAPS, TYPED, SECONDS, BYTES = 7, 14, 60, 120, 200_000
# Keystroke-level model of ux 2.4: a tap, a typed character on a phone, a decision.
TAP, CHARACTER, DECISION = 1.1, 0.5, 1.35
TRANSFERRED = """() => ["navigation", "resource"]
    .flatMap(kind => performance.getEntriesByType(kind))
    .reduce((sum, entry) => sum + entry.transferSize, 0)"""


class Walk:
    """Counts what a person does, and what comes over the line."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.screens, self.taps, self.typed, self.decisions = 1, 0, 0, 0
        self.size = 0
        self.waited = 0.0

    def tap(self, target) -> None:
        target.click()
        self.taps += 1
        self.decisions += 1

    def type(self, label: str, text: str) -> None:
        box = self.page.get_by_label(label)
        box.click()
        box.press_sequentially(text)
        self.taps += 1
        self.typed += len(text)

    def go(self, target, expected: str) -> None:
        """Tap what leads to the next screen, and wait for it."""
        began = time.monotonic()
        target.click()
        self.page.wait_for_url(re.compile(expected))
        self.weigh()
        self.waited += time.monotonic() - began
        self.taps += 1
        self.screens += 1

    def seconds(self) -> float:
        return TAP * self.taps + CHARACTER * self.typed + DECISION * self.decisions + self.waited

    def weigh(self) -> None:
        """Add what this screen took over the line; what the browser had already counts nothing."""
        self.size += self.page.evaluate(TRANSFERRED)


def test_a_profile_from_a_card_keeps_to_the_goals(page: Page, site, check_page):
    sign_in_by_phone(page, site, "0387 654 321", "Nguyễn Văn Thử", START)
    walk = Walk(page)
    page.goto(site + START)
    walk.weigh()
    again = page.get_by_role("button", name="Tiếp tục")

    page.keyboard.insert_text(CARD)  # the scanner types into the box that has the cursor
    page.keyboard.press("Enter")  # and ends with Enter
    page.wait_for_url("**/nguoi/")
    walk.weigh()
    walk.screens += 1
    expect(page.get_by_label("Họ và tên")).to_have_value("Nguyễn Văn Thử")
    expect(page.get_by_label("Điện thoại")).to_have_value("0387 654 321")
    walk.go(page.get_by_role("button", name="Đúng, tiếp tục"), "/viec/")
    walk.tap(page.get_by_text("Đang thất nghiệp"))
    walk.type("Việc đã làm lâu nhất", "may công nghiệp")
    walk.tap(page.get_by_text("2–5 năm"))
    walk.go(again, "/nghe/")
    walk.go(page.locator("button[name=occupation]").first, "/hoc/")
    walk.decisions += 1
    walk.tap(page.get_by_text("Hết cấp 3"))
    walk.go(again, "/muon/")
    walk.tap(page.get_by_text("Giờ hành chính"))
    walk.type("Lương thấp nhất", "7tr")
    walk.go(again, "/xong/")
    assert page.locator("input[name=purposes]:checked").count() == 0
    walk.tap(page.get_by_text("Trung tâm tư vấn"))
    walk.go(page.get_by_role("button", name="Lưu hồ sơ"), "/ket-noi/viec-hop-voi-toi/")
    walk.screens -= 1  # the result is what it was done for

    print(
        f"\nprofile from a card: {walk.screens} screens (≤ {SCREENS}), {walk.taps} taps (≤ {TAPS}),"
        f" {walk.typed} characters (≤ {TYPED}), {walk.seconds():.0f} s modelled (≤ {SECONDS}),"
        f" {walk.size / 1000:.0f} KB (≤ {BYTES / 1000:.0f})"
    )
    assert walk.screens <= SCREENS
    assert walk.taps <= TAPS
    assert walk.typed <= TYPED
    assert walk.seconds() <= SECONDS
    assert walk.size <= BYTES

    page.goto(site + "/ho-so/")
    expect(page.locator("main")).to_contain_text("•••• 0777")
    check_page()
    page.goto(site + "/ho-so/sua/muon/")
    check_page()
    page.goto(site + "/ho-so/ai-da-xem/")
    check_page()


CAMERA = """(code) => {
    const canvas = document.createElement("canvas");
    canvas.getContext("2d").fillRect(0, 0, 9, 9);
    navigator.mediaDevices.getUserMedia = async () => (window.stream = canvas.captureStream(5));
    window.BarcodeDetector = class {
        static async getSupportedFormats() { return ["qr_code"]; }
        async detect() { return [{ rawValue: code }]; }
    };
}"""


def test_the_camera_reads_the_card_where_the_browser_can_and_nothing_is_missed_where_not(
    page: Page, site: str
):
    sign_in_by_phone(page, site, "0912 000 488", "Nguyễn Thị Quét", START)
    button = page.get_by_role("button", name="Quét bằng máy ảnh")
    expect(button).to_be_hidden()  # this browser reads no codes by itself: the box is there
    expect(page.get_by_label("Mã QR trên thẻ căn cước")).to_be_visible()

    page.add_init_script(f"({CAMERA})({CARD!r})")
    page.reload()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    button.click()
    page.wait_for_url(re.compile("/nguoi/"))

    expect(page.get_by_label("Họ và tên")).to_have_value("Nguyễn Văn Thử")
    assert not any("image" in each or len(each) > 2_000 for each in sent)
