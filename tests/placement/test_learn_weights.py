"""`caunoi learn-weights`: outcomes in, a policy with its grounds and a report out."""

import csv
import json
import subprocess
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest
from django.core.management import CommandError, call_command

from caunoi.placement.imports.outcomes import CannotReadOutcomes, read_outcomes
from caunoi.placement.imports.policy import read_policy
from caunoi.placement.queries.lesson import FACTOR_WORDS, conclusion
from caunoi_engine.matching import FACTORS, Policy
from caunoi_engine.matching.learning import BETTER, VERDICTS, Outcomes, learn_weights
from tests.engine.matching.outcomes import made_outcomes

# No test here has the mark `django_db`: any query would fail, so none is needed.

ROOT = Path(__file__).parents[2]
TODAY = "24/11/2026"
SHARES = [f"{factor}_share" for factor in FACTORS]
GOOD = {
    "referral_id": "R1", "referred_on": "02/03/2026", "employer_id": "E1", "occupation": "3000",
    "skills": "1500", "education": "704", "experience": "1000", "distance": "600", "wage": "0",
    "hired": "có",
}  # fmt: skip


def table_of(n, **more):
    """A table of made outcomes with shares."""
    made = made_outcomes(n, firms=100, firm_spread=0.3, **more)
    return pa.table(
        {
            "referral_id": [f"R{i}" for i in range(n)],
            "referred_on": pa.array(made["day"]),
            "employer_id": made["cluster"],
            **{name: made["fractions"][:, k] for k, name in enumerate(SHARES)},
            "hired": made["hired"],
        }
    )


@pytest.fixture(scope="module")
def many():
    return table_of(12_000)


def parquet(table, path):
    pyarrow.parquet.write_table(table, path)
    return path


def learn(path, out, *more):
    said = StringIO()
    call_command("learn_weights", str(path), "--out", str(out), "--on", TODAY, *more, stdout=said)
    return said.getvalue()


def figures(out, name="report.json"):
    return json.loads((out / name).read_text(encoding="utf-8"))


@pytest.fixture
def read(tmp_path):
    """Writes plain rows, changed as told, and reads them: `read({}, {"hired": "không"})`."""

    def wrote(*rows, mark=",", more=()):
        path = tmp_path / "outcomes.csv"
        names = [*GOOD, *more]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, delimiter=mark)
            writer.writeheader()
            for i, row in enumerate(rows, start=1):
                writer.writerow({**GOOD, "referral_id": f"R{i}", **row})
        return read_outcomes(path, on=np.datetime64("2026-11-24").item())

    return wrote


# --- The command ---------------------------------------------------------------------------------


def test_many_outcomes_give_a_policy_its_grounds_and_a_report(many, tmp_path):
    said = learn(parquet(many, tmp_path / "outcomes.parquet"), tmp_path / "out")

    written = figures(tmp_path / "out", "policy.json")
    policy = Policy(**written["policy"])
    assert "Nên dùng trọng số mới" in said
    assert "Đã đọc 12.000 kết quả; để lại 0 dòng sai" in said
    assert policy.distance > Policy().distance + 300  # the way to work counts more in these
    assert policy.education_step != Policy().education_step
    assert written["provenance"]["learnt"] is True
    assert written["provenance"]["outcomes"] == 12_000
    assert written["provenance"]["stated"] == dict(zip(FACTORS, Policy().maxima, strict=True))
    weights = {one["factor"]: one for one in figures(tmp_path / "out")["weights"]}
    assert weights["distance"]["recommended"] == weights["distance"]["learnt"] == policy.distance


def test_the_report_says_in_vietnamese_what_changed_on_what_grounds_and_how_sure(many, tmp_path):
    learn(parquet(many, tmp_path / "outcomes.parquet"), tmp_path / "out", "--split", "01/08/2026")

    report = (tmp_path / "out" / "report.md").read_text(encoding="utf-8")
    found = figures(tmp_path / "out")
    assert "**Nên dùng trọng số mới." in report
    assert all(f"| {words} |" in report for words in FACTOR_WORDS.values())
    distance = next(one for one in found["weights"] if one["factor"] == "distance")
    change = distance["learnt"] - distance["stated"]
    learnt = f"{distance['learnt']:,}".replace(",", ".")
    assert (
        f"| Đường đi làm | 1.200 | {learnt} | +{change} | ± {distance['standard_error']}" in report
    )
    assert "05/01/2026 đến 31/07/2026" in report
    assert "01/08/2026 đến 31/10/2026" in report
    assert (found["earlier"]["last_day"], found["split"]) == ("2026-07-31", "2026-08-01")
    gain = found["check"]["gain"]
    assert 0 < gain["low"] < gain["mean"] < gain["high"]
    assert "chỉ thấy những cặp đã giới thiệu" in report.lower()


