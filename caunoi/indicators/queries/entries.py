"""One figure as it is typed and shown: the whole number of last decimals, its bound, its words."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from caunoi.indicators.choices.catalogue import Unit
from caunoi.indicators.choices.figures import Bound
from caunoi.indicators.models import Definition, Figure
from caunoi_kit.ui import formats
from caunoi_kit.ui.typed import CannotRead
from caunoi_kit.ui.typed_figures import read_figure

_BOUNDS: Final = {str(bound.label): bound for bound in Bound}
# Words that may stand after a figure whatever it counts.
_ALSO: Final = ("đồng", "đ", "vnđ", "%", "điểm %", "điểm phần trăm", "người", "lượt")


@dataclass(frozen=True)
class Entry:
    """A figure without its place: `value` and `upper` in last decimals of its definition."""

    value: int
    bound: str = Bound.EXACT
    upper: int | None = None

    def __str__(self) -> str:
        """The same for the same entry: what two clerks saw is compared by it."""
        return f"{self.bound}:{self.value}:{self.upper}"


def read_entry(text: str, definition: Definition) -> Entry:
    """What was typed for an indicator. Raises CannotRead, saying what to write."""
    typed = read_figure(
        text,
        decimals=definition.decimals,
        units=(str(Unit(definition.unit).label), *_ALSO),
    )
    entry = Entry(
        value=int(typed.value.scaleb(definition.decimals)),
        bound=_BOUNDS[typed.word],
        upper=None if typed.upper is None else int(typed.upper.scaleb(definition.decimals)),
    )
    if entry.value < 0 and definition.unit not in {Unit.PERCENT, Unit.POINTS}:
        raise CannotRead("Số liệu này không thể âm. Bỏ dấu trừ, hoặc để trống nếu chưa có.")
    return entry


def entry_of(figure: Figure) -> Entry:
    """The entry that made a figure."""
    return Entry(figure.value, figure.bound, figure.upper)


def entry_words(entry: Entry | None, definition: Definition) -> str:
    """As it is typed and shown: "trên 6.960.000.000", "4,87", "8.000–8.500"; "" for none."""
    if entry is None:
        return ""
    low = figure_words(entry.value, definition)
    words = low if entry.upper is None else f"{low}–{figure_words(entry.upper, definition)}"
    return f"{Bound(entry.bound).label} {words}".strip()


def figure_words(value: int, definition: Definition) -> str:
    """A bare value: 487 of two decimals is "4,87"; a rate has all its decimals, "1,00"."""
    worth = Decimal(value).scaleb(-definition.decimals)
    write = formats.exact if definition.unit == Unit.PERCENT else formats.number
    return write(worth, definition.decimals)


def unit_words(definition: Definition) -> str:
    """In what it counts: "lượt", "đồng", "%"."""
    return str(Unit(definition.unit).label)
