"""How long 60 and 200 clerks at once wait for a page and for an act.

    .venv/bin/python -m benchmarks.clerks [--clerks 60 200] [--seconds 60] [--people 60000]

Starts the site as `caunoi serve` does, on a PostgreSQL database of its own, and sends it what
clerks send: three reads to one act (take a number, call, note an act, finish, book and cancel an
appointment), the mixture of British Columbia's script (bcgov/queue-management, tests/loadtesting).
Their published run: 200 clerks, 28.5 answers a second, median 3,412 ms, p95 11,993, p99 17,865.

Each clerk sends by a clock (one request every `--pace` seconds on average, 5 by default: 200
clerks send 40 a second, more than theirs). A request that had to wait for its turn is counted from
when it should have been sent, so that slow answers cannot hide. Written to
`benchmarks/results/clerks.json`.
"""

import argparse
import http.client
import json
import os
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
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import django

from benchmarks.record import percentile
from benchmarks.waiting import wait_for

NAME: Final = "caunoi_bench_clerks"
RESULTS: Final = Path(__file__).parent / "results" / "clerks.json"
PORT: Final = 8199
CSRF: Final = "a" * 32
WARM_SECONDS: Final = 5
REST_SECONDS: Final = 20
THEIRS: Final = {
    "source": "bcgov/queue-management, tests/loadtesting/README.md, run of 2020-11-09",
    "clerks": 200, "answers_a_second": 28.5, "ms": {"p50": 3412, "p95": 11993, "p99": 17865},
    "faults": 1,
}  # fmt: skip


@dataclass
class Clerk:
    """One user with a session, a desk and people to serve."""

    session: str
    kiosk: str
    book: str
    people: list[str]
    phone: str
    day: str
    seed: int
    ticket: str = ""
    took: list[tuple[str, bool, float]] = field(default_factory=list)  # what, act, seconds
    faults: list[str] = field(default_factory=list)


