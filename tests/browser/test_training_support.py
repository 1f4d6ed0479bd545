"""Training support asked for on a telephone, received at a desk, its answer seen by the person."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, enter_as
from tests.kit.pictures import jpeg

pytestmark = pytest.mark.browser

MINE = "/that-nghiep/cua-toi/dao-tao/"
PHOTO = {"name": "thoi-viec.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
# The person of the demo has a benefit; a training file rests on it.
FILE = """
from caunoi.unemployment.models import TrainingSupport
file = TrainingSupport.objects.latest("id")
print(file.state, file.number, file.public_id, file.papers.count(), file.ground, sep="|")
"""


def test_a_person_files_by_telephone_and_the_desk_takes_it_in(page: Page, site, inside, check_page):
    page.set_viewport_size(PHONE)
    enter_as(page, site, "Người tìm việc")
    page.goto(f"{site}/that-nghiep/cua-toi/")
    page.get_by_role("link", name="Hỗ trợ đào tạo của tôi").click()
    check_page()
    page.get_by_role("link", name="Nộp hồ sơ qua mạng").click()
    page.get_by_label("Tên khoá học").fill("Hàn 3G")
    page.get_by_label("Giấy tờ khác").set_input_files(PHOTO)
    page.get_by_role("button", name="Lưu, nộp sau").click()
    main = page.locator("main")
    expect(main).to_contain_text("Đã lưu, chưa nộp")
    expect(main).to_contain_text("thoi-viec.jpg")
    expect(page.get_by_label("Tên khoá học")).to_have_value("Hàn 3G")
    check_page()

    page.get_by_role("button", name="Nộp hồ sơ").click()
    expect(page.locator(".summary, [role=alert]").first).to_contain_text("Cơ sở đào tạo")
    check_page()
    starts = timezone.localdate() + timedelta(days=30)  # noqa: TID251 the site lives today
    page.get_by_label("Cơ sở đào tạo", exact=True).fill("Trường Trung cấp Mẫu")
    page.get_by_label("Khai giảng").fill(f"{starts:%d%m%Y}")
    page.get_by_label("Bế giảng").fill(f"{starts + timedelta(days=100):%d%m%Y}")
    page.get_by_label("Học phí cơ sở đào tạo thu").fill("4tr5")
    page.get_by_role("button", name="Nộp hồ sơ").click()
    expect(main).to_contain_text("Đã nộp hồ sơ")
    expect(main).to_contain_text("Trung tâm đã nhận được")
    check_page()
    state, number, public_id, papers, ground = inside(FILE).split("|")
    assert (state, papers, ground) == ("SENT", "1", "BENEFIT")

    enter_as(page, site, "Nhân viên tiếp nhận")
    page.set_viewport_size(DESK)
    page.goto(f"{site}/that-nghiep/dao-tao/?loc=mang")
    page.get_by_role("link", name=f"{number}/", exact=False).first.click()
    page.goto(f"{site}/that-nghiep/dao-tao/{public_id}/")
    check_page()
    page.set_viewport_size(DESK)
    page.get_by_role("link", name="Tiếp nhận").click()
    expect(main).to_contain_text("thoi-viec.jpg")
    check_page()
    page.get_by_role("button", name="Tiếp nhận").click()
    expect(main).to_contain_text("Đã tiếp nhận")
    assert inside(FILE).startswith("RECEIVED|")

    enter_as(page, site, "Người tìm việc")
    page.goto(f"{site}{MINE}")
    expect(main).to_contain_text("Trả lời chậm nhất")
    check_page()
