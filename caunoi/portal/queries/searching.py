"""A search from the address line to the cards: what was understood, found, counted, widened."""

import math
from dataclasses import dataclass
from datetime import date
from typing import Final

from caunoi.portal.queries.gazetteer import Named
from caunoi.portal.queries.index import search_index
from caunoi.portal.queries.labels import OFFER_WORDS, SHIFT_WORDS, place_label, place_point
from caunoi.portal.queries.understanding import Understood, place_typed, understand
from caunoi.portal.queries.widening import by_trade, joined, widen
from caunoi.training.queries import COURSE
from caunoi_kit.search.documents import Answer, Circle, Question, Reach, Sort
from caunoi_kit.ui import formats

AROUND_KM: Final = 15.0  # around a commune that was named
CIRCLES: Final = (5.0, 10.0, 15.0, 30.0)
PAYS: Final = tuple(million * 1_000_000 for million in (5, 7, 8, 10, 12, 15, 20))
PAGE_SIZE: Final = 20
MOST_PAGES: Final = 500


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
    question, widened = by_trade(question, read)
    answer = search_index().ask(question)
    if not answer.total:
        question, given_up = widen(question, read)
        answer = search_index().ask(question)
        widened = joined(widened, given_up)
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
    circle = Circle(*home) if home else None  # distances from home, without limit
    if middle is not None:
        circle = Circle(middle.lat, middle.lon, middle.km)
    sort = filters.sort or _natural_sort(kind, read, near_me=filters.near_me or read.near_me)
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


def _natural_sort(kind: str, read: Understood, *, near_me: bool) -> Sort:
    """The order that suits what was asked when no other was chosen."""
    if read.words:
        return Sort.BEST
    if near_me:
        return Sort.NEAR
    return Sort.SOON if kind == COURSE else Sort.BEST


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
