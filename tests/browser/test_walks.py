"""The main flows as people walk them, on a phone first, and on a desk."""

import gzip
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import enter_as

pytestmark = pytest.mark.browser

FIRST_VIEW_BYTES = 150_000
STYLE_AND_SCRIPT_BYTES = 45_000
SMALLEST_TARGET = 44  # px on a phone, for what is pressed most
PUBLIC_PAGES = ["/", "/viec-lam/", "/viec-lam/?q=may", "/khoa-hoc/", "/gioi-thieu/", "/xem-thu/"]


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_public_pages_are_accessible_and_quiet(page: Page, site, check_page, path):
    page.goto(site + path)
    check_page()


@pytest.mark.parametrize("path", ["/", "/viec-lam/?q=may", "/khoa-hoc/"])
def test_a_first_view_is_light(browser: Browser, site, path):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    weights: dict[str, int] = {}

    def weigh(response) -> None:
        body = response.body()
        packed = response.headers.get("content-encoding") == "gzip"
        weights[response.url] = (
            len(gzip.compress(body)) if packed or b"<" in body[:50] else len(body)
        )

    page.on("response", weigh)
    page.goto(site + path, wait_until="networkidle")
    assert sum(weights.values()) <= FIRST_VIEW_BYTES, weights
    code = {url: n for url, n in weights.items() if re.search(r"\.(css|js)$", url)}
    assert code
    assert sum(code.values()) <= STYLE_AND_SCRIPT_BYTES, code
    context.close()


def test_a_citizen_finds_a_job_without_marks_and_without_script(browser: Browser, site):
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    page.get_by_label("Việc gì? Ở đâu?").fill("cong nhan may tren 5tr")
    page.get_by_label("Việc gì? Ở đâu?").press("Enter")
    expect(page.locator("main")).to_contain_text("Hiểu là")
    expect(page.locator("main")).to_contain_text("từ 5 triệu")
    first = page.locator("h2 a, h3 a").first
    title = first.inner_text()
    first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title.split("\n")[0])
    expect(page.locator("main")).to_contain_text("đồng/tháng")
    context.close()


def test_an_unknown_word_is_said_and_never_a_dead_end(page: Page, site, check_page):
    page.goto(f"{site}/viec-lam/?q=xyzabc")
    expect(page.locator("main")).to_contain_text("xyzabc")
    assert page.locator("h2 a, h3 a").count() > 0
    check_page()


def test_a_vacancy_page_and_a_course_page_are_accessible(page: Page, site, check_page):
    page.goto(f"{site}/viec-lam/?q=may")
    page.locator("h2 a, h3 a").first.click()
    check_page()
    page.goto(f"{site}/khoa-hoc/")
    page.locator("h2 a, h3 a").first.click()
    check_page()


def test_the_job_seeker_sees_three_lists_with_reasons(page: Page, site, check_page):
    enter_as(page, site, "Người tìm việc")
    page.goto(f"{site}/ket-noi/viec-hop-voi-toi/")
    for heading in ("Việc làm ngay", "Học rồi làm", "Khác"):
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    expect(page.locator("main")).to_contain_text("Cách nhà")
    check_page()
    page.get_by_role("link", name="Xem việc này").first.click()
    check_page()


def test_the_employer_sees_candidates_without_names(page: Page, site, check_page):
    enter_as(page, site, "Người sử dụng lao động")
    page.goto(f"{site}/ket-noi/tin-cua-toi/")
    check_page()
    lists = page.get_by_role("link", name="Xem người hợp").evaluate_all(
        "all => all.map(a => a.href)"
    )
    initials = re.compile(r"^[A-ZĐ]\.[A-ZĐ]\.", flags=re.MULTILINE)
    for address in lists:  # of the newest adverts the last plan knows nothing yet
        page.goto(address)
        shown = page.locator("main").inner_text()
        assert not re.search(r"\b0\d{9}\b", shown.replace(" ", "")), "no telephone number"
        if initials.search(shown):
            break
    else:
        pytest.fail("people show as initials")
    check_page()


