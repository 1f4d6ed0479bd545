"""A kind of duty with the days its cases are due: what the lists of alerts are made of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet

DECREE: Final = "Nghị định 374/2025/NĐ-CP"
LAW: Final = "Luật Việc làm 74/2025/QH15"


@dataclass(frozen=True)
class Duty:
    """One kind of duty: by which day each of its cases is due, and the page with all of them."""

    key: str
    title: str
    article: str
    dues: tuple[date | None, ...]
    list_route: str
    list_args: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many cases there are."""
        return len(self.dues)

    def overdue(self, on: date) -> int:
        """How many are past their day."""
        return sum(due is not None and due < on for due in self.dues)


def duty_of(  # noqa: PLR0917 - a table
    key: str,
    title: str,
    article: str,
    rows: QuerySet,
    page: str,
    args: tuple[str, ...] = (),
    *,
    due: Callable[[Any], date | None] | str = "",
) -> Duty:
    """A kind of duty from the rows of its query; `due` is their day, or the name of its field."""
    if callable(due):
        dues = tuple(due(row) for row in rows)
    elif due:
        dues = tuple(rows.select_related(None).values_list(due, flat=True))
    else:
        dues = (None,) * rows.count()
    return Duty(key, title, article, dues, f"unemployment:{page}", args)
