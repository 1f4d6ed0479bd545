"""From a question to tantivy's queries and back to an answer."""

import math
import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import tantivy
from tantivy import Occur, Query

from caunoi_kit.search.documents import (
    EARTH_KM,
    Answer,
    Circle,
    Hit,
    Question,
    Reach,
    Sort,
    Spelling,
)

_KM_A_DEGREE = 111.2
_MOST_VALUES = 2_000  # of one group in one count
_MORE_THAN_ANY_PAY = 2**62  # đồng

# How much a word weighs where it occurs. A title says what the thing is; a long text mentions much.
_TITLE, _NAMES, _TOLD, _PHRASE, _MARKED = 3.0, 1.2, 0.2, 3.0, 1.5
# Where words may stand for each reach, and whether with their marks.
_FIELDS = {
    Reach.MARKS: (("title_marked", True), ("names_marked", True), ("title_bare", False)),
    Reach.NAMES: (("title", False), ("names", False)),
    Reach.TEXT: (("title", False), ("names", False), ("text", False)),
}
_NEAR = 2  # words that may stand between two neighbours
_WORD = re.compile(r"[^\W_]+[+#]*")


def words_of(text: str) -> list[str]:
    """The words of a text as the index cuts them: "qa/qc, c++" → ["qa", "qc", "c++"]."""
    return _WORD.findall(text)


def answer(
    searcher: tantivy.Searcher,
    schema: tantivy.Schema,
    groups: tuple[str, ...],
    spelling: Spelling,
    question: Question,
) -> Answer:
    """Find, order, count."""
    words = _words_query(searcher, schema, spelling, question)
    filters = _filters(searcher, schema, question)
    asked = _all_of([words, *filters.values()])
    found = searcher.search(
        asked, limit=max(1, searcher.num_docs), weight_by_field="pay_stated"
    ).hits
    addresses = [address for _, address in found]
    columns = _columns(searcher, addresses, question)
    order = _order(columns, np.array([score for score, _ in found]), question)
    page = order[question.first : question.first + question.size]
    km = columns["km"]
    counted = question.counted
    return Answer(
        hits=tuple(
            Hit(int(columns["id"][row]), None if math.isnan(km[row]) else float(km[row]))
            for row in page
        ),
        total=len(found),
        counts=_counts(searcher, groups, words, filters) if counted else {},
        circles=_count_circles(searcher, words, filters, question) if counted else {},
        pays=_count_pays(searcher, words, filters, question) if counted else {},
    )


def _words_query(
    searcher: tantivy.Searcher, schema: tantivy.Schema, spelling: Spelling, question: Question
) -> Query:
    """Every word must occur; words side by side in the title and in the text lift a hit."""
    pairs = [
        (key, mark)
        for word in question.words
        for key, mark in zip(
            words_of(spelling.fold(word)), words_of(spelling.accent(word)), strict=False
        )
    ]
    if not pairs:
        return Query.all_query()
    keys = [key for key, _ in pairs]
    every_word = _all_of(
        [_word_query(searcher, schema, key, mark, question.reach) for key, mark in pairs]
    )
    if len(pairs) > 1:
        every_word = _all_of([every_word, _some_neighbours(schema, pairs, question.reach)])
    if len(keys) > 1:
        offered_by = Query.phrase_query(schema, "by", list(keys))
        every_word = Query.boolean_query([(Occur.Should, every_word), (Occur.Should, offered_by)])
    clauses = [(Occur.Must, every_word)]
    for key in keys:
        for name in ("by", "text"):
            told = Query.boost_query(Query.term_query(schema, name, key), _TOLD)
            clauses.append((Occur.Should, told))
    for first, second in pairwise(keys):
        phrase = Query.phrase_query(schema, "title", [first, second])
        clauses.append((Occur.Should, Query.const_score_query(phrase, _PHRASE)))
    return Query.boolean_query(clauses)


def _some_neighbours(schema: tantivy.Schema, pairs: list[tuple[str, str]], reach: Reach) -> Query:
    """Two words that were typed side by side stand near each other, in either order.

    Without this "thợ hồ" is any job of a "thợ" in Thành phố Hồ Chí Minh.
    """
    near: list[Query] = []
    for (key, mark), (next_key, next_mark) in pairwise(pairs):
        for name, with_marks in _FIELDS[reach]:
            words: list[Any] = [mark, next_mark] if with_marks else [key, next_key]
            if words[0] != words[1]:
                near += [
                    Query.phrase_query(schema, name, order, slop=_NEAR)
                    for order in (words, words[::-1])
                ]
    if not near:  # the same word twice
        return Query.all_query()
    anyone = Query.boolean_query([(Occur.Should, query) for query in near])
    return Query.const_score_query(anyone, 0.0)


