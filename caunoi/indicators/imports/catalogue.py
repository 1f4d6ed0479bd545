"""Reading the catalogue of indicators from `reference/indicators/*.toml`.

A file of a topic names what its indicators have in common first; each indicator may say
otherwise. `[[indicator.version]]` holds later definitions: what changed, from which day, and why.
"""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from caunoi.indicators.actions.catalogue import (
    CatalogueRows,
    DefinitionRow,
    FormRow,
    IndicatorRow,
    RelationRow,
)
from caunoi.indicators.choices.catalogue import RelationKind

RELATIONS: Final = "relations.toml"
FORMS: Final = "forms.toml"
FROM: Final = date(2000, 1, 1)  # before any figure anybody will enter
OF_THE_INDICATOR: Final = frozenset({"code", "tile", "public", "version"})
KINDS: Final = {
    "sum": RelationKind.SUM_OF,
    "part": RelationKind.PART_OF,
    "not_above": RelationKind.NOT_ABOVE,
}


def read_catalogue(folder: Path) -> CatalogueRows:
    """Everything the folder says. Raises KeyError or ValueError on a file that is no catalogue."""
    indicators: list[IndicatorRow] = []
    for file in sorted(folder.glob("[0-9]*.toml")):
        indicators += _indicators(_book(file))
    return CatalogueRows(
        indicators=indicators,
        relations=list(_relations(_book(folder / RELATIONS))),
        forms=list(_forms(_book(folder / FORMS))),
    )


def _book(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _indicators(book: dict[str, Any]) -> Iterator[IndicatorRow]:
    topic = book.pop("topic")
    lines = book.pop("indicator")
    for line in lines:
        said = book | line
        yield IndicatorRow(
            code=said["code"],
            topic=topic,
            tile=said.get("tile", False),
            public=said.get("public", False),
            definitions=list(_definitions(said)),
        )


def _definitions(said: dict[str, Any]) -> Iterator[DefinitionRow]:
    fields = {name: value for name, value in said.items() if name not in OF_THE_INDICATOR}
    fields["short_name"] = fields.pop("short")
    fields.setdefault("valid_from", FROM)
    yield DefinitionRow(**fields)
    for later in said.get("version", ()):
        changed = dict(later)
        if "short" in changed:
            changed["short_name"] = changed.pop("short")
        fields = fields | changed
        yield DefinitionRow(**fields)


def _relations(book: dict[str, Any]) -> Iterator[RelationRow]:
    for word, kind in KINDS.items():
        for line in book.get(word, ()):
            for part in line["parts"]:
                yield RelationRow(kind, part, line["whole"])


def _forms(book: dict[str, Any]) -> Iterator[FormRow]:
    for line in book["form"]:
        yield FormRow(**line)
