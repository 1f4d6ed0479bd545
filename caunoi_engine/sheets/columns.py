"""Which column holds which field: by its head, by its content, and what is sure.

A column is sure only when nothing speaks against it. What is not sure is shown and confirmed by
the sender; what two columns could be is neither, until somebody says which.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from caunoi_engine.sheets.cells import letter
from caunoi_engine.sheets.days import Reach, is_daylike
from caunoi_engine.sheets.heads import SURE, HeadMatch, HeadWords
from caunoi_engine.sheets.numbers import digits_of, is_rounded, read_passport
from caunoi_engine.sheets.rows import Cell, Column, FieldSpec, Kind
from caunoi_engine.sheets.words import CodeWords, key_of, mark_of, share
from caunoi_engine.text.folding import fold
from caunoi_engine.text.identity import BIRTH_PROVINCES, LENGTH

SAMPLES: Final = 3
LONGEST_SAMPLE: Final = 60
_AGREES: Final = 0.6  # share of cells that must be of the field's kind
_TELLS: Final = 0.9  # share that tells a field without a head
_MARKED: Final = 0.9
_FEW: Final = 3  # filled cells below which content tells nothing
_CLEAR: Final = 0.06  # by how much one column must be better than another
_NAMELESS = re.compile(r"(?:column|cot|f|unnamed|field|truong)?[\s:_]*\d{0,3}", re.IGNORECASE)
_FAMILY: Final = frozenset(
    """nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dao doan vuong trinh
    truong dinh lam mai to phung ha luong tang cao quach thai ta chu tieu kieu la lu luu mac nghiem
    nong hua khuc trieu ma lo giang vang thao sung ly cam bach au duong diep tong than thach kim
    danh son chau luc vi hau giap khuat lai bang be nhu quan ung khong lieu ho on mong cu
    ban phu tan chang h y ksor siu rmah ro nay nie a""".split()
)
_PLACE = re.compile(
    r"(?:xa|phuong|thi tran|dac khu|huyen|quan|thi xa|thanh pho|tp|tinh|tt|p|x|h|q|tx)\b"
)


@dataclass(frozen=True)
class Meanings:
    """The fields of a schema with the words of their heads and codes, made once."""

    specs: Mapping[str, FieldSpec]
    heads: HeadWords
    codes: Mapping[str, CodeWords]

    @classmethod
    def of(cls, specs: Sequence[FieldSpec]) -> "Meanings":
        """Make them.

        >>> sorted(Meanings.of([FieldSpec("sex", "Giới tính", Kind.SEX, ())]).specs)
        ['sex']
        """
        codes = {
            spec.code: CodeWords(spec.codes, many=spec.many)
            for spec in specs
            if spec.kind in {Kind.CODE, Kind.SEX}
        }
        return cls({spec.code: spec for spec in specs}, HeadWords(specs), codes)


@dataclass(frozen=True)
class _Claim:
    """What a column could be: a field, how well it fits, and why."""

    field: str
    score: float
    sure: bool
    why: str


def find_columns(
    lines: Sequence[tuple[str, ...]],
    sample: Sequence[Sequence[Cell]],
    meanings: Meanings,
    *,
    on: date,
    confirmed: Mapping[int, str | None],
) -> list[Column]:
    """Every column of a table with what it was taken for.

    >>> spec = FieldSpec("sex", "Giới tính", Kind.SEX, (), codes={"nam": "MALE"})
    >>> meanings = Meanings.of([spec])
    >>> on = date(2026, 3, 2)
    >>> [found] = find_columns([("G.tính",)], [["Nam"]], meanings, on=on, confirmed={})
    >>> found.field, found.sure, found.why
    ('sex', True, 'tiêu đề «G.tính»')
    """
    contents = [
        [row[at] for row in sample if at < len(row) and row[at] is not None]
        for at in range(len(lines))
    ]
    claims = {
        at: _claims(parts, contents[at], meanings, on)
        for at, parts in enumerate(lines)
        if at not in confirmed
    }
    taken = {field for field in confirmed.values() if field}
    given = _share_out(claims, taken)
    _by_content(lines, contents, given, meanings, on, taken)
    return [
        _column(at, parts, contents[at], given.get(at), confirmed, at)
        for at, parts in enumerate(lines)
    ]


def _column(
    at: int,
    parts: tuple[str, ...],
    content: list[Cell],
    claim: _Claim | None,
    confirmed: Mapping[int, str | None],
    index: int,
) -> Column:
    samples = tuple(_shown(cell) for cell in content[:SAMPLES])
    head = " / ".join(parts)
    if index in confirmed:
        return Column(at, letter(at), head, confirmed[index], True, "đã xác nhận", samples)
    if claim is None:
        why = "để trống" if not parts and not content else "không cần cho biểu này"
        return Column(at, letter(at), head, None, True, why, samples)
    field = claim.field or None
    return Column(at, letter(at), head, field, claim.sure, claim.why, samples)


def _shown(cell: Cell) -> str:
    text = f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)
    return text[:LONGEST_SAMPLE]


# --- By the head ---


def _claims(
    parts: tuple[str, ...], content: list[Cell], meanings: Meanings, on: date
) -> list[_Claim]:
    if not parts:
        return []
    if marked := _marked(parts, content, meanings):
        return [marked]
    found = []
    for match in meanings.heads.matches(parts):
        if match.field is None:
            found.append(_Claim("", match.score, match.score >= SURE, "cột không cần"))
            continue
        found.append(_by_head(parts, match, content, meanings, on))
    return sorted(found, key=lambda one: -one.score)


def _by_head(
    parts: tuple[str, ...], match: HeadMatch, content: list[Cell], meanings: Meanings, on: date
) -> _Claim:
    assert match.field is not None  # noqa: S101  the caller's heads of no field go elsewhere
    spec = meanings.specs[match.field]
    fits = fit(spec, content, meanings, on) if content else 1.0
    head = " / ".join(parts)[:LONGEST_SAMPLE]
    if fits < _AGREES and (len(content) >= _FEW or match.score < SURE):
        why = f"tiêu đề «{head}» giống {spec.label}, nhưng {100 - round(fits * 100)}% ô không phải"
        return _Claim("", match.score * 0.7, match.score < SURE, why)
    score = match.score + 0.02 * fits + (0.02 if content else 0.0)
    sure = match.score >= SURE or (match.score >= 0.7 and fits >= _TELLS and spec.kind in _TELLING)
    return _Claim(spec.code, score, sure, f"tiêu đề «{head}»")


def _marked(parts: tuple[str, ...], content: list[Cell], meanings: Meanings) -> _Claim | None:
    """A column under a code of its own ("Nam", "Hộ nghèo") that holds ticks, or days of birth."""
    above = parts[:-1]
    meant = [
        (code, value)
        for code, words in meanings.codes.items()
        if (value := words.exactly(parts[-1])) is not None
    ]
    if not meant:
        return None
    ticks = [mark_of(cell) for cell in content]
    ticked = not content or sum(one is not None for one in ticks) >= _MARKED * len(ticks)
    groups = [match.field for match in meanings.heads.matches(above)] if above else []
    head = " / ".join(parts)[:LONGEST_SAMPLE]
    if ticked:
        named = [one for one in meant if one[0] in groups]
        chosen = named or (meant if len(meant) == 1 else [])
        if len(chosen) == 1 and (above or content):
            code, value = chosen[0]
            return _Claim(f"{code}={value}", 1.0, bool(named or content), f"cột đánh dấu «{head}»")
        return None
    days = content and sum(map(is_daylike, content)) >= _MARKED * len(content)
    if days and any(group and meanings.specs[group].kind is Kind.DAY for group in groups):
        field = next(group for group in groups if group and meanings.specs[group].kind is Kind.DAY)
        for code, value in meant:
            if meanings.specs[code].kind is Kind.SEX:
                return _Claim(f"{field}={value}", 1.0, True, f"ngày ghi dưới «{head}»")
    return None


def _share_out(claims: Mapping[int, list[_Claim]], taken: set[str]) -> dict[int, _Claim]:
    """Give each field to the column that fits best; two that fit alike get none, unsure."""
    given: dict[int, _Claim] = {}
    left = {at: [one for one in found if one.field not in taken] for at, found in claims.items()}
    while True:
        best = sorted(
            ((one.score, at, one) for at, found in left.items() for one in found[:1]),
            key=lambda each: (-each[0], each[1]),
        )
        if not best:
            return given
        score, at, claim = best[0]
        rivals = [
            other
            for other, found in left.items()
            if other != at
            and claim.field
            and found
            and found[0].field == claim.field
            and score - found[0].score < _CLEAR
        ]
        if rivals:
            for one in (at, *rivals):
                why = f"{left[one][0].why}; cột khác cũng giống vậy"
                given[one] = _Claim("", score, False, why)
                del left[one]
            continue
        given[at] = claim
        del left[at]
        if claim.field:
            left = {
                other: [one for one in found if one.field != claim.field]
                for other, found in left.items()
            }


# --- By the content ---

_TELLING: Final = frozenset({Kind.IDENTITY, Kind.DAY, Kind.SEX, Kind.PHONE, Kind.NAME, Kind.CODE})


def fit(spec: FieldSpec, content: Sequence[Cell], meanings: Meanings, on: date) -> float:
    """Which part of the cells can be of the field's kind.

    >>> spec = FieldSpec("phone", "Điện thoại", Kind.PHONE, ())
    >>> fit(spec, ["0912345678", 987654321], Meanings.of([spec]), date(2026, 3, 2))
    1.0
    """
    if spec.kind is Kind.CODE:
        marks = sum(mark_of(cell) is not None for cell in content) / len(content)
        numbers = sum(digits_of(cell) != "" and len(digits_of(cell)) <= 2 for cell in content)
        return max(share(content, meanings.codes[spec.code]), marks, numbers / len(content))
    if spec.kind is Kind.SEX:
        numbers = sum(digits_of(cell) in {"0", "1", "2"} for cell in content)
        return max(share(content, meanings.codes[spec.code]), numbers / len(content))
    test = _TESTS[spec.kind]
    return sum(map(test, content)) / len(content)


def _is_name(cell: Cell) -> bool:
    return (
        isinstance(cell, str)
        and len(cell) <= 60
        and len(cell.split()) > 1  # also by blanks that do not break
        and not any(map(str.isdigit, cell))
        and not _PLACE.match(fold(cell))
    )


def _is_identity(cell: Cell) -> bool:
    return is_rounded(cell) or 8 <= len(digits_of(cell)) <= 13


def _is_phone(cell: Cell) -> bool:
    figures = digits_of(str(cell).replace("+", "")) if cell is not None else ""
    if not figures and isinstance(cell, str):
        return sum(map(str.isdigit, cell)) >= 9 and not any(map(str.isalpha, cell))
    return 9 <= len(figures) <= 12 and (
        figures[0] in "035789" or figures[:2] == "84" or len(figures) <= 10
    )


def _is_money(cell: Cell) -> bool:
    return (isinstance(cell, int | float) and not isinstance(cell, bool)) or (
        isinstance(cell, str) and any(map(str.isdigit, cell)) and len(cell) < 30
    )


def _is_text(cell: Cell) -> bool:
    return isinstance(cell, str) and any(map(str.isalpha, cell)) and not is_daylike(cell)


_TESTS: Final[dict[Kind, Callable[[Cell], bool]]] = {
    Kind.NAME: _is_name,
    Kind.DAY: is_daylike,
    Kind.IDENTITY: _is_identity,
    Kind.PASSPORT: lambda cell: read_passport(cell).flaw is None,
    Kind.PHONE: _is_phone,
    Kind.INSURANCE: lambda cell: is_rounded(cell) or 8 <= len(digits_of(cell)) <= 12,
    Kind.TAX: lambda cell: 8 <= len(digits_of(cell)) <= 14,
    Kind.PLACE: lambda cell: isinstance(cell, str) and not is_daylike(cell) and len(cell) < 80,
    Kind.ADDRESS: lambda cell: isinstance(cell, str) and not is_daylike(cell),
    Kind.MONEY: _is_money,
    Kind.NUMBER: lambda cell: len(digits_of(cell)) in range(1, 8),
    Kind.TEXT: lambda cell: not isinstance(cell, date),
}


def _tells(  # noqa: PLR0911  one kind after the other
    spec: FieldSpec, content: Sequence[Cell], meanings: Meanings, on: date
) -> float:
    """How surely content alone is of a field; 0 for kinds that many columns are of."""
    match spec.kind:
        case Kind.IDENTITY:
            whole = [
                digits_of(cell).zfill(LENGTH) for cell in content if len(digits_of(cell)) >= 11
            ]
            return sum(one[:3] in BIRTH_PROVINCES and one[3] in "0123" for one in whole) / len(
                content
            )
        case Kind.PHONE:
            return sum(
                len(n := digits_of(cell)) == 10 and n[:2] in {"03", "05", "07", "08", "09"}
                for cell in content
            ) / len(content)
        case Kind.NAME:
            return sum(
                _is_name(cell) and fold(str(cell)).split()[0] in _FAMILY for cell in content
            ) / len(content)
        case Kind.SEX:
            return share(content, meanings.codes[spec.code])
        case Kind.CODE:
            words = meanings.codes[spec.code]
            said = [words.says(cell) for cell in content]
            whole = [code for code in said if code is not None]
            return len(whole) / len(content) if len(set(whole)) > 1 else 0.0
        case Kind.DAY if spec.code.startswith("birth"):
            return sum(map(is_daylike, content)) / len(content) if _are_births(content, on) else 0.0
        case _:
            return 0.0


def _are_births(content: Sequence[Cell], on: date) -> bool:
    reach = Reach(on=on, births=True, order="DM")
    years = [year for cell in content if (year := _year_in(cell)) is not None]
    return bool(years) and sum(reach.first < y <= on.year - 12 for y in years) >= _TELLS * len(
        years
    )


def _year_in(cell: Cell) -> int | None:
    if isinstance(cell, date):
        return cell.year
    found = re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", str(cell))
    return int(found[0]) if found else None


def _by_content(
    lines: Sequence[tuple[str, ...]],
    contents: Sequence[list[Cell]],
    given: dict[int, _Claim],
    meanings: Meanings,
    on: date,
    taken: set[str],
) -> None:
    """Give columns without a telling head what only they can be; others are proposed."""
    held = {claim.field.partition("=")[0] for claim in given.values()} | taken
    free = [at for at in range(len(lines)) if at not in given and len(contents[at]) >= _FEW]
    found: dict[str, list[tuple[float, int]]] = {}
    for at in free:
        for spec in meanings.specs.values():
            if (
                spec.code not in held
                and (told := _tells(spec, contents[at], meanings, on)) >= _TELLS
            ):
                found.setdefault(spec.code, []).append((told, at))
    columns_of: dict[int, set[str]] = {}
    for field, each in found.items():
        for _, at in each:
            columns_of.setdefault(at, set()).add(field)
    for field, each in found.items():
        spec = meanings.specs[field]
        for told, at in each:
            nameless = _NAMELESS.fullmatch(key_of(" ".join(lines[at]))) is not None
            alone = len(each) == 1 and len(columns_of[at]) == 1
            why = f"nội dung: {round(told * 100)}% ô là {spec.label}"
            if alone and at not in given:
                given[at] = _Claim(field, told, nameless, why)
            elif at not in given:
                given[at] = _Claim("", told, False, f"{why}; chưa rõ cột nào")
