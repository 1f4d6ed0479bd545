"""A search from the address line to the cards: what was understood, found, counted, widened."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from caunoi.classifications.queries import code_titles
from caunoi.portal.queries.gazetteer import Named
from caunoi.portal.queries.index import search_index
from caunoi.portal.queries.labels import place_label, place_point
from caunoi.portal.queries.understanding import Understood, place_typed, understand
from caunoi_kit.search.documents import Answer, Circle, Question, Reach, Sort
from caunoi_kit.ui import formats

AROUND_KM: Final = 15.0  # around a commune that was named
CIRCLES: Final = (5.0, 10.0, 15.0, 30.0)
WIDER_CIRCLES: Final = (15.0, 30.0, 60.0, math.inf)
PAYS: Final = tuple(million * 1_000_000 for million in (5, 7, 8, 10, 12, 15, 20))
PAGE_SIZE: Final = 20
_PROVINCE_DIGITS: Final = 2
_MOST_TRADES: Final = 3  # readings of a line as an occupation that are tried
MOST_PAGES: Final = 500

_FACET_LABELS: Final[dict[str, str]] = {
    "shift": "ca làm",
    "offer": "quyền lợi",
    "section": "ngành",
    "level": "trình độ",
    "trade": "nghề",
    "place": "nơi làm",
}


SHIFT_WORDS: Final[dict[str, str]] = {
    "DAY": "giờ hành chính",
    "NIGHT": "làm đêm",
    "ROTATING": "làm ca luân phiên",
    "PART_TIME": "bán thời gian",
}
OFFER_WORDS: Final[dict[str, str]] = {
    "NO_EXPERIENCE": "không cần kinh nghiệm",
    "HOUSING": "có chỗ ở",
    "FREE": "miễn học phí",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address line asks for; every value has been checked to be of its kind."""

    line: str = ""
    home: str = ""  # where the visitor lives, as typed
    near_me: bool = False
    place: str = ""  # value of the place facet
    km: float | None = None  # infinite: asked for no limit, whatever the line says
    pay_at_least: int | None = None  # 0: asked for no limit, whatever the line says
    trades: tuple[str, ...] = ()
    shifts: tuple[str, ...] = ()
    section: str = ""
    level: str = ""
    offers: tuple[str, ...] = ()
    sort: Sort | None = None  # None: what suits the kind
    page: int = 1

    @property
    def is_empty(self) -> bool:
        """Nothing narrows the list."""
        return self == Filters(sort=self.sort, page=self.page)


@dataclass(frozen=True, slots=True)
class Searched:
    """Everything a page of results says."""

    answer: Answer
    question: Question
    understood: tuple[str, ...]  # "Hiểu là: …"
    warnings: tuple[str, ...]  # what was left aside or corrected
    widened: str  # what was given up because nothing answered; "" when all of it holds
    asks_home: bool  # "gần tôi" without knowing where
    rest_of_line: str  # trade and place, without what the filter form has a field for


def search(
    filters: Filters, *, kind: str, on: date, home: tuple[float, float] | None = None
) -> Searched:
    """Search one kind of thing. Raises `IndexUnavailable`.

    `home` is the point of the signed-in visitor's home, from which distances are measured.
    """
    read = understand(filters.line, on=on) if filters.line else Understood()
    typed_home = place_typed(filters.home, on=on) if filters.home else None
    near_me = filters.near_me or read.near_me
    middle = _middle(filters, read, typed_home, home if near_me else None)
    question = _question(filters, read, kind=kind, on=on, middle=middle, home=home)
    question, widened = _by_trade(question, read)
    answer = search_index().ask(question)
    if not answer.total:
        question, answer, given_up = _widen(question)
        widened = _joined(widened, given_up)
    warnings = read.warnings
    if read.left_aside and question.words:  # else `widened` has said what became of the line
        unknown = ", ".join(f"«{word}»" for word in read.left_aside)
        warnings += (f"Không rõ {unknown}: bỏ qua.",)
    if filters.home and typed_home is None:
        warnings += (f"Không rõ nơi «{filters.home}»: ghi tên xã, phường hoặc tỉnh.",)
    return Searched(
        answer=answer,
        question=question,
        understood=_say(filters, read, middle, question),
        warnings=warnings,
        widened=widened,
        asks_home=near_me and middle is None,
        rest_of_line=_rest_of_line(read),
    )


@dataclass(frozen=True, slots=True)
class _Middle:
    """Where distances are measured from, and how far; no limit when only the distance is shown."""

    label: str
    lat: float
    lon: float
    km: float


