"""`caunoi code-occupation` and `read-posting` on files that are not what they seem."""

import io

import pytest
from django.core.management import CommandError, call_command

from caunoi.classifications.imports import CannotRead, read_titles

TEXT = "title,company\nThợ may,Công ty Mẫu\n"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_text_of_utf_16_without_its_mark_is_told_what_it_is(tmp_path, encoding):
    file = tmp_path / "ten.csv"
    file.write_bytes(TEXT.encode(encoding))
    with pytest.raises(CannotRead, match="UTF-16 thiếu dấu đầu tệp"):
        list(read_titles(file, "title"))


def test_a_utf_16_file_that_was_cut_is_read_to_where_it_was_cut(tmp_path):
    file = tmp_path / "ten.csv"
    file.write_bytes((TEXT + "Thợ hàn,x").encode("utf-16")[:-1])
    assert list(read_titles(file, "title")) == ["Thợ may", "Thợ hàn"]


def test_a_file_that_has_only_column_names_is_refused_in_words(tmp_path):
    file = tmp_path / "ten.csv"
    file.write_text("title,company\n")
    with pytest.raises(CommandError, match="chỉ có dòng tên cột"):
        call_command("code_occupation", file)


@pytest.mark.parametrize("command", ["code_occupation", "read_posting"])
@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)),
        b"PAR1" + bytes(range(256)) + b"PAR1",
        b"\n \n",
        bytes(5_000),
    ],
)
def test_what_is_no_text_is_refused_and_nothing_is_printed(tmp_path, command, content):
    file, out = tmp_path / "anh.csv", io.StringIO()
    file.write_bytes(content)
    with pytest.raises(CommandError, match=r"anh\.csv"):
        call_command(command, file, stdout=out)
    assert out.getvalue() == ""
