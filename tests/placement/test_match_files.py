"""The match files: every bad row refused by number and reason, and the good rows go on."""

import csv
import json
from dataclasses import fields

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest

from caunoi.placement.exports import write_example, write_market, write_plan
from caunoi.placement.imports import CannotReadMarket, read_market
from caunoi_engine.matching import (
    FACTORS,
    Lists,
    build_index,
    example_market,
    make_plan,
    rank_vacancies,
)

CODES = [f"{major}{rest:03d}" for major in range(1, 10) for rest in (111, 112, 121, 211)]
GOOD = {
    "workers": {
        "worker_id": "W1", "lat": "18.3", "lon": "105.9", "occupations": "7111|8111",
        "skills": "may|cắt vải", "certificates": "", "education": "3", "experience_months": "12",
        "wage_min": "7000000", "radius_km": "15", "shifts": "DAY|NIGHT", "will_board": "false",
        "will_train": "true", "priority": "0",
    },
    "vacancies": {
        "vacancy_id": "V1", "employer_id": "E1", "lat": "18.3", "lon": "105.9",
        "occupation": "7111", "positions": "5", "wage_min": "7000000", "wage_max": "9000000",
        "education_min": "2", "experience_months_min": "0", "skills_required": "may",
        "skills_preferred": "", "certificates_required": "", "shifts": "DAY", "housing": "false",
    },
    "courses": {
        "course_id": "C1", "programme_id": "P1", "lat": "18.3", "lon": "105.9",
        "occupation": "7111", "seats": "20", "months": "3", "cost_vnd": "2000000",
        "education_min": "0", "skills_taught": "may", "certificates_granted": "",
        "boarding": "true",
    },
}  # fmt: skip
TABLES = tuple(GOOD)
RELATED = "occupation_a,occupation_b,permille\n"


@pytest.fixture
def files(tmp_path):
    """Writes the three files, plain rows changed as asked, and reads them."""

    def read(**changes):
        for table in TABLES:
            rows = changes.get(table, [{}])
            names = list(GOOD[table])
            names += [name for row in rows for name in row if name not in names]
            with (tmp_path / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, names)
                writer.writeheader()
                writer.writerows({**GOOD[table], **row} for row in rows)
        return read_all(tmp_path, "csv")

    return read


def read_all(folder, kind, **more):
    paths = {table: folder / f"{table}.{kind}" for table in TABLES}
    return read_market(**paths, **more, occupations=CODES)


def test_good_rows_are_read_as_they_are_written(files):
    market, refused = files()
    assert refused == []
    workers = market.workers
    assert workers.worker_id.tolist() == ["W1"]
    assert workers.occupations.row(0) == ["7111", "8111"]
    assert workers.skills.row(0) == ["may", "cắt vải"]
    assert workers.shifts.tolist() == [0b101]
    assert (workers.will_board[0], workers.will_train[0]) == (False, True)
    assert market.vacancies.wage_max.tolist() == [9_000_000]
    assert market.courses.seats.tolist() == [20]


BAD_CELLS = [
    ("workers", "worker_id", "", "ô trống"),
    ("workers", "lat", "105.9", "ngoài khoảng 6 đến 24"),
    ("workers", "lon", "18.3", "ngoài khoảng 102 đến 118"),
    ("workers", "lat", "", "ô trống"),
    ("workers", "lat", "nan", "không phải một con số"),
    ("workers", "occupations", "", "chưa ghi nghề"),
    ("workers", "occupations", "7111|0000", "mã nghề «0000» không có trong danh mục"),
    ("workers", "occupations", "7111|7112|7121|7211", "quá 3 nghề"),
    ("workers", "skills", "may\0cắt", "NUL"),
    ("workers", "education", "9", "ngoài khoảng 0 đến 8"),
    ("workers", "education", "2.5", "phải là số nguyên"),
    ("workers", "experience_months", "-1", "ngoài khoảng 0"),
    ("workers", "wage_min", "-5", "ngoài khoảng 0"),
    ("workers", "wage_min", "bảy triệu", "«bảy triệu» không phải một con số"),
    ("workers", "wage_min", "1e12", "ngoài khoảng"),
    ("workers", "radius_km", "inf", "không phải một con số"),
    ("workers", "shifts", "", "ô trống"),
    ("workers", "shifts", "EVENING", "chỉ dùng DAY, ROTATING, NIGHT, PART_TIME"),
    ("workers", "will_train", "maybe", "«maybe» không phải có hoặc không"),
    ("workers", "priority", "2", "ngoài khoảng 0 đến 1"),
    ("vacancies", "vacancy_id", "  ", "ô trống"),
    ("vacancies", "employer_id", "", "ô trống"),
    ("vacancies", "employer_id", "E\0", "NUL"),
    ("vacancies", "occupation", "99", "mã nghề «99» không có trong danh mục"),
    ("vacancies", "positions", "0", "ngoài khoảng 1"),
    ("vacancies", "positions", "-3", "ngoài khoảng 1"),
    ("vacancies", "positions", "", "ô trống"),
    ("vacancies", "wage_min", "9500000", "lương thấp nhất 9500000 cao hơn 9000000"),
    ("vacancies", "wage_max", "-1", "ngoài khoảng 0"),
    ("vacancies", "shifts", "day", "chỉ dùng"),
    ("courses", "seats", "0", "ngoài khoảng 1"),
    ("courses", "months", "-1", "ngoài khoảng 0"),
    ("courses", "cost_vnd", "miễn phí", "không phải một con số"),
    ("courses", "occupation", "", "ô trống"),
]


