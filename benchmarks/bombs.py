"""Whether officers notice that somebody sends bombs to the page of lists (trust C1).

    DATABASE_URL=postgres://… .venv/bin/python -m benchmarks.bombs [--pairs 12] [--seconds 10]

Starts the site as `caunoi serve` does, on a PostgreSQL database of its own. Officers read records
and look at their desk by a clock of chance, `--rate` pages a second; quiet windows and windows in
which ten hostile files arrive, one a second, take turns, so that whatever else the machine does
falls on both. All ten are such that the server has to open them: nothing in their list of entries
betrays them. What they do not betray to a look, the background work reads, which runs beside the
site as in every installation. Then all ten arrive at once, several times.
A page that had to wait for its turn is counted from when it should have been asked for. Written to
`benchmarks/results/bombs.json`.
"""

import argparse
import http.client
import io
import json
import os
import queue
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NoReturn

import django

from benchmarks.record import percentile
from benchmarks.waiting import wait_for

NAME: Final = "caunoi_bench_bombs"
RESULTS: Final = Path(__file__).parent / "results" / "bombs.json"
PORT: Final = 8197
CSRF: Final = "a" * 32
READERS: Final = 16  # connections over which pages are asked for
WARM_SECONDS: Final = 8
REST_SECONDS: Final = 1.0  # between two windows
BURSTS: Final = 6
HELD: Final = 1.10  # of the p95, the promise
BOMBS: Final = (
    "xxe", "billion-laughs", "entities", "lying-size", "far-row", "far-corner", "wide-sheet",
    "million-rows", "long-sheet", "deep-xml",
)  # fmt: skip


@dataclass
class Site:
    """Who asks, and for what."""

    cookies: str
    senders: list[str]  # cookies of others, who send the bombs in turn
    pages: list[str]
    bombs: list[tuple[str, bytes]]
    faults: list[str] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)  # seconds until a bomb was refused