def _middle(
    filters: Filters,
    read: Understood,
    typed_home: Named | None,
    home: tuple[float, float] | None,
) -> _Middle | None:
    """The place of the line, else the typed home, else the visitor's own home."""
    km = filters.km or read.km
    if filters.place:
        point = place_point(filters.place) if km and math.isfinite(km) else None
        return _Middle(place_label(filters.place), *point, km) if point and km else None
    named = read.place or typed_home
    if named is not None:
        if named.lat is None or named.lon is None or (named.has_borders and not km):
            return None
        return _Middle(named.label, named.lat, named.lon, km or AROUND_KM)
    return _Middle("nhà", *home, km or AROUND_KM) if home else None


def _question(
    filters: Filters,
    read: Understood,
    *,
    kind: str,
    on: date,
    middle: _Middle | None,
    home: tuple[float, float] | None,
) -> Question:
    place = ""  # a circle stands for the place it is drawn around
    if middle is None:
        place = filters.place or (read.place.value if read.place else "")
    chosen = {
        "place": (place,) if place else (),
        "trade": filters.trades,
        "shift": _united(filters.shifts, read.shifts),
        "section": (filters.section,) if filters.section else (),
        "level": (filters.level,) if filters.level else (),
    }
    if middle is not None:
        circle = Circle(middle.lat, middle.lon, middle.km)
    else:
        circle = Circle(*home) if home else None
    sort = filters.sort or (Sort.SOON if kind == "course" and not read.words else Sort.BEST)
    if sort == Sort.NEAR and circle is None:
        sort = Sort.BEST
    return Question(
        kind=kind,
        on=on,
        words=read.words,
        reach=Reach.TEXT if read.in_texts_only else Reach.MARKS,
        chosen={group: values for group, values in chosen.items() if values},
        demanded=_united(filters.offers, read.offers),
        circle=circle,
        pay_at_least=(read.pay_at_least if filters.pay_at_least is None else filters.pay_at_least)
        or None,
        sort=sort,
        first=(min(filters.page, MOST_PAGES) - 1) * PAGE_SIZE,
        size=PAGE_SIZE,
        count_circles=CIRCLES,
        count_pays=PAYS,
    )


def _rest_of_line(read: Understood) -> str:
    """The line to send along with the filter form, whose fields hold everything else."""
    place = read.place.label.removesuffix(" (cũ)") if read.place else ""
    return " ở ".join(part for part in (read.trade, place) if part)