@pytest.mark.parametrize(("table", "column", "cell", "reason"), BAD_CELLS)
def test_a_bad_cell_refuses_its_row_and_no_other(files, table, column, cell, reason):
    key = next(iter(GOOD[table]))
    rows = [{key: "A"}, {key: "B", column: cell}, {key: "C"}]
    market, refused = files(**{table: rows})
    assert [(one.table, one.row, one.column) for one in refused] == [(table, 2, column)]
    assert reason in refused[0].reason
    kept = getattr(getattr(market, table), key)
    assert kept.tolist() == ["A", "C"]


def test_a_repeated_id_is_refused_with_the_row_it_repeats(files):
    market, refused = files(workers=[{}, {"worker_id": "W2"}, {"wage_min": "1"}])
    assert [(one.row, one.identifier, one.reason) for one in refused] == [
        (3, "W1", "trùng mã với dòng 1")
    ]
    assert market.workers.wage_min.tolist() == [7_000_000, 7_000_000]


def test_a_row_with_several_faults_is_told_all_of_them(files):
    _, refused = files(vacancies=[{"lat": "0", "positions": "x"}, {"vacancy_id": "V2"}])
    assert [(one.row, one.column) for one in refused] == [(1, "lat"), (1, "positions")]


def test_a_wage_that_is_not_stated_stays_so_and_one_end_counts_for_both(files):
    market, refused = files(
        vacancies=[
            {"wage_min": "", "wage_max": ""},
            {"vacancy_id": "V2", "wage_max": ""},
            {"vacancy_id": "V3", "wage_min": ""},
        ]
    )
    assert refused == []
    assert market.vacancies.wage_max.tolist() == [-1, 7_000_000, 9_000_000]
    assert market.vacancies.wage_min.tolist() == [-1, 7_000_000, -1]


def test_protected_and_unknown_columns_are_ignored_and_reported(files):
    plain, _ = files()
    market, refused = files(workers=[{"gioi_tinh": "nữ", "dan_toc": "Thái", "ghi_chu": "gấp"}])
    told = {one.column: (one.row, one.reason) for one in refused}
    assert set(told) == {"gioi_tinh", "dan_toc", "ghi_chu"}
    assert told["gioi_tinh"] == told["dan_toc"]
    assert "không được biết" in told["gioi_tinh"][1]
    assert told["ghi_chu"][0] is None
    assert same_market(market, plain)


def same_market(first, second):
    """Whether two markets hold the same cells."""
    for table in TABLES:
        one, other = getattr(first, table), getattr(second, table)
        for column in fields(one):
            a, b = getattr(one, column.name), getattr(other, column.name)
            if isinstance(a, Lists):
                if [a.row(i) for i in range(len(a))] != [b.row(i) for i in range(len(b))]:
                    return False
            elif not np.array_equal(a, b):
                return False
    return True


def test_optional_columns_may_be_missing(files, tmp_path):
    files()
    path = tmp_path / "workers.csv"
    path.write_text(
        "worker_id,lat,lon,occupations,education,radius_km,shifts\nW1,18.3,105.9,7111,3,15,DAY\n",
        encoding="utf-8",
    )
    market, refused = read_all(tmp_path, "csv")
    assert refused == []
    assert market.workers.wage_min.tolist() == [0]
    assert market.workers.skills.row(0) == []