def _word_query(
    searcher: tantivy.Searcher, schema: tantivy.Schema, key: str, mark: str, reach: Reach
) -> Query:
    if not any(searcher.doc_freq(name, key) for name in ("title", "names")):
        return _best_of(schema, ("by", key, _NAMES), ("text", key, _TOLD))
    if reach == Reach.MARKS:
        # A title typed wholly without marks answers to the bare word.
        return _best_of(
            schema,
            ("title_marked", mark, _TITLE),
            ("title_bare", key, _TITLE),
            ("names_marked", mark, _NAMES),
        )
    told = [("text", key, _TOLD)] if reach == Reach.TEXT else []
    folded = _best_of(schema, ("title", key, _TITLE), ("names", key, _NAMES), *told)
    # Exact marks first: a constant lift keeps the order of those that have them.
    exact = Query.const_score_query(Query.term_query(schema, "title_marked", mark), _MARKED)
    return Query.boolean_query([(Occur.Must, folded), (Occur.Should, exact)])


def _best_of(schema: tantivy.Schema, *places: tuple[str, str, float]) -> Query:
    """A word in one of several fields, each with its weight; the best place counts."""
    return Query.disjunction_max_query(
        [
            Query.boost_query(Query.term_query(schema, name, word), weight)
            for name, word, weight in places
        ]
    )


def _filters(
    searcher: tantivy.Searcher, schema: tantivy.Schema, question: Question
) -> dict[str, Query]:
    """What narrows the answer without ordering it: by name of the group, "circle", "pay"."""
    filters = {
        "kind": Query.boolean_query(
            [
                (Occur.Must, Query.term_query(schema, "kind", question.kind)),
                (Occur.Must, _at_least(schema, "until", question.on.toordinal())),
            ]
        )
    }
    for group, values in question.chosen.items():
        if values:
            filters[group] = Query.term_set_query(schema, group, list(values))
    for value in question.demanded:
        filters[f"demanded {value}"] = Query.term_query(schema, question.demands, value)
    if question.pay_at_least is not None:
        filters["pay"] = _at_least(schema, "pay_top", question.pay_at_least)
    if question.circle is not None and math.isfinite(question.circle.km):
        filters["circle"] = _circle_query(searcher, schema, filters["kind"], question.circle)
    return {name: Query.const_score_query(query, 0.0) for name, query in filters.items()}


def _circle_query(
    searcher: tantivy.Searcher, schema: tantivy.Schema, kind: Query, circle: Circle
) -> Query:
    """Those inside the circle, exactly: first a box, then the true distances."""
    high = circle.km / _KM_A_DEGREE
    wide = high / max(0.01, math.cos(math.radians(circle.lat)))
    number = tantivy.FieldType.Float
    box = Query.boolean_query(
        [
            (Occur.Must, kind),
            (
                Occur.Must,
                Query.range_query(schema, "lat", number, circle.lat - high, circle.lat + high),
            ),
            (
                Occur.Must,
                Query.range_query(schema, "lon", number, circle.lon - wide, circle.lon + wide),
            ),
        ]
    )
    found = searcher.search(box, limit=max(1, searcher.num_docs)).hits
    addresses = [address for _, address in found]
    ids = np.array(searcher.fast_field_values("id", addresses), dtype=np.int64)
    inside = ids[_distances(searcher, addresses, circle) <= circle.km]
    if not len(inside):
        return Query.empty_query()
    return Query.term_set_query(schema, "id", inside.tolist())


def _columns(
    searcher: tantivy.Searcher, addresses: list[tantivy.DocAddress], question: Question
) -> dict[str, np.ndarray]:
    columns = {
        name: np.array(searcher.fast_field_values(name, addresses), dtype=np.int64)
        for name in ("id", "posted", "until", "pay_middle")
    }
    columns["km"] = (
        _distances(searcher, addresses, question.circle)
        if question.circle is not None
        else np.full(len(addresses), np.nan)
    )
    return columns


