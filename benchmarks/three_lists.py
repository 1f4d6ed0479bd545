"""How long a counsellor waits for the three lists of somebody, at the size of a province.

    CAUNOI_HOME=… .venv/bin/python -m benchmarks.three_lists [--people 300]

Asks a demo of province scale that has been matched (`caunoi demo --scale province`, `caunoi match`)
for the lists of random people who look for work, whole requests through every middleware, journal
included. The promise (flow 5): p95 at most 1.5 s. Written to `benchmarks/results/three_lists.json`.
"""

import argparse
import json
import os
import random
import statistics
import time
from pathlib import Path

import django

from benchmarks.record import percentile

WARM = 10
RESULTS = Path(__file__).parent / "results" / "three_lists.json"


def main() -> None:
    """Ask, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=300)
    wanted = parser.parse_args().people
    os.environ |= {"CAUNOI_DEMO": "1"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    found = measure(wanted)
    print(json.dumps(found, indent=1))
    RESULTS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def measure(wanted: int) -> dict[str, object]:
    """Milliseconds and bytes of the page of each person, and how many jobs it showed."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from caunoi.accounts.choices import Role
    from caunoi.accounts.models import User
    from caunoi.people.models import LabourProfile

    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.filter(role=Role.COUNSELLOR, made=True).order_by("pk")[0])
    keys = list(LabourProfile.objects.order_by("pk").values_list("person_id", flat=True))
    people = random.Random(7).sample(keys, wanted + WARM)  # noqa: S311  whom to ask for
    took: list[float] = []
    sizes: list[int] = []
    for number, key in enumerate(people):
        clock = time.perf_counter()
        answer = client.get(reverse("placement:person_lists", args=[key]))
        spent = (time.perf_counter() - clock) * 1000
        assert answer.status_code == 200, (key, answer.status_code)
        if number >= WARM:
            took.append(spent)
            sizes.append(len(answer.content))
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("placement:person_lists", args=[people[0]]))
    return {
        "people_in_the_register": len(keys),
        "asked": len(took),
        "database": connection.vendor,
        "ms": {
            "p50": round(statistics.median(took), 1),
            "p95": round(percentile(took, 95), 1),
            "p99": round(percentile(took, 99), 1),
            "max": round(max(took), 1),
        },
        "queries": len(queries),
        "page_bytes_p50": round(statistics.median(sizes)),
        "load_average": os.getloadavg()[0],
    }


if __name__ == "__main__":
    main()
