"""Flow 8: the director sees twelve indicators, opens one, its commune, and one record.

Prints the clicks and the seconds of each page beside the goals of the flow.
"""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_counselling import enter_as

pytestmark = pytest.mark.browser

CLICKS_GOAL, PAGE_SECONDS = 3, 2.0
DESK = {"width": 1366, "height": 900}
WALL = {"width": 1920, "height": 1080}


def opened(page: Page, site: str, path: str) -> float:
    """How long a page took to come."""
    start = time.monotonic()
    page.goto(site + path)
    return time.monotonic() - start


def test_three_clicks_from_the_province_to_one_record(page: Page, site, check_page):
    enter_as(page, site, "Giám đốc trung tâm")
    took = opened(page, site, "/so-lieu/")
    expect(page.get_by_role("heading", name="Mười hai chỉ tiêu")).to_be_visible()
    assert page.locator("li.kpi").count() == 12
    check_page()
    page.set_viewport_size(DESK)
    start, clicks = time.monotonic(), 0

    page.get_by_role("link", name="Tuyển qua trung tâm", exact=True).first.click()
    clicks += 1
    expect(page.get_by_role("heading", level=1)).to_contain_text("tuyển qua trung tâm")
    check_page()
    page.set_viewport_size(DESK)
    page.get_by_role("link", name="Xem danh sách").click()
    clicks += 1
    expect(page.get_by_role("table", name="Bản ghi trong sổ")).to_be_visible()
    check_page()
    page.set_viewport_size(DESK)
    page.locator("main table a").first.click()
    clicks += 1
    expect(page).to_have_url(re.compile("/ho-so|/nguoi/|vi=kiem-tra"))

    walked = time.monotonic() - start
    print(
        f"dashboard {took:.2f} s; {clicks} clicks to a record (goal {CLICKS_GOAL}), {walked:.1f} s"
    )
    assert clicks <= CLICKS_GOAL
    assert took <= PAGE_SECONDS


def test_a_commune_of_the_table_opens_the_list_of_units_behind_it(page: Page, site):
    enter_as(page, site, "Giám đốc trung tâm")
    page.set_viewport_size(DESK)
    page.goto(f"{site}/so-lieu/chi-tieu/jobs_created/")
    row = page.locator("main table tr").filter(has=page.locator("td a")).last
    page.goto(site + (row.locator("td a").first.get_attribute("href") or ""))
    expect(page.get_by_role("link", name="Lượt lao động có việc làm tại tỉnh")).to_be_visible()


def test_the_wall_fits_its_screen_and_names_nobody(page: Page, site, check_page):
    enter_as(page, site, "Giám đốc trung tâm")
    page.set_viewport_size(WALL)
    took = opened(page, site, "/so-lieu/man-hinh/")
    assert page.locator("li.kpi").count() == 12
    below = page.evaluate("document.documentElement.scrollHeight - innerHeight")
    print(f"wall {took:.2f} s, {below} px below the screen")
    assert below <= 0
    check_page()


def test_a_plan_is_proposed_by_the_head_and_assigned_by_the_director(page: Page, site, check_page):
    enter_as(page, site, "Trưởng phòng")
    page.goto(f"{site}/so-lieu/ke-hoach/?nam=2099")
    check_page()
    page.set_viewport_size(DESK)
    page.goto(f"{site}/so-lieu/ke-hoach/consultations/")
    year = page.locator(".chip[aria-current]").inner_text().strip().split()[-1]
    page.goto(f"{site}/so-lieu/ke-hoach/consultations/?nam={int(year) + 1}")
    page.get_by_label("Con số").fill("68.800")
    page.get_by_role("button", name="Ghi đề xuất").click()
    expect(page.get_by_text("Đã đề xuất 68.800")).to_be_visible()
    check_page()
    enter_as(page, site, "Giám đốc trung tâm")
    page.goto(f"{site}/so-lieu/ke-hoach/consultations/?nam={int(year) + 1}")
    page.get_by_role("button", name="Giao kế hoạch").click()
    expect(page.get_by_text("Đã giao 1 kế hoạch")).to_be_visible()
