"""The grid of needs: as many rows as wanted, three boxes each; and its file."""

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.http import QueryDict

from caunoi.vacancies.models import RecruitmentNeed
from caunoi_kit.uploads.fields import SheetField

ROWS_AT_FIRST: Final = 6
ROWS_MORE: Final = 5
MOST_ROWS: Final = 60
MONTHS: Final = 6


@dataclass
class GridRow:
    """One row as it stands: what is typed stays, with what is wrong in it."""

    number: int
    occupation: str = ""
    quantity: str = ""
    women: str = ""
    wrong: str = ""
    field: str = ""
    months: list[str] = dataclasses.field(default_factory=lambda: [""] * MONTHS)

    @property
    def is_empty(self) -> bool:
        return not (self.occupation or self.quantity or self.women or self.by_month)

    @property
    def numbered_months(self) -> list[tuple[int, str]]:
        """The months with their place in the half-year, from 1."""
        return list(enumerate(self.months, start=1))

    @property
    def by_month(self) -> bool:
        """Whether any month is filled in."""
        return any(self.months)


class NeedGrid:
    """Rows of needs, typed or stored."""

    def __init__(self, rows: list[GridRow], *, more: int = 0) -> None:
        wanted = max(ROWS_AT_FIRST, len(rows) + 2 if not more else len(rows) + more)
        rows = rows + [GridRow(number) for number in range(len(rows), min(wanted, MOST_ROWS))]
        self.rows = rows

    @classmethod
    def of_stored(cls, needs: list[RecruitmentNeed]) -> "NeedGrid":
        return cls(
            [
                GridRow(
                    number,
                    need.occupation.code,
                    str(need.quantity),
                    str(need.women or ""),
                    months=[str(each) for each in need.months] or [""] * MONTHS,
                )
                for number, need in enumerate(needs)
            ]
        )

    @classmethod
    def of_typed(cls, data: QueryDict, *, more: int = 0) -> "NeedGrid":
        rows = [
            GridRow(
                number,
                data.get(f"nghe-{number}", "").strip()[:2],
                data.get(f"so-{number}", "").strip()[:12],
                data.get(f"nu-{number}", "").strip()[:12],
                months=[
                    data.get(f"t{month}-{number}", "").strip()[:12]
                    for month in range(1, MONTHS + 1)
                ],
            )
            for number in range(MOST_ROWS)
        ]
        last = max((row.number for row in rows if not row.is_empty), default=-1)
        return cls(rows[: last + 1], more=more)

    def lines(self) -> list[dict[str, Any]]:
        """The filled rows as lines of a sending."""
        return [
            {
                "reference": str(row.number + 1),
                "occupation": row.occupation,
                "quantity": row.quantity,
                "women": row.women,
                "months": row.months if row.by_month else [],
            }
            for row in self.filled
        ]

    @property
    def filled(self) -> list[GridRow]:
        return [row for row in self.rows if not row.is_empty]

    def note(self, line: int, field: str, message: str) -> None:
        """Say what is wrong in the given line of the sending."""
        row = self.filled[line]
        row.wrong, row.field = message, field


class GroupsForm(forms.Form):
    """The groups of the form by code, to tell a comparison in their names."""

    def __init__(self, groups: list[tuple[str, str]]) -> None:
        super().__init__()
        for code, name in groups:
            self.fields[code] = forms.CharField(label=f"{code} {name}", required=False)


class NeedFileForm(forms.Form):
    """A sheet of needs."""

    file = SheetField(
        label="Tệp .xlsx hoặc .csv",
        error_messages={"required": "Chọn tệp trước.", "empty": "Tệp trống. Chọn tệp khác."},
    )


def half_years(first: date, count: int) -> list[date]:
    """Half-years from one on, for a choice."""
    found = [first]
    while len(found) < count:
        last = found[-1]
        found.append(date(last.year + (last.month == 7), 1 if last.month == 7 else 7, 1))  # noqa: PLR2004  July
    return found
