"""A security key, walked at a desk in Chromium with a key of its own (trust D4)."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, ROOT, free_port, served

pytestmark = pytest.mark.browser
PASSWORD = "cau-noi-ba-ben-2026"
NAME = "khoa.thu"
MAKE = f"""
from caunoi.accounts.models import User
User.objects.create_user({NAME!r}, {PASSWORD!r}, full_name="Thử Khoá", role="AUDITOR")
"""


@pytest.fixture
def site(tmp_path: Path, empty_home: Path) -> Iterator[str]:
    """A real site, no demo, with one auditor and nothing else."""
    env = {
        **os.environ,
        "CAUNOI_DEMO": "",
        "CAUNOI_HOME": str(shutil.copytree(empty_home, tmp_path / "home")),
        "CAUNOI_PORT": str(free_port()),
        "DATABASE_URL": "",
        "PYTHONPATH": str(ROOT),
    }
    made = [sys.executable, "manage.py", "shell", "-v", "0", "-c", MAKE]
    subprocess.run(made, cwd=ROOT, env=env, check=True, capture_output=True)
    with served(env) as address:
        yield address


@pytest.fixture
def key(page: Page) -> dict:
    """A key in the browser's USB port, which answers every question at once."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "u2f",
        "transport": "usb",
        "hasResidentKey": False,
        "hasUserVerification": False,
        "isUserVerified": False,
        "automaticPresenceSimulation": True,
    }
    return session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_staff_enrol_a_key_and_sign_in_with_it(site: str, page: Page, key, check_page):
    work, codes = f"{site}/tai-khoan/nhat-ky/", f"{site}/tai-khoan/hai-lop/ma-du-phong/"
    page.set_viewport_size(DESK)
    sign_in(page, site)
    page.goto(work)
    check_page()
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("heading", name="Bật lớp bảo vệ thứ hai")).to_be_visible()
    page.get_by_role("link", name="Dùng khoá thay cho điện thoại").click()
    check_page()
    page.get_by_label("Tên khoá").fill("Khoá đeo chìa")
    page.get_by_role("button", name="Thêm khoá").click()
    expect(page.get_by_role("heading", name="Mã dự phòng")).to_be_visible()
    page.goto(f"{site}/tai-khoan/hai-lop/")
    expect(page.get_by_role("heading", name="Khoá đeo chìa")).to_be_visible()
    check_page()
    page.get_by_role("link", name="Thêm khoá").click()
    page.get_by_role("button", name="Thêm khoá").click()
    expect(page.get_by_text("Khoá này đã có trong danh sách")).to_be_visible()
    page.goto(work)
    expect(page.get_by_role("heading", name="Nhật ký")).to_be_visible()

    page.context.clear_cookies()
    sign_in(page, site)
    expect(page.get_by_role("heading", name="Chạm vào khoá bảo mật")).to_be_visible()
    check_page()
    page.goto(work)
    expect(page.get_by_role("heading", name="Chạm vào khoá bảo mật")).to_be_visible()
    page.get_by_role("button", name="Dùng khoá bảo mật").click()
    page.wait_for_url(lambda address: "/ma-xac-thuc/" not in address)
    page.goto(work)
    expect(page.get_by_role("heading", name="Nhật ký")).to_be_visible()

    page.goto(codes)
    page.get_by_role("link", name="Dùng khoá bảo mật").click()
    check_page()
    page.get_by_role("button", name="Dùng khoá bảo mật").click()
    expect(page).to_have_url(codes)
    page.goto(f"{site}/tai-khoan/hai-lop/")
    page.get_by_role("link", name="Bỏ khoá Khoá đeo chìa").click()
    check_page()
    page.get_by_role("button", name="Bỏ khoá").click()
    expect(page.get_by_role("heading", name="Bật lớp bảo vệ thứ hai")).to_be_visible()
    page.goto(work)
    expect(page.get_by_role("heading", name="Bật lớp bảo vệ thứ hai")).to_be_visible()


def sign_in(page: Page, site: str) -> None:
    page.goto(f"{site}/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(NAME)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url(lambda address: "/dang-nhap/" not in address)
