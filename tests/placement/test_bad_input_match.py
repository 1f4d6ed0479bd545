"""`caunoi match` on files of the wrong kind: refused in words, never a trace of code."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest
from django.core.management import CommandError, call_command

from caunoi.placement.exports import write_example
from caunoi.placement.imports import MOST_PLACES, CannotReadMarket, read_market
from caunoi.placement.queries.reference import unit_codes
from caunoi_engine.matching import build_index, make_plan

TABLES = ("workers", "vacancies", "courses")
ROWS = {"workers": 60, "vacancies": 40, "courses": 5}


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The tables of a small made market."""
    folder = tmp_path_factory.mktemp("example")
    write_example(folder, occupations=unit_codes())
    read = pyarrow.parquet.read_table
    return {name: read(folder / f"{name}.parquet").slice(0, ROWS[name]) for name in TABLES}


@pytest.fixture
def files(example, tmp_path):
    """Writes the three files with columns replaced: `files(workers={"lat": [...]})`."""

    def write(**changes):
        paths = {}
        for name, table in example.items():
            for column, cells in changes.get(name, {}).items():
                place = table.schema.get_field_index(column)
                table = table.set_column(place, column, cells)  # noqa: PLW2901  the changed table
            paths[name] = tmp_path / f"{name}.parquet"
            pyarrow.parquet.write_table(table, paths[name])
        return paths

    return write


def match(paths, out, *more):
    said = [f"--{name}={path}" for name, path in paths.items()]
    call_command("match", *said, f"--out={out}", *more)


def of_everybody(cell, kind=None):
    return pa.array([cell] * ROWS["workers"], kind)


NO_TEXT = [
    ("worker_id", of_everybody({"a": 1})),
    ("worker_id", of_everybody(["a"])),
    ("worker_id", of_everybody(b"\xff")),
    ("occupations", of_everybody([["8153"]])),
    ("occupations", of_everybody({"a": "8153"})),
    ("occupations", of_everybody(8153)),
    ("skills", of_everybody([b"\xff\xfe"])),
    ("skills", of_everybody([("a", 1)], pa.map_(pa.string(), pa.int64()))),
    ("shifts", of_everybody(1)),
]


@pytest.mark.parametrize(("column", "cells"), NO_TEXT)
def test_a_column_of_another_kind_is_named(files, column, cells):
    with pytest.raises(CannotReadMarket, match=f"người tìm việc.*cột {column} không phải chữ"):
        read_market(**files(workers={column: cells}))


NO_NUMBERS = [True, b"\xff", [20.5], {"a": 20.5}, "hai mươi"]


@pytest.mark.parametrize("cell", NO_NUMBERS)
def test_a_column_of_numbers_that_holds_none_is_refused_row_by_row(files, cell):
    market, refused = read_market(**files(workers={"lat": of_everybody(cell)}))

    assert len(market.workers) == 0
    assert {(one.column, one.row) for one in refused} == {("lat", row) for row in range(1, 61)}
    assert "không phải một con số" in refused[0].reason


@pytest.mark.parametrize("number", [2**62, -(2**62), 2**53 + 1])
def test_a_number_too_large_for_any_column_refuses_its_row(files, example, number):
    positions = pa.array([number, *example["vacancies"]["positions"].to_pylist()[1:]])

    market, refused = read_market(**files(vacancies={"positions": positions}))

    assert len(market.vacancies) == ROWS["vacancies"] - 1
    assert [(one.row, one.column) for one in refused] == [(1, "positions")]


@pytest.mark.parametrize("kind", [pa.decimal128(20, 10), pa.float16(), pa.large_string()])
def test_numbers_may_be_written_in_any_type_of_a_data_frame(files, example, kind):
    lat = example["workers"]["lat"]
    as_kind = lat.cast(kind) if kind != pa.float16() else pa.array(np.float16(lat.to_numpy()))

    market, refused = read_market(**files(workers={"lat": as_kind}))

    assert refused == []
    assert market.workers.lat == pytest.approx(lat.to_numpy(), abs=0.01)


