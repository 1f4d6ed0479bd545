"""Numbers of the counter through the served site: how many a second, and whether any is wrong.

    DATABASE_URL=postgres://… .venv/bin/python benchmarks/tickets.py [--tickets 10000]
    DATABASE_URL=postgres://… .venv/bin/python benchmarks/tickets.py --waiting 10000

Makes a database of its own beside the one named (and drops it), serves it with granian as
`caunoi serve` does, and lets 200 connections take numbers at the machine of an office: first at a
steady 160 a second, then as fast as it goes. One press in ten is sent twice at once. Then ten
twice at once. At the end the database is asked: no number missing, none twice, nobody called by two
desks, strict order inside every line and class (trust B3).

With `--waiting` so many wait already, put there without the site, and only the calls are measured
(benchmarks/results/calls.json).

The driver speaks plain HTTP over sockets, so that it takes little of the same processors.
"""

import argparse
import asyncio
import json
import os
import platform
import random
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import django
import psycopg

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results" / "tickets.json"
CALLS = ROOT / "benchmarks" / "results" / "calls.json"
CONNECTIONS, DESKS = 200, 10
STEADY = 160.0  # presses a second
DOUBLE = 0.1
GOAL_RATE, GOAL_MS = 150.0, 500.0
GOAL_CALL_MS = 200.0  # an act of a desk
DATABASE = "caunoi_bench_tickets"


@dataclass
class Round:
    """What one round of presses took, in milliseconds each."""

    name: str
    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    def figures(self) -> dict[str, Any]:
        ordered = sorted(self.times)
        return {
            "round": self.name,
            "presses": len(ordered),
            "a_second": round(len(ordered) / self.seconds, 1),
            "median_ms": round(statistics.median(ordered), 1),
            "p95_ms": round(ordered[int(len(ordered) * 0.95)], 1),
            "p99_ms": round(ordered[int(len(ordered) * 0.99)], 1),
            "longest_ms": round(ordered[-1], 1),
            "answers": {str(status): n for status, n in sorted(self.statuses.items())},
        }


class Connection:
    """One browser that keeps its connection open."""

    def __init__(self, port: int, cookie: str) -> None:
        self.port, self.cookie = port, cookie
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def post(self, path: str, fields: dict[str, str], *, script: bool = False) -> int:
        """Send a form; the status of the answer."""
        body = urlencode(fields).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {self.cookie}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"{'HX-Request: true' if script else 'Accept: text/html'}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        for again in (False, True):
            if self.writer is None or again:
                self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
            try:
                self.writer.write(head.encode() + body)
                return await self._answer()
            except (asyncio.IncompleteReadError, ConnectionError):
                if again:  # a connection that rested may have been closed; a new one not
                    raise
        raise AssertionError("unreachable")

    async def _answer(self) -> int:
        assert self.reader is not None
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        length = next(
            (int(line.split(":")[1]) for line in head if line.lower().startswith("content-length")),
            0,
        )
        if length:
            await self.reader.readexactly(length)
        return int(head[0].split()[1])


async def press_all(
    connections: list[Connection], presses: list[dict[str, str]], path: str, round_: Round,
    rate: float | None,
) -> None:  # fmt: skip
    """Send all presses over the connections, steadily or as fast as each is answered."""
    queue: asyncio.Queue[tuple[float, dict[str, str]]] = asyncio.Queue()
    start = time.perf_counter()

    async def work(connection: Connection) -> None:
        while True:
            due, fields = await queue.get()
            if (ahead := due - time.perf_counter()) > 0:
                await asyncio.sleep(ahead)
            begun = due if rate else time.perf_counter()  # waiting for a free one counts too
            status = await connection.post(path, fields)
            round_.times.append((time.perf_counter() - begun) * 1000)
            round_.statuses[status] += 1
            queue.task_done()

    for at, fields in enumerate(presses):
        queue.put_nowait((start + at / rate if rate else 0.0, fields))
    workers = [asyncio.create_task(work(each)) for each in connections]
    await queue.join()
    round_.seconds = time.perf_counter() - start
    for each in workers:
        each.cancel()


