"""The `caunoi` command as an officer meets it: words and an exit code, never a trace of code."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def caunoi(tmp_path):
    """Runs the command on an installation of its own, in a process of its own."""

    def run(*words, home=tmp_path):
        env = {**os.environ, "CAUNOI_HOME": str(home), "DATABASE_URL": "", "CAUNOI_DEMO": "1"}
        command = [sys.executable, "-m", "config.cli", *map(str, words)]
        return subprocess.run(
            command, check=False, cwd=ROOT, env=env, capture_output=True, text=True
        )

    return run


@pytest.mark.parametrize("word", ["match", "verify-journal", "rebuild-index"])
def test_before_the_tables_exist_one_is_told_to_make_them(caunoi, word):
    ended = caunoi(word)

    assert ended.returncode == 1
    assert "chạy «caunoi migrate»" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_database_file_that_is_none_is_said_to_be_unusable(caunoi, tmp_path):
    (tmp_path / "caunoi.sqlite3").write_bytes(b"rac" * 1_000)

    ended = caunoi("match")

    assert ended.returncode == 1
    assert ended.stderr.startswith("Không dùng được cơ sở dữ liệu")
    assert "Traceback" not in ended.stderr


def test_a_file_that_is_not_there_ends_with_code_1_and_one_line(caunoi, tmp_path):
    ended = caunoi("code-occupation", tmp_path / "khong-co.csv")

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.count("\n") == 1
    assert "Không có tệp" in ended.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["demo", "--scale", "x"], "không có 'x'. Chọn một trong: 'tiny', 'small', 'province'."),
        (["demo", "--seed", "x"], "--seed: 'x' không đọc được. Cần một số."),
        (["demo", "--seed"], "--seed: cần một giá trị đứng sau."),
        (["demo", "--on", "31/02/2026"], "--on: «31/02/2026»: Tháng 2/2026 không có ngày 31."),
        (["code-occupation"], "còn thiếu file."),
        (["match", "--la"], "không có tham số --la."),
    ],
)
def test_what_is_typed_wrongly_is_told_in_vietnamese(caunoi, words, told):
    ended = caunoi(*words)

    assert ended.returncode == 2
    assert told in ended.stderr
    assert "cách dùng: caunoi" in ended.stderr
    assert "error" not in ended.stderr.lower()
