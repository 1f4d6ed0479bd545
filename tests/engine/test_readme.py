"""The README of the engine says what is so: its example runs, its map has every module."""

import doctest
import pkgutil
import re
from pathlib import Path

import caunoi_engine
from caunoi_engine import matching

README = Path(caunoi_engine.__file__).parent / "README.md"


def test_its_example_runs():
    done = doctest.testfile(str(README), module_relative=False, encoding="utf-8")
    assert done.attempted > 12
    assert done.failed == 0


def test_its_map_has_every_module_of_the_match_and_no_other():
    text = README.read_text(encoding="utf-8")
    table = text.partition("| Module | Holds |")[2].partition("## The method")[0]
    named = re.findall(
        r"`([a-z_]+)`", "".join(row.split("|")[1] for row in table.split("\n")[2:] if row)
    )
    modules = [module.name for module in pkgutil.iter_modules(matching.__path__)]
    assert sorted(named) == sorted(modules)
