"""A claim at the counter: from the search to the printed decision, by the goal of flow 4c."""

import time

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

DESK = {"width": 1366, "height": 768}
CLICK, KEY, DECISION = 1.1, 0.28, 1.35  # seconds of the keystroke model at a desk
CLICKS_GOAL, CHARACTERS_GOAL, SECONDS_GOAL, PREVIEW_GOAL = 12, 40, 180.0, 2.0


def enter_as(page: Page, site: str, role: str) -> None:
    page.goto(f"{site}/xem-thu/")
    page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=role)).get_by_role(
        "button"
    ).click()


class Hands:
    """Counts what a clerk clicks, types and thinks about."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks, self.characters, self.decisions = page, 0, 0, 0
        self.began = time.monotonic()

    def click(self, target) -> None:
        self.clicks += 1
        target.click()

    def type(self, target, text: str) -> None:
        self.characters += len(text)
        target.fill(text)

    def choose(self, target, label: str) -> None:
        """A list opened by its first letters on the keyboard: one click's time."""
        self.clicks += 1
        target.select_option(label=label)

    @property
    def seconds(self) -> float:
        waited = time.monotonic() - self.began
        return (
            waited + self.clicks * CLICK + self.characters * KEY + (self.decisions or 6) * DECISION
        )


def somebody_with_a_draft(page: Page, site: str) -> str:
    page.goto(f"{site}/that-nghiep/?loc=soan")
    row = page.locator("tbody tr").first
    return row.locator("td").first.inner_text()


def test_from_the_card_to_the_printed_decision(page: Page, site, check_page):
    page.set_viewport_size(DESK)
    enter_as(page, site, "Tư vấn viên")
    name = somebody_with_a_draft(page, site)
    page.goto(f"{site}/that-nghiep/nhan/")
    check_page()
    page.set_viewport_size(DESK)

    hands = Hands(page)
    page.get_by_role("searchbox").or_(page.locator("#id_q")).first.fill(name)  # the card is read
    page.keyboard.press("Enter")
    hands.click(page.get_by_role("button", name="Mở hồ sơ trợ cấp").first)
    hands.type(page.get_by_label("Ngày chấm dứt hợp đồng", exact=True), "30102026")
    hands.choose(page.get_by_label("Lý do chấm dứt"), "Hết hạn hợp đồng")
    hands.type(page.get_by_label("Từ tháng").first, "1120")
    hands.type(page.get_by_label("Đến tháng").first, "1026")
    hands.type(page.get_by_label("Lương đóng").first, "8tr")
    hands.choose(page.locator("#id_d0-region"), "Vùng II")
    hands.type(page.get_by_label("Số tài khoản"), "0123456789")
    hands.type(page.get_by_label("Ngân hàng"), "VCB")
    for paper in ("Đề nghị hưởng", "Giấy tờ chấm dứt", "Sổ bảo hiểm"):
        hands.click(page.get_by_role("checkbox", name=paper))
    hands.click(page.get_by_role("button", name="Tiếp nhận", exact=True))
    main = page.locator("main")
    expect(main).to_contain_text("Đã tiếp nhận hồ sơ")
    expect(main).to_contain_text("4.800.000 đ")
    hands.click(page.get_by_role("button", name="Trình duyệt"))
    expect(main).to_contain_text("Chờ duyệt")
    counter = hands.seconds
    slip = page.get_by_role("link", name="Phiếu hẹn").get_attribute("href")
    assert page.request.get(f"{site}{slip}").body().startswith(b"%PDF")
    check_page()

    # Ten working days later somebody else approves: here a claim of the demo that is old enough.
    page.set_viewport_size(DESK)
    enter_as(page, site, "Giám đốc")
    page.goto(f"{site}/that-nghiep/duyet/")
    check_page()
    page.set_viewport_size(DESK)
    approved = Hands(page)
    approved.click(page.get_by_role("link", name="Xem căn cứ").first)
    check_page()
    page.set_viewport_size(DESK)
    approved.click(page.get_by_role("button", name="Duyệt", exact=True))
    expect(main).to_contain_text("Đã duyệt 1 văn bản")

    clicks = hands.clicks + approved.clicks
    print(
        f"claim: {clicks} clicks (≤ {CLICKS_GOAL}), {hands.characters} characters "
        f"(≤ {CHARACTERS_GOAL}), clerk {counter:.0f} s (≤ {SECONDS_GOAL:.0f})"
    )
    assert clicks <= CLICKS_GOAL
    assert hands.characters <= CHARACTERS_GOAL
    assert counter <= SECONDS_GOAL


def test_the_decision_prints_in_its_form_within_two_seconds(page: Page, site, check_page):
    page.set_viewport_size(DESK)
    enter_as(page, site, "Tư vấn viên")
    page.goto(f"{site}/that-nghiep/?loc=nhan")
    page.locator("tbody tr a").first.click()
    check_page()
    link = page.get_by_role("link", name="Mẫu 12").get_attribute("href")
    began = time.monotonic()
    paper = page.request.get(f"{site}{link}")
    took = time.monotonic() - began
    assert paper.body().startswith(b"%PDF")
    print(f"decision: paper {len(paper.body()) / 1024:.0f} KB in {took:.2f} s (≤ {PREVIEW_GOAL})")


def test_notes_are_kept_while_they_are_typed(page: Page, site):
    page.set_viewport_size(DESK)
    enter_as(page, site, "Tư vấn viên")
    page.goto(f"{site}/that-nghiep/")
    page.locator("tbody tr a").last.click()
    page.get_by_label("Ghi chú của cán bộ").fill("Hẹn gọi lại chiều nay")
    expect(page.locator("#ghi-chu-luu")).to_have_text("Đã lưu")
    page.reload()
    expect(page.get_by_label("Ghi chú của cán bộ")).to_have_value("Hẹn gọi lại chiều nay")


def test_the_person_sees_where_the_claim_is(page: Page, site, check_page):
    enter_as(page, site, "Người tìm việc")
    page.goto(f"{site}/that-nghiep/cua-toi/")
    expect(page.locator("main")).to_contain_text("Đã nhận quyết định")
    check_page()
