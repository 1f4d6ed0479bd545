"""How long the whole record of a person takes with a province and three years of visits.

    .venv/bin/python -m benchmarks.record [--people 1200000] [--keep] [--out FILE]

Makes a PostgreSQL database of its own beside the one of DATABASE_URL, asks for the records of 300
random people who have been here (each opening is journalled), and writes what it found to
`benchmarks/results/record.json`. The promise: p95 at most 300 ms, a page at most 120 KB.
"""

import argparse
import json
import os
import platform
import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import django

NAME = "caunoi_bench_record"
ASKED = 300
WARM = 20
RESULTS = Path(__file__).parent / "results" / "record.json"


def main() -> None:
    """Make the rows, ask, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_200_000)
    parser.add_argument("--keep", action="store_true", help="leave the database behind")
    parser.add_argument("--again", action="store_true", help="use the database left behind")
    parser.add_argument("--out", type=Path, default=RESULTS)
    wanted = parser.parse_args()
    from benchmarks import province_rows as rows

    server = os.environ.get("DATABASE_URL") or rows.SERVER
    address = server.rsplit("/", 1)[0] + f"/{NAME}"
    if not wanted.again:
        address = rows.database_of(NAME)
    from django.core.management import call_command

    with tempfile.TemporaryDirectory(prefix="caunoi-record-") as home:
        os.environ |= {"DATABASE_URL": address, "CAUNOI_HOME": home, "CAUNOI_DEMO": "1"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        django.setup()
        if wanted.again:
            call_command("migrate", verbosity=0)
        else:
            made = time.perf_counter()
            prepare(wanted.people)
            print(f"rows made in {time.perf_counter() - made:.0f} s")
        found = measure()
    found |= {"people": wanted.people, "machine": platform.machine(), "cpus": os.cpu_count()}
    print(json.dumps(found, indent=1))
    wanted.out.write_text(json.dumps(found, indent=1) + "\n")
    if not wanted.keep and not wanted.again:
        django.db.connections.close_all()
        rows.drop(NAME)


def prepare(people: int) -> None:
    """Migrate and fill."""
    from django.core.management import call_command

    from benchmarks import province_rows as rows

    call_command("migrate", verbosity=0)
    rows.fill(people, clerks=60)


def measure() -> dict[str, Any]:
    """Milliseconds of whole requests through every middleware, with database and journal."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from caunoi.accounts.models import User
    from caunoi.counter.models import Visit
    from caunoi.people.models import Person

    clients = []
    for user in User.objects.order_by("pk")[:12]:
        client = Client(HTTP_HOST="localhost")
        client.force_login(user)
        clients.append(client)
    last = Visit.objects.order_by("-pk").values_list("pk", flat=True)[0]
    chance = random.Random(7)  # noqa: S311  whom to ask for
    keys = {
        Visit.objects.values_list("person_id", flat=True).get(pk=chance.randint(1, last))
        for _ in range((ASKED + WARM) * 2)
    }
    people = dict(Person.objects.filter(pk__in=keys).values_list("pk", "public_id"))
    asked = [reverse("home:record", args=[people[key]]) + "?vi=quay" for key in sorted(keys)]
    chance.shuffle(asked)
    took: list[float] = []
    sizes: list[int] = []
    for number, address in enumerate(asked[: ASKED + WARM]):
        client = clients[number % len(clients)]
        clock = time.perf_counter()
        answer = client.get(address)
        spent = (time.perf_counter() - clock) * 1000
        assert answer.status_code == 200, (address, answer.status_code)
        assert b"dong-nghiep" in answer.content
        if number >= WARM:
            took.append(spent)
            sizes.append(len(answer.content))
    with CaptureQueriesContext(connection) as queries:
        clients[0].get(asked[-1])
    slowest = sorted(queries.captured_queries, key=lambda q: -float(q["time"]))[:3]
    return {
        "asked": len(took),
        "ms": {
            "p50": round(statistics.median(took), 1),
            "p95": round(percentile(took, 95), 1),
            "p99": round(percentile(took, 99), 1),
            "max": round(max(took), 1),
        },
        "queries": len(queries),
        "slowest_ms": [[round(float(q["time"]) * 1000, 1), q["sql"][:160]] for q in slowest],
        "largest_page_bytes": max(sizes),
        "load": os.getloadavg()[0],
    }


def percentile(values: list[float], percent: int) -> float:
    """The value below which so many percent lie."""
    found = sorted(values)
    return found[min(len(found) - 1, round(len(found) * percent / 100))]


if __name__ == "__main__":
    main()
