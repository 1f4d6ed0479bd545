"""Flow 9: a commune drops its own list, mends it, saves the good rows and takes the file back.

Prints the screens, taps, typed characters and seconds beside the goals of the flow, and holds them.
`CAUNOI_FLOW_9_ROWS=5000` walks the list of the goal, with its 50 faults and a background worker.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.intake.lists import Made, workers

pytestmark = pytest.mark.browser

ROWS = int(os.environ.get("CAUNOI_FLOW_9_ROWS", "200"))
BY_THE_WORKER = 500  # rows; longer lists are read and saved in the background
FAULTY_ROWS = 560  # 50 faults: 28 letters in days, 11 names missing, 11 people twice
SCREENS, PREVIEW_SECONDS, MENDING_SECONDS, SAVING_SECONDS = 4, 5, 240, 20
TAP, TYPED, THINK = 1.1, 0.28, 1.35  # seconds of the keystroke model, at a desk
PASSWORD = "Xem-thu-2026!x"

OFFICER = """
from caunoi.accounts.models import OrgUnit, User
from caunoi.places.models import Place
place = Place.objects.filter(level="COMMUNE", valid_to=None, parent__code="33").order_by("code")[40]
unit, _ = OrgUnit.objects.get_or_create(name="UBND của lượt đi thử", kind="COMMUNE", place=place)
User.objects.create_user(
    "xa-di-thu", "Xem-thu-2026!x", full_name="Trần Thị Thử", role="COMMUNE", made=True,
    org_unit=unit,
)
"""


class Hand:
    """What the officer does, counted as the keystroke model counts it."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self.typed, self.decisions = page, 0, 0, 0

    def tap(self, name: str | re.Pattern, role: str = "button") -> None:
        self.taps += 1
        self.decisions += 1
        self.page.get_by_role(role, name=name).first.click()

    def type(self, label: str, text: str) -> None:
        self.typed += len(text)
        self.taps += 1
        self.page.get_by_label(label).fill(text)

    @property
    def seconds(self) -> float:
        return self.taps * TAP + self.typed * TYPED + self.decisions * THINK


@contextmanager
def worker(demo_env) -> Iterator[None]:
    """What goes on with long lists, as it does at a centre."""
    if ROWS <= BY_THE_WORKER:
        yield
        return
    log = Path(demo_env["CAUNOI_HOME"]) / "worker.log"
    with log.open("w") as said:
        command = [sys.executable, "-m", "config.cli", "work"]
        working = subprocess.Popen(
            command, cwd=Path(__file__).parents[2], env=demo_env, stdout=said, stderr=said
        )
        try:
            time.sleep(10)  # it is up long before the officer comes
            yield
        finally:
            working.terminate()
            working.wait(timeout=30)


def enter(page: Page, site: str) -> None:
    page.goto(f"{site}/tai-khoan/dang-nhap/?next=/thu-thap/")
    page.locator("input[name=login]").fill("xa-di-thu")
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("^Thu thập thông tin"))).to_be_visible()


def mend(hand: Hand, made: Made, check_page) -> None:
    """All faults of one kind at a tap, names typed in the grid, doubles left out."""
    page = hand.page
    check_page()
    hand.tap(re.compile("Chữ cái lẫn trong ngày"), role="link")
    hand.tap(re.compile(r"Nhận cả \d+ đề nghị"))
    for number in made.nameless:
        hand.type(f"Họ và tên, dòng {number}", "Lê Thị Bổ Sung")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Không còn dòng nào cần sửa")).to_be_visible()


def test_a_list_is_dropped_mended_saved_and_taken_back(
    page: Page, site, *, inside, demo_env, check_page, tmp_path: Path
):
    inside(OFFICER)
    with worker(demo_env):
        walk(page, site, check_page, tmp_path / "danh-sach.xlsx")


def walk(page: Page, site: str, check_page, file: Path) -> None:
    made = workers(ROWS, slipped=FAULTY_ROWS)
    file.write_bytes(made.xlsx())
    hand, faults = Hand(page), len(made.lettered) + len(made.nameless) + len(made.twice)
    enter(page, site)
    check_page()
    page.set_viewport_size({"width": 1366, "height": 768})

    screens = ["drop"]
    page.get_by_label("Tệp danh sách").set_input_files(file)
    started = time.monotonic()
    hand.tap("Tải lên và xem trước")
    patient(page, "Các cột có đúng không?")
    preview = time.monotonic() - started
    screens.append("columns")
    check_page()
    started = time.monotonic()
    hand.tap("Đúng, xem trước các dòng")
    patient(page, "Xem trước: chưa lưu gì vào sổ")
    preview += time.monotonic() - started
    screens.append("preview")
    check_page()
    here = page.url

    page.goto(f"{here}sua/")
    screens.append("grid")
    mend(hand, made, check_page)
    page.goto(f"{here}xem/duplicate/")
    check_page()
    while page.get_by_role("button", name=re.compile("^(Người khác|Bỏ dòng)")).count():
        hand.tap(re.compile("^(Người khác|Bỏ dòng)"))
    mending = hand.seconds
    page.goto(here)
    started = time.monotonic()
    hand.tap(re.compile(r"^Lưu [\d.]+ dòng tốt vào sổ"))
    patient(page, "Biên nhận")
    saving = time.monotonic() - started
    check_page()
    send_again(hand, site, file)
    page.goto(here)

    page.get_by_text("Hoàn tác cả tệp").first.click()
    hand.tap("Hoàn tác cả tệp")
    expect(page.get_by_text("Đã hoàn tác").first).to_be_visible()
    check_page()
    print(
        f"\nflow 9, {ROWS} rows, {faults} faults: {len(screens)} screens to the receipt (goal "
        f"{SCREENS}), preview {preview:.1f} s (goal {PREVIEW_SECONDS}), mending {mending:.0f} s "
        f"modelled (goal {MENDING_SECONDS} for 50 faults), saving {saving:.1f} s (goal "
        f"{SAVING_SECONDS}), {hand.taps} taps, {hand.typed} characters"
    )
    assert len(screens) <= SCREENS
    assert mending <= MENDING_SECONDS
    if ROWS > BY_THE_WORKER:  # the clock of a machine that also runs other tests says nothing
        assert preview <= PREVIEW_SECONDS
        assert saving <= SAVING_SECONDS


def patient(page: Page, heading: str) -> None:
    """A step whose seconds are measured, not cut off."""
    expect(page.get_by_role("heading", name=heading)).to_be_visible(timeout=60_000)


def send_again(hand: Hand, site: str, file: Path) -> None:
    """The same file once more is the file that came: its receipt is shown, nothing is stored."""
    hand.page.goto(f"{site}/thu-thap/")
    hand.page.get_by_label("Tệp danh sách").set_input_files(file)
    hand.page.get_by_role("button", name="Tải lên và xem trước").click()
    patient(hand.page, "Biên nhận")
    again = hand.page.get_by_role("button", name=re.compile(r"^Lưu [\d.]+ dòng tốt"))
    expect(again).to_have_count(0)
