"""A word nobody wrote, led back to one that somebody did."""

from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 4  # letters; shorter words are near to everything
_LONG = 7  # letters from which two slips are forgiven
_TELEX_DOUBLES = {"aa": "a", "dd": "d", "ee": "e", "oo": "o"}
_TELEX_TONES = "sfrxjw"


def closest_word(word: str, vocabulary: Mapping[str, int]) -> str | None:
    """The known word most like a folded unknown one; None if none is.

    Of equals the one with the same first letter, then the more frequent.

    Keys that were meant as marks (Telex "ddieejn", VNI "d9ie6n5") are taken off first.
    """
    for read in (_without_telex(word), _without_digits(word)):
        if read != word and read in vocabulary:
            return read
    if len(word) < _SHORTEST:
        return None
    slips = 2 if len(word) >= _LONG else 1
    near = process.extract(
        word, vocabulary.keys(), scorer=OSA.distance, score_cutoff=slips, limit=20
    )
    best = min(
        near,
        key=lambda each: (each[1], each[0][0] != word[0], -vocabulary[each[0]], each[0]),
        default=None,
    )
    return best[0] if best else None


def split_word(word: str, vocabulary: Mapping[str, int]) -> tuple[str, str] | None:
    """Two known words written as one: "ketoan" → "ke", "toan"; the most frequent split."""
    splits = [
        (word[:cut], word[cut:])
        for cut in range(2, len(word) - 1)
        if word[:cut] in vocabulary and word[cut:] in vocabulary
    ]
    return max(splits, key=lambda pair: min(vocabulary[w] for w in pair), default=None)


def _without_telex(word: str) -> str:
    for double, single in _TELEX_DOUBLES.items():
        word = word.replace(double, single)
    head, tail = word[:1], word[1:]
    return head + "".join(letter for letter in tail if letter not in _TELEX_TONES)


def _without_digits(word: str) -> str:
    return "".join(letter for letter in word if not letter.isdigit())
