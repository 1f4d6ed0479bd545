"""A match shared out over two processes: the same prices and plan, also when one is lost."""

import hashlib
import json
import os
import signal
import sys
import threading
from functools import partial
from io import StringIO

import numpy as np
import pyarrow.parquet
import pytest
from django.core.management import CommandError, call_command

from caunoi.placement.actions.cluster import remote_shards, shared_out
from caunoi.placement.models import MatchRun
from caunoi_engine.matching import build_index, make_plan
from caunoi_engine.matching.auction import auction, resources
from caunoi_engine.matching.bound import Dual
from caunoi_engine.matching.seats import GRAIN
from caunoi_engine.matching.shards import local_shards
from caunoi_kit.cluster import join
from tests.engine.matching.factories import small
from tests.placement.factories import seeker
from tests.vacancies.factories import VacancyFactory


@pytest.fixture(scope="module")
def index():
    return build_index(small())


@pytest.fixture(scope="module")
def cluster():
    with join(processes=2) as joined:
        yield joined


def fingerprint(index, share_out):
    """SHA-256 of a plan, and of the prices an auction and the search for a bound end at."""
    market, shards = index.market, share_out(index)
    capacity = resources(market.vacancies.positions, market.courses.seats)
    end = auction(
        shards,
        capacity,
        np.zeros(len(capacity), np.int64),
        epsilon=20 * GRAIN,
        order=np.arange(len(market.workers), dtype=np.int32),
        vacancies=len(market.vacancies),
    )
    dual = Dual(shards, capacity)
    bound = dual.tighten(dual.at(end.price), value=0, steps=10, enough=lambda found: False)
    plan = make_plan(index, shards=share_out)
    assert plan.placed > 500
    found = [end.price, end.taken, bound.price, plan.vacancy, plan.course]
    found += [plan.vacancy_price, plan.course_price, np.array([bound.grains, plan.upper_bound])]
    return hashlib.sha256(b"".join(one.tobytes() for one in found)).hexdigest()


@pytest.fixture(scope="module")
def expected(index):
    return fingerprint(index, partial(local_shards, count=1, threads=1))


@pytest.mark.parametrize(("count", "threads"), [(2, 1), (2, 2), (4, 2), (8, 1), (8, 3)])
def test_shards_of_this_process_end_at_the_same_prices_and_plan(index, expected, count, threads):
    assert fingerprint(index, partial(local_shards, count=count, threads=threads)) == expected


@pytest.mark.cluster
def test_two_processes_end_at_the_same_prices_and_plan(index, cluster, expected):
    assert fingerprint(index, partial(remote_shards, cluster=cluster)) == expected


@pytest.mark.cluster
def test_processes_lost_in_the_middle_of_a_plan_change_nothing(index, cluster):
    plan, shards = make_plan(index), remote_shards(index, cluster)
    before = [shard.process() for shard in shards.spans]
    asked = [0]
    plain = shards.shortlist

    def losing(*question):
        asked[0] += 1
        if asked[0] == 5:
            os.kill(before[0], signal.SIGKILL)
            # Some moments later: while the answer to this question is on its way.
            threading.Timer(0.003, os.kill, (before[1], signal.SIGKILL)).start()
        return plain(*question)

    shards.shortlist = losing
    again = make_plan(index, shards=lambda whole: shards)

    assert asked[0] > 5
    after = [shard.process() for shard in shards.spans]
    assert all(now != then for now, then in zip(after, before, strict=True))
    for name in ("vacancy", "course", "vacancy_price", "course_price", "net_value"):
        assert getattr(again, name).tobytes() == getattr(plan, name).tobytes()
    assert (again.value, again.upper_bound) == (plan.value, plan.upper_bound)


@pytest.fixture
def example(tmp_path):
    call_command("match", "--example", str(tmp_path / "example"), stdout=StringIO())
    return tmp_path / "example"


def match(example, out, *more):
    call_command(
        "match",
        "--workers", str(example / "workers.parquet"),
        "--vacancies", str(example / "vacancies.parquet"),
        "--courses", str(example / "courses.parquet"),
        "--out", str(out),
        *more,
        stdout=StringIO(),
    )  # fmt: skip


@pytest.mark.cluster
def test_the_command_gives_the_same_plan_on_a_cluster(cluster, example, tmp_path):
    match(example, tmp_path / "here")
    match(example, tmp_path / "there", "--cluster")

    plans = [pyarrow.parquet.read_table(tmp_path / o / "plan.parquet") for o in ("here", "there")]
    figures = [json.loads((tmp_path / o / "summary.json").read_text()) for o in ("here", "there")]
    assert plans[0].equals(plans[1])
    assert figures[0]["upper_bound"] == figures[1]["upper_bound"]


@pytest.mark.cluster
@pytest.mark.django_db
def test_on_the_registers_the_run_is_the_same_on_a_cluster(cluster):
    seeker()
    VacancyFactory(positions=3)
    for more in ([], ["--cluster"]):
        call_command("match", "--on", "24/11/2026", *more, stdout=StringIO())
    runs = MatchRun.objects.order_by("id")
    assert [(run.placed, run.value, run.upper_bound) for run in runs] == [
        (1, runs[0].value, runs[0].upper_bound)
    ] * 2


def test_the_command_without_ray_says_how_to_install_it(example, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(CommandError, match=r"pip install .* requirements-cluster\.lock"):
        match(example, tmp_path / "out", "--cluster")
    assert not (tmp_path / "out").exists()


def test_without_an_address_nothing_is_shared_out():
    with shared_out(None) as share_out:
        assert share_out is None