def _order(columns: Mapping[str, np.ndarray], scores: np.ndarray, question: Question) -> np.ndarray:
    """Rows in the order asked for. `np.lexsort` takes the weightiest key last."""
    equals = (-columns["id"], -columns["posted"])
    silent = columns["pay_middle"] == 0
    match question.sort:
        case Sort.NEAR:
            far = np.where(np.isnan(columns["km"]), np.inf, columns["km"])
            return np.lexsort((*equals, far))
        case Sort.PAY:
            return np.lexsort((*equals, -columns["pay_middle"]))
        case Sort.NEW:
            return np.lexsort(equals)
        case Sort.SOON:
            return np.lexsort((*equals, columns["until"]))
        case _ if question.words:
            return np.lexsort((*equals, silent, -np.round(scores, 3)))
        case _:
            return np.lexsort((*equals, silent))


def _counts(
    searcher: tantivy.Searcher,
    groups: Iterable[str],
    words: Query,
    filters: Mapping[str, Query],
) -> dict[str, dict[str, int]]:
    """For each group the number of hits per value, its own choice left aside."""
    counts: dict[str, dict[str, int]] = {}
    free = [group for group in groups if group not in filters]
    if free:
        counts |= _count_values(searcher, _all_of([words, *filters.values()]), free)
    for group in groups:
        if group in filters:
            counts |= _count_values(searcher, _without(words, filters, group), [group])
    return counts


def _count_values(
    searcher: tantivy.Searcher, query: Query, groups: Iterable[str]
) -> dict[str, dict[str, int]]:
    wanted: dict[str, Any] = {
        group: {"terms": {"field": group, "size": _MOST_VALUES}} for group in groups
    }
    found = searcher.aggregate(query, wanted)
    return {
        group: {bucket["key"]: bucket["doc_count"] for bucket in found[group]["buckets"]}
        for group in wanted
    }


def _count_circles(
    searcher: tantivy.Searcher, words: Query, filters: Mapping[str, Query], question: Question
) -> dict[float, int]:
    if question.circle is None or not question.count_circles:
        return {}
    query = _without(words, filters, "circle")
    found = searcher.search(query, limit=max(1, searcher.num_docs)).hits
    km = _distances(searcher, [address for _, address in found], question.circle)
    return {radius: int((km <= radius).sum()) for radius in question.count_circles}


def _count_pays(
    searcher: tantivy.Searcher, words: Query, filters: Mapping[str, Query], question: Question
) -> dict[int, int]:
    if not question.count_pays:
        return {}
    steps = sorted(question.count_pays)
    ranges = [
        {"from": float(least), "to": float(above)}
        for least, above in zip(steps, [*steps[1:], _MORE_THAN_ANY_PAY], strict=True)
    ]
    found = searcher.aggregate(
        _without(words, filters, "pay"), {"pay": {"range": {"field": "pay_top", "ranges": ranges}}}
    )
    between = {int(b["from"]): b["doc_count"] for b in found["pay"]["buckets"] if "from" in b}
    # tantivy counts ranges that do not overlap; "at least" is the sum of all from there up.
    return {least: sum(between.get(step, 0) for step in steps if step >= least) for least in steps}


def _distances(
    searcher: tantivy.Searcher, addresses: list[tantivy.DocAddress], circle: Circle
) -> np.ndarray:
    """Great-circle distances in km (haversine); NaN where the document has no point."""
    lat, lon = (
        np.radians(np.array(searcher.fast_field_values(name, addresses), dtype=np.float64))
        for name in ("lat", "lon")
    )
    lat0, lon0 = math.radians(circle.lat), math.radians(circle.lon)
    half = np.sin((lat - lat0) / 2) ** 2
    half += np.cos(lat) * math.cos(lat0) * np.sin((lon - lon0) / 2) ** 2
    return 2 * EARTH_KM * np.arcsin(np.sqrt(half))


def _at_least(schema: tantivy.Schema, name: str, least: int) -> Query:
    return Query.range_query(schema, name, tantivy.FieldType.Unsigned, max(0, least), None)


def _without(words: Query, filters: Mapping[str, Query], left_out: str) -> Query:
    return _all_of([words, *(query for name, query in filters.items() if name != left_out)])


def _all_of(queries: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])
