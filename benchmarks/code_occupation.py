"""How often the occupation coder is right on labelled titles, and how fast it codes.

    python benchmarks/code_occupation.py --titles FILE [FILE …]
    python benchmarks/code_occupation.py --labels titles.csv

``title_labels.csv`` beside this file holds what an official coder would accept for some 800 real
titles from which no rule was written, each known by the hash of its words alone, because the crawls
they come from may not be shipped: ``--titles`` names the crawled files (JSON lines or CSV with a
``title``) in which to find them. A labelled file of one's own is a CSV with the columns ``title``,
``accepted`` (ISCO-08 unit groups, separated by "|") and, if wished, ``group``.
"""

import argparse
import csv
import hashlib
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from caunoi_engine.text.occupations import OccupationCoder  # noqa: E402 - needs the path above


def read_rows(*names: str) -> list[dict[str, str]]:
    """Return the rows of reference lists, one after the other."""
    rows: list[dict[str, str]] = []
    for name in names:
        with (ROOT / "reference" / name).open(encoding="utf-8", newline="") as file:
            rows.extend(csv.DictReader(file))
    return rows


def load_coder() -> OccupationCoder:
    """Build the coder from the reference lists of the repository."""
    return OccupationCoder.from_rows(
        occupations=read_rows("occupations.csv"),
        links=read_rows("occupation_links.csv"),
        lexicon=read_rows("title_lexicon.csv", "title_lexicon_esco.csv"),
    )


def titles_in(path: Path) -> Iterator[str]:
    """Yield the titles of one crawled file."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file) if path.suffix == ".csv" else map(json.loads, file)
        yield from (row["title"] for row in rows)


def known_titles(paths: list[Path]) -> list[dict[str, str]]:
    """Return the labelled titles found in the crawled files, each once."""
    with (Path(__file__).parent / "title_labels.csv").open(encoding="utf-8") as file:
        wanted = {row["title_sha256"]: row for row in csv.DictReader(file)}
    found = {}
    for path in paths:
        for title in titles_in(path):
            key = hashlib.sha256(title.encode()).hexdigest()[:16]
            if key in wanted:
                found[key] = {**wanted[key], "title": title}
    print(f"labelled titles found: {len(found)} of {len(wanted)}")
    return list(found.values())


def percent(part: int, whole: int) -> str:
    """Return a share as Vietnamese readers write it: 87,4%."""
    return f"{100 * part / whole:.1f}%".replace(".", ",")


def main() -> None:
    """Print accuracy for each group and the speed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--titles", type=Path, nargs="+", help="crawled files, .jsonl or .csv")
    source.add_argument("--labels", type=Path, help="CSV: title,accepted[,group]")
    parser.add_argument("--wrong", action="store_true", help="also print the titles missed")
    arguments = parser.parse_args()

    started = time.perf_counter()
    coder = load_coder()
    print(f"start: {time.perf_counter() - started:.2f} s")

    if arguments.labels:
        with arguments.labels.open(encoding="utf-8", newline="") as file:
            labelled = list(csv.DictReader(file))
    else:
        labelled = known_titles(arguments.titles)
    first: dict[str, int] = defaultdict(int)
    third: dict[str, int] = defaultdict(int)
    count: dict[str, int] = defaultdict(int)
    started = time.perf_counter()
    coded = [coder.code_title(row["title"], top=3) for row in labelled]
    seconds = time.perf_counter() - started
    for row, proposals in zip(labelled, coded, strict=True):
        accepted = set(row["accepted"].split("|"))
        codes = [proposal.isco08 for proposal in proposals]
        for group in {"all", row.get("group") or "all"}:
            count[group] += 1
            first[group] += bool(accepted.intersection(codes[:1]))
            third[group] += bool(accepted.intersection(codes))
        if arguments.wrong and not accepted.intersection(codes):
            print(f"  missed: {row['title']} accepted {row['accepted']} proposed {' '.join(codes)}")
    for group in sorted(count):
        print(
            f"{group}: {count[group]} titles, first {percent(first[group], count[group])}, "
            f"in the first 3 {percent(third[group], count[group])}"
        )
    print(f"speed: {len(labelled) / seconds:,.0f} titles/s".replace(",", "."))


if __name__ == "__main__":
    main()
