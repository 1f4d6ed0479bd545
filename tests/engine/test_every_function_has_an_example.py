"""Whoever reads a function of the engine finds one use of it, and the use is run as a test.

The use stands with the function, or in the example of its package. Records that only hold data
are shown by the functions that give them.
"""

import inspect
import pkgutil
import re
from collections.abc import Iterator
from doctest import DocTestFinder, DocTestParser
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Any

import pytest

import caunoi_engine.matching
import caunoi_engine.province
import caunoi_engine.series
import caunoi_engine.sheets
import caunoi_engine.text

FINDER = DocTestFinder(exclude_empty=True)


def exported(package: ModuleType) -> Iterator[tuple[str, Any]]:
    """What a package offers: its `__all__`, or else what its modules define without underscore."""
    if hasattr(package, "__all__"):
        yield from ((name, getattr(package, name)) for name in package.__all__)
    elif hasattr(package, "__path__"):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            yield from exported(import_module(module.name))
    else:
        for name, thing in vars(package).items():
            if not name.startswith("_") and getattr(thing, "__module__", "") == package.__name__:
                yield name, thing


def does_something(kind: type) -> bool:
    """Whether a class has anything of its own to call, beside the data it holds."""
    return any(
        not name.startswith("_") and isinstance(one, FunctionType | classmethod)
        for name, one in vars(kind).items()
    )


def public(package: ModuleType) -> list[Any]:
    """Its functions and classes as cases, named."""
    found = {
        name: thing
        for name, thing in exported(package)
        if inspect.isfunction(thing) or (inspect.isclass(thing) and does_something(thing))
    }
    prefix = package.__name__.rpartition(".")[2]
    return [pytest.param(thing, id=f"{prefix}.{name}") for name, thing in sorted(found.items())]


PACKAGES = (
    caunoi_engine.matching,
    caunoi_engine.province,
    caunoi_engine.series,
    caunoi_engine.sheets,
    caunoi_engine.text,
)


@pytest.mark.parametrize("thing", [case for package in PACKAGES for case in public(package)])
def test_it_has_an_example(thing):
    module = import_module(thing.__module__)
    package = import_module(thing.__module__.rpartition(".")[0])
    with_it = FINDER.find(thing, thing.__name__, module=module)
    of_package = DocTestParser().get_examples(package.__doc__ or "")
    used = re.compile(rf"\b{thing.__name__}(\.\w+)?\(")
    shown = any(test.examples for test in with_it) or any(used.search(e.source) for e in of_package)
    assert shown, f"{thing.__module__}.{thing.__qualname__} has no example"


def test_the_walk_finds_what_there_is():
    names = {case.id for package in PACKAGES for case in public(package)}
    assert {"matching.make_plan", "province.make_people", "text.fold"} <= names
