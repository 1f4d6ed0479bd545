"""Likeness of a title to known names, for titles in which no known phrase stands."""

import heapq
import math
from collections import defaultdict

from caunoi_engine.text.occupations.titles import Title, split_words, word_key

_COMMON = 250
"""A word standing in more names than this tells no trade ("nhân", "viên", "other")."""
_TELLING = 4
"""Rarest words of a title that are looked up."""
_KEPT = 12


class LikenessIndex:
    """Names by their words; a rare word in common counts more than a frequent one."""

    def __init__(self) -> None:
        self._units: list[tuple[str, ...]] = []
        self._lengths: list[int] = []
        self._names_with: dict[str, list[int]] = defaultdict(list)

    def add(self, name: str, units: tuple[str, ...]) -> None:
        """Add a name (Vietnamese or English) of one or more unit groups, best first."""
        words = {word_key(word) for word in split_words(name)}
        if not words or not units:
            return
        for word in words:
            self._names_with[word].append(len(self._units))
        self._units.append(units)
        self._lengths.append(len(words))

    def nearest(self, title: Title) -> dict[str, float]:
        """Return unit groups with a likeness of 0 to 1, from the nearest names."""
        known = {
            key: weight
            for key, weight in zip(title.keys, title.weights, strict=True)
            if weight and 0 < len(self._names_with.get(key, ())) <= _COMMON
        }
        telling = sorted(known, key=lambda key: (len(self._names_with[key]), key))[:_TELLING]
        scores: dict[int, float] = defaultdict(float)
        greatest = 0.0
        for key in telling:
            names = self._names_with[key]
            rarity = math.log(len(self._units) / len(names)) * known[key]
            greatest += rarity
            for name in names:
                scores[name] += rarity
        shares = [
            (score / greatest / (1 + 0.1 * self._lengths[name]), -name)
            for name, score in scores.items()
        ]
        best: dict[str, float] = {}
        for likeness, place in heapq.nlargest(_KEPT, shares):
            for rank, unit in enumerate(self._units[-place][:2]):
                best[unit] = max(best.get(unit, 0.0), likeness / (1 + rank))
        return best
