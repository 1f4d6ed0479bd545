"""PostgreSQL's full-text search: a GIN index, ts_rank, and the hard rules as plain conditions.

Occupations near a wish and skills are words of a tsvector; required skills weigh A, occupations B,
preferred skills C. Only the quarter of the required skills is not asked for.
"""

import numpy as np

from benchmarks.peers.case import LIST_LENGTH, Case
from benchmarks.peers.measuring import Row, agreement, list_row, single_questions, stopwatch
from benchmarks.peers.postgresql_sql import Connection, both_ends, load, own_database, version
from benchmarks.peers.tantivy_text import words_of
from caunoi_engine.matching import Policy
from caunoi_engine.matching.score import boarding_limit

WORKERS, QUESTIONS = 400, 200
BOARDING = boarding_limit(Policy())
WEIGHTS = "{0, 0.3, 1, 0.7}"
"""Of D, C, B and A."""

QUESTION = """
select v.vacancy from vacancies v join workers w on w.worker = %(worker)s
where v.words @@ %(near)s::tsquery
  and w.education >= v.education and w.experience >= v.fewest and v.wage >= w.wage
  and (w.shifts & v.shifts) <> 0 and (v.certificates & ~w.certificates) = 0
  and (w.x - v.x) * (w.x - v.x) + (w.y - v.y) * (w.y - v.y)
      <= greatest(w.radius * w.radius, v.housing * w.boards * %(boarding)s)
order by ts_rank(%(weights)s::float4[], v.words, %(wanted)s::tsquery) desc, v.vacancy
limit %(k)s
"""


def add_words(case: Case, connection: Connection) -> None:
    """Gives every vacancy its tsvector, and indexes it."""
    v, asked = case.vacancies, case.vacancy_skills
    skills: list[list[str]] = [[] for _ in v["x"]]
    for row, skill, _, required in zip(*(c.tolist() for c in asked.values()), strict=True):
        skills[row].append(f"'k{skill}':1{'A' if required else 'C'}")
    connection.execute("create table texts (vacancy integer, words tsvector)")
    with connection.cursor().copy("copy texts from stdin") as copy:
        for row, unit in enumerate(v["unit"].tolist()):
            copy.write_row((row, " ".join([f"'u{unit}':1B", *skills[row]])))
    connection.execute("alter table vacancies add words tsvector")
    connection.execute(
        "update vacancies v set words = t.words from texts t where t.vacancy = v.vacancy"
    )
    connection.execute("create index on vacancies using gin (words)")
    connection.execute("create index on workers (worker) include (education)")
    connection.execute("vacuum full analyze vacancies")


def run(case: Case) -> list[Row]:
    sample = case.sample(WORKERS)
    workers = len(case.workers["x"])
    wishes = words_of(case.wishes["worker"], case.wishes["unit"], workers, "")
    skills = words_of(case.worker_skills["worker"], case.worker_skills["skill"], workers, "k")
    offered: dict[str, set[str]] = {}
    for wished, unit, _ in zip(*(c.tolist() for c in case.near.values()), strict=True):
        offered.setdefault(str(wished), set()).add(f"u{unit}")
    with own_database() as connection:
        with stopwatch() as loading:
            load(case, connection)
            add_words(case, connection)

        def best(worker: int, k: int) -> list[int]:
            near = set[str]().union(*(offered.get(wish, set()) for wish in wishes[worker]))
            wanted = [f"u{wish}" for wish in wishes[worker]] + skills[worker]
            facts = {"worker": worker, "near": " | ".join(sorted(near)), "weights": WEIGHTS,
                     "wanted": " | ".join(wanted), "k": k, "boarding": BOARDING}  # fmt: skip
            return [row for (row,) in connection.execute(QUESTION, facts).fetchall()]

        for worker in sample[:5].tolist():
            best(worker, LIST_LENGTH)
        rows = np.full((len(sample), LIST_LENGTH), -1)
        with both_ends(connection) as taken:
            for i, worker in enumerate(sample.tolist()):
                found = best(worker, LIST_LENGTH)
                rows[i, : len(found)] = found
        one = single_questions(lambda w: best(w, 20), sample[:QUESTIONS])
        title = f"{version(connection)}, full text (GIN, ts_rank) with filters"
    return [
        list_row(title, case, sample, taken, load_s=round(loading.wall, 2), exact=False,
                 **agreement(case, sample, rows, None), **one)
    ]  # fmt: skip
