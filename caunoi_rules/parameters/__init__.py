"""Dated figures of the law: `parameter(table, name, on=…)`, from the .toml files here."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any


class NoParameter(Exception):
    """No figure was in force that day; the message says which, in Vietnamese."""


@dataclass(frozen=True)
class Parameter:
    """A figure, the day it came into force, and the article that sets it."""

    value: Any
    since: date
    law: str
    confirmed: bool


def parameter(table: str, name: str, *, on: date) -> Parameter:
    """The figure in force on a day.

    >>> parameter("wages", "month_I", on=date(2026, 11, 28)).value
    5310000
    """
    found = [row for row in load(table)[name]["values"] if row["from"] <= on]
    if not found:
        raise NoParameter(
            f"Chưa có mức «{name}» áp dụng ngày {on:%d/%m/%Y}. "
            "Báo người quản trị bổ sung bảng mức theo luật."
        )
    row = max(found, key=lambda each: each["from"])
    return Parameter(row["value"], row["from"], row["law"], row.get("confirmed", True))


@lru_cache(maxsize=32)
def load(table: str) -> dict[str, Any]:
    """A whole .toml file."""
    return tomllib.loads((files(__package__) / f"{table}.toml").read_text(encoding="utf-8"))
