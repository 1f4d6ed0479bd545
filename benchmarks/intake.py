"""How long a list of workers takes: read, looked at, saved, taken back.

    .venv/bin/python -m benchmarks.intake [--rows 5000] [--command 100000] [--out FILE]

Works on a SQLite database of its own, or on the PostgreSQL database DATABASE_URL names (a fresh
one is made beside it). The promises: 5,000 rows previewed in 5 s and saved in 20 s; 100,000 rows
by `caunoi intake` in 120 s with less than 1 GB of memory. Seconds of this process's own processor
time stand beside those of the clock: on a machine that does other work only they compare.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).parent.parent
RESULTS = Path(__file__).parent / "results" / "intake.json"
NAME = "caunoi_bench_intake"
PREVIEW, SAVING, COMMAND, MEMORY = 5.0, 20.0, 120.0, 1_000_000  # seconds; kilobytes


def main() -> int:
    """Make the file, take it in, print, write; 1 when a promise is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--command", type=int, default=100_000, help="0: leave it out")
    parser.add_argument("--out", type=Path, default=RESULTS)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="caunoi-intake-") as home:
        os.environ |= {"CAUNOI_HOME": home, "CAUNOI_DEMO": "1"}
        if os.environ.get("DATABASE_URL"):
            from benchmarks import province_rows

            os.environ["DATABASE_URL"] = province_rows.database_of(NAME)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        django.setup()
        place = _ready()
        told: dict[str, Any] = {
            "machine": {"cores": os.cpu_count(), "python": platform.python_version()},
            "load_before": os.getloadavg()[0],
            "database": os.environ.get("DATABASE_URL", "sqlite").split(":")[0],
            "pages": _by_pages(wanted.rows, place),
        }
        print(json.dumps(told, ensure_ascii=False), flush=True)
        if wanted.command:
            told["command"] = _by_command(wanted.command, place, Path(home))
    wanted.out.parent.mkdir(parents=True, exist_ok=True)
    wanted.out.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    print(json.dumps(told, ensure_ascii=False, indent=1))
    return 0 if _kept(told) else 1


def _ready() -> Any:
    """An empty register with the places of the country; a commune that hands lists in."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_places", verbosity=0)
    from caunoi.places.models import Place

    return Place.objects.filter(level="COMMUNE", valid_to=None).order_by("code")[100]


def _by_pages(rows: int, place: Any) -> dict[str, Any]:
    """What the pages and the background work do with one list, step by step."""
    from django.utils import timezone

    from caunoi.accounts.models import User
    from caunoi.intake.actions.files import confirm_columns, receive_upload
    from caunoi.intake.actions.files_saving import save_some, start_saving
    from caunoi.intake.actions.files_undo import start_undo, undo_some
    from caunoi.intake.imports.uploads import read_upload
    from caunoi.intake.queries.files.uploads import counts_of
    from tests.intake.lists import workers

    by = User.objects.create_user("do", full_name="Đo Thử", role="CLERK", made=True)
    content, on, at = workers(rows).xlsx(), timezone.localdate(), timezone.now()
    clock = time.perf_counter()
    upload, _ = receive_upload(
        content=content, name="do.xlsx", schema="workers", commune=place, by=by, at=at
    )
    read_upload(upload, on=on, at=at)
    columns = time.perf_counter() - clock
    guessed = {column["index"]: column["field"] for column in upload.table["columns"]}
    confirm_columns(upload=upload, columns=guessed, answers={}, by=by, at=at)
    upload.refresh_from_db()
    clock, cpu = time.perf_counter(), time.process_time()
    read_upload(upload, on=on, at=at)
    preview, preview_cpu = time.perf_counter() - clock, time.process_time() - cpu
    counts = counts_of(upload)
    clock, cpu = time.perf_counter(), time.process_time()
    start_saving(upload=upload, by=by, at=at)
    while save_some(upload=upload, on=on, at=at):
        pass
    saving, saving_cpu = time.perf_counter() - clock, time.process_time() - cpu
    clock = time.perf_counter()
    start_undo(upload=upload, by=by, at=at)
    while undo_some(upload=upload, at=at):
        pass
    return {
        "rows": rows,
        "file_bytes": len(content),
        "counts": dict(counts),
        "columns_s": round(columns, 2),
        "preview_s": round(preview, 2),
        "saving_s": round(saving, 2),
        "preview_cpu_s": round(preview_cpu, 2),
        "saving_cpu_s": round(saving_cpu, 2),
        "undo_s": round(time.perf_counter() - clock, 2),
    }


def _by_command(rows: int, place: Any, home: Path) -> dict[str, Any]:
    """`caunoi intake` in a process of its own, with the memory it took."""
    from tests.intake.lists import workers

    file, receipt = home / "lon.xlsx", home / "lon.json"
    file.write_bytes(workers(rows, seed=8).xlsx())
    clock = time.perf_counter()
    command = ["intake", str(file), "--commune", place.code, "--receipt", str(receipt)]
    subprocess.run([sys.executable, "-m", "config.cli", *command], cwd=ROOT, check=True)
    seconds = time.perf_counter() - clock
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = json.loads(receipt.read_text())
    return {
        "rows": told["rows_read"],
        "saved": told["saved"],
        "rows_to_mend": told["rows_to_mend"],
        "duplicates": len(told["duplicates"]),
        "seconds": round(seconds, 1),
        "cpu_s": round(used.ru_utime + used.ru_stime, 1),
        "memory_kb": used.ru_maxrss,
    }


def _kept(told: dict[str, Any]) -> bool:
    pages, command = told["pages"], told.get("command")
    return (
        pages["preview_s"] <= PREVIEW
        and pages["saving_s"] <= SAVING
        and (command is None or (command["seconds"] <= COMMAND and command["memory_kb"] <= MEMORY))
    )


if __name__ == "__main__":
    sys.exit(main())