def test_texts_and_lists_may_be_kept_as_numbers_of_a_list_of_values(files, example):
    ids = example["workers"]["worker_id"]

    market, refused = read_market(
        **files(
            workers={
                "worker_id": ids.dictionary_encode(),
                "occupations": of_everybody("8153").dictionary_encode(),
            }
        )
    )

    assert refused == []
    assert market.workers.worker_id.tolist() == ids.to_pylist()
    assert market.workers.occupations.row(0) == ["8153"]


@pytest.mark.parametrize("wishes", [["chữ"], [None], ["8153", "chữ"], ["😀"]])
def test_a_refused_wish_of_one_person_does_not_stop_the_plan_of_the_others(files, example, wishes):
    occupations = pa.array([wishes, *example["workers"]["occupations"].to_pylist()[1:]])

    market, refused = read_market(**files(workers={"occupations": occupations}))
    plan = make_plan(build_index(market))

    assert [(one.row, one.column) for one in refused] == [(1, "occupations")]
    assert plan.placed > 0


def test_an_empty_entry_of_a_list_is_no_entry(files, example):
    occupations = pa.array([["", None, "8153"], *example["workers"]["occupations"].to_pylist()[1:]])

    market, refused = read_market(**files(workers={"occupations": occupations}))

    assert refused == []
    assert market.workers.occupations.row(0) == ["8153"]
    assert "" not in market.workers.occupations.names


def test_the_most_places_that_are_read_fit_into_memory(files):
    market, refused = read_market(
        **files(
            vacancies={"positions": pa.array([MOST_PLACES] * ROWS["vacancies"])},
            courses={"seats": pa.array([MOST_PLACES] * ROWS["courses"])},
        )
    )

    assert refused == []
    assert make_plan(build_index(market)).unfilled_positions > MOST_PLACES


def test_when_every_row_is_refused_the_first_reason_is_said(files, tmp_path):
    paths = files(workers={"occupations": of_everybody(["0000"])})

    with pytest.raises(CommandError, match=r"dòng 1, cột occupations: mã nghề «0000» không có"):
        match(paths, tmp_path / "out")


@pytest.mark.parametrize("top", ["0", "-1", "1000000000"])
def test_a_list_of_no_or_endless_length_is_refused(files, tmp_path, top):
    with pytest.raises(CommandError, match="--top phải từ 1 đến"):
        match(files(), tmp_path / "out", f"--top={top}")


@pytest.mark.parametrize("inside", ["", "thu-muc"])
def test_a_folder_that_cannot_be_written_is_named_before_the_work(files, tmp_path, inside, capsys):
    (tmp_path / "ban").write_text("đây là tệp")

    with pytest.raises(CommandError, match=r"Không ghi được vào thư mục .*ban"):
        match(files(), tmp_path / "ban" / inside)
    assert "phương án" not in capsys.readouterr().out


def test_an_example_in_a_place_that_is_a_file_or_with_a_negative_seed_is_refused(tmp_path):
    (tmp_path / "ban").write_text("đây là tệp")

    with pytest.raises(CommandError, match="Không ghi được vào thư mục"):
        call_command("match", f"--example={tmp_path / 'ban'}")
    with pytest.raises(CommandError, match="--seed phải là số từ 0"):
        call_command("match", f"--example={tmp_path / 'moi'}", "--seed=-1")


@pytest.mark.parametrize("name", ["x" * 300 + ".csv", "thu-muc.csv"])
def test_a_name_that_is_no_file_is_refused(files, tmp_path, name):
    (tmp_path / "thu-muc.csv").mkdir()

    with pytest.raises(CannotReadMarket, match="Xem lại đường dẫn"):
        read_market(**{**files(), "workers": tmp_path / name})


@pytest.mark.parametrize("damage", [slice(0, 2_000), slice(4, None)])
def test_a_parquet_file_that_was_cut_is_named(files, tmp_path, damage):
    paths = files()
    paths["workers"].write_bytes(paths["workers"].read_bytes()[damage])

    with pytest.raises(CannotReadMarket, match=r"workers\.parquet.*hỏng"):
        read_market(**paths)


def test_fifty_thousand_columns_are_told_apart_from_the_missing_ones(files, tmp_path):
    wide = tmp_path / "rong.csv"
    wide.write_text(",".join(f"c{n}" for n in range(50_000)) + "\n")

    with pytest.raises(CannotReadMarket, match="thiếu cột worker_id"):
        read_market(**{**files(), "workers": wide})
