"""Reading what communes send in: what is understood, what refused, how long it takes (C1-C8).

    python -m benchmarks.intake_reading [--small] [FILE.xlsx=SCHEMA …]

Made lists (templates × mutations), 5,000 names and communes in every old encoding, days, numbers,
hostile files, and files of 5,000 and 100,000 rows. Real templates may be named to be read too.
The tests run a sample of the same.
"""

import argparse
import io
import json
import os
import platform
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results" / "intake_reading.json"
SEED = 4


def spent() -> float:
    """Seconds of processor of this process and its children so far."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def timed(work: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    """What it gives, and its seconds on the clock and of processor."""
    clock, processor = time.perf_counter(), spent()
    done = work()
    return done, {
        "s": round(time.perf_counter() - clock, 2),
        "cpu_s": round(spent() - processor, 2),
    }


def made_lists(count: int, step: int) -> dict[str, Any]:
    """Every template with every mutation: rows mapped unaided, silent errors."""
    from tests.engine.sheets.made import MUTATIONS, all_made, templates
    from tests.intake.reading_of_made import read_made

    figures: Counter[str] = Counter()
    worst: Counter[str] = Counter()
    for name, made in all_made(count=count, step=step):
        found = read_made(made)
        figures.update(found.figures)
        if missed := found.figures["rows"] - found.figures["rows_mapped"]:
            worst[name] += missed
    share = figures["rows_mapped"] / figures["rows"]
    return {
        "templates": len(templates()),
        "mutations": len(MUTATIONS),
        **figures,
        "share_mapped": round(share, 4),
        "not_mapped": dict(worst.most_common(10)),
    }


def texts(count: int) -> list[str]:
    """Names of people and communes as often as they are met, from `reference/`."""
    from caunoi.classifications.queries import reference_rows
    from caunoi_engine.text.encodings import restore

    chance = random.Random(SEED)  # noqa: S311  made data

    def column(file: str, key: str) -> tuple[list[str], list[int]]:
        rows = [row for row in reference_rows(file) if not restore([row[key]]).texts]
        return [row[key] for row in rows], [int(row.get("total") or 1) for row in rows]

    family = column("names/surname_freq.csv", "sur")
    middle = column("names/middle_freq_by_sex.csv", "mid")
    given = column("names/given_freq_by_sex.csv", "giv")
    # The list of communes writes five of them with a small letter where it bears a tone ("Pa ủ").
    communes = [_capital(name) for name in column("communes_before.csv", "name")[0]]
    # A few spoilt names stand in the counted lists themselves: they are no truth.
    family = tuple(
        zip(*[one for one in zip(*family, strict=True) if "ø" not in one[0]], strict=True)
    )  # type: ignore[assignment]
    return [
        " ".join(chance.choices(*part)[0] for part in (family, middle, given))
        if at % 2
        else chance.choice(communes)
        for at in range(count)
    ]


def _capital(name: str) -> str:
    """A name whose words beginning with a letter beyond ASCII begin with a capital."""
    words = name.split(" ")
    return " ".join(word if word[0].isascii() else word[0].upper() + word[1:] for word in words)


def cells(found: dict[str, Any]) -> dict[str, Any]:
    """Figures of measured cells as plain data."""
    return {
        name: {"cells": one.cells, "right": one.right, "flagged": one.flagged, "wrong": one.wrong}
        for name, one in found.items()
    }


def hostile() -> dict[str, Any]:
    """Every hostile file: refused, and the milliseconds on the clock and of processor."""
    from caunoi_kit.office.opening import CannotRead, open_book
    from tests.kit.hostile_sheets import files

    each: dict[str, Any] = {}
    for name, content, _ in files():
        refused = False
        clock, processor = time.perf_counter(), spent()
        try:
            open_book(content, name="tep.xlsx")
        except CannotRead:
            refused = True
        each[name] = {
            "refused": refused,
            "ms": round(1000 * (time.perf_counter() - clock)),
            "cpu_ms": round(1000 * (spent() - processor)),
        }
    return {
        "files": len(each),
        "refused": sum(one["refused"] for one in each.values()),
        "over_200_ms": {name: one for name, one in each.items() if one["ms"] > 200},
        "cpu_over_200_ms": [name for name, one in each.items() if one["cpu_ms"] > 200],
    }


def large(count: int) -> dict[str, Any]:
    """One list of so many people: seconds to open and to understand, memory."""
    import xlsxwriter

    from caunoi.intake.imports import read_file
    from caunoi_kit.office.opening import COMMAND, PAGE, open_book
    from tests.engine.sheets import made

    template = next(one for one in made.templates() if one.name == "01b")
    sheet = made.build(template, random.Random(SEED), count=count)  # noqa: S311
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    page = book.add_worksheet()
    for number, row in enumerate(sheet.rows):
        page.write_row(number, 0, ["" if cell is None else cell for cell in row])
    book.close()
    content = out.getvalue()
    del sheet, out, book, page
    limits = PAGE if count <= PAGE.rows else COMMAND
    _, opening = timed(lambda: open_book(content, name="a.xlsx", limits=limits))
    reading, whole = timed(
        lambda: read_file(content, name="a.xlsx", schema="workers", on=made.ON, limits=limits)
    )
    return {
        "rows": len(reading.rows),
        "good": sum(row.is_good for row in reading.rows),
        "megabytes": round(len(content) / 1e6, 1),
        "open": opening,
        "read": whole,
        "own_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "child_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
    }


def templates_named(named: list[str]) -> dict[str, Any]:
    """Real files: which columns were found, how many rows."""
    from caunoi.intake.imports import read_file
    from tests.engine.sheets.made import ON

    found = {}
    for one in named:
        path, _, schema = one.rpartition("=")
        reading = read_file(Path(path).read_bytes(), name=Path(path).name, schema=schema, on=ON)
        found[Path(path).name] = {
            "schema": schema,
            "sheet": reading.sheet,
            "rows": len(reading.rows),
            "columns": {c.head: c.field for c in reading.columns if c.field},
            "unsure": [c.head for c in reading.columns if not c.sure],
        }
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("files", nargs="*", help="FILE=SCHEMA")
    parser.add_argument("--small", action="store_true", help="a tenth of everything")
    chosen = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from caunoi.intake.imports.files import usual_words
    from tests.engine.sheets import measured

    small = chosen.small
    parts: list[tuple[str, Callable[[], dict[str, Any]]]] = [
        ("hostile files (C1-C3)", hostile),
        (
            "encodings (C4)",
            lambda: cells(measured.encodings(texts(500 if small else 5_000), usual_words())),
        ),
        ("days (C6)", lambda: cells(measured.days(300 if small else 3_000))),
        ("numbers (C7)", lambda: cells(measured.numbers(100 if small else 1_000))),
        ("made lists (C8)", lambda: made_lists(30, 10 if small else 1)),
        ("5,000 rows", lambda: large(500 if small else 5_000)),
        ("100,000 rows", lambda: large(10_000 if small else 100_000)),
        ("files named", lambda: templates_named(chosen.files)),
    ]
    found: dict[str, Any] = {}
    for name, measure in parts:
        found[name], took = timed(measure)
        print(
            f"\n=== {name} ({took['s']} s) ===",
            json.dumps(found[name], ensure_ascii=False, indent=1),
            sep="\n",
            flush=True,
        )
    found["machine"] = {
        "processors": os.cpu_count(),
        "load": os.getloadavg()[0],
        "python": platform.python_version(),
    }
    if not small:
        RESULTS.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    made = found["made lists (C8)"]
    fine = (
        made["share_mapped"] >= 0.95
        and not made.get("columns_wrong")
        and not made.get("cells_wrong")
    )
    return (
        0
        if fine
        and found["hostile files (C1-C3)"]["refused"] == found["hostile files (C1-C3)"]["files"]
        else 1
    )


if __name__ == "__main__":
    raise SystemExit(main())
