"""A demo site of its own, served as `make demo` serves it, and a real Chromium to walk it."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http import HTTPStatus
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1366, "height": 768}
START_SECONDS = 180


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory) -> Path:
    """A home whose database has its tables and no rows: making them costs half a minute."""
    home = tmp_path_factory.mktemp("empty")
    env = {**os.environ, "CAUNOI_HOME": str(home), "DATABASE_URL": "", "PYTHONPATH": str(ROOT)}
    migrate = [sys.executable, "-m", "config.cli", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, cwd=ROOT, env=env, check=True, capture_output=True)
    return home


@pytest.fixture(scope="session")
def demo_env(tmp_path_factory, empty_home) -> dict[str, str]:
    """Where the demo of this run lives."""
    home = shutil.copytree(empty_home, tmp_path_factory.mktemp("demo"), dirs_exist_ok=True)
    return {
        **os.environ,
        "CAUNOI_DEMO": "1",
        "CAUNOI_HOME": str(home),
        "CAUNOI_PORT": str(free_port()),
        "DATABASE_URL": "",
        "PYTHONPATH": str(ROOT),
    }


@pytest.fixture
def inside(site, demo_env):
    """Run a few lines in the demo's own database, as time or another hand would change it."""

    def run(lines: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", "shell", "-v", "0", "-c", lines],
            cwd=ROOT, env=demo_env, check=True, capture_output=True, text=True,
        )  # fmt: skip
        return done.stdout.strip()

    return run


@pytest.fixture(scope="session")
def site(demo_env) -> Iterator[str]:
    """Address of a served demo province; the server is stopped at the end."""
    caunoi = [sys.executable, "-m", "config.cli"]
    for word in ("demo", "match"):
        subprocess.run([*caunoi, word], cwd=ROOT, env=demo_env, check=True, capture_output=True)
    with served(demo_env) as address:
        yield address


@contextmanager
def served(env: dict[str, str]) -> Iterator[str]:
    """A server of this environment, by its address; stopped at the end."""
    # By name: browsers offer security keys there without TLS, by number they do not.
    address = f"http://localhost:{env['CAUNOI_PORT']}"
    with (Path(env["CAUNOI_HOME"]) / "server.log").open("w") as log:
        command = [sys.executable, "-m", "config.cli", "serve"]
        server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
        try:
            wait_for(address, server)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)


def wait_for(address: str, server: subprocess.Popen) -> None:
    """Return once the site answers."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError("the server stopped by itself")
        try:
            connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=5)
            with closing(connection):
                connection.request("GET", "/healthz")
                if connection.getresponse().status == HTTPStatus.OK:
                    return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError(f"no answer from {address} in {START_SECONDS} s")


def enter_as(page: Page, site: str, role: str) -> None:
    """Enter the demo as somebody of this role, by the card of its page, and nobody else."""
    page.context.clear_cookies()
    page.goto(f"{site}/xem-thu/")
    card = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=role))
    with page.expect_navigation():  # else the next address comes before the cookie
        card.get_by_role("button").click()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    path = os.environ.get("CAUNOI_CHROMIUM") or shutil.which("chromium")
    # Chromium refuses its sandbox to root, which is who runs tests on a build machine.
    return {**browser_type_launch_args, "executable_path": path, "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {
        **browser_context_args,
        "locale": "vi-VN",
        "timezone_id": os.environ.get("CAUNOI_TZ") or "Asia/Ho_Chi_Minh",
        "viewport": PHONE,
    }


@pytest.fixture
def check_page(page: Page):
    """Assert on both widths: no axe violation, no sideways scroll, no error in the console."""
    said: list[str] = []
    page.on(
        "console", lambda message: said.append(message.text) if message.type == "error" else None
    )
    page.on("pageerror", lambda error: said.append(str(error)))

    def check() -> None:
        for viewport in (PHONE, DESK):
            page.set_viewport_size(viewport)
            found = Axe().run(page)
            assert found.violations_count == 0, f"{page.url} {viewport}: {found.generate_report()}"
            too_wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert too_wide <= 0, f"{page.url} {viewport}: {too_wide} px sideways"
        assert said == [], page.url
        page.set_viewport_size(PHONE)

    return check