def test_the_policy_in_force_is_the_prior_and_its_other_options_are_handed_on(many, tmp_path):
    in_force = tmp_path / "in_force.toml"
    in_force.write_text(
        "[policy]\noccupation = 2000\nskills = 4000\ncourse_fixed = 300\n"
        "[referrals]\nper_worker = 4\n"
    )
    path = parquet(many.slice(0, 60), tmp_path / "outcomes.parquet")

    learn(path, tmp_path / "out", "--policy", str(in_force))

    assert read_policy(tmp_path / "out" / "policy.json") == read_policy(in_force)
    assert figures(tmp_path / "out", "policy.json")["provenance"]["stated"]["skills"] == 4_000


def test_what_was_learnt_is_read_as_the_policy_in_force_the_next_time(many, tmp_path):
    path = parquet(many, tmp_path / "outcomes.parquet")
    learn(path, tmp_path / "one")
    learn(path, tmp_path / "two", "--policy", str(tmp_path / "one" / "policy.json"))

    one, two = (figures(tmp_path / out)["weights"] for out in ("one", "two"))
    assert [weight["stated"] for weight in two] == [weight["recommended"] for weight in one]


def test_a_policy_file_that_is_none_is_refused_in_words(tmp_path):
    (tmp_path / "policy.json").write_text('{"occupation": 1}')
    path = parquet(table_of(50), tmp_path / "outcomes.parquet")
    with pytest.raises(CommandError, match=r"cần đúng 10\.000"):
        learn(path, tmp_path / "out", "--policy", str(tmp_path / "policy.json"))


def test_few_outcomes_leave_the_policy_as_it_is_and_say_why(tmp_path):
    said = learn(parquet(table_of(80), tmp_path / "outcomes.parquet"), tmp_path / "out")

    written = figures(tmp_path / "out", "policy.json")
    assert "Giữ trọng số đang dùng." in said
    assert "mỗi bên cần ít nhất 30" in said
    assert Policy(**written["policy"]) == Policy()
    assert written["provenance"]["learnt"] is False
    report = (tmp_path / "out" / "report.md").read_text(encoding="utf-8")
    assert "`policy.json` giữ trọng số đang dùng" in report


def test_the_same_file_gives_the_same_policy_and_report(many, tmp_path):
    path = parquet(many, tmp_path / "outcomes.parquet")
    for out in ("one", "two"):
        learn(path, tmp_path / out)
    for name in ("policy.json", "report.json", "report.md", "refused.jsonl"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_csv_and_parquet_in_any_order_of_rows_teach_the_same(many, tmp_path):
    order = np.random.default_rng(3).permutation(many.num_rows)
    pyarrow.csv.write_csv(many.take(pa.array(order)), tmp_path / "outcomes.csv")

    learn(parquet(many, tmp_path / "outcomes.parquet"), tmp_path / "one")
    learn(tmp_path / "outcomes.csv", tmp_path / "two")

    one, two = figures(tmp_path / "one"), figures(tmp_path / "two")
    assert {**one, "source": None} == {**two, "source": None}


def test_columns_about_a_person_change_nothing_and_are_named(many, tmp_path):
    hired = many["hired"].to_pylist()
    told = {  # as telling as columns can be
        "gioi_tinh": ["nam" if one else "nữ" for one in hired],
        "Dân tộc": ["Kinh" if one else "Thái" for one in hired],
        "age": [20 if one else 55 for one in hired],
    }
    spied = many
    for name, cells in told.items():
        spied = spied.append_column(name, pa.array(cells))

    learn(parquet(many, tmp_path / "plain.parquet"), tmp_path / "plain")
    said = learn(parquet(spied, tmp_path / "spied.parquet"), tmp_path / "spied")

    plain, other = figures(tmp_path / "plain"), figures(tmp_path / "spied")
    assert {**plain, "source": None} == {**other, "source": None}
    policies = [figures(tmp_path / out, "policy.json")["policy"] for out in ("plain", "spied")]
    assert policies[0] == policies[1]
    assert other["source"]["ignored_columns"] == list(told)
    lines = (tmp_path / "spied" / "refused.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["column"] for line in lines] == list(told)
    assert all("không được biết điều này về một người" in line for line in lines)
    assert all(f"Cột {name}: đã bỏ qua" in said for name in told)


def test_a_day_of_split_outside_the_outcomes_is_refused_with_the_days_there_are(tmp_path):
    path = parquet(table_of(300), tmp_path / "outcomes.parquet")
    with pytest.raises(CommandError, match=r"\(\d\d/01/2026 đến \d\d/10/2026\)"):
        learn(path, tmp_path / "out", "--split", "01/01/2025")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--split", "31/02/2026"], "không có ngày 31"),
        (["--prior", "0"], "từ 1 lượt giới thiệu"),
    ],
)
def test_options_that_make_no_sense_are_refused(more, said, tmp_path):
    path = parquet(table_of(300), tmp_path / "outcomes.parquet")
    with pytest.raises(CommandError, match=said):
        learn(path, tmp_path / "out", *more)


