"""tantivy: ranked text search as a job board does it, tuned for this score as far as it goes.

Every hard rule but two is a filter of the query: the way to work is a square and not a circle, and
that a quarter of the required skills is held cannot be said. Occupations count by the very
points of the score; skills by BM25, which knows their rarity but not the share of the vacancy.
Text search cannot say the rest of the score (schooling, practice, way and wage beyond the rule).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import tantivy
from tantivy import FieldType, Occur, Query

from benchmarks.peers.case import LIST_LENGTH, Case, Ints
from benchmarks.peers.measuring import Row, agreement, list_row, single_questions, stopwatch
from caunoi_engine.matching import Policy

WORKERS, QUESTIONS = 1_500, 500
CERTIFICATES = 64
REQUIRED_BOOST, PREFERRED_BOOST = 0.7, 0.3
OCCUPATION_BOOST = 1.0
"""What found most of the right lists, of 1, 4, 8, 16 and 32 (province size, 300 workers); other
shares of required and preferred skills changed recall by less than 0.01, or made it worse."""
NUMBERS = ("education", "fewest", "wage", "x", "y")


def bits(mask: int, width: int = CERTIFICATES) -> list[int]:
    """Numbers of the bits that are set."""
    return [bit for bit in range(width) if mask >> bit & 1]


def words_of(owner: Ints, code: Ints, length: int, prefix: str) -> list[list[str]]:
    """For each row the words of its codes."""
    rows: list[list[str]] = [[] for _ in range(length)]
    for row, one in zip(owner.tolist(), code.tolist(), strict=True):
        rows[row].append(f"{prefix}{one}")
    return rows


class TextIndex:
    """The vacancies of a case as documents, and the questions of its workers."""

    def __init__(self, case: Case) -> None:
        self.case = case
        builder = tantivy.SchemaBuilder()
        for name in ("required", "preferred", "tags"):
            builder.add_text_field(name, tokenizer_name="whitespace")
        for name in (*NUMBERS, "row"):
            builder.add_integer_field(name, indexed=True, fast=True)
        self.schema = builder.build()
        self.index = tantivy.Index(self.schema)
        self._fill()
        self.searcher = self.index.searcher()
        workers = len(case.workers["x"])
        own = case.worker_skills
        self.skills = words_of(own["worker"], own["skill"], workers, "k")
        self.wishes = words_of(case.wishes["worker"], case.wishes["unit"], workers, "")
        self.near: dict[str, dict[int, int]] = {}
        for wished, offered, points in zip(*(v.tolist() for v in case.near.values()), strict=True):
            self.near.setdefault(str(wished), {})[offered] = points

    def _fill(self) -> None:
        v, asked = self.case.vacancies, self.case.vacancy_skills
        texts = []
        for required in (1, 0):
            kept = asked["required"] == required
            owner, skill = asked["vacancy"][kept], asked["skill"][kept]
            texts.append(words_of(owner, skill, len(v["x"]), "k"))
        writer = self.index.writer(200_000_000, 1)
        for i in range(len(v["x"])):
            tags = [f"u{v['unit'][i]}", *(f"s{b}" for b in bits(int(v["shifts"][i])))]
            tags += [f"c{b}" for b in bits(int(v["certificates"][i]))]
            tags += ["house"] if v["housing"][i] else []
            writer.add_document(
                tantivy.Document(
                    row=i,
                    required=" ".join(texts[0][i]),
                    preferred=" ".join(texts[1][i]),
                    tags=" ".join(tags),
                    **{name: int(v[name][i]) for name in NUMBERS},
                )
            )
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()

    def tag(self, word: str) -> Query:
        """Documents with this tag, scored nothing."""
        return Query.const_score_query(Query.term_query(self.schema, "tags", word), 0.0)

    def within(self, name: str, low: int, high: int) -> Query:
        """Documents whose number lies between these, scored nothing."""
        found = Query.range_query(self.schema, name, FieldType.Integer, low, high)
        return Query.const_score_query(found, 0.0)

    def question(self, worker: int) -> Query:
        """The query of one worker."""
        w = {name: int(column[worker]) for name, column in self.case.workers.items()}
        points: dict[int, int] = {}
        for wish in self.wishes[worker]:
            for unit, worth in self.near.get(wish, {}).items():
                points[unit] = max(worth, points.get(unit, 0))
        units = [
            (Occur.Should, Query.const_score_query(
                Query.term_query(self.schema, "tags", f"u{unit}"), self.occupation(worth)))
            for unit, worth in points.items()
        ]  # fmt: skip
        rules = [
            Query.boolean_query(units),
            self.within("education", 0, w["education"]),
            self.within("fewest", 0, w["experience"]),
            self.within("wage", w["wage"], 2**31),
            _any([self.tag(f"s{bit}") for bit in bits(w["shifts"])]),
            self.reach(w),
        ]
        lacking = [
            (Occur.MustNot, self.tag(f"c{bit}")) for bit in bits(~w["certificates"])
        ]  # fmt: skip
        skills = [
            (Occur.Should, Query.boost_query(Query.term_query(self.schema, field, word), boost))
            for word in self.skills[worker]
            for field, boost in (("required", REQUIRED_BOOST), ("preferred", PREFERRED_BOOST))
        ]
        return Query.boolean_query([(Occur.Must, rule) for rule in rules] + lacking + skills)

    def occupation(self, points: int) -> float:
        """Score of an occupation worth so many points."""
        return OCCUPATION_BOOST * points / Policy().occupation

    def reach(self, w: dict[str, int]) -> Query:
        """The square of the commuting radius, or housing for those who live in."""
        square = Query.boolean_query(
            [(Occur.Must, self.within(axis, w[axis] - w["radius"], w[axis] + w["radius"]))
             for axis in ("x", "y")]
        )  # fmt: skip
        return _any([square, self.tag("house")]) if w["boards"] else square

    def best(self, worker: int, k: int) -> list[Any]:
        """Rows of the vacancies that match best."""
        hits = self.searcher.search(self.question(worker), k, count=False).hits
        return list(self.searcher.fast_field_values("row", [address for _, address in hits]))


def _any(choices: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, choice) for choice in choices])


def run(case: Case) -> list[Row]:
    with stopwatch() as loading:
        index = TextIndex(case)
    sample = case.sample(WORKERS)
    rows = np.full((len(sample), LIST_LENGTH), -1)
    with stopwatch() as taken:
        for i, worker in enumerate(sample.tolist()):
            found = index.best(worker, LIST_LENGTH)
            rows[i, : len(found)] = found
    one = single_questions(lambda w: index.best(w, 20), sample[:QUESTIONS])
    return [
        list_row("tantivy, BM25 with filters, one thread", case, sample, taken,
                 load_s=round(loading.wall, 3), exact=False,
                 **agreement(case, sample, rows, None), **one)
    ]  # fmt: skip
