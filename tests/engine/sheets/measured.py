"""Cells with known truth, and how many of them are understood, flagged, or silently wrong.

The tests run a few hundred, `python -m benchmarks.intake_reading` all of trust C4, C6 and C7.
"""

# ruff: noqa: E501  tables of made data

import random
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from caunoi_engine.sheets.days import Reach, read_day, signs_of
from caunoi_engine.sheets.numbers import read_identity, read_money, read_phone
from caunoi_engine.text.encodings import restore
from tests.engine.sheets.spoiling import cp1258, mojibake, tcvn3, vni

ON = date(2026, 3, 2)


@dataclass
class Figures:
    """`right`: the truth; `flagged`: named as doubtful; `wrong`: taken for something else."""

    right: int = 0
    flagged: int = 0
    wrong: int = 0
    examples: list[Any] = field(default_factory=list)

    def count(self, case: Any, *, meant: Any, truth: Any, flagged: bool) -> None:
        if meant == truth:
            self.right += 1
        elif flagged:
            self.flagged += 1
        else:
            self.wrong += 1
            self.examples.append((case, meant, truth))

    @property
    def cells(self) -> int:
        return self.right + self.flagged + self.wrong


# --- C4: encodings ---

SPOILT: Mapping[str, Callable[[str], str]] = {
    "UTF-8": lambda text: text,
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "TCVN3": tcvn3,
    "VNI": vni,
    "Windows-1258": cp1258,
    "UTF-8 read as Windows-1252": mojibake,
}


def encodings(texts: list[str], usual: Mapping[str, int]) -> dict[str, Figures]:
    """Every text in every encoding, a column each, and in columns of two encodings."""
    found = {name: _column(texts, lambda at, s=spoil: s, usual) for name, spoil in SPOILT.items()}
    for name in ("TCVN3", "VNI", "Windows-1258", "UTF-8 read as Windows-1252"):
        turns = (SPOILT["UTF-8"], SPOILT[name])
        found[f"UTF-8 and {name} mixed"] = _column(texts, lambda at, t=turns: t[at % 2], usual)
    found["TCVN3 in capitals"] = _column([text.upper() for text in texts], lambda at: tcvn3, usual)
    return found


def _column(
    texts: list[str], spoil: Callable[[int], Callable[[str], str]], usual: Mapping[str, int]
) -> Figures:
    figures = Figures()
    cells = [spoil(at)(text) for at, text in enumerate(texts)]
    read = restore(cells, usual=usual)
    for cell, truth in zip(cells, texts, strict=True):
        meant = read.texts.get(cell, cell)
        figures.count(cell, meant=meant, truth=truth, flagged=cell in read.doubts)
    return figures


# --- C6: days ---


def _style(form: str) -> Callable[[date], Any]:
    return lambda day: form.format(d=day.day, m=day.month, y=day.year, yy=day.year % 100)


UNAMBIGUOUS: Mapping[str, Callable[[date], Any]] = {
    "dd/mm/yyyy": _style("{d:02d}/{m:02d}/{y}"),
    "d-m-yyyy": _style("{d}-{m}-{y}"),
    "d.m.yyyy": _style("{d}.{m}.{y}"),
    "yyyy-mm-dd": _style("{y}-{m:02d}-{d:02d}"),
    "yyyy/m/d": _style("{y}/{m}/{d}"),
    "typed": lambda day: day,
    "serial 1900": lambda day: (day - date(1899, 12, 30)).days,
    "ngày … tháng …": _style("ngày {d} tháng {m} năm {y}"),
    "with time": _style("{d:02d}/{m:02d}/{y} 00:00:00"),
    "m/d/yyyy": _style("{m}/{d}/{y}"),
    "dd/mm/yy": _style("{d:02d}/{m:02d}/{yy:02d}"),
    "year": lambda day: day.year,
    "năm yyyy": _style("năm {y}"),
    "d-Mon-yyyy": lambda day: (
        f"{day.day}-{'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split()[day.month - 1]}-{day.year}"
    ),
}
IMPOSSIBLE = [
    "31/02/1990",
    "29/02/1900",
    "31/04/2001",
    "00/05/1990",
    "12/13/14/1990",
    "30/02/85",
    "không nhớ",
    "1990/30/02",
    "5/1990/3/1",
    "32/01/1990",
    "1850-01-01",
    "05/03/2031",
]


