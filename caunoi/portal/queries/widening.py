"""Never a dead end: when nothing answers, as little as possible is given up, and that is said."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from caunoi.classifications.queries import code_titles
from caunoi.portal.queries.index import search_index
from caunoi.portal.queries.labels import (
    FACET_WORDS,
    OFFER_WORDS,
    place_label,
    place_point,
    province_now,
)
from caunoi.portal.queries.understanding import Understood
from caunoi_engine.text.folding import fold
from caunoi_kit.search.documents import Circle, Question, Reach, Sort
from caunoi_kit.ui import formats

WIDER_CIRCLES: Final = (15.0, 30.0, 60.0, math.inf)
_PROVINCE_DIGITS: Final = 2
_MOST_TRADES: Final = 3  # readings of a line as an occupation that are tried


def widen(question: Question, read: Understood) -> tuple[Question, str]:
    """Give up as little as possible until something answers, and say what was given up."""
    said = ""
    if question.words:
        question, said = _words_that_answer(question, read)
    if _total(question):
        return question, said
    steps = _narrowings(question)
    for label, without in steps:
        if _total(wider := without(question)):
            return wider, joined(said, f"Không có tin nào khớp hết; {label}.")
    labels = []
    for label, without in steps:
        labels.append(label)
        question = without(question)
        if _total(question):
            break
    given_up = f"Không có tin nào khớp hết; {', '.join(labels)}." if labels else ""
    return question, joined(said, given_up)


def joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def by_trade(question: Question, read: Understood) -> tuple[Question, str]:
    """When some word is known to no advert, look for the occupation the whole line names.

    Where that gives nothing, what is left of several words would mislead: all of them are left
    aside.
    """
    if not read.left_aside:
        return question, ""
    found = _same_trade(question, read.trade)
    if found is not None:
        return found
    if len(question.words) <= 1:
        return replace(question, words=()), _nothing_for(read.trade)
    return question, ""


def _words_that_answer(question: Question, read: Understood) -> tuple[Question, str]:
    """The question with words that some document answers, everything else left aside.

    The occupation that the words name comes before words whose marks do not agree: "tạp vụ" is
    cleaning, not "tập" and "vũ" somewhere in a title.
    """
    typed = " ".join(question.words)
    if _answers(question, words=question.words, reach=question.reach):
        return question, ""
    found = _same_trade(question, read.trade or typed)
    if found is not None:
        return found
    if _answers(question, words=question.words, reach=Reach.NAMES):
        # The marks that were guessed are not to be shown as understood.
        bare = tuple(fold(word) for word in question.words)
        words = bare if read.without_marks else question.words
        return replace(question, words=words, reach=Reach.NAMES), ""
    if _answers(question, words=question.words, reach=Reach.TEXT):
        said = f"Không có tin nào tên là «{typed}»; đây là tin có nhắc đến trong mô tả."
        return replace(question, reach=Reach.TEXT), said
    for left_out in range(len(question.words)):
        words = question.words[:left_out] + question.words[left_out + 1 :]
        if len(words) > 1 and _answers(question, words=words):
            said = f"Không có tin nào ghi «{typed}»; đây là tin ghi «{' '.join(words)}»."
            return replace(question, words=words), said
    return replace(question, words=()), _nothing_for(typed)


def _nothing_for(typed: str) -> str:
    return f"Chưa có tin nào cho «{typed}»; đây là các tin khác."


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
    return _total(Question(kind=question.kind, on=question.on, **only)) > 0


def _total(question: Question) -> int:
    return search_index().ask(replace(question, size=0, counted=False)).total


Narrowing = tuple[str, Callable[[Question], Question]]


def _narrowings(question: Question) -> list[Narrowing]:
    """What can be given up, the least missed first, each with how it is said."""
    steps: list[Narrowing] = [
        (f"đã bỏ điều kiện {OFFER_WORDS[offer]}", _without_offer(offer))
        for offer in question.demanded
    ]
    steps += [
        (f"đã bỏ điều kiện {FACET_WORDS[group]}", _without_group(group))
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
    """The province that a former one went into, or around the place; then everywhere."""
    steps: list[Narrowing] = []
    label = place_label(value)
    point = place_point(value)
    if now := province_now(value):
        said = f"đây là việc ở {place_label(now)}, nay gồm {label}"
        steps.append((said, _in_place(now)))
    elif point is not None and len(value) > _PROVINCE_DIGITS:
        for km in WIDER_CIRCLES[:-1]:
            said = f"đây là việc trong {formats.distance(km)} quanh {label}"
            steps.append((said, _around(point, km)))
    return [*steps, ("đây là việc ở mọi nơi", _without_group("place"))]


def _circle_words(km: float) -> str:
    if math.isinf(km):
        return "đây là việc ở mọi nơi"
    return f"đây là việc trong {formats.distance(km)}"


def _with_circle(km: float) -> Callable[[Question], Question]:
    def wider(asked: Question) -> Question:
        circle = asked.circle
        if circle is None:
            return asked
        return replace(asked, circle=replace(circle, km=km), sort=Sort.NEAR)

    return wider


def _around(point: tuple[float, float], km: float) -> Callable[[Question], Question]:
    def around(asked: Question) -> Question:
        chosen = {name: values for name, values in asked.chosen.items() if name != "place"}
        return replace(asked, chosen=chosen, circle=Circle(*point, km), sort=Sort.NEAR)

    return around


def _in_place(value: str) -> Callable[[Question], Question]:
    return lambda asked: replace(asked, chosen={**asked.chosen, "place": (value,)})


def _without_group(group: str) -> Callable[[Question], Question]:
    def without(asked: Question) -> Question:
        chosen = {name: values for name, values in asked.chosen.items() if name != group}
        return replace(asked, chosen=chosen)

    return without


def _without_offer(offer: str) -> Callable[[Question], Question]:
    def without(asked: Question) -> Question:
        return replace(asked, demanded=tuple(each for each in asked.demanded if each != offer))

    return without
