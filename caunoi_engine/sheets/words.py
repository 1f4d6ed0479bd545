"""Words of closed lists ("Tốt nghiệp THPT", "TN cấp 3", "tot nghiep thpt") to their codes."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from rapidfuzz.distance import OSA

from caunoi_engine.sheets.cells import NOTHING, Flaw, Understood
from caunoi_engine.sheets.rows import Cell
from caunoi_engine.text.folding import fold

SEXES: Final[Mapping[str, str]] = {
    "nam": "MALE",
    "m": "MALE",
    "male": "MALE",
    "trai": "MALE",
    "đàn ông": "MALE",
    "man": "MALE",
    "ông": "MALE",
    "boy": "MALE",
    "nữ": "FEMALE",
    "f": "FEMALE",
    "female": "FEMALE",
    "gái": "FEMALE",
    "phụ nữ": "FEMALE",
    "đàn bà": "FEMALE",
    "bà": "FEMALE",
    "nử": "FEMALE",
    "girl": "FEMALE",
    "nữ giới": "FEMALE",
    "nam giới": "MALE",
}
MARKS: Final = frozenset({"x", "v", "√", "✓", "✔", "+", "co", "1", "yes", "true", "☒", "☑", "×"})
_NO_MARKS: Final = frozenset({"", "-", "0", "khong", "no", "false", "☐", "□"})
_KEY = re.compile(r"[^a-z0-9]+")
_NUMBERED = re.compile(r"^\W*(?:\d{1,2}|[a-eđ])\s*[.)\-:/]\s*(?=\D)")
_SEVERAL = re.compile(r"\s*[;,+/&\n]\s*|\s+và\s+")
_ONE_SLIP: Final = 5  # letters from which one slip is forgiven
_TWO_SLIPS: Final = 11
_LEAST_DIGITS: Final = 3
_LONG_NUMBER: Final = 2  # figures of a number that may be a code of a form


def key_of(text: str) -> str:
    """What a word is found by: no marks, capitals or signs.

    >>> key_of("Cao đẳng (CĐ)"), key_of(" TN. T.H.P.T ")
    ('cao dang cd', 'tn t h p t')
    """
    return _KEY.sub(" ", fold(text)).strip()


class CodeWords:
    """The words of one list.

    >>> words = CodeWords({"cao đẳng": "COLLEGE", "đại học": "BACHELOR", "đh": "BACHELOR"})
    >>> words.read("ĐẠI HỌC").value, words.read("7. Đại học").value, words.read("ĐH").value
    ('BACHELOR', 'BACHELOR', 'BACHELOR')
    >>> words.read("Cao dẳg").flaw.kind, words.read("Phó tiến sĩ").flaw.kind
    ('CODE_TYPO', 'CODE_UNKNOWN')
    """

    def __init__(self, codes: Mapping[str, str], *, many: bool = False) -> None:
        self.codes = {key_of(word): code for word, code in codes.items()}
        self.codes |= {key.replace(" ", ""): code for key, code in self.codes.items()}
        self.many = many
        self._longest = sorted((key for key in self.codes if len(key) >= _ONE_SLIP), key=len)
        self._read: dict[str, Understood] = {}

    def read(self, cell: Cell) -> Understood:
        """The code of a cell; of a list where several may stand, all of them."""
        if cell is None:
            return NOTHING
        text = str(cell).strip()
        if text not in self._read:
            self._read[text] = self._several(text) if self.many else self._one(text)
        return self._read[text]

    def exactly(self, text: str) -> str | None:
        """The code of one of the words, without slips.

        >>> CodeWords({"nam": "MALE"}).exactly("Nam")
        'MALE'
        """
        key = key_of(text)
        forms = (key, key_of(_NUMBERED.sub("", text)), key.replace(" ", ""))
        return next((self.codes[form] for form in forms if form and form in self.codes), None)

    def says(self, cell: Cell) -> str | None:
        """What a cell says without slips: the quick question by which columns are told apart."""
        text = str(cell).strip()
        whole = self.exactly(text)
        if whole is not None or not self.many:
            return whole
        read = [self.exactly(part) for part in _SEVERAL.split(text) if part.strip()]
        return ",".join(map(str, read)) if len(read) > 1 and None not in read else None

    def _several(self, text: str) -> Understood:
        whole = self._one(text)
        if whole.flaw is None:
            return whole
        parts = [part for part in _SEVERAL.split(text) if part.strip()]
        read = [self._one(part) for part in parts]
        if len(parts) < 2 or any(one.value is None for one in read):
            return whole
        codes = list(dict.fromkeys(str(one.value) for one in read))
        flaw = next((one.flaw for one in read if one.flaw), None)
        return Understood(",".join(codes), flaw)

    def _one(self, text: str) -> Understood:
        key = key_of(text)
        if not key:
            return NOTHING
        if (code := self.exactly(text)) is not None:
            return Understood(code)
        if key.isdigit():
            words = f"«{text}» là số. Ghi bằng chữ, vì mỗi biểu mẫu đánh số một khác."
            return Understood(None, Flaw("CODE_NUMBER", words))
        return self._with_slips(text, key)

    def _with_slips(self, text: str, key: str) -> Understood:
        most = 0 if len(key) < _ONE_SLIP else 1 if len(key) < _TWO_SLIPS else 2
        found: dict[int, set[str]] = {}
        for word in self._longest:
            if abs(len(word) - len(key)) <= most and (far := slips(key, word, most)) <= most:
                found.setdefault(far, set()).add(self.codes[word])
        nearest = found[min(found)] if found else set()
        if len(nearest) != 1:
            words = f"«{text}» không có trong danh mục. Chọn một mục có sẵn."
            return Understood(None, Flaw("CODE_UNKNOWN", words))
        code = nearest.pop()
        return Understood(
            code,
            Flaw("CODE_TYPO", f"«{text}» viết sai, hiểu theo mục gần nhất.", code, stops=False),
        )


def by_number(words: CodeWords, numbers: Mapping[str, str]) -> Callable[[Cell], Understood]:
    """A reader of a column whose bare numbers are those of a form.

    >>> read = by_number(CodeWords({"sơ cấp": "ELEMENTARY"}), {"5": "SECONDARY"})
    >>> read(5).value, read("05.").value, read("Sơ cấp").value, read("7").flaw.kind
    ('SECONDARY', 'SECONDARY', 'ELEMENTARY', 'CODE_NUMBER')
    """

    def read(cell: Cell) -> Understood:
        code = numbers.get(number_of(cell))
        return words.read(cell) if code is None else Understood(code)

    return read


def number_of(cell: Cell) -> str:
    """The bare number of a cell, without zeros before it; "" when it says something else.

    >>> number_of(5.0), number_of(" 05. "), number_of("5 năm")
    ('5', '5', '')
    """
    text = str(cell).strip().removesuffix(".0").rstrip(".)")
    return str(int(text)) if text.isascii() and text.isdigit() and len(text) <= _LONG_NUMBER else ""


def mark_of(cell: Cell) -> bool | None:
    """Whether a cell of a tick column is ticked; None if it holds something else.

    >>> mark_of("X"), mark_of(None), mark_of("Hộ nghèo")
    (True, False, None)
    """
    if cell is None or cell is False or cell == 0:
        return False
    text = fold(str(cell)).strip()
    if text in MARKS or cell is True:
        return True
    return False if text in _NO_MARKS else None


def slips(one: str, other: str, most: int) -> int:
    """How many letters were added, left out, changed or swapped; more than `most` is `most` + 1.

    >>> slips("nganh", "nghanh", 2), slips("nagnh", "nganh", 2), slips("abc", "xyz", 1)
    (1, 1, 2)
    """
    return int(OSA.distance(one, other, score_cutoff=most))


def share(cells: Iterable[Cell], words: "CodeWords") -> float:
    """Which part of the filled cells are words of the list.

    >>> share(["Nam", "Nữ", "?", None], CodeWords(SEXES))
    0.6666666666666666
    """
    filled = [cell for cell in cells if cell is not None]
    known = sum(words.read(cell).value is not None for cell in filled)
    return known / len(filled) if filled else 0.0
