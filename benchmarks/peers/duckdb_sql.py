"""duckdb: the exact lists as one SQL statement over tables in memory."""

import duckdb
import numpy as np

from benchmarks.peers.case import LIST_LENGTH, Case
from benchmarks.peers.exact_sql import exact_lists
from benchmarks.peers.measuring import (
    Row,
    agreement,
    as_lists,
    list_row,
    single_questions,
    stopwatch,
)

WORKERS, QUESTIONS = 10_000, 50
TABLES = ("workers", "wishes", "worker_skills", "vacancies", "vacancy_skills", "near")
DIVIDE = "create macro whole(a, b) as a // b"


def load(case: Case) -> duckdb.DuckDBPyConnection:
    """A connection with the tables of the case."""
    connection = duckdb.connect()
    connection.execute("set threads = 2")
    connection.execute(DIVIDE)
    for name in TABLES:
        source = getattr(case, name)
        connection.register("source", source)
        connection.execute(f"create table {name} as select * from source")  # noqa: S608  # our names
        connection.unregister("source")
    return connection


def run(case: Case) -> list[Row]:
    sample = case.sample(WORKERS)
    with stopwatch() as loading:
        connection = load(case)
        connection.register("chosen", {"worker": sample.astype(np.int32)})
    among = "wishes.worker in (select worker from chosen)"
    statement = exact_lists(who=among, divide="whole", k=LIST_LENGTH)
    with stopwatch() as taken:
        found = connection.execute(statement).fetchnumpy()
    answer = [found[name].astype(np.int64) for name in ("worker", "vacancy", "score")]
    rows, scores = as_lists(sample, *answer)
    question = exact_lists(who="wishes.worker = ?", divide="whole", k=20)
    one = single_questions(
        lambda w: connection.execute(question, [w]).fetchall(), sample[:QUESTIONS]
    )
    return [
        list_row("duckdb, one SQL statement", case, sample, taken, load_s=round(loading.wall, 3),
                 **agreement(case, sample, rows, scores), **one)
    ]  # fmt: skip
