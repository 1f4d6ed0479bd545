"""The journal page says in Vietnamese whatever the domains write into the journal."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from caunoi.accounts.choices.deeds import DEEDS, SUBJECTS

ROOT = Path(__file__).parents[2]
PACKAGES = (ROOT / "caunoi", ROOT / "caunoi_kit")
WRITERS = ("record", "record_read", "_note_people")  # the last one hands its event on


def recorded_events() -> Iterator[str]:
    for path in (path for package in PACKAGES for path in package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id in WRITERS:
                yield from (
                    argument.value
                    for argument in node.args
                    if isinstance(argument, ast.Constant) and "." in str(argument.value)
                )


def test_every_event_that_is_recorded_has_its_words():
    events = set(recorded_events())
    assert len(events) > 10
    assert events == DEEDS.keys()


def test_every_table_with_words_exists():
    assert SUBJECTS.keys() <= {model._meta.label for model in apps.get_models()}
