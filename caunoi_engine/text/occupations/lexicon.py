"""The title lexicon: phrases of the trade, and which of them stand in a title.

A lexicon row is one of four kinds, told by its second cell:

=============  ==================  ==============================================================
kind           second cell         meaning
=============  ==================  ==============================================================
phrase         ``7212`` or         a title with this phrase may be coded so, best code first
               ``3113|7412``
class          ``@engineer``       the phrase is one of the words of this class; ``@rank`` holds
                                   words that tell no trade and count for nothing
grid           ``2151``            the phrase joins parts with " + ": words or classes that may
                                   stand anywhere in the title, as "@engineer + @electric"
mask           (empty)             the phrase hides what lies within it: "hàn" in "tiếng hàn"
=============  ==================  ==============================================================
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from caunoi_engine.text.occupations.titles import Title, split_words, word_key

_MASK = "@mask"
_RANK = "@rank"
"""The class of words that tell a rank or a way of working, never a trade ("nhân viên")."""
_MAX_PLACES = 3
"""Places of one part that are tried when a grid entry is laid over a title."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase or grid row: its parts, the units it stands for (best first), its weight."""

    parts: tuple[str, ...]
    units: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Found:
    """An entry laid over a title.

    covered: the words it explains (bit i = word i). telling: how many of them tell a trade.
    place: their mean weight. leads: whether the first telling word of the title is among them.
    """

    entry: Entry
    covered: int
    telling: int
    place: float
    leads: bool


class _Phrases:
    """Phrases by their words, found word by word."""

    def __init__(self) -> None:
        self.ends: dict[str, list[str]] = {}
        self.begins: set[str] = set()

    def add(self, words: Sequence[str], part: str) -> None:
        """Let the phrase of these words stand for a part."""
        phrase = " ".join(words)
        parts = self.ends.setdefault(phrase, [])
        if part not in parts:
            parts.append(part)
        for length in range(1, len(words)):
            self.begins.add(" ".join(words[:length]))


class Lexicon:
    """All rows, indexed for titles with marks and for titles without."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        """Read rows with the columns phrase, isco08, weight (default 1)."""
        self._marked, self._bare = _Phrases(), _Phrases()
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        self.entries: list[Entry] = []
        seen: set[tuple[str, ...]] = set()
        for row in rows:
            phrase, code = row["phrase"], row["isco08"]
            if code.startswith("@"):
                self._plant(phrase, code)
            elif not code:
                self._plant(phrase, _MASK)
            else:
                parts = tuple(sorted(part.strip() for part in phrase.split(" + ")))
                if parts not in seen:
                    seen.add(parts)
                    weight = float(row.get("weight") or 1)
                    self._add(Entry(parts, tuple(code.split("|")), weight))
        self._index_entries()

    def _add(self, entry: Entry) -> None:
        for part in entry.parts:
            if not part.startswith("@"):
                self._plant(part, part)
        self.entries.append(entry)

    def _plant(self, phrase: str, part: str) -> None:
        words = split_words(phrase)
        if words:
            self._marked.add(words, part)
            self._bare.add([word_key(word) for word in words], part)

    def _index_entries(self) -> None:
        """Keep each entry under its rarest part, so that few are tried on a title."""
        uses: dict[str, int] = defaultdict(int)
        for entry in self.entries:
            for part in entry.parts:
                uses[part] += 1
        for entry in self.entries:
            self._entries[min(entry.parts, key=lambda part: (uses[part], part))].append(entry)

    def find(self, title: Title) -> list[Found]:
        """Return the entries in the title that no other entry explains wholly and goes beyond.

        A title written with marks must agree in marks ("hàn" is not "hạn"). One without any marks
        is compared by its search keys, and so are the words without marks of a title in which
        nothing agrees ("Tuyển bao ve").
        """
        if title.marked:
            found = self._find(self._marked, title.words, title.weights)
            return found or self._find(self._bare, title.words, title.weights)
        return self._find(self._bare, title.keys, title.weights)

    def _find(
        self, phrases: _Phrases, words: Sequence[str], weights: Sequence[float]
    ) -> list[Found]:
        places = _unmasked(_places(phrases, words, weights))
        rank = 0
        for covered in places.pop(_RANK, ()):
            rank |= covered
        head = next((i for i, weight in enumerate(weights) if weight and not rank >> i & 1), 0)
        found: list[Found] = []
        for part in places:
            for entry in self._entries.get(part, ()):
                if all(other in places for other in entry.parts):
                    laid = _lay(entry, [places[other] for other in entry.parts])
                    if laid:
                        telling = (laid & ~rank).bit_count()
                        place = _mean_weight(laid, weights)
                        found.append(Found(entry, laid, telling, place, bool(laid >> head & 1)))
        explained = {item.covered & ~rank for item in found}
        return [item for item in found if not _is_outdone(item.covered & ~rank, explained)]


def _is_outdone(covered: int, explained: set[int]) -> bool:
    """Whether another entry explains all these words and more."""
    return any(covered & other == covered != other for other in explained)


def _places(
    phrases: _Phrases, words: Sequence[str], weights: Sequence[float]
) -> dict[str, list[int]]:
    """Return for each part the bit masks of the words where it stands, longest first."""
    places: dict[str, list[int]] = {}
    for start in range(len(words)):
        phrase, covered = "", 0
        for position in range(start, len(words)):
            if not weights[position]:
                break
            phrase = f"{phrase} {words[position]}" if phrase else words[position]
            covered |= 1 << position
            for part in phrases.ends.get(phrase, ()):
                places.setdefault(part, []).append(covered)
            if phrase not in phrases.begins:
                break
    return places


def _unmasked(places: dict[str, list[int]]) -> dict[str, list[int]]:
    masks = places.pop(_MASK, None)
    if masks is None:
        return places
    visible = {
        part: [
            covered
            for covered in covers
            if not any(covered & mask == covered != mask for mask in masks)
        ]
        for part, covers in places.items()
    }
    return {part: covers for part, covers in visible.items() if covers}


def _lay(entry: Entry, places: list[list[int]]) -> int:
    """Return the words covered when every part has words of its own, 0 when impossible."""
    if len(places) == 1:
        return places[0][0]
    best = 0
    shortlists = [
        sorted(covers, key=int.bit_count, reverse=True)[:_MAX_PLACES] for covers in places
    ]
    for choice in product(*shortlists):
        union = 0
        for covered in choice:
            if union & covered:
                break
            union |= covered
        else:
            if union.bit_count() > best.bit_count():
                best = union
    return best


def _mean_weight(covered: int, weights: Sequence[float]) -> float:
    total = sum(weight for i, weight in enumerate(weights) if covered >> i & 1)
    return total / covered.bit_count()
