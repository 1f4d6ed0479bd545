"""Words of closed lists ("Tốt nghiệp THPT", "TN cấp 3", "tot nghiep thpt") to their codes."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

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
        return self.codes.get(key) or self.codes.get(key.replace(" ", "")) if key else None

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
        for form in (key, key_of(_NUMBERED.sub("", text)), key.replace(" ", "")):
            if form in self.codes:
                return Understood(self.codes[form])
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
    if abs(len(one) - len(other)) > most:
        return most + 1
    start, shorter = 0, min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    one, other = one[start : len(one) - end], other[start : len(other) - end]
    if not one or not other:
        return len(one) + len(other)
    if most == 1 and max(len(one), len(other)) > 1:
        return 1 if len(one) == len(other) == 2 and one == other[::-1] else 2
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, against in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def share(cells: Iterable[Cell], words: "CodeWords") -> float:
    """Which part of the filled cells are words of the list.

    >>> share(["Nam", "Nữ", "?", None], CodeWords(SEXES))
    0.6666666666666666
    """
    filled = [cell for cell in cells if cell is not None]
    known = sum(words.read(cell).value is not None for cell in filled)
    return known / len(filled) if filled else 0.0
