"""How fast the search pages answer on the database and index of this installation.

    CAUNOI_HOME=… .venv/bin/python benchmarks/search.py [--rounds 30]

Asks in process, without a network: the time is that of the server. The first round is not counted.
"""

import argparse
import os
import statistics
import time
from urllib.parse import urlencode

import django

LINES = (
    ("viec-lam", {}),
    ("viec-lam", {"q": "may"}),
    ("viec-lam", {"q": "may Tiền Hải trên 8tr"}),
    ("viec-lam", {"q": "ke toan thai binh", "sx": "luong"}),
    ("viec-lam", {"q": "cn dien tu khong can kinh nghiem", "km": "15", "nha": "Ân Thi"}),
    ("viec-lam", {"q": "thợ sửa tàu vũ trụ ở Tiền Hải ca đêm trên 90tr"}),
    ("viec-lam", {"trang": "9", "ca": "DAY"}),
    ("khoa-hoc", {"q": "han"}),
)


def main() -> None:
    """Time every line and print the median and the 95th percentile in milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    rounds = parser.parse_args().rounds
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

    from django.db import connection
    from django.test import Client

    from caunoi.portal.queries.index import search_index
    from caunoi.vacancies.models import Vacancy

    print(
        f"{connection.vendor}: {Vacancy.objects.count()} vacancies, index {search_index().count()}"
    )
    client = Client(headers={"host": "localhost"})
    slowest = 0.0
    for page, query in LINES:
        address = f"/{page}/?{urlencode(query)}"
        times = []
        for _ in range(rounds + 1):
            started = time.perf_counter()
            response = client.get(address)
            times.append((time.perf_counter() - started) * 1000)
            assert response.status_code == 200, (address, response.status_code)
        measured = sorted(times[1:])
        middle = statistics.median(measured)
        slowest = max(slowest, middle)
        top = measured[int(len(measured) * 0.95)]
        print(
            f"{middle:7.1f} {top:7.1f} ms  {len(response.content) / 1024:5.1f} KB  {page} {query}"
        )
    print(f"slowest median: {slowest:.1f} ms")


if __name__ == "__main__":
    main()
