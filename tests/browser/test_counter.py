"""The counter in a browser: machine, board, a desk by keys alone, and a desk that is cut off."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

from tests.browser.conftest import DESK, ROOT, free_port, wait_for

pytestmark = pytest.mark.browser

TAP, DECISION = 1.1, 1.35  # seconds of the keystroke model
KIOSK_GOAL, BYTES_GOAL = 20.0, 60 * 1024
RECORD_GOAL, BOARD_GOAL = 1.0, 3.0

FILL = """
import django; django.setup()
import json, uuid
from datetime import time, timedelta
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from caunoi.accounts.choices import SIGN_IN_BACKEND
from caunoi.accounts.models import User
from caunoi.counter.actions import taking
from caunoi.counter.choices import TicketChannel
from caunoi.counter.models import Desk, Office, Service
from caunoi.people.models import Person
office = Office.objects.create(name="Điểm tiếp thử", opens=time(0, 0), closes=time(23, 59))
rows = (("A", "Bảo hiểm thất nghiệp"), ("B", "Tìm việc"))
services = [Service.objects.create(letter=l, name=n, typical_minutes=8) for l, n in rows]
sessions = []
for number in (1, 2):
    user = User.objects.create_user(f"quay-{number}", None, full_name=f"Nhân viên {number}",
        role="CLERK", made=True, last_login=timezone.now())
    desk = Desk.objects.create(office=office, number=number, sitting=user, state="OPEN")
    desk.services.set(services)
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), SIGN_IN_BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    sessions.append(session.session_key)
person = Person.objects.create(full_name="Nguyễn Thị Thử", search_key="nguyen thi thu",
    sort_key="thu", made=True)
for number in range(30):
    taking.take_ticket(office=office, service=services[0], channel=TicketChannel.KIOSK,
        key=uuid.uuid4(), at=timezone.now() - timedelta(minutes=5),
        visitor=taking.Visitor(person=person if number == 0 else None))
print(json.dumps({"sessions": sessions, "kiosk": str(office.kiosk_key),
    "office": str(office.public_id), "person": str(person.public_id)}))
