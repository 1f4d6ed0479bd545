"""`caunoi benefit`: one decision told to a person, a file of them as data, without a database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.unemployment.made import answer, history, job

ROOT = Path(__file__).parents[2]


@pytest.fixture
def benefit(tmp_path):
    """Runs the command in a process of its own, with a database address that nothing answers."""

    def run(*words):
        env = {
            **os.environ,
            "CAUNOI_HOME": str(tmp_path),
            "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
            "CAUNOI_DEMO": "1",
        }
        command = [sys.executable, "-m", "config.cli", "benefit", *map(str, words)]
        return subprocess.run(
            command, check=False, cwd=ROOT, env=env, capture_output=True, text=True
        )

    return run


def written(path: Path, *cases) -> Path:
    lines = [each if isinstance(each, str) else json.dumps(each) for each in cases]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_one_decision_is_told_with_amount_months_reserve_and_articles(benefit, tmp_path):
    case = history(50, notices={"2": None}, events=[job("2026-05-20", "2026-05-21")])
    told = benefit("--case", written(tmp_path / "one.json", case))

    assert (told.returncode, told.stderr) == (0, "")
    for words in (
        "Mức hưởng: 9.000.000 đồng một tháng",
        "Số tháng theo quyết định: 4, từ 17/03/2026 đến 16/07/2026",
        "Chấm dứt: 20/05/2026, có việc làm và thuộc đối tượng đóng BHXH bắt buộc",
        "Đã nhận: 2 tháng, 18.000.000 đồng",
        "2. 17/04/2026–16/05/2026, thông báo tìm việc 20/04/2026–22/04/2026: tạm dừng",
        "Bảo lưu cho lần sau: 14 tháng đóng",
        "Nghị định 374/2025/NĐ-CP, Điều 19 khoản 1 điểm a",
        "Tháng bị tạm dừng khi tính bảo lưu: mất 12 tháng đóng cho mỗi tháng tạm dừng.",
    ):
        assert words in told.stdout


def test_a_refusal_is_told_with_its_reason(benefit, tmp_path):
    told = benefit("--case", written(tmp_path / "one.json", history(11)))

    assert told.stdout.startswith("Không được hưởng trợ cấp thất nghiệp\n")
    assert "Lý do: Chưa đóng đủ số tháng." in told.stdout


def test_many_are_answered_line_by_line_and_bad_lines_are_told_with_all_faults(benefit, tmp_path):
    cases = [history(72, id="A"), {"id": "B", "segments": []}, "no json", history(11, id="C")]
    ended = benefit("--cases", written(tmp_path / "many.jsonl", *cases))
    lines = [json.loads(line) for line in ended.stdout.splitlines()]

    assert ended.returncode == 0
    assert lines[0] == answer(cases[0])
    assert lines[3] == answer(cases[3])
    assert [each["where"] for each in lines[1]["faults"]] == ["termination", "dossier", "contract"]
    assert (lines[1]["id"], lines[1]["line"], lines[2]["line"]) == ("B", 2, 3)
    assert "Dòng 2 (B): termination: thiếu phần này; dossier: thiếu phần này" in ended.stderr
    assert "Dòng 3: không phải JSON" in ended.stderr
    assert "Đã tính 2 hồ sơ; 2 dòng sai" in ended.stderr


def test_two_processes_answer_as_one_and_the_file_is_in_order(benefit, tmp_path):
    cases = [history(12 + n % 140, id=str(n)) for n in range(1_200)]
    source = written(tmp_path / "many.jsonl", *cases)
    for processes, name in ((1, "one"), (2, "two")):
        ended = benefit("--cases", source, "--processes", processes, "--out", tmp_path / name)
        assert (ended.returncode, ended.stdout) == (0, "")

    one = (tmp_path / "one").read_text(encoding="utf-8")
    assert one == (tmp_path / "two").read_text(encoding="utf-8")
    assert [json.loads(line)["id"] for line in one.splitlines()] == [c["id"] for c in cases]


def test_a_file_with_no_good_line_ends_with_code_1(benefit, tmp_path):
    ended = benefit("--cases", written(tmp_path / "bad.jsonl", "[1]"))

    assert ended.returncode == 1
    assert json.loads(ended.stdout)["line"] == 1
    assert "Không có dòng nào tính được" in ended.stderr


def test_hostile_lines_are_answered_or_refused_one_by_one(benefit, tmp_path):
    source = tmp_path / "hostile.jsonl"
    good = json.dumps(history(id="tốt")).encode()
    lines = [
        good,
        b'{"id": "\xff\xfe"}',
        json.dumps(history(id="\ud800\u202e\x1b[31m")).encode(),
        b"[" * 100_000,
        b'{"wage": ' + b"9" * 10_000 + b"}",
        json.dumps(history(segments=[{"from": "2024-01", "to": "2026-02", "wage": float("nan"),
                                      "region": 1}])).encode(),
        "\ufeff".encode() + good,
    ]  # fmt: skip
    source.write_bytes(b"\n".join(lines))
    ended = benefit("--cases", source)
    found = [json.loads(line) for line in ended.stdout.splitlines()]

    assert (ended.returncode, len(found)) == (0, len(lines))
    assert [each.get("outcome") for each in found] == [
        "completed", None, "completed", None, None, None, "completed",
    ]  # fmt: skip
    assert "Dòng 2: không phải chữ UTF-8" in ended.stderr
    assert "segments[0].wage: nan: cần số nguyên" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_reading_can_be_set_and_reasons_added(benefit, tmp_path):
    source = written(tmp_path / "one.json", history(50, events=[job("2026-05-04")]))
    found = json.loads(
        benefit("--case", source, "--json", "--why", "--reading", "odd_months=lost").stdout
    )

    assert (found["reserve_total"], found["readings"]["odd_months"]) == (0, "lost")
    assert all(each["text"] and each["article"] for each in found["why"])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--case", "none.json"], "Không có tệp none.json"),
        (["--cases", "{}"], "Tệp không có hồ sơ nào"),
        (["--case", "{bad}"], "Hồ sơ có 1 chỗ sai"),
        (["--case", "{}"], "trống"),
        (["--case", "{good}", "--reading", "cap=1"], "Không có cách hiểu «cap»"),
        (["--case", "{good}", "--reading", "cap_date=x"], "«cap_date» không nhận «x»"),
        (["--case", "{good}", "--processes", "0"], "--processes phải từ 1 đến 64"),
        (["--case", "{good}", "--out", "/no/such/folder/x"], "Không ghi được tệp"),
        (["--case", "{far}"], "Chưa có lịch nghỉ lễ chính thức năm 2030"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_message(benefit, tmp_path, words, told):
    far = history(dossier={"filed": "2030-03-04"}, termination={"date": "2030-02-27",
                                                                  "kind": "expiry"})  # fmt: skip
    files = {
        "{}": written(tmp_path / "empty.json", ""),
        "{bad}": written(tmp_path / "bad.jsonl", "[1]"),
        "{good}": written(tmp_path / "good.json", history()),
        "{far}": written(tmp_path / "far.json", far),
    }
    ended = benefit(*(files.get(word, word) for word in words))

    assert (ended.returncode, ended.stdout) == (1, "")
    assert told in ended.stderr
    assert "Traceback" not in ended.stderr
