"""Two provinces as two articles describe their year, entered as events, files and reported values.

Nothing here is a finished sentence. What the articles do not print (how a figure falls on communes
and months, on how many households a rate rests) is made up so that the printed figure comes out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from django.core.management import call_command

from caunoi.indicators.models import ReportingUnit


@dataclass
class Year:
    """What is entered for one year of a province."""

    unit: str  # of the old province: "TC08"
    values: list[tuple[str, str, str, str]] = field(default_factory=list)
    """Unit, indicator, period, value as it is typed."""
    happenings: dict[str, list[tuple[str, str, str, int, int | str]]] = field(default_factory=dict)
    """By indicator: key, day, unit, quantity, amount in đồng or ""."""
    plans: list[tuple[str, str, int, str]] = field(default_factory=list)
    """Indicator, year, value in whole last decimals, bound."""
    percents: list[tuple[str, str, int, Decimal]] = field(default_factory=list)
    """Where only the percentage was printed: indicator, year, result, percent of plan."""


def communes_of(code: str, most: int) -> list[str]:
    """Codes of some communes of an old province, the first by code."""
    province = ReportingUnit.objects.get(code=code).place
    found = ReportingUnit.objects.filter(place__parent__parent=province).order_by("code")
    return list(found.values_list("code", flat=True)[:most])


def parts(total: int, count: int) -> list[int]:
    """A total in unequal parts that add up to it.

    >>> parts(100, 3)
    [16, 33, 51]
    """
    weights = range(1, count + 1)
    whole = [total * weight // sum(weights) for weight in weights]
    whole[-1] += total - sum(whole)
    return whole


def enter(year: Year, folder: Path) -> None:
    """Through the same commands a department uses."""
    _load(folder / "so-lieu.csv", ["Đơn vị", "Chỉ tiêu", "Kỳ", "Giá trị"], year.values)
    for code, rows in year.happenings.items():
        head = ["Mã", "Ngày", "Đơn vị", "Số lượng", "Số tiền"]
        _load(folder / f"{code}.csv", head, rows, happenings=code)


def _load(file: Path, head: Sequence[str], rows: Sequence[Sequence[object]], **said: str) -> None:
    if rows:
        lines = [",".join(f'"{cell}"' for cell in row) for row in [head, *rows]]
        file.write_text("\ufeff" + "\n".join(lines) + "\n", encoding="utf-8")
        call_command("figures", file, **said)
