"""Pages of a long list: which part to read, and which page numbers to offer."""

from dataclasses import dataclass
from typing import Final

PARAMETER: Final = "trang"
NEIGHBOURS: Final = 1


@dataclass(frozen=True)
class Page:
    """One page of `count` things, `size` a page; `number` counts from 1."""

    number: int
    count: int
    size: int

    @property
    def last(self) -> int:
        """The last page; an empty list still has one page."""
        return max(1, -(-self.count // self.size))

    @property
    def start(self) -> int:
        """Index of the first thing on this page, for slicing."""
        return (self.number - 1) * self.size

    @property
    def stop(self) -> int:
        """Index after the last thing on this page."""
        return min(self.start + self.size, self.count)

    @property
    def part(self) -> slice:
        """`things[page.part]` are the things of this page."""
        return slice(self.start, self.stop)

    @property
    def numbers(self) -> list[int | None]:
        """Page numbers to offer: first, last and those around this one; None is a gap."""
        near = range(self.number - NEIGHBOURS, self.number + NEIGHBOURS + 1)
        shown = sorted({1, self.last, *(n for n in near if 1 <= n <= self.last)})
        offered: list[int | None] = []
        for n in shown:
            if offered and n - (offered[-1] or 0) == 2:  # noqa: PLR2004  one page hidden: show it
                offered.append(n - 1)
            elif offered and n - (offered[-1] or 0) > 1:
                offered.append(None)
            offered.append(n)
        return offered


def page_of(asked: str | None, *, count: int, size: int = 20) -> Page:
    """The page asked for in the address; nonsense gives the first, too far gives the last."""
    first = Page(number=1, count=count, size=size)
    text = (asked or "").strip()
    if not (text.isascii() and text.isdigit()):
        return first
    # Ten digits are beyond any list; int() of a million digits would take seconds.
    wanted = int(text) if len(text) < 10 else first.last  # noqa: PLR2004
    return Page(number=min(max(wanted, 1), first.last), count=count, size=size)