def _united(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _say(
    filters: Filters, read: Understood, middle: _Middle | None, question: Question
) -> tuple[str, ...]:
    """The parts of "Hiểu là: …"; empty when no line was typed."""
    if not filters.line:
        return ()
    parts = [" ".join(question.words)] if question.words else []
    if middle is not None and math.isfinite(middle.km):
        parts.append(f"trong {formats.distance(middle.km)} quanh {middle.label}")
    elif read.place is not None:
        parts.append(f"ở {read.place.label}")
    if read.pay_at_least:
        parts.append(f"từ {formats.money_short(read.pay_at_least)}".removesuffix(" đồng"))
    parts += [SHIFT_WORDS[shift] for shift in read.shifts]
    parts += [OFFER_WORDS[offer] for offer in read.offers]
    return tuple(parts)


# --- Never a dead end ---------------------------------------------------------------------------


def _widen(question: Question) -> tuple[Question, Answer, str]:
    """Give up as little as possible until something answers, and say what was given up."""
    index = search_index()
    said = ""
    if question.words:
        question, said = _words_that_answer(question)
        answer = index.ask(question)
        if answer.total:
            return question, answer, said
    steps = _narrowings(question)
    for label, without in steps:
        wider = without(question)
        answer = index.ask(wider)
        if answer.total:
            return wider, answer, _joined(said, f"Không có tin nào khớp hết; {label}.")
    labels = []
    for label, without in steps:
        labels.append(label)
        question = without(question)
        answer = index.ask(question)
        if answer.total:
            break
    else:
        answer = index.ask(question)
    return question, answer, _joined(said, f"Không có tin nào khớp hết; {', '.join(labels)}.")


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _by_trade(question: Question, read: Understood) -> tuple[Question, str]:
    """When some word is known to no advert, look for the occupation the whole line names.

    Where that gives nothing, what is left of several words would mislead: all of them are left
    aside.
    """
    if not read.left_aside:
        return question, ""
    found = _same_trade(question, read.trade)
    if found is not None:
        return found
    if len(question.words) == 1:
        return replace(question, words=()), f"Chưa có tin nào cho «{read.trade}»."
    return question, ""


def _words_that_answer(question: Question) -> tuple[Question, str]:
    """The question with words that some document answers, everything else left aside."""
    typed = " ".join(question.words)
    for reach in (question.reach, Reach.NAMES):
        if _answers(question, words=question.words, reach=reach):
            return replace(question, reach=reach), ""
    found = _same_trade(question, typed)
    if found is not None:
        return found
    if _answers(question, words=question.words, reach=Reach.TEXT):
        said = f"Không có tin nào tên là «{typed}»; đây là tin có nhắc đến trong mô tả."
        return replace(question, reach=Reach.TEXT), said
    for left_out in range(len(question.words)):
        words = question.words[:left_out] + question.words[left_out + 1 :]
        if len(words) > 1 and _answers(question, words=words):
            said = f"Không có tin nào ghi «{typed}»; đây là tin ghi «{' '.join(words)}»."
            return replace(question, words=words), said
    return replace(question, words=()), f"Chưa có tin nào cho «{typed}»."


def _same_trade(question: Question, typed: str) -> tuple[Question, str] | None:
    """The question for the occupation somebody named in words that no advert uses."""
    coded_as = next(iter(code_titles([typed], top=_MOST_TRADES)))[1]
    for place, coded in enumerate(coded_as):
        if _answers(question, chosen={"trade": (coded.isco08,)}):
            nearness = "cùng nghề" if place == 0 else "nghề gần giống"
            said = f"Không có tin nào ghi «{typed}»; đây là việc {nearness}: {coded.name}."
            chosen = {**question.chosen, "trade": (coded.isco08,)}
            return replace(question, words=(), chosen=chosen), said
    return None


def _answers(question: Question, **only: Any) -> bool:
    """Whether anything answers when nothing but this is asked."""
    alone = Question(kind=question.kind, on=question.on, size=0, **only)
    return search_index().ask(alone).total > 0


Narrowing = tuple[str, Callable[[Question], Question]]


def _narrowings(question: Question) -> list[Narrowing]:
    """What can be given up, the least missed first, each with how it is said."""
    steps: list[Narrowing] = [
        (f"đã bỏ điều kiện {OFFER_WORDS[offer]}", _without_offer(offer))
        for offer in question.demanded
    ]
    steps += [
        (f"đã bỏ điều kiện {_FACET_LABELS[group]}", _without_group(group))
        for group in ("shift", "section", "level", "trade")
        if group in question.chosen
    ]
    if question.pay_at_least is not None:
        steps.append(("đã bỏ mức lương thấp nhất", lambda asked: replace(asked, pay_at_least=None)))
    if question.circle is not None and math.isfinite(question.circle.km):
        steps += [
            (_circle_words(km), _with_circle(km)) for km in WIDER_CIRCLES if km > question.circle.km
        ]
    if "place" in question.chosen:
        steps += _place_narrowings(question.chosen["place"][0])
    return steps


def _place_narrowings(value: str) -> list[Narrowing]:
    """Around the place that was chosen, then everywhere."""
    steps: list[Narrowing] = []
    point = place_point(value)
    if point is not None:
        for km in WIDER_CIRCLES[:-1] if len(value) > _PROVINCE_DIGITS else ():
            label = f"đây là việc trong {formats.distance(km)} quanh {place_label(value)}"
            steps.append((label, _around(point, km)))
    return [*steps, ("đây là việc ở mọi nơi", _without_group("place"))]


def _circle_words(km: float) -> str:
    if math.isinf(km):
        return "đây là việc ở mọi nơi"
    return f"đây là việc trong {formats.distance(km)}"


def _with_circle(km: float) -> Callable[[Question], Question]:
    def wider(asked: Question) -> Question:
        circle = asked.circle
        return replace(asked, circle=replace(circle, km=km)) if circle else asked

    return wider


def _around(point: tuple[float, float], km: float) -> Callable[[Question], Question]:
    def around(asked: Question) -> Question:
        chosen = {name: values for name, values in asked.chosen.items() if name != "place"}
        return replace(asked, chosen=chosen, circle=Circle(*point, km))

    return around


def _without_group(group: str) -> Callable[[Question], Question]:
    def without(asked: Question) -> Question:
        chosen = {name: values for name, values in asked.chosen.items() if name != group}
        return replace(asked, chosen=chosen)

    return without


def _without_offer(offer: str) -> Callable[[Question], Question]:
    def without(asked: Question) -> Question:
        return replace(asked, demanded=tuple(each for each in asked.demanded if each != offer))

    return without
