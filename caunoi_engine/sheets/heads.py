"""What the words in the head of a column say it holds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from caunoi_engine.sheets.rows import FieldSpec
from caunoi_engine.sheets.words import key_of, slips

LONGEST_HEAD: Final = 140
SURE: Final = 0.8
POSSIBLE: Final = 0.6
_UNDER: Final = 0.97  # the last line of a head alone, its common head left aside
_ABBREVIATED: Final = 0.9
_ELSEWHERE: Final = 0.5  # the head speaks of somebody or something else
_ASIDE: Final = 0.8
_UNSAID: Final = 0.7  # the name speaks of something that the head does not
_MOST_WORDS: Final = 25
_SLIP_FROM: Final = 5
_LONGEST_GLUED: Final = 40
_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|\*")
_EMPTY: Final = frozenset({"va", "cua", "theo", "la", "cac", "o"})
# Words after which a head means somebody or something else than the person of the row.
_OTHERS: Final = (
    "chu ho",
    "cha",
    "me",
    "bo",
    "vo",
    "chong",
    "nguoi dai dien",
    "nguoi than",
    "nguoi lien he",
    "lien he",
    "thuong tru",
    "tam tru",
    "que quan",
    "nguyen quan",
    "khai sinh",
    "noi sinh",
    "cap",
    "het han",
    "ho chieu",
    "giay phep",
    "gpld",
    "cong ty",
    "doanh nghiep",
    "co quan",
    "don vi",
    "to chuc",
    "nguoi su dung lao dong",
    "noi lam viec",
    "cu",
    "con",
    "nguoi bao lanh",
    "nguoi giam ho",
    "bat dau",
    "ket thuc",
    "quan he",
    "nguoi lap",
    "nguoi khai",
    "dieu tra",
    "bhxh",
    "bao hiem",
    "bhyt",
    "nu",
    "dang ky kinh doanh",
    "hop dong",
    "ma",
    "hien tai",
)
_WEAK: Final = frozenset({"ma", "nu", "hien tai", "co quan", "don vi"})
# Columns that every list has and no register needs.
LEFT_ASIDE: Final = (
    "stt",
    "số thứ tự",
    "tt",
    "số tt",
    "no",
    "thứ tự",
    "ghi chú",
    "ngày cấp",
    "ngày cấp cccd",
    "ngày cấp cmnd",
    "nơi cấp",
    "nơi cấp cccd",
    "nơi cấp cmnd",
    "ký tên",
    "chữ ký",
    "ký nhận",
    "quan hệ với chủ hộ",
    "quan hệ chủ hộ",
    "quan hệ",
    "họ tên chủ hộ",
    "họ và tên chủ hộ",
    "tên chủ hộ",
    "chủ hộ",
    "số cccd chủ hộ",
    "tuổi",
    "quê quán",
    "nguyên quán",
    "nơi sinh",
    "nơi đăng ký khai sinh",
    "số thẻ bhyt",
    "mã thẻ bhyt",
    "tình trạng hôn nhân",
    "hôn nhân",
    "họ tên cha",
    "họ tên mẹ",
    "họ tên vợ",
    "họ tên chồng",
    "họ tên vợ chồng",
    "họ và tên cha",
    "họ và tên mẹ",
    "cccd cha",
    "cccd mẹ",
    "nhóm máu",
    "ngày cấp chứng minh",
    "ngày hết hạn cccd",
    "người lập",
    "người điều tra",
    "điều tra viên",
    "ngày điều tra",
    "ngày khai",
    "ngày nhập",
    "quê quán > xã",
    "quê quán > huyện",
    "quê quán > tỉnh",
    "số sổ hộ khẩu",
    "chữ ký người khai",
    "cán bộ thu thập",
    "ngày thu thập",
    "id",
    "state",
    "mã số",
    "magiaoduc",
    "matrinhdokythuat",
    "madaotao",
    "matinhtrangvl",
    "macongty",
    "maxa",
    "matinh",
    "mahuyen",
    "nation",
    "fromttdvvl",
    "thôn chủ hộ",
    "số điện thoại chủ hộ",
    "ngày sinh chủ hộ",
    "tôn giáo",
    "zalo",
    "facebook",
)


@dataclass(frozen=True, slots=True)
class HeadMatch:
    """A field a head may mean (None: a column to leave aside) and how well its words agree."""

    field: str | None
    score: float


@dataclass(frozen=True, slots=True)
class _Name:
    field: str | None
    above: tuple[str, ...]
    words: tuple[str, ...]
    glued: str
    others: frozenset[str]


class HeadWords:
    """The usual heads of a list of fields.

    >>> from caunoi_engine.sheets.rows import Kind
    >>> words = HeadWords([FieldSpec("birth_date", "Ngày sinh", Kind.DAY, ("ngày sinh",))])
    >>> words.best(("Ngày, tháng, năm sinh (*)",)).field, words.best(("Ng.sinh",)).field
    ('birth_date', 'birth_date')
    >>> words.best(("STT",)).field is None, words.best(("Kính gửi",))
    (True, None)
    """

    def __init__(self, specs: Sequence[FieldSpec]) -> None:
        names = [_name(spec.code, head) for spec in specs for head in (spec.label, *spec.headers)]
        names += [_name(None, head) for head in LEFT_ASIDE]
        self._under = [name for name in names if name.above]
        self._names = [name for name in names if not name.above]
        self._with: dict[str, list[int]] = {}
        self._glued: dict[str, int] = {}
        for at, name in enumerate(self._names):
            self._glued.setdefault(name.glued, at)
            for word in set(name.words):
                self._with.setdefault(word, []).append(at)
        self._near: dict[str, tuple[str, ...]] = {}
        self._found: dict[tuple[str, ...], tuple[HeadMatch, ...]] = {}

    def best(self, parts: Sequence[str]) -> HeadMatch | None:
        """The likeliest meaning of a head, its lines from above; None if nothing is like it."""
        return next(iter(self.matches(parts)), None)

    def matches(self, parts: Sequence[str]) -> tuple[HeadMatch, ...]:
        """All possible meanings, the best first.

        >>> HeadWords([]).matches(("Kính gửi",))
        ()
        """
        key = tuple(parts)
        if key not in self._found:
            self._found[key] = self._look(key)
        return self._found[key]

    def _look(self, parts: tuple[str, ...]) -> tuple[HeadMatch, ...]:
        whole = " ".join(parts)
        if not whole.strip() or len(whole) > LONGEST_HEAD * max(len(parts), 1):
            return ()
        everything = key_of(whole)
        others = frozenset(other for other in _OTHERS if _says(everything, other))
        forms = {_form(whole): 1.0, _form(_IN_BRACKETS.sub(" ", whole)): 1.0}
        if len(parts) > 1:
            for last in (parts[-1], _IN_BRACKETS.sub(" ", parts[-1])):
                forms.setdefault(_form(last), _UNDER)
        best: dict[str | None, float] = {}
        for form, weight in forms.items():
            for name, score in self._scores(form):
                said = score * weight * _fitting(name, others)
                best[name.field] = max(best.get(name.field, 0.0), said)
        if above := _form(" ".join(parts[:-1])):
            for name in self._under:
                if _covers(above, name.above):
                    said = min(1.0, _likeness(_form(parts[-1]), name.words) * 1.02)
                    said *= _fitting(name, others)
                    best[name.field] = max(best.get(name.field, 0.0), said)
        found = [HeadMatch(field, score) for field, score in best.items() if score >= POSSIBLE]
        return tuple(sorted(found, key=lambda one: -one.score))

    def _scores(self, form: tuple[str, ...]) -> Iterator[tuple[_Name, float]]:
        glued = "".join(form)
        if (at := self._glued.get(glued)) is not None:
            yield self._names[at], 1.0
        elif _SLIP_FROM <= len(glued) <= _LONGEST_GLUED:
            for other, at in self._glued.items():
                if (
                    glued[0] == other[0]
                    and len(other) >= _SLIP_FROM
                    and slips(glued, other, 1) == 1
                ):
                    yield self._names[at], _ABBREVIATED
        if len(form) > _MOST_WORDS:
            return
        near = (self._nearby(word) for word in form)
        for at in {at for words in near for word in words for at in self._with[word]}:
            name = self._names[at]
            fewest, both = min(len(form), len(name.words)), len(form) + len(name.words)
            if 2 * fewest >= POSSIBLE * both and (score := _likeness(form, name.words)) >= POSSIBLE:
                yield name, score

    def _nearby(self, word: str) -> tuple[str, ...]:
        if word not in self._near:
            self._near[word] = tuple(other for other in self._with if _alike(word, other))
        return self._near[word]


def _name(field: str | None, head: str) -> _Name:
    above, _, last = head.rpartition(">")
    words = _form(last)
    said = key_of(head)
    return _Name(
        field,
        _form(above),
        words,
        "".join(words),
        frozenset(other for other in _OTHERS if _says(said, other)),
    )


@lru_cache(maxsize=20_000)
def _form(text: str) -> tuple[str, ...]:
    return tuple(word for word in key_of(text).split() if word not in _EMPTY)


def _says(text: str, words: str) -> bool:
    return f" {words} " in f" {text} "


def _fitting(name: _Name, others: frozenset[str]) -> float:
    """Less where the head speaks of another person or thing than the name does."""
    fits = 1.0
    for other in others - name.others:
        fits *= _ASIDE if other in _WEAK else _ELSEWHERE
    return fits * _UNSAID ** len(name.others - others - _WEAK)


def _likeness(form: tuple[str, ...], name: tuple[str, ...]) -> float:
    """How much of either is in the other: twice the common part over both (Dice)."""
    if not form or not name:
        return 0.0
    left = list(name)
    common = 0.0
    for word in form:
        for at, other in enumerate(left):
            if (alike := _alike(word, other)) > 0:
                common += alike
                del left[at]
                break
    return 2 * common / (len(form) + len(name))


def _covers(form: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return all(any(_alike(word, other) for other in form) for word in name)


@lru_cache(maxsize=50_000)
def _alike(word: str, other: str) -> float:
    if word == other:
        return 1.0
    if (word[0] != other[0] and word[-1] != other[-1]) or word[0] > "z":
        return 0.0
    if len(word) >= _SLIP_FROM and len(other) >= _SLIP_FROM and slips(word, other, 1) <= 1:
        return _ABBREVIATED
    if len(word) <= 3 and word.isalpha() and len(other) > len(word) and other.startswith(word):
        return _ABBREVIATED * (0.9 if len(word) == 1 else 1.0)
    return 0.0
