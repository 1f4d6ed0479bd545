"""The day of a moment is the day of Vietnam, wherever server and database stand (trust H4)."""

import ast
from collections.abc import Iterator
from pathlib import Path

CAUNOI = Path(__file__).parents[2] / "caunoi"


def _moments_of_here(tree: ast.AST) -> set[str]:
    """Names that hold a moment on the clock of Vietnam already."""
    return {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and "localtime" in ast.unparse(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _days_of_moments(source: str) -> Iterator[tuple[int, str]]:
    """Lines where `.date()` is taken of a moment as it came: of UTC, when it came from a row."""
    tree = ast.parse(source)
    here = _moments_of_here(tree)
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        of = node.func.value
        if node.func.attr != "date" or not isinstance(of, ast.Name | ast.Attribute):
            continue
        name = of.id if isinstance(of, ast.Name) else of.attr
        if (name == "at" or name.endswith("_at")) and name not in here:
            yield node.lineno, ast.unparse(node)


def test_no_day_is_taken_of_a_moment_without_saying_where():
    found = [
        f"{file.relative_to(CAUNOI.parent)}:{line} {words}"
        for file in sorted(CAUNOI.rglob("*.py"))
        for line, words in _days_of_moments(file.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_the_search_finds_what_it_is_for():
    wrong = "def f(row, at):\n    return row.made_at.date(), at.date()\n"
    assert len(list(_days_of_moments(wrong))) == 2
    right = "at = timezone.localtime()\nf(at.date(), timezone.localtime(row.made_at).date())\n"
    assert list(_days_of_moments(right)) == []
