"""Half an hour of mixed work on PostgreSQL: no deadlock anybody sees, no long wait (trust B8).

    DATABASE_URL=postgres://… .venv/bin/python -m benchmarks.mixed [--minutes 30] [--clerks 40]

Starts the site as `caunoi serve` does, on a database of its own, and lets clerks take and call
numbers, note acts, begin claims, refer people to a vacancy and read records, all at once; many of
them meet on the same few people. Meanwhile the database is asked every half second who waits for
whom and for how long. Written to `benchmarks/results/mixed.json`.
"""

import argparse
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import django
import psycopg

from benchmarks.record import percentile
from benchmarks.waiting import wait_for

NAME: Final = "caunoi_bench_mixed"
RESULTS: Final = Path(__file__).parent / "results" / "mixed.json"
PORT: Final = 8198
CSRF: Final = "a" * 32
SHARED_PEOPLE: Final = 30  # on whom clerks meet; everybody else is served by one clerk
LONGEST_WAIT: Final = 5.0  # seconds, the promise
WAITS: Final = """
SELECT EXTRACT(EPOCH FROM MAX(clock_timestamp() - l.waitstart)), COUNT(*)
  FROM pg_locks l JOIN pg_stat_activity a USING (pid)
  WHERE NOT l.granted AND a.datname = %s"""


@dataclass
class Clerk:
    """One user at a desk, and what the site answered."""

    cookies: dict[str, str]
    chance: random.Random
    took: list[tuple[str, float]] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)


@dataclass
class Watch:
    """What the database says meanwhile."""

    longest: float = 0.0
    waiting: int = 0
    looks: int = 0


