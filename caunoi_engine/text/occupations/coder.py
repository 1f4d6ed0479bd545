"""Coding a job title: entries found in it vote for unit groups; likeness fills the rest."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from caunoi_engine.text.occupations.lexicon import Found, Lexicon
from caunoi_engine.text.occupations.likeness import LikenessIndex
from caunoi_engine.text.occupations.titles import read_title

Row = Mapping[str, str]

_ALTERNATIVES = (1.0, 0.6, 0.45, 0.35, 0.3)
"""Share of an entry's vote for its first, second, third … unit."""
_AGREEMENT = 0.35
"""Share of every vote for a unit beyond its strongest one."""
_HEAD_FIRST = 0.2
"""How much an entry gains when it holds the first telling word: the head noun comes first."""
_CONTEXT = 0.4
"""Share of a vote from the context (trade of the firm, description) beside the title."""
_DOUBT = 0.5
"""Vote held back from all units: a weak vote alone is not a sure code."""
_ENOUGH = 2
"""With fewer units voted for, likeness to known names proposes more."""
_LIKENESS = 0.5


@dataclass(frozen=True, slots=True)
class Coded:
    """One proposed code: ISCO-08 and VSCO 2020 unit, Vietnamese name, score 0 to 10000."""

    isco08: str
    vsco2020: str
    name: str
    score: int


class OccupationCoder:
    """Codes free job titles; built once from rows, then read-only."""

    def __init__(
        self, lexicon: Lexicon, likeness: LikenessIndex, names: dict[str, str], vsco: dict[str, str]
    ) -> None:
        self._lexicon = lexicon
        self._likeness = likeness
        self._names = names
        self._vsco = vsco

    @classmethod
    def from_rows(
        cls, *, occupations: Iterable[Row], links: Iterable[Row], lexicon: Iterable[Row]
    ) -> "OccupationCoder":
        """Build a coder from the rows of the reference lists.

        occupations: scheme, code, level, name_vi, name_en. links: vsco2020, isco08; the first row
        of an ISCO unit is the one to show. lexicon: phrase, isco08, weight.

        >>> coder = OccupationCoder.from_rows(
        ...     occupations=[{"scheme": "ISCO08", "code": "7212", "level": "4",
        ...                   "name_vi": "Thợ hàn và cắt bằng nhiệt", "name_en": "Welders"}],
        ...     links=[{"vsco2020": "7212", "isco08": "7212"}],
        ...     lexicon=[{"phrase": "thợ hàn", "isco08": "7212", "weight": "1"}])
        >>> [coded.isco08 for coded in coder.code_title("Thợ hàn 3G ca đêm")]
        ['7212']
        """
        occupations = list(occupations)
        names = {
            row["code"]: row["name_vi"]
            for row in occupations
            if row["scheme"] == "ISCO08" and row["level"] == "4"
        }
        vsco: dict[str, str] = {}
        units_of: dict[str, list[str]] = defaultdict(list)
        for row in links:
            vsco.setdefault(row["isco08"], row["vsco2020"])
            units_of[row["vsco2020"]].append(row["isco08"])
        book = Lexicon(lexicon)
        likeness = LikenessIndex()
        for row in occupations:
            if row["scheme"] == "ISCO08" and row["level"] == "4":
                likeness.add(row["name_vi"], (row["code"],))
                likeness.add(row["name_en"], (row["code"],))
            elif row["scheme"] == "VSCO2020" and row["level"] in {"4", "5"}:
                likeness.add(row["name_vi"], tuple(units_of.get(row["code"][:4], ())[:1]))
        for entry in book.entries:
            if len(entry.parts) == 1:
                likeness.add(entry.parts[0], entry.units)
        return cls(book, likeness, names, vsco)

    def code_title(self, title: str, top: int = 5, context: str = "") -> list[Coded]:
        """Return the likeliest unit groups for a job title, best first, at most ``top``.

        Reads any text and never raises; a title that says nothing of a trade gives an empty list.
        ``context`` (the firm's trade, the first lines of a description) settles doubts between the
        units of the title; it speaks alone only where the title says nothing.
        """
        read = read_title(title)
        votes = _count(self._lexicon.find(read), share=1.0)
        if context:
            hints = _count(self._lexicon.find(read_title(context)), share=_CONTEXT)
            votes = {unit: vote + hints.get(unit, 0.0) for unit, vote in votes.items()} or hints
        if len(votes) < min(top, _ENOUGH):
            weakest = min(votes.values(), default=1.0)
            for unit, likeness in self._likeness.nearest(read).items():
                if unit not in votes:
                    votes[unit] = likeness * _LIKENESS * weakest
        total = sum(votes.values()) + _DOUBT
        ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))[: max(top, 0)]
        return [
            Coded(unit, self._vsco.get(unit, ""), self._names[unit], round(10_000 * vote / total))
            for unit, vote in ranked
            if unit in self._names
        ]


def _count(found: list[Found], share: float) -> dict[str, float]:
    """Let every entry vote: strongest vote in full, agreement of others in part."""
    ballots: dict[str, list[float]] = defaultdict(list)
    for item in found:
        leads = 1 + _HEAD_FIRST if item.leads else 1.0
        vote = share * item.entry.weight * max(item.telling, 0.5) ** 0.5 * item.place * leads
        for unit, part in zip(item.entry.units, _ALTERNATIVES, strict=False):
            ballots[unit].append(vote * part)
    return {
        unit: max(votes) + _AGREEMENT * (sum(votes) - max(votes)) for unit, votes in ballots.items()
    }
