"""Two readings of the law, by two authors from the text alone, answer the same in every field."""

from __future__ import annotations

import ast
import os
from pathlib import Path

from tests.rules.second_reading.agreement import FIELDS, compare, differences
from tests.rules.second_reading.histories import histories

COUNT = int(os.environ.get("CAUNOI_HISTORIES", "3000"))
SEED = int(os.environ.get("CAUNOI_HISTORIES_SEED", "7"))


def test_both_readings_agree_to_the_dong_and_the_day() -> None:
    result = compare(histories(COUNT, SEED))
    assert result.compared == COUNT
    assert not result.differing, result.words()


def test_a_difference_of_one_dong_is_seen() -> None:
    assert list(differences({"amount": 1_000}, {"amount": 1_001})) == ["amount"]
    assert list(differences({"eligible": True}, {})) == ["eligible"]
    assert list(differences({"months_paid": 0}, {})) == ["months_paid"]
    assert differences({"cause": None, "suspended": []}, {}) == {}
    assert len(FIELDS) == len(set(FIELDS))


def test_the_same_seed_makes_the_same_histories() -> None:
    assert list(histories(30, 5)) == list(histories(30, 5))
    assert list(histories(30, 5)) != list(histories(30, 6))


def test_the_second_reading_knows_nothing_of_the_first() -> None:
    for path in Path(__file__).parent.glob("*.py"):
        if path.name == "agreement.py":  # the one place where the two meet
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in getattr(node, "names", [])]
            names.append(getattr(node, "module", None) or "")
            assert not any(str(name).startswith("caunoi") for name in names), path.name