async def take(port: int, kiosk: str, count: int) -> list[Round]:
    """Both rounds of taking; each has half of the numbers."""
    chance = random.Random(7)  # noqa: S311  of a made crowd
    secret = secrets.token_hex(16)
    connections = [Connection(port, f"csrf={secret}") for _ in range(CONNECTIONS)]
    rounds = []
    for name, rate in (("steady", STEADY), ("as fast as it goes", None)):
        presses = []
        for _ in range(count // 2):
            press = {
                "csrfmiddlewaretoken": secret, "_once": uuid.uuid4().hex, "card": "", "who": "",
                "ground": chance.choice(["", "", "", "", "OLD"]),
                "dich_vu": chance.choice("AAABBC"),
            }  # fmt: skip
            presses += [press] * (2 if chance.random() < DOUBLE else 1)
        found = Round(f"taking, {name}")
        await press_all(connections, presses, kiosk, found, rate)
        rounds.append(found)
    return rounds


async def call(port: int, sessions: list[str], most: int) -> Round:
    """Ten desks call at once until `most` were called or nobody waits."""
    chance = random.Random(8)  # noqa: S311  of a made crowd
    secret = secrets.token_hex(16)
    found = Round("calling, ten desks at once")
    start = time.perf_counter()

    async def desk(session: str) -> None:
        first, second = (Connection(port, f"csrf={secret}; session={session}") for _ in range(2))
        for _ in range(most // DESKS):
            fields = {"csrfmiddlewaretoken": secret, "_once": uuid.uuid4().hex, "lam": "call",
                      "phieu": await current(look, session)}  # fmt: skip
            taps = [first] + ([second] if chance.random() < DOUBLE else [])
            begun = time.perf_counter()
            for status in await asyncio.gather(
                *(each.post("/quay/viec/", fields, script=True) for each in taps)
            ):
                found.statuses[status] += 1
            found.times.append((time.perf_counter() - begun) * 1000)

    async with await psycopg.AsyncConnection.connect(
        os.environ["DATABASE_URL"], autocommit=True
    ) as look:
        await asyncio.gather(*(desk(each) for each in sessions))
    found.seconds = time.perf_counter() - start
    return found


async def current(look: psycopg.AsyncConnection, session: str) -> str:
    """What the page of the desk would show: the ticket that is at it."""
    found = await look.execute(
        "SELECT t.public_id FROM counter_ticket t JOIN counter_desk d ON d.id = t.desk_id"
        " WHERE d.sitting_id = %s AND t.state IN ('CALLED', 'SERVING')",
        [SITTING[session]],
    )
    row = await found.fetchone()
    return str(row[0]) if row else ""


SITTING: dict[str, int] = {}


def make_office() -> tuple[str, list[str]]:
    """An office with three services and ten desks; the path of its machine, sessions of clerks."""
    from datetime import time as clock

    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    from caunoi.accounts.choices import SIGN_IN_BACKEND
    from caunoi.accounts.models import User
    from caunoi.counter.models import Desk, Office, Service

    office = Office.objects.create(name="Điểm tiếp đo", opens=clock(0, 0), closes=clock(23, 59))
    services = [
        Service.objects.create(letter=letter, name=f"Việc {letter}", typical_minutes=10)
        for letter in "ABC"
    ]
    sessions = []
    for number in range(1, DESKS + 1):
        user = User.objects.create_user(
            f"do-{number}", None, full_name=f"Nhân viên {number}", role="CLERK", made=True,
            last_login=timezone.now(),
        )  # fmt: skip
        desk = Desk.objects.create(office=office, number=number, sitting=user, state="OPEN")
        desk.services.set(services if number % 2 else services[:1])
        session = SessionStore()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), SIGN_IN_BACKEND
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        key = session.session_key or ""
        SITTING[key] = user.pk
        sessions.append(key)
    return f"/lay-so/kiot/{office.kiosk_key}/", sessions


def fill(count: int) -> None:
    """So many who wait, one in five with priority, as a machine at the door would have let in."""
    from django.utils import timezone

    from caunoi.counter.models import Line, Office, Service, Ticket, Visit

    chance = random.Random(7)  # noqa: S311  of a made crowd
    office, services = Office.objects.get(), list(Service.objects.order_by("letter"))
    now = timezone.now()
    day, last = timezone.localtime(now).date(), dict.fromkeys((each.pk for each in services), 0)
    visits = Visit.objects.bulk_create(
        [Visit(office=office, day=day) for _ in range(count)], batch_size=2_000
    )
    tickets = []
    for visit in visits:
        service = services["ABC".index(chance.choice("AAABBC"))]
        last[service.pk] += 1
        rank = 1 if chance.random() < 0.2 else 3
        tickets.append(
            Ticket(
                key=uuid.uuid4(), visit=visit, office=office, service=service, line=service,
                day=day, number=last[service.pk], rank=rank, ground="OLD" if rank == 1 else "",
                channel="KIOSK", taken_at=now, queued_at=now,
            )
        )  # fmt: skip
    Ticket.objects.bulk_create(tickets, batch_size=2_000)
    Line.objects.bulk_create(
        [Line(office=office, service_id=key, day=day, last=n) for key, n in last.items()]
    )


def check(expected: int) -> dict[str, Any]:
    """What the database says of it all; empty lists are good."""
    from caunoi.counter.models import Ticket, TicketStep

    numbers: dict[str, list[int]] = defaultdict(list)
    for letter, number in Ticket.objects.values_list("service__letter", "number"):
        numbers[letter].append(number)
    wrong = [
        letter for letter, found in numbers.items() if sorted(found) != [*range(1, len(found) + 1)]
    ]
    called = TicketStep.objects.filter(deed="CALLED")
    twice = [pk for pk, n in Counter(called.values_list("ticket", flat=True)).items() if n > 1]
    order: dict[tuple[int, int], list[int]] = defaultdict(list)
    for line, rank, pk in (
        Ticket.objects.filter(call__isnull=False).order_by("call").values_list("line", "rank", "pk")
    ):
        order[line, rank].append(pk)
    return {
        "tickets": sum(map(len, numbers.values())),
        "expected": expected,
        "services_with_a_gap_or_a_double": wrong,
        "called": called.count(),
        "called_by_two_desks": twice,
        "lines_out_of_order": [key for key, row in order.items() if row != sorted(row)],
    }


def serve(env: dict[str, str], port: int, log: Path) -> subprocess.Popen:
    """The site as `caunoi serve` serves it."""
    with log.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "config.cli", "serve"], cwd=ROOT, env=env, stdout=out, stderr=out
        )
    end = time.monotonic() + 120
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.3)
        else:
            return server
    raise SystemExit("the site does not answer")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=10_000)
    parser.add_argument("--calls", type=int, default=1_000)
    parser.add_argument("--waiting", type=int, default=0, help="only calls, with so many waiting")
    parser.add_argument("--port", type=int, default=8104)
    parser.add_argument("--workers", default="2")
    parser.add_argument(
        "--write", action="store_true", help="write the figures to benchmarks/results"
    )
    wanted = parser.parse_args()
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        raise SystemExit("DATABASE_URL must name a PostgreSQL server")
    parts = urlsplit(url)
    os.environ["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{DATABASE}"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ |= {"CAUNOI_DEMO": "1", "DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        server.execute(f"CREATE DATABASE {DATABASE}")
    with tempfile.TemporaryDirectory(prefix="caunoi-tickets-") as home:
        os.environ["CAUNOI_HOME"] = home
        try:
            figures = measure(wanted, Path(home))
        finally:
            from django.db import connections

            connections.close_all()
            with psycopg.connect(url, autocommit=True) as server:
                server.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
    print(json.dumps(figures, ensure_ascii=False, indent=1))
    if wanted.write:
        (CALLS if wanted.waiting else RESULTS).write_text(
            json.dumps(figures, ensure_ascii=False, indent=1) + "\n"
        )
    return 0 if figures["good"] else 1


def measure(wanted: argparse.Namespace, home: Path) -> dict[str, Any]:
    """Fill, serve, press, ask."""
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    kiosk, sessions = make_office()
    fill(wanted.waiting)
    env = {
        **os.environ, "CAUNOI_PORT": str(wanted.port), "CAUNOI_WORKERS": wanted.workers,
        "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    server = serve(env, wanted.port, home / "server.log")
    rounds = []
    try:
        asyncio.run(take(wanted.port, kiosk, 2 * CONNECTIONS))  # every worker and pool is warm
        if not wanted.waiting:
            rounds = asyncio.run(take(wanted.port, kiosk, wanted.tickets))
        rounds.append(asyncio.run(call(wanted.port, sessions, wanted.calls)))
    finally:
        server.terminate()
        server.wait(timeout=20)
    there = wanted.waiting or wanted.tickets // 2 * 2
    found = check(there + 2 * CONNECTIONS)
    first = rounds[0].figures()
    fast = (
        first["p95_ms"] <= GOAL_CALL_MS
        if wanted.waiting
        else (first["a_second"] >= GOAL_RATE and first["p95_ms"] <= GOAL_MS)
    )
    good = (
        found["tickets"] == found["expected"]
        and not found["services_with_a_gap_or_a_double"]
        and not found["called_by_two_desks"]
        and not found["lines_out_of_order"]
        and fast
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), current_setting('fsync')")
        version, fsync = cursor.fetchone()
    return {
        "what": "numbers of the counter through granian on PostgreSQL",
        "waiting_before": wanted.waiting,
        "connections": CONNECTIONS,
        "workers": int(wanted.workers),
        "machine": {
            "processors": os.cpu_count(),
            "busy_before": [round(each, 2) for each in os.getloadavg()],
            "python": platform.python_version(),
            "postgresql": version,
            "fsync": fsync,
        },
        "rounds": [each.figures() for each in rounds],
        "database": found,
        "goal": {"p95_ms": GOAL_CALL_MS}
        if wanted.waiting
        else {"a_second": GOAL_RATE, "p95_ms": GOAL_MS},
        "good": good,
    }


if __name__ == "__main__":
    sys.exit(main())
