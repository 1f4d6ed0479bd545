"""A word nobody wrote, led back to one that somebody did; words without marks given theirs."""

import math
from collections.abc import Callable, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 4  # letters; shorter words are near to everything
_LONG = 7  # letters from which two slips are forgiven
_MOST_FORMS = 5  # of one word that are weighed against each other
_RARE = 0.1  # of the commonest form
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


def split_word(
    word: str, vocabulary: Mapping[str, int], side_by_side: Callable[[str, str], int]
) -> tuple[str, str] | None:
    """Two words written as one: "ketoan" → "ke", "toan"; those most often side by side."""
    splits = [
        (seen, word[:cut], word[cut:])
        for cut in range(2, len(word) - 1)
        if word[:cut] in vocabulary
        and word[cut:] in vocabulary
        and (seen := side_by_side(word[:cut], word[cut:]))
    ]
    return max(splits)[1:] if splits else None


def likeliest_marks(
    words: Sequence[str],
    choices: Sequence[Mapping[str, int]],
    side_by_side: Callable[[str, str], int],
) -> tuple[str, ...]:
    """For each word one of its forms, so that neighbours are those most often side by side.

    `choices` gives for each word its forms and how often each occurs. Standing alone a word keeps
    the form that was typed unless that form is rare: "may" stays "may" beside a frequent "máy".

    >>> pairs = {("bán", "hàng"): 9}
    >>> likeliest_marks(["ban", "hang"], [{"ban": 3, "bán": 9}, {"hàng": 9, "hạng": 2}],
    ...                 lambda first, second: pairs.get((first, second), 0))
    ('bán', 'hàng')
    """
    best: dict[str, tuple[float, tuple[str, ...]]] = {"": (0.0, ())}
    for word, forms in zip(words, choices, strict=True):
        common = sorted(forms, key=lambda form: (-forms[form], form))[:_MOST_FORMS]
        kept = {*common, word} & forms.keys()
        top = max(forms.values())
        best = {
            form: max(
                (
                    score
                    + _alone(form, word, forms[form] / top)
                    + _beside(last, form, side_by_side),
                    (*chain, form),
                )
                for last, (score, chain) in best.items()
            )
            for form in sorted(kept)
        }
    return max(best.values())[1]


def _alone(form: str, typed: str, share: float) -> float:
    return share + (1.0 if form == typed and share >= _RARE else 0.0)


def _beside(first: str, second: str, side_by_side: Callable[[str, str], int]) -> float:
    return 2.0 * math.log1p(side_by_side(first, second)) if first else 0.0


def _without_telex(word: str) -> str:
    for double, single in _TELEX_DOUBLES.items():
        word = word.replace(double, single)
    head, tail = word[:1], word[1:]
    return head + "".join(letter for letter in tail if letter not in _TELEX_TONES)


def _without_digits(word: str) -> str:
    return "".join(letter for letter in word if not letter.isdigit())
