"""Which English occupation labels of ESCO become rows of the title lexicon, and with which units.

Vietnamese posts borrow English titles for office and professional work ("sales executive"), hardly
for crafts. So every preferred label is taken, and alternative labels only of such work. A label
must be short and plain: long ones never stand in a title, single words mislead unless preferred.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Final, NamedTuple

ALTERNATIVES_NOT_OF: Final = ("6", "7", "8", "9", "31")
"""Units that begin so are crafts, machines, farms, plain labour and technicians' work."""

PLAIN: Final = re.compile(r"[a-z][a-z0-9 \-/&.']*")
WORD_BREAK: Final = re.compile(r"[ \-/]")
MOST_WORDS: Final = 3
SHORTEST_SINGLE: Final = 5
"""Letters of the shortest preferred label of one word."""
MOST_UNITS: Final = 2
"""A label that is equally the name of more units tells nothing."""


class Labels(NamedTuple):
    """An occupation of ESCO: its unit, its preferred label and its other labels."""

    unit: str
    preferred: str
    others: tuple[str, ...]


class TitlePhrase(NamedTuple):
    """A phrase and the units it stands for, best first."""

    phrase: str
    units: tuple[str, ...]


def title_phrases(
    occupations: Iterable[Labels], *, units: Collection[str], taken: Collection[str]
) -> list[TitlePhrase]:
    """The phrases, in ascending order; only of `units`, none that is `taken` already.

    >>> title_phrases([Labels("7212", "welder", ("mig welder",))], units={"7212"}, taken=())
    [TitlePhrase(phrase='welder', units=('7212',))]
    """
    preferred: dict[str, set[str]] = defaultdict(set)
    other: dict[str, set[str]] = defaultdict(set)
    for occupation in occupations:
        if occupation.unit not in units:
            continue
        label = _tidy(occupation.preferred)
        if _is_short(label, single=True):
            preferred[label].add(occupation.unit)
        if not occupation.unit.startswith(ALTERNATIVES_NOT_OF):
            for written in occupation.others:
                label = _tidy(written)
                if _is_short(label, single=False):
                    other[label].add(occupation.unit)
    phrases = []
    for label in sorted({*preferred, *other}.difference(taken)):
        best, rest = preferred[label], other[label] - preferred[label]
        if not best:
            best, rest = rest, set()
        if len(best) <= MOST_UNITS:
            phrases.append(TitlePhrase(label, (*sorted(best), *sorted(rest)[:1])))
    return phrases


def _tidy(label: str) -> str:
    return " ".join(label.lower().split())


def _is_short(label: str, *, single: bool) -> bool:
    """Whether the label is plain and of two or three words, or of one where that is allowed."""
    if not PLAIN.fullmatch(label):
        return False
    words = len(WORD_BREAK.split(label))
    return 2 <= words <= MOST_WORDS or (single and words == 1 and len(label) >= SHORTEST_SINGLE)
