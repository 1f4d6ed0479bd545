"""One search line read: "may Tiền Hải trên 8tr" is a trade, a place and a least wage.

Money, distances and fixed phrases are taken out first, then the place; what is left are the words
of the trade. Nothing is refused: what cannot be read is named in `warnings` and left aside.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from caunoi.places.queries import KINDS
from caunoi.portal.queries.abbreviations import IN_A_SEARCH
from caunoi.portal.queries.gazetteer import LONGEST_NAME, Gazetteer, Named, gazetteer
from caunoi.portal.queries.index import marked_key, search_index, search_key
from caunoi_engine.text.folding import fold, tidy
from caunoi_engine.text.money import find_money

LONGEST_LINE: Final = 200  # characters read of what was typed
MOST_WORDS: Final = 12
_ZONES: Final = ("khu", "cum")
_ZONE_WORDS: Final = 2  # "Phố Nối", "Thăng Long"
_LEAST_WAGE: Final = 500_000  # đồng a month; a smaller amount is no wage
_MOST_WAGE: Final = 10**9  # above it the figure is something else: an account, a telephone
_HOURS_A_MONTH: Final = 26 * 8
_DAYS_A_MONTH: Final = 26

_TOKEN = re.compile(r"[^\W_]+[+#]*")
_AROUND_MONEY_BEFORE = re.compile(
    r"(?:\b(?:muc|luong|thu nhap|khoang|tam|tren|tu|hon|duoi|den|toi|it nhat|toi thieu|>=?)\s*)+$"
)
_AROUND_MONEY_AFTER = re.compile(r"\s*(?:/\s*thang|tro len|mot thang|\+)")
_DISTANCE = re.compile(r"(?:\b(?:trong|ban kinh|cach|duoi|khoang)\s+)*\b(\d{1,3})\s*km\b")

# Fixed phrases, the longest first; each sets one thing. Folded.
_PHRASES: Final[tuple[tuple[str, str, str], ...]] = (
    ("khong (?:can|yeu cau|doi hoi) kinh nghiem", "offer", "NO_EXPERIENCE"),
    ("(?:chua co|khong co|khong) kinh nghiem", "offer", "NO_EXPERIENCE"),
    ("(?:co |cho )?(?:ky tuc xa|ktx|cho o|nha o|noi o)", "offer", "HOUSING"),
    ("(?:co|bao|lo) (?:cho )?an o|an o (?:tai cho|mien phi)", "offer", "HOUSING"),
    ("gio hanh chinh|ca ngay|ban ngay", "shift", "DAY"),
    ("ca dem|lam dem|ban dem", "shift", "NIGHT"),
    ("(?:lam )?(?:ca xoay|xoay ca|theo ca|ca luan phien)|lam ca", "shift", "ROTATING"),
    ("ban thoi gian|part ?-?time|lam them", "shift", "PART_TIME"),
    ("gan (?:toi|nha|day)|quanh day", "near", ""),
)
_NOISE = re.compile(
    r"\b(?:(?:toi )?(?:can |muon )?tim viec(?: lam)?|viec lam|(?:can )?tuyen(?: dung)?|^viec)\b"
)
# Words that lead to a place, as typed: folded, "vệ" would be "về" and "tải" would be "tại".
_LEADING: Final = frozenset({"ở", "tại", "quanh", "gần", "về", "khu", "vực", "o", "gan"})
_IN_PLACE: Final = frozenset({"ở", "tại", "o"})
_EMPTY: Final = frozenset({"ở", "tại", "và", "hoặc", "cho"})
_LORRY: Final = frozenset({"xe", "trong"})  # before "tai" typed without marks: "xe tải"


@dataclass(frozen=True, slots=True)
class Understood:
    """What a line asks for."""

    words: tuple[str, ...] = ()  # of the trade, as typed or as corrected
    place: Named | None = None
    km: float | None = None
    pay_at_least: int | None = None  # đồng a month
    shifts: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    near_me: bool = False
    trade: str = ""  # the words as they were typed, those left aside included
    left_aside: tuple[str, ...] = ()  # words of the trade that no advert knows
    without_marks: bool = False  # the line was typed without marks: those of `words` are a guess
    in_texts_only: bool = False  # some word occurs in no title or name, only in descriptions
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Token:
    typed: str
    folded: str
    zone: bool = False  # belongs to the name of an industrial zone: never a place of the list


def understand(line: str, *, on: date) -> Understood:
    """Read a search line. Raises `IndexUnavailable`: known words are those of the index."""
    shown = tidy(line)[:LONGEST_LINE]
    key = _aligned_key(shown)
    found = Understood()
    found, key = _read_money(found, key)
    found, key = _read_distance(found, key)
    found, key = _read_phrases(found, key)
    key = _NOISE.sub(_blank, key)
    tokens = _tokens(shown, key)
    found, tokens = _read_place(found, tokens, gazetteer(on=on))
    return _read_words(found, tokens[:MOST_WORDS], shown)


def place_typed(text: str, *, on: date) -> Named | None:
    """The unit somebody wrote into a field that asks for a place."""
    tokens = _tokens(tidy(text)[:LONGEST_LINE], _aligned_key(tidy(text)[:LONGEST_LINE]))
    found, _ = _read_place(Understood(), tokens, gazetteer(on=on), said=True)
    return found.place


def _aligned_key(shown: str) -> str:
    """The folded line, one character for each character shown, so that positions agree."""
    return "".join((fold(char) or " ")[0] for char in shown)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _read_money(found: Understood, key: str) -> tuple[Understood, str]:
    for money in find_money(key):
        factor = {"HOUR": _HOURS_A_MONTH, "DAY": _DAYS_A_MONTH}.get(money.period, 1)
        if money.low is None:
            warning = "Chưa lọc được theo mức lương cao nhất: anh/chị ghi mức thấp nhất muốn nhận."
            found = replace(found, warnings=(*found.warnings, warning))
        elif _LEAST_WAGE <= money.low * factor <= _MOST_WAGE:
            found = replace(found, pay_at_least=money.low * factor)
        else:
            continue
        before = _AROUND_MONEY_BEFORE.search(key[: money.start])
        after = _AROUND_MONEY_AFTER.match(key, money.end)
        start = before.start() if before else money.start
        end = after.end() if after else money.end
        return found, key[:start] + " " * (end - start) + key[end:]
    return found, key


def _read_distance(found: Understood, key: str) -> tuple[Understood, str]:
    distance = _DISTANCE.search(key)
    if distance is None or int(distance[1]) == 0:
        return found, key
    return replace(found, km=float(distance[1])), _DISTANCE.sub(_blank, key, count=1)


def _read_phrases(found: Understood, key: str) -> tuple[Understood, str]:
    shifts, offers, near = [], [], False
    for pattern, what, code in _PHRASES:
        whole = re.compile(rf"\b(?:{pattern})\b")
        if not whole.search(key):
            continue
        key = whole.sub(_blank, key)
        near |= what == "near"
        if what == "shift":
            shifts.append(code)
        elif what == "offer" and code not in offers:
            offers.append(code)
    return replace(found, shifts=tuple(shifts), offers=tuple(offers), near_me=near), key


def _tokens(shown: str, key: str) -> list[_Token]:
    """What is left of the line; the two words after "kcn" name an industrial zone."""
    tokens: list[_Token] = []
    zone_words_left = 0
    for match in _TOKEN.finditer(key):
        typed = shown[match.start() : match.end()]
        tokens.append(_Token(typed, match[0], zone=zone_words_left > 0))
        zone_words_left = _ZONE_WORDS if _ends_in_zone(tokens) else max(0, zone_words_left - 1)
    return tokens


def _ends_in_zone(tokens: Sequence[_Token]) -> bool:
    folded = [token.folded for token in tokens[-3:]]
    return folded[-1:] == ["kcn"] or (folded[1:] == ["cong", "nghiep"] and folded[0] in _ZONES)


def _read_place(
    found: Understood, tokens: list[_Token], names: Gazetteer, *, said: bool = False
) -> tuple[Understood, list[_Token]]:
    """Take the longest run of words that names a place."""
    for length in range(min(LONGEST_NAME, len(tokens)), 0, -1):
        runs = [
            run
            for start in range(len(tokens) - length + 1)
            if (run := _place_at(tokens, start, length, names, said=said)) is not None
        ]
        if runs:
            # "Tiền Hải, Thái Bình": the larger unit follows the one that is meant.
            *before, last = runs
            chosen = before[-1] if before and before[-1].stop >= last.first else last
            rest = tokens[: chosen.first] + tokens[chosen.stop :]
            if chosen is last:
                rest = _without_larger_unit(rest, chosen, names)
            else:
                rest = tokens[: chosen.first] + tokens[last.stop :]
            return replace(found, place=chosen.named), rest
    return found, tokens


@dataclass(frozen=True, slots=True)
class _Run:
    """A place named by the tokens from `first` (words such as "ở xã" included) up to `stop`."""

    named: Named
    first: int
    stop: int


def _place_at(
    tokens: Sequence[_Token], start: int, length: int, names: Gazetteer, *, said: bool
) -> _Run | None:
    run = tokens[start : start + length]
    if any(token.zone for token in run) or all(token.folded.isdigit() for token in run):
        return None
    kind, first = _kind_before(tokens, start)
    led = said or _leads_up_to(tokens, first)
    folded = " ".join(token.folded for token in run)
    if folded in names.trades and not (kind or led):
        return None
    typed = " ".join(token.typed for token in run)
    named = names.find(folded, typed, kind=kind, said=led)
    if named is None:
        return None
    while _leads_up_to(tokens, first):
        first -= 1
    return _Run(named, first, start + length)


def _leads_up_to(tokens: Sequence[_Token], position: int) -> bool:
    """Whether the word before the position says that a place follows."""
    if position == 0:
        return False
    word = tokens[position - 1].typed.lower()
    if word == "tai":
        return position == 1 or tokens[position - 2].folded not in _LORRY
    return word in _LEADING


def _kind_before(tokens: Sequence[_Token], start: int) -> tuple[str, int]:
    """The official kind written before a name, and where the whole name begins."""
    for words in (2, 1):
        before = " ".join(token.folded for token in tokens[max(0, start - words) : start])
        if start >= words and before in KINDS and len(before) > 1:
            return KINDS[before], start - words
    return "", start


def _without_larger_unit(tokens: list[_Token], chosen: _Run, names: Gazetteer) -> list[_Token]:
    """Drop the district or province that people write after a commune."""
    for length in range(min(LONGEST_NAME, len(tokens) - chosen.first), 0, -1):
        larger = _place_at(tokens, chosen.first, length, names, said=False)
        if larger is not None and larger.named.ours == chosen.named.ours:
            return tokens[: chosen.first] + tokens[larger.stop :]
    return tokens


def _read_words(found: Understood, tokens: list[_Token], line: str) -> Understood:
    """Spell out, correct or leave aside each word of the trade, and give it its marks."""
    index = search_index()
    if found.place is None:
        found, tokens = _leave_unknown_place(found, tokens)
    tokens = [token for token in tokens if not _says_nothing(token)]
    words: list[tuple[str, bool]] = []  # each with whether its marks are certain
    warnings = list(found.warnings)
    left_aside: list[str] = []
    texts_only = False
    for token in tokens:
        if spelt := IN_A_SEARCH.get(token.folded):
            words += [(word, True) for word in spelt.split()]
        elif _is_known(token):
            words.append((marked_key(token.typed), not token.typed.isascii()))
        elif index.text_frequency(search_key(token.typed)):
            words.append((token.typed, True))
            texts_only = True
            warnings.append(f"Không có tin nào tên là «{token.typed}»: tìm trong cả phần mô tả.")
        elif corrected := index.closest_words(search_key(token.typed)):
            words += [(word, False) for word in corrected]
            warnings.append(f"Không có tin nào ghi «{token.typed}»: tìm theo chữ gần giống.")
        else:
            left_aside.append(token.typed)
    return replace(
        found,
        words=_with_marks(words, line_has_marks=not line.isascii()),
        trade=" ".join(token.typed for token in tokens),
        left_aside=tuple(left_aside),
        without_marks=line.isascii(),
        in_texts_only=texts_only,
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _with_marks(words: list[tuple[str, bool]], *, line_has_marks: bool) -> tuple[str, ...]:
    """Give words typed without marks those of the titles; who types marks means them."""
    index = search_index()
    known = [(word, fixed and index.is_written(word)) for word, fixed in words]
    if line_has_marks:
        known = [(word, fixed or index.is_written(word)) for word, fixed in known]
    return index.marked_words([word for word, _ in known], fixed=[fixed for _, fixed in known])


def _says_nothing(token: _Token) -> bool:
    lone_kind = token.folded in KINDS and not _is_known(token)  # "xã" whose name was not understood
    return token.typed.lower() in _EMPTY or lone_kind


def _leave_unknown_place(
    found: Understood, tokens: list[_Token]
) -> tuple[Understood, list[_Token]]:
    """Words after "ở" of which one is known to no advert are a place that nobody knows."""
    for position, token in enumerate(tokens):
        tail = tokens[position + 1 :]
        if token.typed.lower() in _IN_PLACE and tail and not all(_is_known(each) for each in tail):
            where = " ".join(each.typed for each in tail)
            warning = f"Không rõ nơi «{where}»: tìm ở mọi nơi. Ghi tên xã, phường hoặc tỉnh."
            return replace(found, warnings=(*found.warnings, warning)), tokens[:position]
    return found, tokens


def _is_known(token: _Token) -> bool:
    words = _TOKEN.findall(search_key(token.typed))
    return bool(words) and all(search_index().frequency(word) for word in words)