def test_the_school_sees_its_classes_and_who_hires_afterwards(page: Page, site, check_page):
    enter_as(page, site, "Cơ sở đào tạo")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lớp theo phương án")
    check_page()
    page.get_by_role("link", name=re.compile(r"^\d+ chỗ$")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("việc")


def test_a_toast_after_signing_out_speaks_vietnamese(page: Page, site, check_page):
    enter_as(page, site, "Cơ sở đào tạo")
    page.locator("summary", has_text="Thêm").click()
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.locator("main")).to_contain_text("Anh/chị đã đăng xuất")
    check_page()


def test_the_director_reads_the_plan_and_every_figure_opens_its_records(
    page: Page, site, check_page
):
    enter_as(page, site, "Giám đốc trung tâm")
    page.goto(f"{site}/ket-noi/phuong-an/")
    expect(page.locator("main")).to_contain_text("Không phương án nào hơn phương án này quá")
    check_page()
    links = page.locator("main dl a, main .sum a, main .pairs a").evaluate_all(
        "all => [...new Set(all.map(a => a.href))]"
    )
    assert len(links) >= 3
    for link in links:
        page.goto(link)
        expect(page.locator("h1")).to_be_visible()
        check_page()


def test_a_counsellor_tells_somebody_by_keyboard_and_takes_it_back(page: Page, site, check_page):
    enter_as(page, site, "Tư vấn viên")
    page.goto(f"{site}/ket-noi/phuong-an/")
    page.locator("main dl a").first.click()
    page.get_by_role("link", name="Tại quầy").click()
    check_page()
    page.get_by_role("button", name="Đã báo cho").first.press("Enter")
    expect(page.locator(".toast:not(.idle)")).to_contain_text("tại quầy")
    page.get_by_role("link", name="Đã báo", exact=True).click()
    rows = page.locator("tbody tr")
    expect(rows.first).to_be_visible()
    told = rows.count()  # other walks tell people too
    check_page()
    page.get_by_role("link", name="Rút lại").first.press("Enter")
    check_page()
    page.get_by_role("button", name="Rút lại lời đã báo").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Vì sao rút lại")
    check_page()
    page.get_by_label("Ghi nhầm, chưa báo").check()
    page.get_by_role("button", name="Rút lại lời đã báo").press("Enter")
    expect(page.locator(".toast:not(.idle)")).to_contain_text("Đã rút lại lời đã báo")
    expect(rows).to_have_count(told - 1)


def test_the_keyboard_reaches_the_content_first(page: Page, site):
    page.goto(site)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Đến nội dung chính"
    page.keyboard.press("Enter")
    assert page.url.endswith("#chinh")


def test_what_a_thumb_presses_is_large_enough(page: Page, site):
    page.goto(f"{site}/viec-lam/?q=may")
    small = page.locator("button:visible, .btn:visible, .chip:visible, input:visible").evaluate_all(
        """(all, least) => all
            .filter(e => !['checkbox', 'radio', 'hidden'].includes(e.type))
            .map(e => [e.innerText || e.name, e.getBoundingClientRect()])
            .filter(([, r]) => r.height < least - 0.5 || r.width < least - 0.5)
            .map(([name, r]) => `${name}: ${r.width}x${r.height}`)""",
        SMALLEST_TARGET,
    )
    assert small == []


def test_sign_in_pages_are_accessible(page: Page, site, check_page):
    page.goto(f"{site}/tai-khoan/dang-nhap/")
    check_page()
    page.get_by_label("Tên đăng nhập").fill("khong-co-ai")
    page.get_by_label("Mật khẩu").fill("sai-mat-khau-roi")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.locator("main")).to_contain_text("Tên đăng nhập hoặc mật khẩu chưa đúng")
    assert page.get_by_label("Tên đăng nhập").input_value() == "khong-co-ai"
    check_page()


def test_a_page_prints_black_on_white_without_controls(page: Page, site):
    page.goto(f"{site}/viec-lam/?q=may")
    page.locator("h2 a, h3 a").first.click()
    page.emulate_media(media="print")
    assert page.locator(".mast nav:visible, .bar:visible").count() == 0
