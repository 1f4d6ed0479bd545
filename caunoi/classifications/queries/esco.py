"""What ESCO says of occupations, as rows of our lists.

Apart from the other questions: only `build-esco-tables` asks them, and they load the match.
"""

from collections.abc import Collection, Iterable, Mapping
from itertools import product
from typing import Final

from caunoi.classifications.choices import Scheme
from caunoi.classifications.queries import UNIT_LEVEL, reference_rows
from caunoi_engine.matching.relatedness import Link, related_pairs, skill_overlap
from caunoi_engine.text.occupations.esco_titles import Labels, title_phrases

TITLE_WEIGHT: Final = "0.7"  # our own phrases weigh 1
TITLE_NOTE: Final = "ESCO 1.1.1"


class CannotRelate(Exception):
    """A row of `related_occupations_ours.csv` cannot be used; the message says what to do."""


def related_occupation_rows(
    links: Iterable[Link], broader: Mapping[str, Collection[str]]
) -> list[tuple[str, str, int, str]]:
    """The rows of `related_occupations.csv`: what ESCO says, and over it what we say."""
    units = unit_codes()
    overlap = skill_overlap((link for link in links if link.unit in units), broader)
    told = {(a, b): (permille, "esco") for a, b, permille in related_pairs(overlap)}
    for pair, permille in our_pairs(units).items():
        told[pair] = (permille, "ours")
    return [(a, b, permille, source) for (a, b), (permille, source) in sorted(told.items())]


def our_pairs(units: Collection[str]) -> dict[tuple[str, str], int]:
    """The pairs written by hand; a cell may name several units, joined by "|"."""
    pairs: dict[tuple[str, str], int] = {}
    for number, row in enumerate(reference_rows("related_occupations_ours.csv"), start=2):
        named = row["isco08_a"].split("|"), row["isco08_b"].split("|")
        if unknown := sorted({*named[0], *named[1]}.difference(units)):
            raise CannotRelate(
                f"related_occupations_ours.csv, dòng {number}: không có mã nghề "
                f"{', '.join(unknown)}. Sửa mã rồi chạy lại."
            )
        row_pairs = {(min(a, b), max(a, b)) for a, b in product(*named) if a != b}
        if double := sorted(row_pairs.intersection(pairs)):
            raise CannotRelate(
                f"related_occupations_ours.csv, dòng {number}: cặp {' và '.join(double[0])} đã có "
                "ở dòng trên. Bỏ bớt một dòng rồi chạy lại."
            )
        pairs.update(dict.fromkeys(row_pairs, int(row["permille"])))
    return pairs


def esco_title_rows(labels: Iterable[Labels]) -> list[tuple[str, str, str, str]]:
    """The rows of `title_lexicon_esco.csv`: English titles that our own lexicon has not."""
    taken = {row["phrase"] for row in reference_rows("title_lexicon.csv")}
    return [
        (phrase, "|".join(units), TITLE_WEIGHT, TITLE_NOTE)
        for phrase, units in title_phrases(labels, units=unit_codes(), taken=taken)
    ]


def unit_codes() -> set[str]:
    """The four-digit codes of ISCO-08."""
    return {
        row["code"]
        for row in reference_rows("occupations.csv")
        if row["scheme"] == Scheme.ISCO08 and row["level"] == str(UNIT_LEVEL)
    }
