"""What people and programs do to a list."""

import random
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date

from tests.engine.sheets.made.columns import ASIDE, Made, Template, truth_of
from tests.engine.sheets.made.people import Cell, person
from tests.engine.sheets.made.templates import templates
from tests.engine.sheets.spoiling import cp1258, mojibake, tcvn3, vni


def build(template: Template, chance: random.Random, *, count: int = 30, before: str = "") -> Made:
    """The list as its template has it."""
    cols = list(template.cols)
    people = [person(chance, n + 1) for n in range(count)]
    rows: list[list[Cell]] = [[title] for title in template.titles]
    if rows:
        rows.append([])
    tall = max(len(col.heads) for col in cols)
    top = len(rows)
    merged: list[tuple[int, int, int, int]] = []
    for line in range(tall):
        rows.append([col.heads[line] if line < len(col.heads) else None for col in cols])
    for at, col in enumerate(cols):
        if len(col.heads) < tall:
            merged.append((top, at, top + tall - 1, at))
    at = 0
    while at < len(cols):
        end = at
        while (
            tall > 1
            and end + 1 < len(cols)
            and len(cols[end + 1].heads) > 1
            and cols[end + 1].heads[0] == cols[at].heads[0]
        ):
            end += 1
        if end > at:
            merged.append((top, at, top, end))
            for other in range(at + 1, end + 1):
                rows[top][other] = None
        at = end + 1
    if template.numbered:
        rows.append([f"({n + 1})" for n in range(len(cols))])
    truth = {}
    for one in people:
        truth[len(rows)] = {
            (col.field or "").partition("=")[0]: truth_of(col, one, template.schema)
            for col in cols
            if col.field
        }
        if any((col.field or "").startswith("birth_date=") for col in cols):
            truth[len(rows)]["sex"] = one["sex"]
        rows.append([col.show(one, chance) for col in cols])
    if template.total:
        rows.append([None, f"Tổng cộng: {count}"])
    columns = {n: col.field for n, col in enumerate(cols) if col.field}
    return Made(template.name, template.schema, rows, merged, columns, truth)


def first_entry(made: Made) -> int:
    return min(made.truth)


def _insert(made: Made, at: int, row: list[Cell]) -> None:
    made.rows.insert(at, row)
    made.truth = {(n + 1 if n >= at else n): values for n, values in made.truth.items()}
    made.merged = [(t + (t >= at), left, b + (b >= at), right) for t, left, b, right in made.merged]


def _columns_to(made: Made, order: list[int | None]) -> None:
    made.rows = [
        [row[n] if n is not None and n < len(row) else None for n in order] if len(row) > 1 else row
        for row in made.rows
    ]
    made.columns = {new: made.columns[old] for new, old in enumerate(order) if old in made.columns}


def _texts(
    made: Made, change: Callable[[str], str], *, heads: bool = True, entries: bool = True
) -> None:
    start = first_entry(made)
    made.rows = [
        [
            change(cell) if isinstance(cell, str) and (heads if n < start else entries) else cell
            for cell in row
        ]
        for n, row in enumerate(made.rows)
    ]


def as_it_is(made: Made, chance: random.Random) -> None:
    pass


def more_titles(made: Made, chance: random.Random) -> None:
    for text in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "",
        "Đơn vị tính: người. Ngày lập 12/01/2026",
    ):
        _insert(made, 0, [text or None])


def not_merged(made: Made, chance: random.Random) -> None:
    made.merged = []


def numbering(made: Made, chance: random.Random) -> None:
    at = first_entry(made)
    if not str(made.rows[at - 1][0]).startswith("("):
        _insert(made, at, list(range(1, len(made.rows[at]) + 1)))


def total(made: Made, chance: random.Random) -> None:
    made.rows.append(["Tổng cộng", None, None, len(made.truth)])


def notes(made: Made, chance: random.Random) -> None:
    made.rows += [
        [],
        ["Ghi chú: số liệu đến ngày 31/12/2025"],
        [None, None, "Đông Minh, ngày 05 tháng 01 năm 2026"],
        [None, "Người lập biểu", None, "TM. ỦY BAN NHÂN DÂN"],
        [None, "(Ký, ghi rõ họ tên)", None, "CHỦ TỊCH"],
    ]


