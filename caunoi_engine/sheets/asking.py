"""What the days of a whole column tell, and what only the sender can say of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from caunoi_engine.sheets.columns import Meanings
from caunoi_engine.sheets.days import (
    DAY_FIRST,
    KEEP,
    MONTH_FIRST,
    SWAP,
    Reach,
    Signs,
    read_day,
    signs_of,
)
from caunoi_engine.sheets.grid import Grid
from caunoi_engine.sheets.numbers import digits_of, year_of
from caunoi_engine.sheets.rows import Column, FieldSpec, Kind, Numbering, Question
from caunoi_engine.sheets.words import number_of
from caunoi_engine.text.identity import LENGTH

_AGREE: Final = 0.8  # share of identity numbers that prove what day numbers count from
_FEW_NUMBERS: Final = 3  # numbers in a column of codes from which it is asked about
ROW_BY_ROW: Final = "NONE"


def is_birth(code: str) -> bool:
    """Whether people are born on the days of a field.

    >>> is_birth("birth_date"), is_birth("permit_issued_on")
    (True, False)
    """
    return code.startswith("birth")


def ask_of_days(
    grid: Grid,
    entries: Sequence[int],
    mapped: Sequence[Column],
    meanings: Meanings,
    on: date,
    answers: Mapping[str, str],
) -> tuple[dict[int, Reach], list[Question]]:
    """How the days of each column are read, and what the sender must say of them once.

    >>> from caunoi_engine.sheets.rows import FieldSpec
    >>> meanings = Meanings.of([FieldSpec("birth_date", "Ngày sinh", Kind.DAY, ())])
    >>> column = Column(0, "A", "Ngày sinh", "birth_date", True, "")
    >>> grid = Grid("", [["05/03/1990"], ["07/08/1991"]])
    >>> reaches, [question] = ask_of_days(grid, [0, 1], [column], meanings, date(2026, 3, 2), {})
    >>> question.key, reaches[0].order
    ('birth_date:ORDER', '')
    """
    reaches: dict[int, Reach] = {}
    questions: list[Question] = []
    for column in mapped:
        code = (column.field or "").partition("=")[0]
        spec = meanings.specs[code]
        if spec.kind is not Kind.DAY:
            continue
        cells = [grid.cell(at, column.index) for at in entries]
        signs = signs_of(cells)
        reach = Reach(on=on, births=is_birth(code), order=signs.order, epoch=grid.epoch)
        reach, asked = _answered(reach, signs, column, spec, answers)
        if signs.text_serials:
            epoch, question = _epoch(grid, entries, column, spec, mapped, meanings, answers)
            reach = replace(reach, epoch=epoch)
            asked += question
        reaches[column.index] = reach
        questions += asked
    return reaches, questions


def ask_of_codes(
    grid: Grid,
    entries: Sequence[int],
    mapped: Sequence[Column],
    meanings: Meanings,
    answers: Mapping[str, str],
) -> tuple[dict[int, Mapping[str, str]], list[Question]]:
    """What bare numbers mean in each column of codes, and what the sender must say of them once.

    Forms number differently, so even one form that fits is asked about, never assumed.

    >>> from caunoi_engine.sheets.rows import FieldSpec, Numbering
    >>> form = Numbering("TT01", "Mẫu 01", {"1": "NONE", "4": "ELEMENTARY"})
    >>> spec = FieldSpec("level", "Trình độ", Kind.CODE, (), codes={"sơ cấp": "ELEMENTARY"},
    ...                  numberings=(form,))
    >>> column = Column(0, "A", "Trình độ", "level", True, "")
    >>> grid = Grid("", [[4], [1], [4]])
    >>> _, [question] = ask_of_codes(grid, [0, 1, 2], [column], Meanings.of([spec]), {})
    >>> question.key, [code for code, _ in question.choices]
    ('level:NUMBERS', ['TT01', 'NONE'])
    """
    numbers: dict[int, Mapping[str, str]] = {}
    questions: list[Question] = []
    for column in mapped:
        spec = meanings.specs.get(column.field or "")
        if spec is None or not spec.numberings:
            continue
        cells = [grid.cell(at, column.index) for at in entries]
        filled = [cell for cell in cells if cell is not None and str(cell).strip()]
        said = [number_of(cell) for cell in filled if number_of(cell)]
        fitting = [form for form in spec.numberings if set(said) <= form.codes.keys()]
        if len(said) < max(_FEW_NUMBERS, len(filled) / 2) or not fitting:
            continue
        key = f"{column.field}:NUMBERS"
        chosen = next((form for form in fitting if form.key == answers.get(key)), None)
        if chosen is not None:
            numbers[column.index] = chosen.codes
        elif answers.get(key) != ROW_BY_ROW:
            questions.append(_of_forms(key, column, spec, fitting, sorted(set(said), key=int)))
    return numbers, questions


def _of_forms(
    key: str, column: Column, spec: FieldSpec, fitting: Sequence[Numbering], said: Sequence[str]
) -> Question:
    """Which form a column follows; forms that mean the same by its numbers stand once."""
    apart: dict[tuple[str, ...], Numbering] = {}
    for form in fitting:
        apart.setdefault(tuple(form.codes[number] for number in said), form)
    choices = [
        (
            form.key,
            f"{form.words}: "
            + ", ".join(f"{n} là {form.labels.get(n, form.codes[n]).lower()}" for n in said),
        )
        for form in apart.values()
    ]
    where = f"Cột {column.letter} ({spec.label})"
    return Question(
        key,
        f"{where} ghi bằng số: {', '.join(said)}. Là số của mẫu nào?",
        (*choices, (ROW_BY_ROW, "Không phải các mẫu này: tôi sửa từng dòng")),
    )


def _answered(
    reach: Reach, signs: Signs, column: Column, spec: FieldSpec, answers: Mapping[str, str]
) -> tuple[Reach, list[Question]]:
    asked = []
    where = f"Cột {column.letter} ({spec.label})"
    if signs.open and not signs.order:
        key = f"{column.field}:ORDER"
        reach = replace(reach, order=answers.get(key, ""))
        if not reach.order:
            choices = (
                (DAY_FIRST, "Ngày trước: 05/03 là ngày 5 tháng 3"),
                (MONTH_FIRST, "Tháng trước: 05/03 là ngày 3 tháng 5"),
            )
            asked.append(Question(key, f"{where}: ngày trước hay tháng trước?", choices))
    if signs.may_be_swapped:
        key = f"{column.field}:SWAPPED"
        reach = replace(reach, typed=answers.get(key, ""))
        if not reach.typed:
            words = (
                f"{where}: các ô kiểu ngày đều có ngày từ 1 đến 12. Phần mềm đã đảo ngày và tháng?"
            )
            choices = ((SWAP, "Đã bị đảo, đổi lại"), (KEEP, "Đúng như đang hiện"))
            asked.append(Question(key, words, choices))
    return reach, asked


def _epoch(
    grid: Grid,
    entries: Sequence[int],
    column: Column,
    spec: FieldSpec,
    mapped: Sequence[Column],
    meanings: Meanings,
    answers: Mapping[str, str],
) -> tuple[int, list[Question]]:
    """What day numbers in a text file count from: as most identity numbers say, or as answered."""
    key = f"{column.field}:EPOCH"
    if answers.get(key) in {"1900", "1904"}:
        return int(answers[key]), []
    numbers = [
        one.index
        for one in mapped
        if one.field and meanings.specs[one.field.partition("=")[0]].kind is Kind.IDENTITY
    ]
    if numbers and is_birth(spec.code):
        pairs = [
            (str(grid.cell(at, column.index)), digits)
            for at in entries
            if len(digits := digits_of(grid.cell(at, numbers[0]))) == LENGTH
            and str(grid.cell(at, column.index)).isdigit()
        ]
        for epoch in (1900, 1904):
            reach = Reach(on=date(2100, 1, 1), births=True, epoch=epoch)
            agree = sum(
                (year_of(read_day(text, reach).value) or 0) % 100 == int(digits[4:6])
                for text, digits in pairs
            )
            if len(pairs) >= 3 and agree >= _AGREE * len(pairs):
                return epoch, []
    words = f"Cột {column.letter} ({spec.label}) có số thứ tự ngày của Excel: đếm từ năm nào?"
    choices = (("1900", "Từ 1900 (Excel trên Windows)"), ("1904", "Từ 1904 (Excel trên Mac cũ)"))
    return 0, [Question(key, words, choices)]
