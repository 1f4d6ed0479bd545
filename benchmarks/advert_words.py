"""Learn which words of adverts frauds share, and say how well that is done.

    python -m benchmarks.advert_words --postings postings.jsonl [--write]

Frauds and short honest adverts are those of `tests/rules` (made); the honest rest are crawled
postings as in `read_posting.py`, of which each fifth is only measured. A posting is learnt from in
pieces of one to four sentences, so that its length says nothing. Measured are:

- each made set by points learnt without it, which is what new frauds would meet;
- the postings kept apart: whole, and in pieces.

`--write` puts the points learnt from all sets into `caunoi_rules/parameters/advert_words.toml`.
The postings stay outside the repository; the file holds only words and their points.
"""

import argparse
import json
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from caunoi_rules.advert_words import POINTS, pieces
from caunoi_rules.wording import reading
from tests.rules import learnt_adverts, made_adverts

TARGET: Final = Path("caunoi_rules/parameters/advert_words.toml")
HELD_FROM: Final = -1.25
MADE_WEIGHT: Final = 20  # one short honest advert weighs as many pieces of postings
FRAUDS_SHARE: Final = 0.3  # of the weight of all honest ones
PULL: Final = 0.1  # of every weight towards nothing
STEPS: Final = 300
LEAST_FRAUDS, LEAST_HONEST = 2, 15  # texts that must hold a piece
FEWEST_LETTERS: Final = 8

Sets = dict[str, tuple[tuple[str, ...], tuple[str, ...]]]


@dataclass(frozen=True)
class Weights:
    """What was learnt: of each piece, and of having read nothing."""

    of: dict[str, float]
    start: float

    def score(self, text: str) -> float:
        known = [self.of[words] for words in _pieces_of(text) if words in self.of]
        return self.start + sum(known) / math.sqrt(max(1, len(known)))


_READ: dict[str, frozenset[str]] = {}


def _pieces_of(text: str) -> frozenset[str]:
    if text not in _READ:
        _READ[text] = frozenset(piece.words for piece in pieces(reading(text)))
    return _READ[text]


def _made() -> Sets:
    names = ("", "NEW_", "LATER_", "LAST_", "FINAL_")
    sets: Sets = {
        name.strip("_").lower() or "first": (
            getattr(made_adverts, f"{name}SCAMS"),
            getattr(made_adverts, f"{name}HONEST"),
        )
        for name in names
    }
    sets["learnt"] = (learnt_adverts.LEARNT_SCAMS, learnt_adverts.LEARNT_HONEST)
    return sets


def _some_sentences(title: str, text: str, chance: random.Random) -> str:
    sentences = [
        each.strip(" -•+*") for each in re.split(r"[\n.;]", text) if len(each) > FEWEST_LETTERS
    ]
    if not sentences:
        return title
    first, many = chance.randrange(len(sentences)), chance.randint(1, 4)
    return ". ".join([title, *sentences[first : first + many]])


def learn(frauds: Sequence[str], honest: Sequence[str]) -> Weights:
    """Logistic regression on which pieces a text holds, each text of length one (Adam)."""
    among, beside = (
        Counter(words for text in texts for words in _pieces_of(text)) for texts in (frauds, honest)
    )
    names = sorted(
        words
        for words in {*among, *beside}
        if among[words] >= LEAST_FRAUDS or beside[words] >= LEAST_HONEST
    )
    index = {words: at for at, words in enumerate(names)}
    texts = [*frauds, *honest]
    held = [[index[words] for words in _pieces_of(text) if words in index] for text in texts]
    row = np.repeat(np.arange(len(texts)), [len(each) for each in held])
    column = np.array([at for each in held for at in each])
    value = np.repeat([1 / math.sqrt(max(1, len(each))) for each in held], [len(e) for e in held])
    is_fraud = np.arange(len(texts)) < len(frauds)
    weight = np.where(is_fraud, len(honest) / len(frauds) * FRAUDS_SHARE, 1.0)
    found = np.zeros(len(names) + 1)  # the last is the start
    speed, size = np.zeros_like(found), np.zeros_like(found)
    for step in range(1, STEPS + 1):
        score = np.bincount(row, weights=value * found[column], minlength=len(texts)) + found[-1]
        miss = weight * (1 / (1 + np.exp(-score)) - is_fraud)
        slope = np.append(
            np.bincount(column, weights=value * miss[row], minlength=len(names))
            + 2 * PULL * found[:-1],
            miss.sum(),
        )
        speed, size = 0.9 * speed + 0.1 * slope, 0.99 * size + 0.01 * slope**2
        found -= 0.05 * (speed / (1 - 0.9**step)) / (np.sqrt(size / (1 - 0.99**step)) + 1e-8)
    return Weights(dict(zip(names, found[:-1].tolist(), strict=True)), float(found[-1]))


def _learn_without(sets: Sets, left_out: str | None, parts: Sequence[str]) -> Weights:
    kept = [each for name, each in sets.items() if name != left_out]
    frauds = [text for scams, _ in kept for text in scams]
    honest = [text for _, plain in kept for text in plain] * MADE_WEIGHT
    return learn(frauds, [*parts, *honest])


def _share(weights: Weights, texts: Iterable[str]) -> str:
    held = [weights.score(text) >= HELD_FROM for text in texts]
    return f"{sum(held)}/{len(held)} = {sum(held) / len(held):.1%}"


def _write(weights: Weights) -> int:
    """The file of points; pieces of no weight are left out. How many it holds."""
    groups: dict[int, list[str]] = defaultdict(list)
    for words, value in sorted(weights.of.items()):
        if points := round(value * POINTS):
            groups[points].append(words)
    lines = [
        "# Learnt by benchmarks/advert_words.py; not written by hand. Points of words and pairs of",
        "# words in adverts, without marks, # for figures: above nought as frauds write.",
        "",
        f"start = {round(weights.start * POINTS)}",
        f"held_from = {round(HELD_FROM * POINTS)}",
        "",
        "[points]",
        *(f'"{points}" = "{", ".join(groups[points])}"' for points in sorted(groups)),
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return sum(map(len, groups.values()))


def main() -> None:
    """Measure, and write if asked to."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--postings", type=Path, required=True)
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    chance = random.Random(1)  # noqa: S311  which sentences are read, nothing secret
    learnt: list[tuple[str, str]] = []
    kept: list[tuple[str, str]] = []
    for at, line in enumerate(given.postings.open(encoding="utf-8")):
        row = json.loads(line)
        body = "\n".join(
            row.get(part) or "" for part in ("description", "requirements", "benefits")
        )
        (kept if at % 5 == 0 else learnt).append((row["title"], body))
    parts = [_some_sentences(title, body, chance) for title, body in learnt]
    sets = _made()
    for name, (scams, plain) in sets.items():
        weights = _learn_without(sets, name, parts)
        print(f"{name:8} unseen: frauds {_share(weights, scams)}, honest {_share(weights, plain)}")
    weights = _learn_without(sets, None, parts)
    print("postings kept apart, whole:", _share(weights, ("\n".join(each) for each in kept)))
    pieces_kept = [_some_sentences(title, body, chance) for title, body in kept]
    print("postings kept apart, in pieces:", _share(weights, pieces_kept))
    if given.write:
        print("pieces with points:", _write(weights))


if __name__ == "__main__":
    main()
