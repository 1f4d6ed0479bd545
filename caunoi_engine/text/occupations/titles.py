"""Reading a job title: its words, and how much each word may say about the trade.

Job titles as people post them carry pay, places, benefits and firm names beside the trade:
"[Hà Nội] Thợ hàn 3G - lương 15tr - bao ăn ở". Nothing is cut out of the text; every word gets a
weight instead, 0 for words that only advertise.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from caunoi_engine.text.folding import fold, place_tones, tidy

MAX_CHARACTERS = 300
"""Longer titles are read up to here: what follows is never the trade."""

_TOKEN = re.compile(r"c\+\+|c#|\.net\b|[^\W_]+(?:&[^\W_]+)*")
# A phrase may run over a soft break ("hành chính - nhân sự", "QA/QC"), never over a hard one.
_BREAK = re.compile(
    r"(?P<hard>[\[\](){}|,;:_•*…]| \+ |\.\s| / ?|/ )|(?P<soft> [-–—] ?|[-–—] |[–—/])"
)
_BARRIER = ""
_OPENING, _CLOSING = frozenset("[({"), frozenset("])}")

_AMOUNT = r"\d[\d.,]*\s*(?:-\s*\d[\d.,]*\s*)?(?:tr|triệu|trieu|m|k|usd|củ|vnđ|vnd|đ)\b"
_PAY = (
    r"\b(?:mức |muc )?(?:thu nhập|thu nhap)\b|"
    r"(?<!tiền )(?<!toán )(?<!tính )\b(?:lương|luong)(?= *(?::|\d|từ|cứng|cơ bản|up|cao|hấp|net\b|"
    r"gross|tới|đến|tốt|th[oỏ]|trên|cạnh|khởi|tháng|khủng|luong|tu |cung|cao|hap))|"
    r"\$|\bup ?to\b|" + _AMOUNT + r"|\bhoa hồng\b|\bphụ cấp\b|\bphúc lợi\b(?= *(?:tốt|hấp|cao))"
)
_OFFER = (
    r"\b(?:đi làm ngay|nhận việc|không yêu cầu|không cần|chưa có kinh|chấp nhận|ưu tiên|"
    r"có kinh nghiệm|từ \d+ năm|\d+ năm|kinh nghiệm|yêu cầu|thử việc|hỗ trợ (?:ăn|chỗ|xe|nhà)|"
    r"bao ăn|đang tìm việc|dang tim viec|di lam ngay|khong yeu cau|khong can|kinh nghiem)\b"
)
_FIRM = r"\b(?:công ty|cong ty|cty|tập đoàn|tap doan|tnhh)\b"
_AT = r"\b(?:tại|tai|ở|khu vực|kcn|at)\b(?= )"
_ADVERTISES = re.compile(f"{_PAY}|{_OFFER}|{_FIRM}")
_PLACE = re.compile(_AT)
_CALL = re.compile(
    r"(^|[\])|:,-])\s*(?:cần |can )?(?:tuyển dụng|tuyen dung)(?! (?:và|va|&) )(?=(?:\s+[^\W_]+){2})"
)
_SAYS_LESS = re.compile(f"{_PAY}|{_OFFER}|{_FIRM}|{_AT}")

_FIRST_SEGMENTS = (1.0, 0.8, 0.65, 0.55)
_LATER_SEGMENTS = 0.5
_IN_BRACKETS = 0.7
_BEHIND_A_PLACE_WORD = 0.5


@dataclass(frozen=True, slots=True)
class Title:
    """The words of a title in their written form and as search keys, with weights 0 to 1."""

    words: tuple[str, ...]
    keys: tuple[str, ...]
    weights: tuple[float, ...]
    marked: bool
    """Whether any word carries Vietnamese marks: then marks are meant, and must agree."""


_I_FOR_Y = dict(zip("yýỳỷỹỵ", "iíìỉĩị", strict=True))
_LONE_Y = re.compile(r"^([hklmst])([yýỳỷỹỵ])$")


@lru_cache(maxsize=50_000)
def spell(word: str) -> str:
    """Return the one spelling in which words of titles and phrases are compared, marks kept.

    Small letters, tones on the official place, i for a lone y.

    >>> spell("KỸ") == spell("kĩ"), spell("Hoà") == spell("hòa"), spell("hàn") == spell("hạn")
    (True, True, False)
    """
    return _LONE_Y.sub(lambda match: match[1] + _I_FOR_Y[match[2]], place_tones(word).lower())


def split_words(text: str) -> list[str]:
    """Return the spelled words of a text: letters and digits, "r&d", "c++", "c#", ".net"."""
    return [spell(word) for word in _TOKEN.findall(tidy(text).lower())]


@lru_cache(maxsize=50_000)
def word_key(word: str) -> str:
    """Return the search key of one word."""
    return fold(word)


def read_title(text: str) -> Title:
    """Return the words of a title with the weight each may have in coding.

    >>> title = read_title("[Huế] Thợ hàn - lương 15tr")
    >>> [word for word, weight in zip(title.words, title.weights) if weight == 1.0]
    ['thợ', 'hàn']
    """
    clean = _CALL.sub(r"\1", tidy(text[:MAX_CHARACTERS]).lower())
    plain = not _SAYS_LESS.search(clean)
    words: list[str] = []
    weights: list[float] = []
    rank = 0
    for segment, in_brackets, stops in _segments(clean):
        raw = [(match[0], match.start()) for match in _TOKEN.finditer(segment)]
        factor = _FIRST_SEGMENTS[rank] if rank < len(_FIRST_SEGMENTS) else _LATER_SEGMENTS
        factor = min(factor, _IN_BRACKETS) if in_brackets else factor
        shares = [1.0] * len(raw) if plain else _weigh(segment, [start for _, start in raw])
        words.extend(spell(word) for word, _ in raw)
        weights.extend(share * factor for share in shares)
        if stops and words:
            words.append(_BARRIER)
            weights.append(0.0)
        if not in_brackets and any(shares):
            rank += 1
    if not any(weights):
        weights = [float(word != _BARRIER) for word in words]
    keys = [word_key(word) for word in words]
    return Title(tuple(words), tuple(keys), tuple(weights), words != keys)


def _segments(text: str) -> list[tuple[str, bool, bool]]:
    """Cut at breaks: each piece, whether it stands in brackets, whether phrases stop behind it."""
    pieces: list[tuple[str, bool, bool]] = []
    start = depth = 0
    for match in _BREAK.finditer(text):
        pieces.append((text[start : match.start()], depth > 0, match.lastgroup == "hard"))
        start = match.end()
        if match[0] in _OPENING:
            depth += 1
        elif match[0] in _CLOSING:
            depth = max(0, depth - 1)
    pieces.append((text[start:], depth > 0, True))
    return pieces


def _weigh(segment: str, starts: list[int]) -> list[float]:
    """Return the share of each word: 0 from an advertisement or firm name on, less at a place."""
    less = _ADVERTISES.search(segment)
    cut = less.start() if less else len(segment)
    place = _PLACE.search(segment)
    weak = place.start() if place else cut
    return [
        0.0 if start >= cut else _BEHIND_A_PLACE_WORD if start >= weak else 1.0 for start in starts
    ]
