"""An employer posts an advert: on a desk and on a phone, seconds, boxes and bytes beside the goal.

Seconds are reckoned as ux 2.4 does: 1,1 s a tap, 0,28 s a letter at a desk and 0,5 s on a phone,
1,35 s a decision, and what the server took.
"""

import time
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_walks import enter_as

pytestmark = pytest.mark.browser

ROLE = "Người sử dụng lao động"
TAP, DECISION = 1.1, 1.35
LETTER = {"desk": 0.28, "phone": 0.5}
SECONDS, BOXES, BYTES = 90, 8, 150_000
REPOST_SECONDS = 15


@dataclass
class Walk:
    """What the way costs."""

    page: Page
    letter: float
    taps: int = 0
    letters: int = 0
    boxes: int = 0
    waited: float = 0.0

    def type(self, label: str, words: str) -> None:
        self.page.get_by_label(label, exact=True).fill(words)
        self.boxes, self.letters, self.taps = (
            self.boxes + 1,
            self.letters + len(words),
            self.taps + 1,
        )

    def press(self, name: str) -> None:
        before = time.monotonic()
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_load_state()
        self.taps, self.waited = self.taps + 1, self.waited + time.monotonic() - before

    @property
    def seconds(self) -> float:
        thought = (self.boxes + 1) * DECISION
        return self.taps * TAP + self.letters * self.letter + thought + self.waited


@pytest.mark.parametrize(("kind", "size"), [("desk", DESK), ("phone", PHONE)])
def test_an_employer_posts_in_a_minute_and_a_half(browser: Browser, site, kind, size):
    context = browser.new_context(viewport=size, locale="vi-VN")
    page = context.new_page()
    enter_as(page, site, ROLE)
    weights: dict[str, int] = {}
    page.on(
        "response",
        lambda answer: weights.update({answer.url: answer.request.sizes()["responseBodySize"]}),
    )
    page.goto(f"{site}/tuyen-dung/dang-tin/", wait_until="networkidle")
    first_view = sum(weights.values())

    walk = Walk(page, LETTER[kind])
    walk.type("Cần người làm gì", "công nhân may")
    walk.type("Số lượng", "20")
    walk.type("Lương từ", "8tr")
    walk.type("đến (không bắt buộc)", "11tr")
    walk.type("Điện thoại liên hệ", "0912345678")
    # The site helps while somebody types: code, wage of the market, people who fit.
    expect(page.get_by_text("Đã lưu nháp")).to_be_visible(timeout=15_000)
    expect(page.get_by_role("heading", name="Người hợp")).to_be_visible(timeout=15_000)
    expect(page.get_by_role("radio", name="may công nghiệp")).to_be_checked()
    walk.press("Đăng tin")

    expect(page.locator("main")).to_contain_text("công nhân may")
    expect(page.get_by_role("heading", name="Làm tiếp")).to_be_visible()
    print(
        f"\n3 đăng tin ({kind}): {walk.seconds:.0f} s (mục tiêu {SECONDS}), {walk.boxes} ô"
        f" (mục tiêu {BOXES}), {walk.taps} lần bấm, {first_view / 1000:.0f} KB"
        f" (mục tiêu {BYTES // 1000})"
    )
    assert walk.seconds <= SECONDS
    assert walk.boxes <= BOXES
    assert first_view <= BYTES

    again = Walk(page, LETTER[kind])
    page.goto(f"{site}/tuyen-dung/dang-tin/")
    page.get_by_text("Dán tin cũ, tải tệp").click()
    again.taps += 1
    page.get_by_role("button", name="Đăng lại").first.click()
    again.taps += 1
    expect(page.get_by_role("heading", name="Làm tiếp")).to_be_visible()
    seconds = again.taps * TAP + 2 * DECISION
    print(f"3 đăng lại ({kind}): {seconds:.0f} s (mục tiêu {REPOST_SECONDS})")
    assert seconds <= REPOST_SECONDS
    context.close()


def test_the_pages_of_posting_are_accessible_and_quiet(page: Page, site, check_page):
    enter_as(page, site, ROLE)
    for path in ("dang-tin/", "tin/", "nhu-cau/"):
        page.goto(f"{site}/tuyen-dung/{path}")
        check_page()


def test_an_advert_is_posted_without_script(browser: Browser, site):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    enter_as(page, site, ROLE)
    page.goto(f"{site}/tuyen-dung/dang-tin/")
    page.get_by_label("Cần người làm gì").fill("bảo vệ")
    page.get_by_label("Số lượng").fill("2")
    page.get_by_label("Lương từ").fill("7 triệu")
    page.get_by_label("Điện thoại liên hệ").fill("0912345678")
    page.get_by_role("button", name="Xem thử", exact=True).click()
    expect(page.get_by_text("Đã lưu nháp")).to_be_visible()
    page.get_by_role("button", name="Đăng tin", exact=True).click()
    expect(page.get_by_role("heading", name="Làm tiếp")).to_be_visible()
    context.close()