def main() -> None:
    """Make the database, serve it, measure, print and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=12)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--rate", type=float, default=20)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument("--reader", action="store_true", help="only read the lists that wait")
    wanted = parser.parse_args()
    if wanted.reader:
        _read_what_waits()
    from benchmarks import province_rows as rows

    address = rows.database_of(NAME)
    with tempfile.TemporaryDirectory(prefix="caunoi-bombs-") as home:
        os.environ |= {
            "DATABASE_URL": address, "CAUNOI_HOME": home, "CAUNOI_DEMO": "1",
            "CAUNOI_PORT": str(PORT), "CAUNOI_WORKERS": "2", "CAUNOI_PROVINCE": "33",
        }  # fmt: skip
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        rows.fill(wanted.people, clerks=4)
        found = _run(wanted)
    print(json.dumps(found, indent=1, ensure_ascii=False))
    wanted.out.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    django.db.connections.close_all()
    rows.drop(NAME)
    sys.exit(0 if found["held"] else 1)


def _run(wanted: argparse.Namespace) -> dict[str, Any]:
    site = _stage()
    started = [
        subprocess.Popen(
            [sys.executable, "-m", *command], start_new_session=True, stdout=subprocess.DEVNULL
        )
        for command in (("config.cli", "serve"), ("benchmarks.bombs", "--reader"))
    ]
    try:
        wait_for(PORT)
        _window(site, WARM_SECONDS, wanted.rate, 0, _bombs_one_by_one)
        site.sent.clear()
        windows = _windows(site, wanted)
        slow = list(site.sent)
        site.sent.clear()
        bursts = [
            ms for seed in range(BURSTS) for ms in _window(site, 3, wanted.rate, seed, _all_at_once)
        ]
    finally:
        for process in started:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()
    return _figures(site, wanted, windows, slow, bursts)


def _read_what_waits() -> NoReturn:
    """What `caunoi work` does for lists, and nothing else it does."""
    django.setup()
    from django.core.management import call_command

    while True:
        call_command("intake", waiting=True, stdout=io.StringIO())
        time.sleep(1)


def _windows(site: Site, wanted: argparse.Namespace) -> tuple[list[list[float]], list[list[float]]]:
    """Quiet windows and windows with bombs in turn, the first of a pair now one, now the other."""
    quiet: list[list[float]] = []
    bombed: list[list[float]] = []
    for pair in range(wanted.pairs):
        turns = [(quiet, _nothing), (bombed, _bombs_one_by_one)]
        for kept, meanwhile in turns if pair % 2 else turns[::-1]:
            # The same moments and pages in both windows of a pair.
            kept.append(_window(site, wanted.seconds, wanted.rate, pair, meanwhile))
            time.sleep(REST_SECONDS)
    return quiet, bombed


def _figures(
    site: Site,
    wanted: argparse.Namespace,
    windows: tuple[list[list[float]], list[list[float]]],
    slow: list[float],
    bursts: list[float],
) -> dict[str, Any]:
    from caunoi.intake.choices.files import UploadState
    from caunoi.intake.models import Upload

    quiet, bombed = windows
    pooled = [[ms for window in arm for ms in window] for arm in windows]
    ratios = [
        percentile(b, 95) / percentile(a, 95) for a, b in zip(quiet, bombed, strict=True)
    ]  # fmt: skip
    ratio = percentile(pooled[1], 95) / percentile(pooled[0], 95)
    return {
        "pairs": wanted.pairs,
        "seconds_of_a_window": wanted.seconds,
        "pages_a_second": wanted.rate,
        "bombs_of_a_window": len(site.bombs),
        "quiet": _spread(pooled[0]),
        "while_ten_bombs_arrive": _spread(pooled[1]),
        "ratio_of_p95": round(ratio, 3),
        "ratio_of_p95_window_by_window": {
            "median": round(statistics.median(ratios), 3),
            "least": round(min(ratios), 3),
            "most": round(max(ratios), 3),
        },
        "until_a_bomb_is_refused": _spread([1000 * seconds for seconds in slow]),
        "ten_at_once": {
            "pages_in_three_seconds": _spread(bursts),
            "until_a_bomb_is_refused": _spread([1000 * seconds for seconds in site.sent]),
        },
        "bombs_sent": Upload.objects.count(),
        "bombs_refused": Upload.objects.filter(state=UploadState.REFUSED).count(),
        "faults": len(site.faults),
        "first_faults": site.faults[:5],
        "cpus": os.cpu_count(),
        "load": os.getloadavg()[0],
        "held": ratio <= HELD and not site.faults,
    }


def _spread(ms: list[float]) -> dict[str, float]:
    return {
        "n": len(ms),
        "p50": round(percentile(ms, 50), 1),
        "p95": round(percentile(ms, 95), 1),
        "p99": round(percentile(ms, 99), 1),
        "max": round(max(ms), 1),
    }


def _stage() -> Site:
    """An officer, the pages they look at, ten bombs ready to be sent."""
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from caunoi.accounts.choices import Role
    from caunoi.accounts.models import User
    from caunoi.people.models import Person
    from tests.kit.hostile_sheets import files

    User.objects.update(role=Role.COUNSELLOR)
    cookies = []
    for user in User.objects.order_by("pk"):
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        said = {settings.CSRF_COOKIE_NAME: CSRF, settings.SESSION_COOKIE_NAME: session}
        cookies.append("; ".join(f"{name}={value}" for name, value in said.items()))
    # Some only: whoever opens the records of many people in an hour is stopped.
    people = Person.objects.order_by("pk").values_list("public_id", flat=True)[:40]
    pages = [reverse("home:record", args=[key]) for key in people]
    hostile = {name: content for name, content, _ in files() if name in BOMBS}
    return Site(
        cookies[0],
        cookies[1:],
        [*pages, *["/quay/"] * len(pages)],
        [(name, hostile[name]) for name in BOMBS],
    )


def _window(
    site: Site, seconds: float, rate: float, seed: int, meanwhile: Callable[[Site, float], None]
) -> list[float]:
    """Pages asked for by a clock of chance; milliseconds from when each was due."""
    chance = random.Random(seed)  # noqa: S311  chance of a trial
    due, end, begun = 0.0, seconds, time.monotonic()
    asked: queue.Queue[tuple[float, str]] = queue.Queue()
    while (due := due + chance.expovariate(rate)) < end:
        asked.put((begun + due, chance.choice(site.pages)))
    took: list[float] = []
    readers = [threading.Thread(target=_read, args=(site, asked, took)) for _ in range(READERS)]
    sender = threading.Thread(target=meanwhile, args=(site, seconds))
    for thread in (*readers, sender):
        thread.start()
    for thread in (*readers, sender):
        thread.join()
    return took


def _read(site: Site, asked: "queue.Queue[tuple[float, str]]", took: list[float]) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)) as line:
        while True:
            try:
                due, page = asked.get_nowait()
            except queue.Empty:
                return
            time.sleep(max(0.0, due - time.monotonic()))
            line.request("GET", page, headers={"Cookie": site.cookies})
            answer = line.getresponse()
            answer.read()
            took.append(1000 * (time.monotonic() - due))
            if answer.status != http.client.OK:
                site.faults.append(f"{page}: {answer.status}")


def _nothing(site: Site, seconds: float) -> None:
    """A quiet window."""


def _bombs_one_by_one(site: Site, seconds: float) -> None:
    begun, senders = time.monotonic(), []
    for number, bomb in enumerate(site.bombs):
        time.sleep(max(0.0, begun + number * seconds / len(site.bombs) - time.monotonic()))
        senders.append(threading.Thread(target=_send, args=(site, *bomb)))
        senders[-1].start()
    for thread in senders:
        thread.join()


def _all_at_once(site: Site, seconds: float) -> None:
    senders = [threading.Thread(target=_send, args=(site, *bomb)) for bomb in site.bombs]
    time.sleep(0.2)
    for thread in senders:
        thread.start()
    for thread in senders:
        thread.join()


def _send(site: Site, name: str, content: bytes) -> None:
    """One hostile file, as a browser sends it."""
    mark = uuid.uuid4().hex
    said = {"csrfmiddlewaretoken": CSRF, "_once": uuid.uuid4().hex, "commune": _commune()}
    fields = "".join(
        f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in said.items()
    )
    head = (
        f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}.xlsx"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    body = (fields + head).encode() + content + f"\r\n--{mark}--\r\n".encode()
    headers = {
        "Cookie": random.choice(site.senders),  # noqa: S311  any of them
        "Content-Type": f"multipart/form-data; boundary={mark}",
    }  # fmt: skip
    begun = time.monotonic()
    with closing(http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)) as line:
        line.request("POST", "/thu-thap/", body, headers)
        answer = line.getresponse()
        answer.read()
        site.sent.append(time.monotonic() - begun)
        if answer.status != http.client.FOUND or not re.search(
            "/thu-thap/tep/", answer.headers.get("Location") or ""
        ):
            site.faults.append(f"{name}: {answer.status}")


def _commune() -> str:
    return f"{random.randrange(1, 101):05}"  # noqa: S311  any of them


if __name__ == "__main__":
    main()