def test_rows_of_the_wrong_length_are_refused_and_the_count_of_rows_goes_on(files, tmp_path):
    files(workers=[{"worker_id": "A"}, {"worker_id": "B"}, {"worker_id": "C", "lat": "0"}])
    path = tmp_path / "workers.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[2] = "B,18.3"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    market, refused = read_all(tmp_path, "csv")
    assert [(one.row, one.column) for one in refused] == [(2, ""), (3, "lat")]
    assert "dòng có 2 ô" in refused[0].reason
    assert market.workers.worker_id.tolist() == ["A"]


def test_marks_around_cells_blanks_and_line_ends_of_other_systems_are_understood(files, tmp_path):
    files()
    path = tmp_path / "workers.csv"
    text = path.read_text(encoding="utf-8").replace("W1", ' "W1" '.strip()).replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("18.3", " 18.3 ").encode())
    market, refused = read_all(tmp_path, "csv")
    assert refused == []
    assert market.workers.worker_id.tolist() == ["W1"]


BAD_FILES = [
    (b"", "trống"),
    (b"worker_id,lat\n", "thiếu cột lon"),
    (",".join(GOOD["workers"]).encode() + b"\n", "không có dòng nào"),
    (",".join([*GOOD["workers"], "lat"]).encode() + b"\n", "hai cột cùng tên lat"),
    (",".join(GOOD["workers"]).encode("utf-16"), "UTF-8"),
]


@pytest.mark.parametrize(("content", "reason"), BAD_FILES)
def test_a_file_that_is_no_use_is_named_with_the_reason(files, tmp_path, content, reason):
    files()
    (tmp_path / "workers.csv").write_bytes(content)
    with pytest.raises(CannotReadMarket, match=reason) as error:
        read_all(tmp_path, "csv")
    assert "workers.csv" in str(error.value)


@pytest.mark.parametrize("rows_before", [0, 2_000])
def test_text_in_another_encoding_is_named_and_does_not_become_nonsense(
    files, tmp_path, rows_before
):
    before = [{"worker_id": f"A{i}", "skills": "may"} for i in range(rows_before)]
    files(workers=[*before, {}])
    path = tmp_path / "workers.csv"
    path.write_bytes(path.read_bytes().replace("cắt vải".encode(), b"c\xe3t v\xf5i"))
    with pytest.raises(CannotReadMarket, match="UTF-8"):
        read_all(tmp_path, "csv")


def test_semicolons_of_vietnamese_spreadsheets_part_cells_too(files, tmp_path):
    plain, _ = files()
    path = tmp_path / "workers.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
    market, refused = read_all(tmp_path, "csv")
    assert refused == []
    assert same_market(market, plain)


def test_a_missing_file_a_broken_one_and_another_kind_are_told_apart(files, tmp_path):
    files()
    paths = {table: tmp_path / f"{table}.csv" for table in TABLES}
    with pytest.raises(CannotReadMarket, match="không có ở"):
        read_market(**{**paths, "courses": tmp_path / "nowhere.csv"}, occupations=CODES)
    (tmp_path / "workers.parquet").write_bytes(b"PAR1 but not really")
    with pytest.raises(CannotReadMarket, match="hỏng"):
        read_market(**{**paths, "workers": tmp_path / "workers.parquet"}, occupations=CODES)
    (tmp_path / "workers.xls").write_bytes(b"x")
    with pytest.raises(CannotReadMarket, match=r"\.parquet hoặc \.csv"):
        read_market(**{**paths, "workers": tmp_path / "workers.xls"}, occupations=CODES)


def test_too_many_kinds_of_certificates_stop_the_reading_with_a_way_out(files):
    rows = [{"vacancy_id": str(i), "certificates_required": f"CC{i}"} for i in range(65)]
    with pytest.raises(CannotReadMarket, match="65 loại chứng chỉ"):
        files(vacancies=rows)


def test_the_files_work_without_courses(files, tmp_path):
    files()
    market, _ = read_market(
        workers=tmp_path / "workers.csv", vacancies=tmp_path / "vacancies.csv", occupations=CODES
    )
    assert len(market.courses) == 0
    assert make_plan(build_index(market)).placed == 1