"""
STATES = """
import django; django.setup()
import json
from caunoi.counter.models import Ticket, TicketStep
print(json.dumps({
    "states": {t.name: t.state for t in Ticket.objects.select_related("service")},
    "notes": {t.name: t.note for t in Ticket.objects.select_related("service") if t.note},
    "steps": [[s.ticket.name, s.deed] for s in
        TicketStep.objects.select_related("ticket__service").order_by("id")],
}))
"""


@dataclass
class Counter:
    """A served office whose server can be stopped and started again."""

    env: dict[str, str]
    port: int
    log: Path
    told: dict
    server: subprocess.Popen | None = None

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        with self.log.open("a") as log:
            self.server = subprocess.Popen(
                [sys.executable, "-m", "config.cli", "serve"],
                cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        wait_for(self.address, self.server)

    def kill(self) -> None:
        """As a power cut does it: no process of the server says goodbye."""
        assert self.server is not None
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()

    def ask(self) -> dict:
        return json.loads(run(STATES, self.env))


def run(code: str, env: dict[str, str]) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=env, check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture(scope="module")
def counter(tmp_path_factory, empty_home) -> Iterator[Counter]:
    home, port = tmp_path_factory.mktemp("counter"), free_port()
    shutil.copytree(empty_home, home, dirs_exist_ok=True)
    env = {
        **os.environ, "CAUNOI_DEMO": "1", "CAUNOI_HOME": str(home), "CAUNOI_PORT": str(port),
        "DATABASE_URL": "", "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "config.settings",
    }  # fmt: skip
    made = Counter(env, port, home / "server.log", json.loads(run(FILL, env)))
    made.start()
    yield made
    made.kill()


def clerk(browser: Browser, counter: Counter, number: int = 0) -> BrowserContext:
    context = browser.new_context(locale="vi-VN", viewport=DESK)
    session = counter.told["sessions"][number]
    context.add_cookies([{"name": "session", "value": session, "url": counter.address}])
    return context


def left_in(page: Page) -> dict:
    """All that the browser keeps of the site."""
    return page.evaluate("({...localStorage, ...sessionStorage})")


def size(answer: Response) -> int:
    return int(answer.headers.get("content-length", 0))


def number_shown(page: Page) -> str:
    return page.locator("#so-nay").inner_text()


def open_desk(page: Page, counter: Counter) -> None:
    page.goto(f"{counter.address}/quay/")
    page.wait_for_load_state("load")


def call(page: Page, counter: Counter) -> str:
    """F2 on the page of the desk; the number that came."""
    open_desk(page, counter)
    before = page.locator("#so-nay").inner_text() if page.locator("#so-nay").count() else ""
    page.keyboard.press("F2")
    expect(page.locator("#so-nay")).not_to_have_text(before or "-")
    return number_shown(page)


def test_one_key_calls_and_opens_the_whole_record(browser, counter, check_page):
    context = clerk(browser, counter)
    page = context.new_page()
    open_desk(page, counter)
    start = time.monotonic()
    page.keyboard.press("F2")
    page.wait_for_url(f"**/trang-viec/nguoi/{counter.told['person']}/**")
    expect(page.get_by_role("heading", name="Nguyễn Thị Thử", exact=True)).to_be_visible()
    seconds = time.monotonic() - start
    print(f"call to record: 1 key, {seconds:.2f} s (≤ {RECORD_GOAL})")
    page.keyboard.press("F6")
    page.wait_for_url("**/quay/")
    expect(page.locator("h2")).to_contain_text(["Đang làm"])
    assert left_in(page) == {}
    assert seconds <= RECORD_GOAL * 3  # a test machine shared by many; the figure is printed
    context.close()


def test_a_number_at_the_machine_in_one_touch(page: Page, counter, check_page):
    sizes: list[int] = []
    # A machine has style sheets and fonts since the morning: what counts is each page.
    page.on(
        "response", lambda answer: sizes.append(0 if "/static/" in answer.url else size(answer))
    )
    page.goto(f"{counter.address}/lay-so/kiot/{counter.told['kiosk']}/")
    check_page()
    page.set_viewport_size(DESK)
    page.keyboard.type("khong phai the")  # a scanner types into the box that has the focus
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Chưa đọc được thẻ")
    start = time.monotonic()
    page.get_by_role("button", name="Tìm việc").click()
    expect(page.locator(".slip")).to_contain_text("B001")
    model = time.monotonic() - start + 3 * TAP + 3 * DECISION
    kept = sum(sizes)
    print(f"machine: 2 screens, 1 tap, model {model:.1f} s (≤ {KIOSK_GOAL}), {kept / 1024:.0f} KB")
    assert model <= KIOSK_GOAL
    assert kept <= BYTES_GOAL
    check_page()
    page.set_viewport_size(DESK)
    expect(page.locator("#tu-ve")).to_be_visible()
    page.get_by_role("button", name="Ở lại trang này").click()
    expect(page.locator("#tu-ve")).to_be_hidden()
    page.get_by_role("link", name="Xong, về màn hình đầu").click()
    expect(page.get_by_role("button", name="Bảo hiểm thất nghiệp")).to_be_visible()


def test_the_machine_goes_back_by_itself(page: Page, counter):
    page.clock.install()
    page.goto(f"{counter.address}/lay-so/kiot/{counter.told['kiosk']}/")
    page.get_by_role("button", name="Tìm việc").click()
    expect(page.locator(".slip")).to_be_visible()
    page.clock.run_for(21_000)
    expect(page.locator(".kiosk__services")).to_be_visible()


def test_a_number_at_home_without_scripts(browser: Browser, counter):
    context = browser.new_context(java_script_enabled=False, locale="vi-VN")
    page = context.new_page()
    page.goto(f"{counter.address}/lay-so/")
    page.get_by_role("link", name="Tìm việc").last.click()
    page.get_by_label("Số điện thoại hoặc số căn cước").fill("0912 345 678")
    page.get_by_role("button", name="Lấy số").click()
    expect(page.locator(".slip")).to_contain_text("Dự kiến đến lượt sau khoảng")
    context.close()


def test_the_board_shows_a_call_within_three_seconds(browser, page: Page, counter, check_page):
    page.goto(f"{counter.address}/bang-so/")
    check_page()
    page.set_viewport_size({"width": 1920, "height": 1080})
    context = clerk(browser, counter, 1)
    name = call(context.new_page(), counter)
    start = time.monotonic()
    expect(page.locator("#dang-goi th").first).to_have_text(name, timeout=8000)
    seconds = time.monotonic() - start
    tall = page.locator("#dang-goi th").first.evaluate(
        "e => parseFloat(getComputedStyle(e).fontSize)"
    )
    print(f"board: {seconds:.1f} s after the call (≤ {BOARD_GOAL}), letters {tall:.0f} px of 1080")
    assert seconds <= BOARD_GOAL
    assert tall >= 1080 * 0.15  # 8 cm on a screen of 43 inches
    context.close()


def test_a_desk_that_is_cut_off_loses_nothing(browser, counter, check_page):
    context = clerk(browser, counter, 1)
    page = context.new_page()
    name = call(page, counter)
    context.set_offline(True)
    page.keyboard.press("F4")
    page.get_by_label("Dặn quầy sau").fill("Thiếu sổ bảo hiểm")
    page.get_by_role("button", name=f"Chuyển số {name}").click()
    expect(page.locator("#mat-noi")).to_contain_text("Mất kết nối")
    expect(page.locator("#mat-noi")).to_contain_text(f"{name}: chuyển (chờ gửi)")
    page.keyboard.press("F2")
    expect(page.locator("#mat-noi")).to_contain_text("gọi tiếp (chờ gửi)")
    page.keyboard.press("F2")  # nobody knows yet who comes: nothing is added
    assert len(json.loads(next(iter(left_in(page).values())))) == 2
    assert counter.ask()["states"][name] == "CALLED"

    context.set_offline(False)
    page.wait_for_load_state("load")
    expect(page.locator("#mat-noi")).to_be_hidden(timeout=15_000)
    told = counter.ask()
    assert told["notes"][name] == "Thiếu sổ bảo hiểm"
    assert told["steps"].count([name, "TRANSFERRED"]) == 1
    assert [deed for _, deed in told["steps"]][-2:] == ["TRANSFERRED", "CALLED"]
    open_desk(page, counter)
    expect(page.locator("#so-nay")).to_be_visible()
    assert left_in(page) == {}  # nothing of anybody stays in the browser
    context.close()


def test_what_is_pressed_while_the_server_is_down_is_done_once_when_it_is_back(browser, counter):
    context = clerk(browser, counter, 1)
    page = context.new_page()
    name = call(page, counter)
    counter.kill()
    page.keyboard.press("F3")
    expect(page.locator("#mat-noi")).to_contain_text("không có mặt (chờ gửi)", timeout=12_000)
    page.close()  # the laptop is closed, and opened again once the server is back
    counter.start()
    page = context.new_page()
    open_desk(page, counter)
    expect(page.locator("main")).to_contain_text("Gọi không có mặt", timeout=15_000)
    page.wait_for_function("localStorage.length === 0")
    told = counter.ask()
    assert told["states"][name] == "NO_SHOW"
    assert told["steps"].count([name, "NO_SHOW"]) == 1
    context.close()


def test_a_refused_act_is_said_and_not_repeated(browser, counter):
    """Two pages of one desk: the second does not know that the first has finished."""
    context = clerk(browser, counter, 1)
    old = context.new_page()
    call(old, counter)
    other = context.new_page()
    open_desk(other, counter)
    other.keyboard.press("F10")
    expect(other.locator("main")).to_contain_text("Chưa gọi ai")
    old.bring_to_front()
    old.keyboard.press("F8")
    expect(old.locator("#mat-noi")).to_contain_text("Chưa ghi được")
    assert left_in(old) == {}
    context.close()
