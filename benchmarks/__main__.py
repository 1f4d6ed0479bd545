"""Print the figures of docs/benchmarks.md, one measurement after the other.

    python -m benchmarks                (make bench)

Real postings may be measured on but not shipped. CAUNOI_BENCH_POSTINGS names a JSON-lines file of
postings with their texts, CAUNOI_BENCH_LISTS further files (CSV, separated by ":"); without them
the measurements that need them are left out, and that is said.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
POSTINGS = os.environ.get("CAUNOI_BENCH_POSTINGS", "")
LISTS = [path for path in os.environ.get("CAUNOI_BENCH_LISTS", "").split(":") if path]
ADDRESSES = [path for path in os.environ.get("CAUNOI_BENCH_ADDRESSES", "").split(":") if path]


# The counter and unemployment insurance, at the size of a province; on PostgreSQL, the list of
# payees on what DATABASE_URL names.
COUNTER = (
    ("Numbers taken and called", "tickets.py"),
    ("The record of a person among 1.2 million", "record.py"),
    ("60 and 200 clerks at once", "clerks.py"),
    ("A list of 10,000 payees", "payment_list.py"),
    ("Half an hour of mixed work", "mixed.py"),
    ("Officers while ten bombs arrive", "bombs.py"),
    ("12 million figures of the country", "rollup.py"),
)


def measure(title: str, script: str, *arguments: str, home: str = "") -> bool:
    """Run one benchmark and show what it prints; whether it succeeded."""
    print(f"\n=== {title} ===", flush=True)
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent)}
    if home:
        environment["CAUNOI_HOME"] = home
    command = [sys.executable, str(HERE / script), *arguments]
    return subprocess.run(command, env=environment, check=False).returncode == 0


def main() -> int:
    crawled = [path for path in (POSTINGS, *LISTS) if path]
    done = [measure("Match, province scale", "match.py", "--size", "province")]
    with tempfile.TemporaryDirectory(prefix="caunoi-bench-") as home:
        fill = [sys.executable, "-m", "config.cli", "demo", "--scale", "province"]
        environment = {**os.environ, "CAUNOI_HOME": home, "PYTHONPATH": str(HERE.parent)}
        subprocess.run(fill, env=environment, check=True, stdout=subprocess.DEVNULL)
        done.append(measure("Match, registers of the demo", "match.py", "--registers", home=home))
        done.append(measure("Search, province scale", "search.py", home=home))
    for title, script in COUNTER:
        done.append(measure(title, script))
    lists = ["--lists", *ADDRESSES] if ADDRESSES else []
    done.append(measure("Addresses", "addresses.py", *lists))
    done.append(measure("Reading lists people send in", "intake_reading.py"))
    imports = ["--vacancies", *crawled] if crawled else []
    done.append(measure("Loading", "load.py", "--scale", "province", *imports))
    if crawled:
        done.append(measure("Occupation coding", "code_occupation.py", "--titles", *crawled))
    if POSTINGS:
        done.append(measure("Reading postings", "read_posting.py", "--postings", POSTINGS))
    if not (POSTINGS and LISTS):
        print("\n!!! LEFT OUT: set CAUNOI_BENCH_POSTINGS and CAUNOI_BENCH_LISTS to measure on them")
    return 0 if all(done) else 1


if __name__ == "__main__":
    sys.exit(main())