def main() -> None:
    """Make the database, serve it, let the clerks work, print and write what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--clerks", type=int, default=40)
    parser.add_argument("--people", type=int, default=5_000)
    parser.add_argument("--pace", type=float, default=2.0)
    parser.add_argument("--out", type=Path, default=RESULTS)
    wanted = parser.parse_args()
    from benchmarks import province_rows as rows

    address = rows.database_of(NAME)
    with tempfile.TemporaryDirectory(prefix="caunoi-mixed-") as home:
        os.environ |= {
            "DATABASE_URL": address, "CAUNOI_HOME": home, "CAUNOI_DEMO": "1",
            "CAUNOI_PORT": str(PORT), "CAUNOI_WORKERS": "2",
        }  # fmt: skip
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        rows.fill(wanted.people, clerks=wanted.clerks)
        found = _run(address, wanted)
    print(json.dumps(found, indent=1, ensure_ascii=False))
    wanted.out.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    django.db.connections.close_all()
    rows.drop(NAME)
    sys.exit(0 if found["held"] else 1)


def _run(address: str, wanted: argparse.Namespace) -> dict[str, Any]:
    clerks, paths = _stage(wanted.clerks)
    web = _limits("10")
    server = subprocess.Popen(
        [sys.executable, "-m", "config.cli", "serve"], start_new_session=True,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    watch, over = Watch(), threading.Event()
    with psycopg.connect(address, autocommit=True) as line:
        before = _deadlocks(line)
        watcher = threading.Thread(target=_look, args=(line, watch, over))
        try:
            wait_for(PORT)
            watcher.start()
            end = time.monotonic() + wanted.minutes * 60
            threads = [
                threading.Thread(target=_work, args=(clerk, paths, end, wanted.pace))
                for clerk in clerks
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        finally:
            over.set()
            if watcher.is_alive():
                watcher.join()
            os.killpg(server.pid, signal.SIGTERM)
            server.wait()
        deadlocks = _deadlocks(line) - before
    return _figures(clerks, watch, deadlocks, web, wanted)


def _figures(
    clerks: list[Clerk], watch: Watch, deadlocks: int, web: dict, wanted: argparse.Namespace
) -> dict[str, Any]:
    answers: Counter[str] = sum((clerk.answers for clerk in clerks), Counter())
    took: dict[str, list[float]] = {}
    for clerk in clerks:
        for what, seconds in clerk.took:
            took.setdefault(what, []).append(seconds * 1000)
    broken = sum(n for said, n in answers.items() if said.split()[-1] not in KNOWN)
    return {
        "minutes": wanted.minutes,
        "clerks": wanted.clerks,
        "limits_of_pages": web,
        "limits_of_commands": _limits(""),
        "answers": dict(sorted(answers.items())),
        "answers_a_second": round(sum(answers.values()) / wanted.minutes / 60, 1),
        "ms": {
            what: {
                "n": len(ms),
                "p50": round(percentile(ms, 50)),
                "p95": round(percentile(ms, 95)),
                "max": round(max(ms)),
            }
            for what, ms in sorted(took.items())
        },
        "deadlocks_in_the_database": deadlocks,
        "answers_that_are_faults": broken,
        "longest_lock_wait_seconds": round(watch.longest, 2),
        "most_waiting_at_once": watch.waiting,
        "looks": watch.looks,
        "load": os.getloadavg()[0],
        "held": not broken and watch.longest <= LONGEST_WAIT,
    }


# What a clerk may be told: done, shown, refused in the form, or "the same form is being saved".
KNOWN: Final = frozenset({"200", "302", "409"})


def _limits(seconds: str) -> dict[str, str]:
    """What PostgreSQL was really told by a process of the site, or of a command."""
    ask = (
        "import config.wsgi\n" if seconds else "import django; django.setup()\n"
    ) + "from django.db import connection as c; k = c.cursor()\n"
    for name in ("statement_timeout", "lock_timeout"):
        ask += f"k.execute('SHOW {name}'); print(k.fetchone()[0])\n"
    said = subprocess.run(
        [sys.executable, "-c", ask], capture_output=True, text=True, check=True
    ).stdout.split()
    return dict(zip(("statement_timeout", "lock_timeout"), said, strict=True))


def _stage(count: int) -> tuple[list[Clerk], dict[str, Any]]:
    """Users at open desks; people on whom they meet, one vacancy."""
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from caunoi.accounts.choices import Role
    from caunoi.accounts.models import User
    from caunoi.counter.models import Desk, Office, Service
    from caunoi.people.models import LabourProfile
    from caunoi.vacancies.models import Vacancy

    Office.objects.update(opens="00:00", closes="23:59:59")
    Desk.objects.update(sitting=None, state="CLOSED")
    User.objects.update(role=Role.COUNSELLOR)
    office = Office.objects.get()
    profiles = LabourProfile.objects.order_by("pk").values_list("person__public_id", flat=True)
    vacancy = Vacancy.objects.order_by("pk").first()
    clerks = []
    for n, (user, desk) in enumerate(
        zip(User.objects.order_by("pk")[:count], Desk.objects.order_by("number")[:count],
            strict=True)
    ):  # fmt: skip
        Desk.objects.filter(pk=desk.pk).update(sitting=user, state="OPEN")
        desk.services.set(Service.objects.all())
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookies = {settings.CSRF_COOKIE_NAME: CSRF, settings.SESSION_COOKIE_NAME: session}
        clerks.append(Clerk(cookies, random.Random(n)))  # noqa: S311  chance of a trial
    return clerks, {
        "kiosk": reverse("counter:kiosk", args=[office.kiosk_key]),
        "people": [str(key) for key in profiles[:3000]],
        "vacancy": str(vacancy.public_id) if vacancy else "",
        "day": f"{date.today() + timedelta(1):%d/%m/%Y}",  # noqa: DTZ011  no hour of it is over
    }


def _deed(clerk: Clerk, paths: dict[str, Any]) -> tuple[str, str, dict[str, str] | None]:
    """What a clerk does next: a word, an address, the fields of a form (None: only looks)."""
    chance = clerk.chance
    shared = chance.random() < 0.5
    people = paths["people"][:SHARED_PEOPLE] if shared else paths["people"]
    person = chance.choice(people)
    record = f"/trang-viec/nguoi/{person}/"
    letter = {"dich_vu": chance.choice("ABC")}
    deeds: list[tuple[str, str, dict[str, str] | None]] = [
        ("take", paths["kiosk"], letter),
        ("take", paths["kiosk"], letter),
        ("call", "/quay/viec/", {"lam": "call"}),
        ("finish", "/quay/viec/", {"lam": "finish"}),
        ("act", f"{record}viec/", {"kind": "JOB", "note": "Hỏi việc"}),
        ("claim", f"/that-nghiep/nhan/{person}/", {}),
        ("desk", "/quay/", None),
        ("record", record, None),
        ("claims", "/that-nghiep/", None),
    ]
    if paths["vacancy"]:
        told = {"day": paths["day"], "hour": "16:00", "place": "Cổng chính"}
        deeds.append(("refer", f"/ket-noi/nguoi/{person}/gioi-thieu/{paths['vacancy']}/", told))
    return chance.choice(deeds)


def _work(clerk: Clerk, paths: dict[str, Any], end: float, pace: float) -> None:
    line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    due = time.monotonic() + clerk.chance.uniform(0, pace)
    while due < end:
        time.sleep(max(0.0, due - time.monotonic()))
        what, path, fields = _deed(clerk, paths)
        sent = "; ".join(f"{name}={value}" for name, value in clerk.cookies.items())
        headers, body = {"Cookie": sent}, None
        if fields is not None:
            key = {"csrfmiddlewaretoken": CSRF, "_once": uuid.uuid4().hex}
            body = urlencode(key | fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun = time.monotonic()
        try:
            line.request("GET" if body is None else "POST", path, body, headers)
            answer = line.getresponse()
            answer.read()
            said = f"{what} {answer.status}"
            if "/dang-nhap/" in (answer.headers.get("Location") or ""):
                said = f"{what} signed-out"
            # When the session was last used stands in a cookie: without it a long run idles out.
            for cookie in answer.headers.get_all("Set-Cookie") or ():
                parts = SimpleCookie(cookie).items()
                clerk.cookies |= {name: part.coded_value for name, part in parts}
        except (OSError, http.client.HTTPException) as fault:
            line.close()
            said = f"{what} {type(fault).__name__}"
        clerk.answers[said] += 1
        clerk.took.append((what, time.monotonic() - begun))
        due = max(due, time.monotonic() - pace) + clerk.chance.expovariate(1 / pace)
    line.close()


def _look(line: psycopg.Connection, watch: Watch, over: threading.Event) -> None:
    while not over.wait(0.5):
        longest, waiting = line.execute(WAITS, [NAME]).fetchone() or (None, 0)
        watch.longest = max(watch.longest, float(longest or 0))
        watch.waiting = max(watch.waiting, waiting)
        watch.looks += 1


def _deadlocks(line: psycopg.Connection) -> int:
    line.execute("SELECT pg_stat_clear_snapshot()")
    row = line.execute(
        "SELECT deadlocks FROM pg_stat_database WHERE datname = %s", [NAME]
    ).fetchone()
    return row[0] if row else 0


if __name__ == "__main__":
    main()
