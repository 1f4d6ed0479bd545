"""Every scenario of every article, and the pages printed from them."""

import re

import pytest

from caunoi_rules.parameters import load
from caunoi_rules.unemployment.readings import READINGS
from tests.rules.law_pages import HOME, pages
from tests.rules.law_words import LABELS
from tests.rules.tables import Case, differences, outcome, tables

ALL = [pytest.param(case, id=case.id) for table in tables() for case in table.cases]


@pytest.mark.parametrize("case", ALL)
def test_the_rules_say_what_the_table_says(case: Case):
    assert differences(case.expect, outcome(case)) == []


def test_every_case_has_a_name_of_its_own_and_expects_something():
    cases = [case for table in tables() for case in table.cases]
    names = [case.id for case in cases]

    assert len(cases) > 100
    assert len(set(names)) == len(names)
    assert all(case.expect and case.title.endswith(".") for case in cases)


@pytest.mark.parametrize("table", tables(), ids=lambda each: each.name)
def test_a_table_is_whole_and_names_what_exists(table):
    assert table.cases, "an article without a case promises nothing"
    assert re.fullmatch(r"(L74|N374|L38|N28)-\d\d", table.name)
    assert all(case.id.startswith(f"{table.name}-") for case in table.cases)
    for name in table.parameters:
        file, _, figure = name.partition(".")
        assert load(file)[figure].get("about") or file == "wages"
    assert set(table.readings) <= {info.name for info in READINGS}


def test_every_word_of_a_page_is_vietnamese():
    keys = {
        key
        for table in tables()
        for case in table.cases
        for shown in (case.given, case.expect)
        for key in _keys(shown)
    }

    assert keys - set(LABELS) == set()


def test_a_wrong_table_is_noticed():
    case = tables()[0].cases[0]
    wrong = {key: "never" for key in case.expect}

    assert len(differences(wrong, outcome(case))) == len(case.expect)


def test_the_pages_of_the_law_are_those_of_the_tables():
    on_disk = {path.name: path.read_text(encoding="utf-8") for path in HOME.glob("*.md")}

    assert on_disk == pages(), "run: python -m tests.rules.law_pages"


def _keys(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            if key != "readings":
                yield from _keys(inner)
    elif isinstance(value, list):
        for each in value:
            yield from _keys(each)
