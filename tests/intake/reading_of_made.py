"""A made list read as a file would be, held against what it means."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from caunoi.intake.imports.files import meanings_of, usual_words
from caunoi_engine.sheets.grid import Grid
from caunoi_engine.sheets.reading import NoTable, read_table
from caunoi_engine.text.encodings import restore_rows
from tests.engine.sheets.made import ON, Made


@dataclass
class Found:
    """`figures`: rows, rows_mapped (every value right), cells_flagged, cells_wrong (silently),
    columns_wrong, rows_invented, rows_lost. `notes`: the first few that are not right.
    """

    figures: Counter[str] = field(default_factory=Counter)
    notes: list[Any] = field(default_factory=list)


def read_made(made: Made) -> Found:
    """Read it with the answer "day first", as any sender would give."""
    found = Found(Counter(files=1, rows=len(made.truth)))
    rows, encoding, doubts = restore_rows(made.rows, usual=usual_words())
    answers = {f"{code}:ORDER": "DM" for code in made.columns.values()}
    try:
        reading = read_table(
            Grid("", rows, made.merged),
            meanings_of(made.schema),
            on=ON,
            answers=answers,
            encoding=encoding,
            doubts=doubts,
        )
    except NoTable:
        found.notes.append("no table")
        return found
    sure = {one.index: one.field for one in reading.columns if one.field and one.sure}
    wrong = {at: code for at, code in sure.items() if made.columns.get(at) != code}
    missing = {at: code for at, code in made.columns.items() if sure.get(at) != code}
    read = {row.number - 1: row for row in reading.rows}
    found.figures.update(
        columns_wrong=len(wrong),
        rows_invented=len(read.keys() - made.truth.keys()),
        rows_lost=len(made.truth.keys() - read.keys()),
    )
    found.notes += [wrong, missing] if wrong or missing else []
    for at, truth in made.truth.items():
        if at in read and not missing:
            found.figures["rows_mapped"] += _is_right(read[at], truth, found, encoding)
    return found


def _is_right(row: Any, truth: dict[str, Any], found: Found, encoding: str) -> bool:
    stopped = {fault.field for fault in row.faults if fault.stops}
    right = True
    for code, value in truth.items():
        if row.values.get(code) == value:
            continue
        if encoding.startswith("TCVN3") and str(row.values.get(code)).lower() == str(value).lower():
            found.figures["capitals_lost"] += 1  # it has no capital Á: the file does not say it
            continue
        right = False
        flagged = row.values.get(code) is None and code in stopped
        found.figures["cells_flagged" if flagged else "cells_wrong"] += 1
        found.notes.append((row.number, code, value, row.values.get(code)))
    return right