def sections(made: Made, chance: random.Random) -> None:
    start, count = first_entry(made), len(made.truth)
    _insert(made, start + count // 2, ["II", "Thôn Tây Sơn"])
    _insert(made, start, ["I. Thôn Đông Hải"])


def heads_again(made: Made, chance: random.Random) -> None:
    start = first_entry(made)
    head = next(
        n
        for n in range(start - 1, -1, -1)
        if sum(isinstance(c, str) and not c.startswith("(") for c in made.rows[n]) >= 2
    )
    _insert(made, start + 15, list(made.rows[head]))


def shuffled(made: Made, chance: random.Random) -> None:
    if not made.merged:
        order = list(range(len(made.rows[first_entry(made)])))
        chance.shuffle(order)
        _columns_to(made, list(order))


def moved_right(made: Made, chance: random.Random) -> None:
    width = len(made.rows[first_entry(made)])
    made.rows = [[None, None, *row] for row in made.rows]
    made.columns = {n + 2: code for n, code in made.columns.items()}
    made.merged = [(t, left + 2, b, right + 2) for t, left, b, right in made.merged]
    assert width


def empty_rows(made: Made, chance: random.Random) -> None:
    for at in sorted(made.truth, reverse=True)[::7]:
        _insert(made, at, [])


def aside(made: Made, chance: random.Random) -> None:
    start = first_entry(made)
    lines = [
        n
        for n in range(start)
        if sum(isinstance(c, str) for c in made.rows[n]) >= 2
        and not str(made.rows[n][0]).startswith("(")
    ]
    width = len(made.rows[start])
    for n, row in enumerate(made.rows):
        if n == lines[0]:
            row.extend([None] * (width - len(row)) + [col.heads[0] for col in ASIDE])
        elif n in made.truth:
            row.extend(col.show(person(chance, n), chance) for col in ASIDE)


def slips_in_heads(made: Made, chance: random.Random) -> None:
    change = {
        "Họ và tên": "Họ và tênn",
        "Chuyên ngành": "Chuyên nghành",
        "Số điện thoại": "Số điện thọai",
        "Giới tính": "Giới  tính ",
        "Ngày sinh": "Ngày sinh:",
        "Tình trạng việc làm": "Tình trạng viêc làm",
        "Trình độ CMKT": "Trinh độ CMKT",
        "Quốc tịch": "Quôc tịch",
    }
    _texts(made, lambda text: change.get(text, text), entries=False)


def no_marks_in_heads(made: Made, chance: random.Random) -> None:
    def bare(text: str) -> str:
        kept = "".join(
            c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)
        )
        return kept.replace("đ", "d").replace("Đ", "D")

    _texts(made, bare, entries=False)


def broken_heads(made: Made, chance: random.Random) -> None:
    _texts(
        made,
        lambda text: (
            text.replace(" ", "\n", 1) + " (*)" if " " in text and len(text) < 40 else text
        ),
        entries=False,
    )


def names_in_capitals(made: Made, chance: random.Random) -> None:
    at = next((n for n, code in made.columns.items() if code == "full_name"), None)
    if at is not None:
        for n in made.truth:
            made.rows[n][at] = made.rows[n][at].upper()


def decomposed(made: Made, chance: random.Random) -> None:
    _texts(made, lambda text: unicodedata.normalize("NFD", text))


def in_tcvn3(made: Made, chance: random.Random) -> None:
    _texts(made, tcvn3)


def in_vni(made: Made, chance: random.Random) -> None:
    _texts(made, vni)


def in_cp1258(made: Made, chance: random.Random) -> None:
    _texts(made, cp1258)


def misread(made: Made, chance: random.Random) -> None:
    _texts(made, mojibake)


def typed_days(made: Made, chance: random.Random) -> None:
    for n in made.truth:
        for at, cell in enumerate(made.rows[n]):
            if isinstance(cell, str) and len(cell) == 10 and cell[2] == cell[5] == "/":
                made.rows[n][at] = date(int(cell[6:]), int(cell[3:5]), int(cell[:2]))


def serial_days(made: Made, chance: random.Random) -> None:
    typed_days(made, chance)
    for n in made.truth:
        made.rows[n] = [
            (cell - date(1899, 12, 30)).days if isinstance(cell, date) else cell
            for cell in made.rows[n]
        ]


def numbers_as_numbers(made: Made, chance: random.Random) -> None:
    for at, code in made.columns.items():
        if code in {"identity_number", "phone", "insurance_number"}:
            for n in made.truth:
                made.rows[n][at] = int(made.rows[n][at])


def years_only(made: Made, chance: random.Random) -> None:
    for at, code in made.columns.items():
        if code.startswith("birth_date"):
            for n in made.truth:
                if made.rows[n][at]:
                    made.rows[n][at] = int(made.rows[n][at][6:])
                    made.truth[n]["birth_date"] = made.rows[n][at]


def nameless_heads(made: Made, chance: random.Random) -> None:
    start = first_entry(made)
    for at, code in made.columns.items():
        if code in {"identity_number", "phone"}:
            for row in made.rows[:start]:
                if at < len(row) and row[at] and not row[at].startswith("("):
                    row[at] = f"Column{at}"


MUTATIONS: tuple[Callable[[Made, random.Random], None], ...] = (
    as_it_is,
    more_titles,
    not_merged,
    numbering,
    total,
    notes,
    sections,
    heads_again,
    shuffled,
    moved_right,
    empty_rows,
    aside,
    slips_in_heads,
    no_marks_in_heads,
    broken_heads,
    names_in_capitals,
    decomposed,
    in_tcvn3,
    in_vni,
    in_cp1258,
    misread,
    typed_days,
    serial_days,
    numbers_as_numbers,
    years_only,
    nameless_heads,
)


def all_made(*, count: int = 30, step: int = 1, seed: int = 7) -> Iterator[tuple[str, Made]]:
    """Every template with every mutation, or each `step`-th of them."""
    pairs = [(one, change) for one in templates() for change in MUTATIONS]
    for number_, (template, change) in enumerate(pairs[::step]):
        chance = random.Random(seed + number_)
        made = build(template, chance, count=count)
        change(made, chance)
        yield f"{template.name}:{change.__name__}", made
