"""Figures added up by the database: what a sum says of its parts."""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import Case, Count, F, Max, Min, Q, Sum, When
from django.db.models.functions import Coalesce

from caunoi.indicators.choices.figures import Bound
from caunoi.indicators.queries.cells import Cell, bound_of

SAID: Final = Case(When(bound=Bound.EXACT, then=None), default=F("bound"))
ADDED: Final[dict[str, Any]] = {
    "sum": Sum("value"),
    "up_to": Sum(Coalesce("upper", "value")),
    "ranges": Count("upper"),
    "who": Sum("people"),
    "whose": Count("people"),
    "many": Count("id"),
    "one": Min(SAID),
    "other": Max(SAID),
    "latest": Max("definition_id"),
    "earliest": Min("definition_id"),
    "came": Max("origin"),
    "at": Max("taken_at"),
    "guessed": Count("id", filter=Q(estimated=True)),
}
"""Annotations of figures grouped by indicator and span."""


def cell_added(row: Mapping[str, Any]) -> Cell:
    """The cell of one group."""
    return Cell(
        first=row["first"],
        last=row["last"],
        value=row["sum"],
        upper=row["up_to"] if row["ranges"] else None,
        bound=bound_of(row[end] or Bound.EXACT for end in ("one", "other")),
        people=row["who"] if row["whose"] == row["many"] else None,
        units=row["many"],
        origin=row["came"],
        definition_id=row["latest"],
        taken_at=row["at"],
        mixed=row["latest"] != row["earliest"],
        estimated=row["guessed"],
    )
