"""PostgreSQL: the exact lists, one question a worker as a page asks, and one statement for many."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import psycopg

from benchmarks.peers.case import LIST_LENGTH, Case
from benchmarks.peers.exact_sql import exact_lists
from benchmarks.peers.measuring import (
    Row,
    Taken,
    agreement,
    as_lists,
    foreign_cpu_s,
    list_row,
    single_questions,
    stopwatch,
)

SINGLE, MANY, QUESTIONS = 400, 4_000, 200
SERVER = os.environ.get(
    "CAUNOI_BENCH_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/postgres"
)  # fmt: skip
TABLES = ("workers", "wishes", "worker_skills", "vacancies", "vacancy_skills", "near")
KEYS = {
    "workers": ["worker"],
    "wishes": ["worker"],
    "worker_skills": ["worker, skill"],
    "vacancies": ["unit", "vacancy"],
    "vacancy_skills": ["vacancy, skill) include (points, required"],
    "near": ["wished) include (offered, points"],
}
DIVIDE = (
    "create function whole(a integer, b integer) returns integer language sql immutable strict "
    "parallel safe as 'select a / b'"
)

Connection = psycopg.Connection[Any]


@contextmanager
def own_database() -> Iterator[Connection]:
    """A connection to a database made for this process, dropped afterwards."""
    name = f"caunoi_bench_{os.getpid()}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"create database {name}")
        try:
            with psycopg.connect(SERVER, dbname=name, autocommit=True) as connection:
                yield connection
        finally:
            server.execute(f"drop database {name} with (force)")


def load(case: Case, connection: Connection) -> None:
    """Copies the tables of the case, indexes and analyses them."""
    connection.execute(DIVIDE)
    for name in TABLES:
        columns = getattr(case, name)
        kinds = ", ".join(
            f"{column} {'bigint' if values.dtype == np.int64 else 'integer'} not null"
            for column, values in columns.items()
        )
        connection.execute(f"create table {name} ({kinds})")
        with connection.cursor().copy(f"copy {name} from stdin") as copy:
            for row in zip(*(values.tolist() for values in columns.values()), strict=True):
                copy.write_row(row)
        for key in KEYS[name]:
            connection.execute(f"create index on {name} ({key})")
    connection.execute("vacuum analyze")


@contextmanager
def both_ends(connection: Connection) -> Iterator[Taken]:
    """A stopwatch that counts the CPU seconds of the server's process as well, where it can."""
    server = connection.info.backend_pid
    before = foreign_cpu_s(server)
    with stopwatch() as taken:
        yield taken
    after = foreign_cpu_s(server)
    if before is not None and after is not None:
        taken.cpu += after - before


def version(connection: Connection) -> str:
    """The server's own version, in short."""
    return f"PostgreSQL {connection.info.server_version // 10_000}"


def run(case: Case) -> list[Row]:
    with own_database() as connection:
        with stopwatch() as loading:
            load(case, connection)
        title, load_s = version(connection), round(loading.wall, 2)
        return [
            _one_by_one(case, connection, f"{title}, exact SQL, one question a worker", load_s),
            _together(case, connection, f"{title}, exact SQL, one statement", load_s),
        ]


def _one_by_one(case: Case, connection: Connection, method: str, load_s: float) -> Row:
    sample = case.sample(SINGLE)
    question = exact_lists(who="wishes.worker = %s", divide="whole", k=LIST_LENGTH)
    short = exact_lists(who="wishes.worker = %s", divide="whole", k=20)
    for worker in sample[:5].tolist():
        connection.execute(question, [worker])
    found = []
    with both_ends(connection) as taken:
        for worker in sample.tolist():
            found += connection.execute(question, [worker]).fetchall()
    one = single_questions(
        lambda w: connection.execute(short, [w]).fetchall(), sample[:QUESTIONS]
    )  # fmt: skip
    rows, scores = as_lists(sample, *np.array(found, np.int64).T)
    return list_row(
        method, case, sample, taken, load_s=load_s, **agreement(case, sample, rows, scores), **one
    )


def _together(case: Case, connection: Connection, method: str, load_s: float) -> Row:
    sample = case.sample(MANY)
    # In one process, or its CPU seconds could not be told.
    connection.execute("set max_parallel_workers_per_gather = 0")
    connection.execute("set work_mem = '1GB'")
    statement = exact_lists(who="wishes.worker = any(%s)", divide="whole", k=LIST_LENGTH)
    with both_ends(connection) as taken:
        found = connection.execute(statement, [sample.tolist()]).fetchall()
    rows, scores = as_lists(sample, *np.array(found, np.int64).T)
    return list_row(
        method, case, sample, taken, load_s=load_s, **agreement(case, sample, rows, scores)
    )