def main() -> None:
    """Make the database, serve it, let the clerks work, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clerks", type=int, nargs="+", default=[60, 200])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--pace", type=float, default=5.0)
    parser.add_argument("--people", type=int, default=60_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, default=RESULTS)
    wanted = parser.parse_args()
    from benchmarks import province_rows as rows

    address = rows.database_of(NAME)
    with tempfile.TemporaryDirectory(prefix="caunoi-clerks-") as home:
        os.environ |= {
            "DATABASE_URL": address, "CAUNOI_HOME": home, "CAUNOI_DEMO": "1",
            "CAUNOI_PORT": str(PORT), "CAUNOI_WORKERS": str(wanted.workers),
        }  # fmt: skip
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        rows.fill(wanted.people, clerks=max(wanted.clerks))
        found = [_run(count, wanted) for count in wanted.clerks]
    result = {"ours": found, "theirs": THEIRS, "cpus": os.cpu_count(), "workers": wanted.workers}
    print(table(result))
    wanted.out.write_text(json.dumps(result, indent=1) + "\n")
    django.db.connections.close_all()
    rows.drop(NAME)


def _run(count: int, wanted: argparse.Namespace) -> dict[str, Any]:
    clerks = _clerks(count)
    server = subprocess.Popen(
        [sys.executable, "-m", "config.cli", "serve"], start_new_session=True,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(PORT)
        end = time.monotonic() + WARM_SECONDS + wanted.seconds
        begin = time.monotonic() + WARM_SECONDS
        threads = [
            threading.Thread(target=_work, args=(clerk, begin, end, wanted.pace))
            for clerk in clerks
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()
    return _figures(clerks, count, wanted)


def _figures(clerks: list[Clerk], count: int, wanted: argparse.Namespace) -> dict[str, Any]:
    took = [each for clerk in clerks for each in clerk.took]
    faults = [fault for clerk in clerks for fault in clerk.faults]
    groups = {
        "all": [seconds for _, _, seconds in took],
        "reads": [seconds for _, act, seconds in took if not act],
        "acts": [seconds for _, act, seconds in took if act],
        **{
            what: [seconds for name, _, seconds in took if name == what]
            for what in sorted({name for name, _, _ in took})
        },
    }
    return {
        "clerks": count,
        "pace_seconds": wanted.pace,
        "answers_a_second": round(len(took) / wanted.seconds, 1),
        "share_of_reads_percent": round(100 * len(groups["reads"]) / max(1, len(took))),
        "ms": {name: _spread(values) for name, values in groups.items() if values},
        "faults": len(faults),
        "first_faults": faults[:5],
        "load": os.getloadavg()[0],
    }


def _spread(values: list[float]) -> dict[str, float]:
    ms = [value * 1000 for value in values]
    return {
        "n": len(ms),
        "p50": round(statistics.median(ms), 1),
        "p95": round(percentile(ms, 95), 1),
        "p99": round(percentile(ms, 99), 1),
        "max": round(max(ms), 1),
    }


def table(result: dict[str, Any]) -> str:
    """The figures as Markdown, ours beside theirs."""
    lines = ["| Clerks | Answers/s | median ms | p95 | p99 | acts p95 | faults |", "|" + "---|" * 7]
    for each in result["ours"]:
        ms = each["ms"]["all"]
        acts = each["ms"].get("acts", {}).get("p95", "")
        lines.append(
            f"| {each['clerks']} | {each['answers_a_second']} | {ms['p50']} | {ms['p95']} "
            f"| {ms['p99']} | {acts} | {each['faults']} |"
        )
    their = result["theirs"]
    ms = their["ms"]
    lines.append(
        f"| {their['clerks']} (British Columbia) | {their['answers_a_second']} | {ms['p50']} "
        f"| {ms['p95']} | {ms['p99']} | | {their['faults']} |"
    )
    return "\n".join(lines)


def _clerks(count: int) -> list[Clerk]:
    """Sessions, desks, people, times for appointments."""
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from caunoi.accounts.models import User
    from caunoi.counter.models import Desk, Office, Service, SlotPlan
    from caunoi.people.models import Person

    office = Office.objects.get()
    day = date.today() + timedelta(days=7 - date.today().weekday())  # noqa: DTZ011  next Monday
    if not SlotPlan.objects.exists():
        for service in Service.objects.all():
            SlotPlan.objects.create(
                office=office, service=service, weekday=0, begins="08:00", ends="16:30",
                minutes=30, seats=100,
            )  # fmt: skip
    Office.objects.update(opens="00:00", closes="23:59:59")
    Desk.objects.update(sitting=None, state="CLOSED")
    people = [str(key) for key in Person.objects.values_list("public_id", flat=True)[:3000]]
    clerks = []
    desks = Desk.objects.order_by("number")[:count]
    for n, (user, desk) in enumerate(zip(User.objects.order_by("pk")[:count], desks, strict=True)):
        Desk.objects.filter(pk=desk.pk).update(sitting=user, state="OPEN")
        client = Client()
        client.force_login(user)
        clerks.append(
            Clerk(
                session=client.cookies[settings.SESSION_COOKIE_NAME].value,
                kiosk=reverse("counter:kiosk", args=[office.kiosk_key]),
                book=reverse("counter:book"),
                people=people[n::count],
                phone=f"091{n:07}",
                day=f"{day:%d/%m/%Y}",
                seed=n,
            )
        )
    return clerks


def _work(clerk: Clerk, begin: float, end: float, pace: float) -> None:
    """Visits one after the other until the end; requests follow a clock of chance."""
    chance = random.Random(clerk.seed)  # noqa: S311  chance of a trial
    due = time.monotonic() + chance.uniform(0, pace)
    line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    number = 0
    while due < end:
        for what, act, method, path, fields in _visit(clerk, number):
            if due - time.monotonic() > REST_SECONDS:
                line.close()  # as a browser does: the server closes what rests for half a minute
            time.sleep(max(0.0, due - time.monotonic()))
            if due >= end:
                break
            try:
                status = _ask(line, clerk, method, path, fields)
            except (OSError, http.client.HTTPException) as fault:
                line.close()
                status = type(fault).__name__
            if due >= begin:
                clerk.took.append((what, act, time.monotonic() - due))
                if status not in (
                    {302} if act else {200, 302}
                ):  # an act that was refused is one too
                    clerk.faults.append(f"{what}: {status}")
            due += chance.expovariate(1 / pace)
        number += 1
    line.close()


def _visit(clerk: Clerk, number: int) -> list[tuple[str, bool, str, str, dict[str, str]]]:
    """Sixteen requests of one visit, four of them acts; every other visit books and cancels."""
    record = f"/trang-viec/nguoi/{clerk.people[number % len(clerk.people)]}/"
    desk = ("desk", False, "GET", "/quay/", {})
    around = ("around", False, "GET", f"{record}cung-mo/?tu=0", {})
    letter = "ABC"[number % 3]
    start = [
        ("take", True, "POST", clerk.kiosk, {"dich_vu": letter}),
        desk,
        ("call", True, "POST", "/quay/viec/", {"lam": "call"}),
        ("record", False, "GET", f"{record}?vi=quay", {}),
        around,
        ("history", False, "GET", f"{record}?loai=viec-lam", {}),
        around,
        ("record", False, "GET", record, {}),
    ]
    if number % 2:
        hour = f"{8 + clerk.seed % 8:02}:30"
        name = {"day": clerk.day, "hour": hour, "name": "Người Mẫu", "phone": clerk.phone}
        middle = [
            ("book", True, "POST", clerk.book, {**name, "service": "A"}),
            ("appointments", False, "GET", clerk.book, {}),
            ("cancel", True, "POST", "", {}),
        ]
    else:
        middle = [
            ("note act", True, "POST", f"{record}viec/", {"kind": "JOB", "note": "Hỏi việc"}),
            ("search", False, "GET", f"/ho-so/tim/?q={clerk.phone}", {}),
            ("finish", True, "POST", "/quay/viec/", {"lam": "finish"}),
        ]
    rest = [
        ("first page", False, "GET", "/trang-viec/", {}),
        around,
        desk,
        ("record", False, "GET", record, {}),
        ("duties", False, "GET", "/trang-viec/can-lam/", {}),
    ]
    return [*start, *middle, *rest]


def _ask(
    line: http.client.HTTPConnection, clerk: Clerk, method: str, path: str, fields: dict[str, str]
) -> int:
    headers = {"Cookie": f"csrf={CSRF}; session={clerk.session}"}
    body = None
    if method == "POST":
        key = uuid.uuid4()
        if not path:  # cancel what was booked
            path = _booked(clerk)
        if fields.get("lam") == "finish" or fields.get("lam") == "call":
            fields = fields | {"phieu": clerk.ticket}
        body = urlencode({"csrfmiddlewaretoken": CSRF, "_once": key.hex, **fields})
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    line.request(method, path, body, headers)
    answer = line.getresponse()
    text = answer.read()
    if path == "/quay/":
        found = re.search(rb'name="phieu" value="([0-9a-f-]{36})"', text)
        clerk.ticket = found[1].decode() if found else ""
    return answer.status


def _booked(clerk: Clerk) -> str:
    """The address that cancels the latest appointment of this clerk's caller."""
    from django.db import connection
    from django.urls import reverse

    from caunoi.counter.models import Appointment

    found = Appointment.objects.filter(phone=clerk.phone, state="BOOKED").order_by("-pk").first()
    connection.close()
    return reverse("counter:cancel_appointment", args=[found.public_id if found else uuid.uuid4()])


if __name__ == "__main__":
    main()
