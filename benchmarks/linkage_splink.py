"""The same question put to splink on DuckDB, set up as well as we know how.

It gets what the engine gets: names folded, communes of today, the same kinds of keys to block by,
frequencies of names and communes; it learns its weights from the data itself (random pairs for u,
expectation maximisation for m), so no label helps it either.
"""

import csv
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import splink.comparison_level_library as levels
import splink.comparison_library as comparisons
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from benchmarks.linkage import Candidates, Made
from caunoi_engine.linkage import REVIEW, Record
from caunoi_engine.text.folding import fold_yi

FIELDS: Final = (
    "unique_id", "name", "words", "first", "last", "ends", "birth", "year", "turned", "number",
    "old_number", "phone", "place", "sex",
)  # fmt: skip
MOST: Final = 5
LEARN_FROM: Final = 200_000  # people; as many weights are learned from


def splinked(made: Made) -> tuple[Candidates, dict[str, float]]:
    """Of each row who it may be, as splink says, and the seconds it took."""
    clock = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        database = DuckDBAPI()
        tables = []
        for name, records in (("register", made.people), ("lines", made.rows)):
            file = Path(folder) / f"{name}.csv"
            _write(file, records, made.successors)
            options = "header=true, all_varchar=true"
            database.duckdb_con.execute(
                f"CREATE TABLE {name} AS SELECT * FROM read_csv('{file}', {options})"  # noqa: S608  ours
            )
            tables.append(database.register(name, dataset_display_name=name))
        read = time.perf_counter() - clock
        clock = time.perf_counter()
        linker = Linker(tables, _settings(), log_level=None)
        linker.training.estimate_probability_two_random_records_match(
            ["l.number = r.number"], recall=0.4
        )
        linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
        for rule in (block_on("number"), block_on("words", "year"), block_on("phone")):
            linker.training.estimate_parameters_using_expectation_maximisation(
                rule, record_sample_proportion=min(1.0, LEARN_FROM / len(made.people))
            )
        learned = time.perf_counter() - clock
        clock = time.perf_counter()
        found = _best(linker, len(made.rows))
    seconds = {"read": read, "learn": learned, "look_up": time.perf_counter() - clock}
    return found, {name: round(spent, 1) for name, spent in seconds.items()}


def _best(linker: Linker, rows: int) -> Candidates:
    predicted = linker.inference.predict(threshold_match_probability=REVIEW)
    relation = predicted.as_duckdbpyrelation()
    found: Candidates = [[] for _ in range(rows)]
    wanted = "source_dataset_l, unique_id_l, unique_id_r, match_probability"
    for source, left, right, probability in relation.project(wanted).fetchall():
        row, person = (left, right) if source == "lines" else (right, left)
        found[int(row)].append((int(person), probability))
    for each in found:
        each.sort(key=lambda one: -one[1])
        del each[MOST:]
    return found


def _settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            comparisons.CustomComparison(
                output_column_name="name",
                comparison_levels=[
                    levels.NullLevel("name"),
                    levels.ExactMatchLevel("name", term_frequency_adjustments=True),
                    levels.ExactMatchLevel("words", term_frequency_adjustments=True),
                    levels.DamerauLevenshteinLevel("name", 1),
                    levels.ExactMatchLevel("ends", term_frequency_adjustments=True),
                    levels.ElseLevel(),
                ],
            ),
            comparisons.CustomComparison(
                output_column_name="birth",
                comparison_levels=[
                    levels.NullLevel("birth"),
                    levels.And(
                        levels.ExactMatchLevel("birth"),
                        levels.Not(levels.CustomLevel("birth_l LIKE '%-01-01'")),
                    ),
                    levels.ExactMatchLevel("turned"),
                    levels.DamerauLevenshteinLevel("birth", 1),
                    levels.ExactMatchLevel("year"),
                    levels.ElseLevel(),
                ],
            ),
            comparisons.DamerauLevenshteinAtThresholds("number", [1, 2]),
            comparisons.ExactMatch("old_number"),
            comparisons.ExactMatch("phone"),
            comparisons.ExactMatch("place").configure(term_frequency_adjustments=True),
            comparisons.ExactMatch("sex"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("number"),
            block_on("old_number"),
            block_on("phone"),
            block_on("words", "year"),
            block_on("turned", "first"),
            block_on("turned", "last"),
            block_on("place", "year", "last"),
        ],
        retain_matching_columns=False,
    )


def _write(file: Path, records: Iterable[Record], successors: dict[str, list[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(FIELDS)
        for each in records:
            writer.writerow(_line(each, successors))


def _line(record: Record, successors: dict[str, list[str]]) -> list[Any]:
    name = fold_yi(record.name)
    words = name.split()
    birth = year = turned = ""
    if record.birth is not None:
        born = record.birth.replace(month=1, day=1) if record.year_only else record.birth
        birth, year = born.isoformat(), str(born.year)
        day, month = sorted((born.day, born.month))
        turned = "" if day == month == 1 else f"{year}-{day:02d}-{month:02d}"
    place = min(successors.get(record.place) or [record.place])
    return [
        record.key, name, " ".join(sorted(words)), words[0], words[-1], f"{words[0]} {words[-1]}",
        birth, year, turned, record.number, record.old_number, record.phone, place, record.sex,
    ]  # fmt: skip
