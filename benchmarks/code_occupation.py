"""How often the occupation coder is right on labelled titles, and how fast it codes.

    python benchmarks/code_occupation.py --labels titles.csv

The labelled file is a CSV with the columns ``title``, ``accepted`` (ISCO-08 unit groups an official
coder would accept, separated by "|") and, if wished, ``group`` (for instance blue or white collar):
figures are printed for each group apart. The file stays outside the repository.
"""

import argparse
import csv
import sys
import time
from collections import defaultdict
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


def percent(part: int, whole: int) -> str:
    """Return a share as Vietnamese readers write it: 87,4%."""
    return f"{100 * part / whole:.1f}%".replace(".", ",")


def main() -> None:
    """Print accuracy for each group and the speed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--labels", type=Path, required=True, help="CSV: title,accepted[,group]")
    parser.add_argument("--wrong", action="store_true", help="also print the titles missed")
    arguments = parser.parse_args()

    started = time.perf_counter()
    coder = load_coder()
    print(f"start: {time.perf_counter() - started:.2f} s")

    with arguments.labels.open(encoding="utf-8", newline="") as file:
        labelled = list(csv.DictReader(file))
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