def test_numbers_in_parquet_may_be_of_any_type(files, tmp_path):
    plain, _ = files()
    cells = {name: [value or None] for name, value in GOOD["vacancies"].items()}
    cells["positions"] = pa.array([5], pa.int8())
    cells["wage_max"] = pa.array([9e6], pa.float32())
    cells["lat"] = pa.array([18.3], pa.float64())
    cells["housing"] = pa.array([False])
    cells["skills_required"] = pa.array([["may", None, " "]], pa.large_list(pa.string()))
    cells["skills_preferred"] = pa.array([None], pa.list_(pa.string()))
    cells["vacancy_id"] = pa.array(["V1"]).dictionary_encode()
    pyarrow.parquet.write_table(pa.table(cells), tmp_path / "vacancies.parquet")
    market, refused = read_market(
        workers=tmp_path / "workers.csv",
        vacancies=tmp_path / "vacancies.parquet",
        courses=tmp_path / "courses.csv",
        occupations=CODES,
    )
    assert refused == []
    assert same_market(market, plain)


def test_csv_and_parquet_say_the_same_and_give_back_what_was_written(tmp_path):
    made = example_market(CODES, size="small", seed=3)
    write_market(tmp_path, made)
    for kind in ("csv", "parquet"):
        market, refused = read_all(tmp_path, kind, related=tmp_path / f"related.{kind}")
        assert refused == []
        assert same_market(market, made)
        assert market.related == made.related


@pytest.fixture
def related(files, tmp_path):
    """Reads the good files with these lines as the file of related occupations."""

    def read(lines):
        files()
        path = tmp_path / "related.csv"
        path.write_text(RELATED + lines, encoding="utf-8")
        market, refused = read_all(tmp_path, "csv", related=path)
        return market.related, [(one.table, one.row, one.column, one.reason) for one in refused]

    return read


def test_related_occupations_count_both_ways(related):
    assert related("7111,8111,850\n") == ({("7111", "8111"): 850, ("8111", "7111"): 850}, [])


def test_a_pair_told_twice_the_same_twice_or_out_of_range_is_refused(related):
    lines = "7111,8111,850\n8111,7111,300\n7112,7112,900\n7111,7121,1001\n7111,9999,5\n"
    pairs, refused = related(lines)
    assert pairs == {("7111", "8111"): 850, ("8111", "7111"): 850}
    assert [(row, column) for _, row, column, _ in refused] == [
        (2, "occupation_b"),
        (3, "occupation_b"),
        (4, "permille"),
        (5, "occupation_b"),
    ]
    assert refused[0][3] == "cặp nghề đã có ở dòng 1"


def test_a_related_file_without_its_columns_is_named(files, tmp_path):
    files()
    path = tmp_path / "related.csv"
    path.write_text("isco08_a,isco08_b,permille\n7111,8111,5\n", encoding="utf-8")
    with pytest.raises(CannotReadMarket, match=r"nghề gần nhau.*occupation_a, occupation_b"):
        read_all(tmp_path, "csv", related=path)


def test_a_plan_is_written_with_all_its_files(tmp_path):
    write_example(tmp_path / "in", size="small", seed=1, occupations=CODES)
    (tmp_path / "in" / "courses.csv").unlink()
    market, refused = read_all(tmp_path / "in", "parquet")
    index = build_index(market)
    ranking, plan = rank_vacancies(index, k=5), make_plan(index)
    write_plan(tmp_path / "out", index=index, ranking=ranking, plan=plan, refused=refused)

    rows = pyarrow.parquet.read_table(tmp_path / "out" / "plan.parquet").to_pylist()
    assert len(rows) == plan.placed
    assert sum(row["net_value"] for row in rows) == plan.value
    assert all(sum(row[name] for name in FACTORS) == row["score"] for row in rows)
    seats = [row["course_id"] for row in rows if row["course_id"] is not None]
    assert len(seats) == plan.seats_used > 0
    lists = pyarrow.parquet.read_table(tmp_path / "out" / "candidates.parquet")
    assert lists.column_names == ["worker_id", "vacancy_id", "rank", "score"]
    assert lists.num_rows == ranking.counts.sum()
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert summary["value"] <= summary["upper_bound"]
    assert summary["placed"] + summary["unfilled"] == summary["positions"]
    assert (tmp_path / "out" / "refused.jsonl").read_text(encoding="utf-8") == ""


def test_what_was_refused_is_written_line_by_line(files, tmp_path):
    market, refused = files(workers=[{}, {"worker_id": "W2", "education": "cao"}])
    index = build_index(market)
    write_plan(tmp_path / "out", index=index, ranking=None, plan=make_plan(index), refused=refused)
    lines = (tmp_path / "out" / "refused.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [
        {
            "table": "workers", "row": 2, "identifier": "W2", "column": "education",
            "reason": "«cao» không phải một con số",
        }
    ]  # fmt: skip
    assert not (tmp_path / "out" / "candidates.parquet").exists()
