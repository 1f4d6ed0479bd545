"""What may not stand in a job advert, and what frauds sound like.

Law 74/2025/QH15, Điều 5 forbids discrimination and fraud in employment services; Bộ luật Lao động
2019 says what discrimination is (Điều 3 khoản 8), that workers pay nothing to be hired (Điều 11),
that no papers and no money are taken from them (Điều 17), and the least pay (Điều 90).

A finding that `blocks` is unlawful as it stands: the advert is changed before it is shown. The
others are suspicions: somebody of the centre looks first.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from caunoi_rules.advert_words import sounds_like_fraud
from caunoi_rules.parameters import load
from caunoi_rules.wages import MinimumWage
from caunoi_rules.wording import Phrase, Reading, phrase, reading

NORMAL_HOURS_A_DAY: Final = 8  # Bộ luật Lao động 2019, Điều 105 khoản 1: at most
LONGEST_TEXT: Final = 30_000  # letters; more than any advert has


@dataclass(frozen=True)
class Finding:
    """One thing found in an advert: what, in which words, why it matters, by which article."""

    kind: str  # FEE, DEPOSIT, PAPERS, SEX, AGE, FAMILY, ORIGIN, HEALTH, CHILD, WAGE or SCAM
    words: str  # as they stand in the advert; "" for pay
    why: str
    law: str
    blocks: bool


@dataclass(frozen=True)
class _Ground:
    """Why some phrases are looked for, and in which company they are harmless."""

    kind: str
    why: str
    law: str
    blocks: bool
    phrases: tuple[Phrase, ...]
    unless: tuple[Phrase, ...]


def check_advert(
    *,
    text: str,
    wage_min: int | None,
    wage_max: int | None,
    pay_period: str,
    minimum: MinimumWage | None,
) -> list[Finding]:
    """All that is unlawful or suspicious in an advert; at most one finding of a ground.

    `pay_period` is MONTH, DAY, HOUR or PRODUCT; `minimum` is None where the place is not known.

    >>> [found.words for found in check_advert(text="Chỉ tuyển nữ, phí hồ sơ 200k", wage_min=None,
    ...     wage_max=None, pay_period="MONTH", minimum=None)]
    ['phí hồ sơ 200k', 'Chỉ tuyển nữ']
    """
    read = reading(text[:LONGEST_TEXT])
    found = [each for ground in _grounds() if (each := _first_of(ground, read))]
    if not found and (signs := _signs_of(read) or _sound_of(read)):
        found = [signs]
    low = _low_wage(read, wage_min or wage_max, pay_period, minimum)
    return [*found, low] if low else found


def _first_of(ground: _Ground, read: Reading) -> Finding | None:
    """The first words of a ground that stand in no harmless company."""
    hits = sorted(
        (span for each in ground.phrases for span in read.spans(each)),
        key=lambda span: (span[0], -span[1]),
    )
    if not hits:
        return None
    harmless = [span for each in ground.unless for span in read.spans(each)]
    for start, end in hits:
        if not any(first < end and start < last for first, last in harmless):
            return Finding(
                ground.kind, read.words(start, end), ground.why, ground.law, ground.blocks
            )
    return None


def _signs_of(read: Reading) -> Finding | None:
    """Two signs of a fraud together, where no word of an ordinary job stands beside them."""
    signs = _signs()
    seen = [spans for group in signs.groups if (spans := _spans(group, read))]
    if len(seen) < signs.least or _spans(signs.honest, read):
        return None
    return Finding(
        signs.kind, read.words(*min(spans[0] for spans in seen)), signs.why, signs.law, blocks=False
    )


def _sound_of(read: Reading) -> Finding | None:
    """An advert whose words together are those of frauds, though none of them is known as one."""
    sound, signs = sounds_like_fraud(read), _signs()
    if sound is None:
        return None
    words = read.words(sound.start, sound.end)
    return Finding(signs.kind, words, signs.why_sound, signs.law, blocks=False)


def _spans(phrases: tuple[Phrase, ...], read: Reading) -> list[tuple[int, int]]:
    """Where any of these phrases stands, in the order of the text."""
    return sorted(span for each in phrases for span in read.spans(each))


def _low_wage(
    read: Reading, offered: int | None, pay_period: str, minimum: MinimumWage | None
) -> Finding | None:
    """Pay below the minimum of the region. By the piece it cannot be told from an advert."""
    if offered is None or minimum is None:
        return None
    if pay_period == "MONTH":
        least, unit, sure = minimum.month, "tháng", minimum.confirmed
        if any(True for each in _part_time() for _ in read.spans(each)):
            return None  # the monthly figure is for full hours
    elif pay_period in {"DAY", "HOUR"} and minimum.hour is not None:
        hours = NORMAL_HOURS_A_DAY if pay_period == "DAY" else 1
        least, unit = minimum.hour * hours, "ngày 8 giờ" if pay_period == "DAY" else "giờ"
        sure = minimum.hour_confirmed
    else:
        return None
    if offered >= least:
        return None
    return Finding(
        "WAGE",
        "",
        f"Lương {_dong(offered)} thấp hơn mức tối thiểu vùng là {_dong(least)} một {unit}. "
        "Sửa lại mức lương, hoặc ghi rõ là việc bán thời gian.",
        f"Bộ luật Lao động 2019, Điều 90 khoản 2; {minimum.law}",
        blocks=sure,
    )


def _dong(amount: int) -> str:
    return f"{amount:,} đồng".replace(",", ".")


@dataclass(frozen=True)
class _Signs:
    """Signs that say little alone, in groups of which some must meet."""

    kind: str
    why: str
    why_sound: str
    law: str
    least: int
    honest: tuple[Phrase, ...]
    groups: tuple[tuple[Phrase, ...], ...]


@lru_cache(maxsize=1)
def _signs() -> _Signs:
    row = load("adverts")["signs"]
    return _Signs(
        row["kind"],
        row["why"],
        row["why_sound"],
        row["law"],
        row["least"],
        tuple(map(phrase, row["honest"])),
        tuple(tuple(map(phrase, phrases)) for phrases in row["groups"].values()),
    )


@lru_cache(maxsize=1)
def _grounds() -> tuple[_Ground, ...]:
    return tuple(
        _Ground(
            row["kind"],
            row["why"],
            row["law"],
            row["blocks"],
            tuple(map(phrase, row["phrases"])),
            tuple(map(phrase, row.get("unless", ()))),
        )
        for row in load("adverts")["grounds"]
    )


@lru_cache(maxsize=1)
def _part_time() -> tuple[Phrase, ...]:
    return tuple(map(phrase, load("adverts")["part_time"]))