def test_a_weaker_prior_lets_few_outcomes_say_more(tmp_path):
    path = parquet(table_of(1_500), tmp_path / "outcomes.parquet")
    learn(path, tmp_path / "strong", "--prior", "20000")
    learn(path, tmp_path / "weak", "--prior", "100")

    def moved(out):
        return sum(abs(one["learnt"] - one["stated"]) for one in figures(tmp_path / out)["weights"])

    assert moved("weak") > 3 * moved("strong")


def test_a_folder_that_cannot_be_written_is_told_in_words(tmp_path):
    (tmp_path / "out").write_text("a file")
    path = parquet(table_of(100), tmp_path / "outcomes.parquet")
    with pytest.raises(CommandError, match="Không ghi được vào thư mục"):
        learn(path, tmp_path / "out")


def test_in_a_process_of_its_own_it_ends_with_0_1_or_2(tmp_path):
    parquet(table_of(200), tmp_path / "good.parquet")

    def ended(*words):
        command = [sys.executable, "-m", "config.cli", "learn-weights", *map(str, words)]
        return subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)

    good = ended(tmp_path / "good.parquet", "--out", tmp_path / "out")
    missing = ended(tmp_path / "none.csv", "--out", tmp_path / "out")
    without = ended(tmp_path / "good.parquet")

    assert (good.returncode, missing.returncode, without.returncode) == (0, 1, 2)
    assert "không có ở" in missing.stderr
    assert "còn thiếu --out" in without.stderr


@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_has_its_words(verdict):
    lesson = learn_weights(Outcomes.of(day=[], fractions=[], hired=[]))
    said = conclusion(replace(lesson, verdict=verdict))
    assert said.startswith("Nên dùng" if verdict == BETTER else "Giữ trọng số đang dùng. ")


# --- Reading -------------------------------------------------------------------------------------


def test_points_are_read_as_shares_of_the_most_under_the_policy_they_were_given_under(read):
    outcomes = read({}).outcomes
    assert outcomes.fractions.tolist() == [[1.0, 0.5, 0.88, 1.0, 0.5, 0.0]]
    assert outcomes.day.tolist() == [np.datetime64("2026-03-02").item()]
    assert outcomes.hired.tolist() == [True]


def test_points_under_another_policy_are_shares_of_its_maxima(tmp_path):
    policy = Policy(occupation=4_000, skills=2_000)
    path = tmp_path / "outcomes.parquet"
    points = dict(zip(FACTORS, policy.maxima, strict=True))
    cells = {**GOOD, **points, "occupation": 2_000, "hired": True}
    parquet(pa.table({name: [cell] for name, cell in cells.items()}), path)
    read = read_outcomes(path, on=np.datetime64("2026-11-24").item(), policy=policy)
    assert read.outcomes.fractions.tolist() == [[0.5, 1, 1, 1, 1, 1]]


BAD_CELLS = [
    ("referred_on", "", "ô trống"),
    ("referred_on", "31/02/2026", "không có ngày 31"),
    ("referred_on", "hôm qua", "Ghi theo ngày/tháng/năm"),
    ("referred_on", "25/11/2026", "ngày 25/11/2026 chưa tới"),
    ("hired", "", "chưa có kết quả"),
    ("hired", "đang chờ", "«đang chờ» không phải có hoặc không"),
    ("occupation", "", "ô trống"),
    ("occupation", "nan", "không phải một con số"),
    ("occupation", "-1", "«-1» ngoài khoảng 0 đến 3.000 điểm"),
    ("wage", "1001", "ngoài khoảng 0 đến 1.000 điểm"),
    ("skills", "1.500", "phải là số nguyên, không có dấu chấm"),
    ("distance", "inf", "không phải một con số"),
    ("distance", "12.5", "phải là số nguyên"),
    ("employer_id", " ", "ô trống"),
    ("referral_id", "R1", "trùng mã với dòng 1"),
]


@pytest.mark.parametrize(("column", "cell", "reason"), BAD_CELLS)
def test_a_bad_cell_refuses_its_row_and_no_other(read, column, cell, reason):
    found = read({}, {column: cell}, {})
    assert [(one.row, one.column) for one in found.refused] == [(2, column)]
    assert reason in found.refused[0].reason
    assert (len(found.outcomes), found.rows, found.refused_rows) == (2, 3, 1)


