"""How much an advert sounds like those of frauds: learnt points of words and pairs of words.

Nothing here is law. Frauds find new words every week, but beside the words of a known trick stand
others they share. `parameters/advert_words.toml` holds the points of each, learnt by
`benchmarks/advert_words.py` from made frauds and from honest adverts; this only adds them up.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from caunoi_rules.parameters import load
from caunoi_rules.wording import Reading, bare

FIGURE: Final = "#"
FEWEST_PIECES: Final = 17  # of nine words; fewer say nothing
POINTS: Final = 100  # points of one unit of the logarithm of the odds

_TOKEN = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True)
class Piece:
    """A word or two neighbours without marks, and where they stand in what was read."""

    words: str
    start: int
    end: int


@dataclass(frozen=True)
class Sound:
    """What the words of an advert add up to, and the stretch that weighs most."""

    points: float
    start: int
    end: int


@dataclass(frozen=True)
class _Learnt:
    start: float
    held_from: float
    points: dict[str, int]


def pieces(read: Reading) -> Iterator[Piece]:
    """The words of a text and its pairs of neighbours; every figure is one word.

    >>> from caunoi_rules.wording import reading
    >>> [piece.words for piece in pieces(reading("Nạp 200k"))]
    ['nap', '#', 'nap #', 'k', '# k']
    """
    whole = "".join(
        marked if marked != " " else plain
        for marked, plain in zip(read.marked, read.bare, strict=True)
    )
    before: Piece | None = None
    for found in _TOKEN.finditer(whole):
        word = FIGURE if found[0].isdigit() else bare(found[0])
        yield Piece(word, *found.span())
        if before:
            yield Piece(f"{before.words} {word}", before.start, found.end())
        before = Piece(word, *found.span())


def sounds_like_fraud(read: Reading) -> Sound | None:
    """The sum, where it reaches the mark from which somebody looks; None for all others.

    >>> from caunoi_rules.wording import reading
    >>> sounds_like_fraud(reading("Kế toán tổng hợp, tốt nghiệp đại học, 2 năm kinh nghiệm"))
    """
    learnt = _learnt()
    known: dict[str, Piece] = {}
    found = list(pieces(read))
    for piece in found:
        if piece.words in learnt.points:
            known.setdefault(piece.words, piece)
    if len(found) < FEWEST_PIECES or not known:
        return None
    total = sum(learnt.points[words] for words in known) / math.sqrt(len(known))
    points = learnt.start + total
    if points < learnt.held_from:
        return None
    heaviest = known[max(known, key=lambda words: (learnt.points[words], -known[words].start))]
    return Sound(points, heaviest.start, heaviest.end)


@lru_cache(maxsize=1)
def _learnt() -> _Learnt:
    """Points are kept as "points: pieces, pieces" to be one short file."""
    row = load("advert_words")
    points = {
        words: int(value) for value, listed in row["points"].items() for words in listed.split(", ")
    }
    return _Learnt(row["start"], row["held_from"], points)