def days(count: int) -> dict[str, Figures]:
    """Columns of each style with days of every kind, and a column whose order nobody can tell."""
    chance = random.Random(6)
    found: dict[str, Figures] = {}
    each = max(20, count // (len(UNAMBIGUOUS) + 9))
    for name, show in UNAMBIGUOUS.items():
        column = [
            date(1956, 1, 1) + timedelta(days=chance.randrange(50 * 365)) for _ in range(each)
        ]
        truth = [day.year for day in column] if name in {"year", "năm yyyy"} else list(column)
        found[name] = _days([show(day) for day in column], truth)
    early = [
        date(chance.randrange(1960, 2006), chance.randrange(1, 13), chance.randrange(1, 13))
        for _ in range(each)
    ]
    texts = [f"{day:%d/%m/%Y}" for day in early]
    found["open order: asked"] = _days(texts, early)
    found["open order: answered"] = _days(texts, early, order="DM")
    short = [f"{day.day}-{day.month}-{day.year % 100:02d}" for day in early]
    found["d-m-yy: asked"] = _days(short, early)
    late = [
        date(chance.randrange(1960, 2006), chance.randrange(1, 13), chance.randrange(13, 29))
        for _ in range(each)
    ]
    swapped = [date(day.year, day.day, day.month) for day in early] + [
        f"{day:%d/%m/%Y}" for day in late
    ]
    found["swapped by a program: asked"] = _days(swapped, [*early, *late])
    found["swapped by a program: answered"] = _days(swapped, [*early, *late], typed="SWAP")
    found["serial 1904, as the book says"] = _days(
        [(day - date(1904, 1, 1)).days for day in late], late, epoch=1904
    )
    found["serial in a text: asked"] = _days(
        [str((day - date(1899, 12, 30)).days) for day in late], late, epoch=0
    )
    both = [
        f"{day:%m/%d/%Y}" if at % 2 else f"{day:%d/%m/%Y}" for at, day in enumerate(early + late)
    ]
    found["both orders in one column"] = _days(both, early + late)
    wrong = (IMPOSSIBLE * (each // len(IMPOSSIBLE) + 1))[:each]
    found["impossible"] = _days(wrong, [None] * len(wrong))
    return found


def _days(cells: list[Any], truth: list[Any], **answered: Any) -> Figures:
    """`answered`: what the sender has said of the column, or the book says itself."""
    figures = Figures()
    signs = signs_of(cells)
    typed = "" if signs.may_be_swapped else "KEEP"
    told = {"order": signs.order, "typed": typed, **answered}
    reach = Reach(on=ON, births=True, **told)
    for cell, right in zip(cells, truth, strict=True):
        read = read_day(cell, reach)
        # Nothing is right where there is no such day; a value with nothing said would be wrong.
        figures.count(cell, meant=read.value, truth=right, flagged=read.flaw is not None)
    return figures


# --- C7: numbers ---


def numbers(count: int) -> dict[str, Figures]:
    """Identity numbers, telephones and sums as spreadsheets spoil them."""
    chance = random.Random(7)
    people = [_person(chance) for _ in range(count // 10)]
    found = {
        name: Figures()
        for name in (
            "whole",
            "as a number, row proves it",
            "as a number, nothing proves it",
            "1.2E+11",
            "1.2E+11 opened and saved again",
            "old card",
            "letters",
            "phones",
            "phones as numbers",
            "sums",
            "sums in doubt",
        )
    }
    for birth, sex, number, phone in people:
        _identity(
            found["whole"],
            chance.choice([number, f"{number[:3]} {number[3:6]} {number[6:]}", "'" + number]),
            birth,
            sex,
            number,
        )
        _identity(found["as a number, row proves it"], int(number), birth, sex, number)
        _identity(found["as a number, nothing proves it"], int(number), None, None, number)
        _identity(found["1.2E+11"], f"{int(number):.1E}", birth, sex, number)
        _identity(
            found["1.2E+11 opened and saved again"],
            int(float(f"{int(number):.5E}")),
            birth,
            sex,
            number,
        )
        _identity(found["old card"], number[3:], birth, sex, number[3:])
        _identity(found["letters"], number.replace("0", "O", 1), birth, sex, number)
        for name, cell in (
            (
                "phones",
                chance.choice([phone, f"+84{phone[1:]}", f"{phone[:4]}.{phone[4:7]}.{phone[7:]}"]),
            ),
            ("phones as numbers", int(phone)),
        ):
            read = read_phone(cell)
            found[name].count(cell, meant=read.value, truth=phone, flagged=read.flaw is not None)
        wage = chance.randrange(40, 300) * 100_000
        for cell in (
            chance.choice(
                [
                    f"{wage:,}".replace(",", "."),
                    f"{wage:,}",
                    wage,
                    float(wage),
                    f"{wage // 1_000_000},{wage // 100_000 % 10} tr",
                    f"{wage:,}.00",
                    f"{wage} đ",
                    f"{wage // 1_000_000}tr{wage // 100_000 % 10}",
                    f"{wage // 1000}k",
                    f"{wage / 1e6:.1f} triệu",
                ]
            ),
        ):
            read = read_money(cell)
            found["sums"].count(cell, meant=read.value, truth=wage, flagged=read.flaw is not None)
        read = read_money(str(wage / 1_000_000))
        found["sums in doubt"].count(
            wage / 1e6, meant=read.value, truth=wage, flagged=read.flaw is not None
        )
    return found


def _identity(figures: Figures, cell: Any, birth: Any, sex: Any, truth: str) -> None:
    read = read_identity(cell, birth=birth, sex=sex)
    figures.count(cell, meant=read.value, truth=truth, flagged=read.flaw is not None)


def _person(chance: random.Random) -> tuple[date, str, str, str]:
    birth = date(1956, 1, 1) + timedelta(days=chance.randrange(50 * 365))
    male = chance.random() < 0.5
    digit = (0 if birth.year < 2000 else 2) + (not male)
    place = chance.choice(["001", "002", "008", "030", "033", "034", "079", "096"])
    number = f"{place}{digit}{birth.year % 100:02d}{chance.randrange(10**6):06d}"
    return (
        birth,
        "MALE" if male else "FEMALE",
        number,
        f"0{chance.choice('35789')}{chance.randrange(10**8):08d}",
    )


def total(found: Mapping[str, Figures]) -> Counter[str]:
    """All figures together."""
    return Counter(
        {
            key: sum(getattr(one, key) for one in found.values())
            for key in ("right", "flagged", "wrong")
        }
    )


def wrong_cells(found: Mapping[str, Figures]) -> Iterable[Any]:
    """What was taken for something else, for the message of a test."""
    return [(name, *one.examples[:3]) for name, one in found.items() if one.examples]
