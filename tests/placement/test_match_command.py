"""`caunoi match` on the registers, on files and on an example."""

import json
from io import StringIO

import pyarrow.parquet
import pytest
from django.core.management import CommandError, call_command

from caunoi.placement.models import MatchRun
from caunoi_engine.matching.example import SIZES
from tests.placement.factories import seeker
from tests.vacancies.factories import VacancyFactory


def match(*arguments):
    said = StringIO()
    call_command("match", *arguments, stdout=said)
    return said.getvalue()


@pytest.fixture
def example(tmp_path):
    match("--example", str(tmp_path / "example"), "--seed", "7")
    return tmp_path / "example"


def on_files(example, out, *more):
    return match(
        "--workers", str(example / "workers.csv"),
        "--vacancies", str(example / "vacancies.parquet"),
        "--courses", str(example / "courses.csv"),
        "--out", str(out),
        *more,
    )  # fmt: skip


@pytest.mark.django_db
def test_on_the_registers_it_keeps_a_plan_and_says_how_it_went():
    seeker()
    VacancyFactory(positions=3)

    said = match("--on", "24/11/2026")

    run = MatchRun.objects.get()
    assert (run.placed, f"{run.market_day:%d/%m/%Y}") == (1, "24/11/2026")
    assert "1 / 1 người có hướng đi" in said
    assert "2 chỗ làm còn trống" in said
    assert "Không phương án nào hơn phương án này quá 0%" in said


@pytest.mark.django_db
def test_on_empty_registers_it_refuses_in_words():
    with pytest.raises(CommandError, match="Không có người tìm việc nào ghép được"):
        match()


@pytest.mark.django_db
def test_a_day_that_is_none_is_refused():
    with pytest.raises(CommandError):
        match("--on", "32/13/2026")


# Without the mark `django_db` any query fails: these prove that files need no database.


def test_on_files_it_needs_no_database_and_writes_the_plan(example, tmp_path):
    said = on_files(example, tmp_path / "out", "--top", "5")

    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    plan = pyarrow.parquet.read_table(tmp_path / "out" / "plan.parquet")
    lists = pyarrow.parquet.read_table(tmp_path / "out" / "candidates.parquet")
    assert summary["placed"] == sum(v is not None for v in plan["vacancy_id"].to_pylist()) > 0
    assert summary["value"] <= summary["upper_bound"]
    assert max(lists["rank"].to_pylist()) == 5
    assert "Kết quả ở thư mục" in said


def test_the_same_files_give_the_same_plan(example, tmp_path):
    for out in ("one", "two"):
        on_files(example, tmp_path / out)

    plans = [pyarrow.parquet.read_table(tmp_path / out / "plan.parquet") for out in ("one", "two")]

    assert plans[0].equals(plans[1])


def test_half_the_files_are_refused_with_what_is_missing(example):
    with pytest.raises(CommandError, match="cần đủ --workers, --vacancies và --out"):
        match("--workers", str(example / "workers.csv"))


def test_a_file_that_is_not_there_is_refused_in_words(example, tmp_path):
    (example / "workers.csv").unlink()

    with pytest.raises(CommandError, match=r"workers\.csv"):
        on_files(example, tmp_path / "out")


def test_an_example_is_made_in_each_size_the_engine_has(tmp_path):
    match("--example", str(tmp_path), "--size", "10k")

    assert pyarrow.parquet.read_metadata(tmp_path / "workers.parquet").num_rows == 10_000
    with pytest.raises(CommandError) as refusal:
        match("--example", str(tmp_path), "--size", "huge")
    assert all(size in str(refusal.value) for size in SIZES)


def test_lists_for_the_counter_are_the_same_for_the_same_files(example, tmp_path):
    for out in ("one", "two"):
        on_files(example, tmp_path / out, "--referrals")

    for name in ("referrals", "short_lists"):
        first, second = (tmp_path / out / f"{name}.parquet" for out in ("one", "two"))
        assert first.read_bytes() == second.read_bytes()