def test_all_faults_of_all_rows_are_told_at_once(read):
    found = read({"hired": "?", "wage": "x"}, {}, {"referred_on": "?"})
    told = [(one.row, one.identifier, one.column) for one in found.refused]
    assert sorted(told) == [(1, "R1", "hired"), (1, "R1", "wage"), (3, "R3", "referred_on")]
    assert len(found.outcomes) == 1


@pytest.mark.parametrize(
    ("cell", "reason"), [("1,2", "ngoài khoảng 0 đến 1"), ("-0,1", "ngoài khoảng"), ("nan", "số")]
)
def test_shares_may_have_a_decimal_comma_and_lie_between_0_and_1(tmp_path, cell, reason):
    path = tmp_path / "outcomes.csv"
    head = ";".join(("referred_on", *SHARES, "hired"))
    rows = ["02/03/2026;0,5;1;0,25;1;0;0.75;không", f"03/03/2026;{cell};1;1;1;0;1;có"]
    path.write_text("\n".join((head, *rows)), encoding="utf-8")
    found = read_outcomes(path, on=np.datetime64("2026-11-24").item())
    assert found.outcomes.fractions.tolist() == [[0.5, 1, 0.25, 1, 0, 0.75]]
    assert [(one.row, one.column) for one in found.refused] == [(2, "occupation_share")]
    assert reason in found.refused[0].reason


def test_rows_of_one_firm_are_one_cluster_and_without_a_firm_each_stands_alone(read, tmp_path):
    cluster = read({}, {"employer_id": "E2", "hired": "0"}, {"hired": "0"}).outcomes.cluster
    assert sorted(cluster.tolist()) == [0, 0, 1]
    path = tmp_path / "outcomes.csv"
    text = path.read_text(encoding="utf-8").replace("employer_id", "ghi_chu")
    path.write_text(text, encoding="utf-8")
    alone = read_outcomes(path, on=np.datetime64("2026-11-24").item())
    assert sorted(alone.outcomes.cluster.tolist()) == [0, 1, 2]
    assert alone.ignored_columns == ["ghi_chu"]


WHOLE_FILES = [
    ("", "trống"),
    (",".join(GOOD) + "\n", None),  # column names only
    ("referred_on,hired,occupation\n02/03/2026,có,1\n", "thiếu cột skills, education"),
    (f"hired,{','.join(SHARES)}\ncó,1,1,1,1,1,1\n", "thiếu cột referred_on"),
    (f"hired,hired,{','.join(SHARES)}\ncó,có,1,1,1,1,1,1\n", "hai cột cùng tên hired"),
    (
        f"referred_on,hired,{','.join((*FACTORS, *SHARES))}\n02/03/2026,có{',1' * 12}\n",
        "Giữ một trong hai bộ cột",
    ),
]


@pytest.mark.parametrize(("text", "said"), WHOLE_FILES)
def test_a_file_that_is_no_use_is_refused_in_words(tmp_path, text, said):
    path = tmp_path / "outcomes.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=said or "Chưa có kết quả giới thiệu nào"):
        learn(path, tmp_path / "out")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"PK", "phải là tệp .parquet hoặc .csv"),
        ("a.parquet", b"PK", "hỏng hoặc không đúng dạng"),
        ("a.csv", "hired,điểm\ncó,1".encode("utf-16"), "không phải mã UTF-8"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_words(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CannotReadOutcomes, match=said):
        read_outcomes(tmp_path / name, on=np.datetime64("2026-11-24").item())


def test_a_day_column_that_holds_numbers_is_refused(tmp_path):
    table = table_of(10)
    place = table.schema.get_field_index("referred_on")
    path = parquet(
        table.set_column(place, "referred_on", pa.array(range(10))), tmp_path / "a.parquet"
    )
    with pytest.raises(CannotReadOutcomes, match="cột referred_on không phải ngày"):
        read_outcomes(path, on=np.datetime64("2026-11-24").item())


def test_a_row_with_too_few_cells_is_refused_and_the_count_goes_on(read, tmp_path):
    read({}, {}, {"wage": "x"})
    path = tmp_path / "outcomes.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines[:2], "R2,02/03/2026", lines[3]]) + "\n", encoding="utf-8")
    found = read_outcomes(path, on=np.datetime64("2026-11-24").item())
    assert [(one.row, one.column) for one in found.refused] == [(2, ""), (3, "wage")]
    assert (len(found.outcomes), found.refused_rows) == (1, 2)
