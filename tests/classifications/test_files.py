"""The two commands on files: what they read, what they print, what they refuse."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from caunoi.classifications.imports import (
    BadLine,
    CannotRead,
    Posting,
    encoding_of,
    read_postings,
    read_titles,
)

TITLES = ["Thợ hàn", "Công nhân may", "Kế toán"]


def run(command: str, *args, **options) -> list[dict]:
    out = io.StringIO()
    call_command(command, *args, stdout=out, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


# --- Reading titles --------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_titles_are_read_in_the_encodings_and_separators_of_office_programs(
    tmp_path, encoding, separator, newline
):
    file = tmp_path / "ten.csv"
    titles = ["May", "Thu ngan"] if encoding == "cp1258" else TITLES
    lines = [f"id{separator}title", *(f"{n}{separator}{t}" for n, t in enumerate(titles))]
    file.write_bytes(newline.join(lines).encode(encoding))
    assert list(read_titles(file, "title")) == titles


def test_old_vietnamese_windows_text_is_read_as_words_with_marks(tmp_path):
    file = tmp_path / "cu.csv"
    file.write_bytes("title\nTh\u01a1\u0323 ha\u0300n\n".encode("cp1258"))
    assert encoding_of(file) == "cp1258"
    assert list(read_titles(file, "title")) == ["Th\u01a1\u0323 ha\u0300n"]


def test_the_column_name_forgives_letter_case_and_blanks(tmp_path):
    file = tmp_path / "ten.csv"
    file.write_text(" Title ,id\nThợ xây,1\n", encoding="utf-8")
    assert list(read_titles(file, "title")) == ["Thợ xây"]


def test_titles_keep_their_line_breaks_quotes_and_order(tmp_path):
    file = tmp_path / "ten.csv"
    file.write_text('title,id\n"Thợ\nhàn ""6G""",1\n\nMay,2\n', encoding="utf-8")
    assert list(read_titles(file, "title")) == ['Thợ\nhàn "6G"', "May"]


def test_a_column_name_with_a_line_break_is_one_name(tmp_path):
    file = tmp_path / "ten.csv"
    file.write_text('"mã\nsố",title\n1,May\n', encoding="utf-8-sig")
    assert list(read_titles(file, "title")) == ["May"]


def test_a_row_shorter_than_the_column_is_an_empty_title(tmp_path):
    file = tmp_path / "ten.csv"
    file.write_text("id,title\n1\n2,May\n", encoding="utf-8")
    assert list(read_titles(file, "title")) == ["", "May"]


def refused(file, column="title") -> str:
    with pytest.raises(CannotRead) as refusal:
        list(read_titles(file, column))
    return str(refusal.value)


def test_a_missing_column_is_told_with_the_columns_there_are(tmp_path):
    file = tmp_path / "ten.csv"
    file.write_text("id,titel\n1,May\n", encoding="utf-8")
    message = refused(file)
    assert "không có cột «title»" in message
    assert "Có phải cột «titel»?" in message
    assert "«id», «titel»" in message


def test_a_missing_file_a_folder_an_empty_file_and_a_workbook_are_told_apart(tmp_path):
    assert "Không có tệp" in refused(tmp_path / "khong.csv")
    assert "là thư mục" in refused(tmp_path)
    (tmp_path / "rong.csv").write_bytes(b" \n")
    assert "không có chữ nào" in refused(tmp_path / "rong.csv")
    (tmp_path / "bang.xlsx").write_bytes(b"PK\x03\x04" + b"x" * 50)
    assert "tệp Excel" in refused(tmp_path / "bang.xlsx")


def test_a_file_in_no_known_encoding_says_the_line(tmp_path):
    file = tmp_path / "la.csv"
    file.write_bytes(b"title\nMay\n\x8d\x8f\xff\n")
    assert "dòng 3" in refused(file)


def test_an_endless_cell_is_refused_with_its_line(tmp_path, monkeypatch):
    monkeypatch.setattr("caunoi.classifications.imports.LONGEST_CELL", 1_000)
    file = tmp_path / "dai.csv"
    file.write_text('title\nMay\n"' + "a" * 2_000, encoding="utf-8")
    assert "dòng 3" in refused(file)


# --- Reading postings ------------------------------------------------------------------------


def test_bad_lines_are_told_by_number_and_the_rest_goes_on(tmp_path):
    lines = [
        '{"id": 1, "text": "Tuyển thợ hàn"}',
        "{hỏng",
        "",
        "[1, 2]",
        '{"text": "thiếu mã"}',
        '{"id": true, "text": "x"}',
        '{"id": "b", "text": null}',
        "[" * 100_000,
        '{"id": "c", "text": ""}',
    ]
    file = tmp_path / "tin.jsonl"
    file.write_text("\ufeff" + "\r\n".join(lines), encoding="utf-8")
    items = list(read_postings(file))
    assert [item for item in items if isinstance(item, Posting)] == [
        Posting(1, "Tuyển thợ hàn"),
        Posting("c", ""),
    ]
    assert [item.number for item in items if isinstance(item, BadLine)] == [2, 4, 5, 6, 7, 8]


def test_a_line_separator_inside_a_text_does_not_end_the_line(tmp_path):
    file = tmp_path / "tin.jsonl"
    file.write_text('{"id": 1, "text": "a\u2028b"}\n', encoding="utf-8")
    assert list(read_postings(file)) == [Posting(1, "a\u2028b")]


# --- The commands ----------------------------------------------------------------------------
# None of these tests has the mark that opens the database: the commands must not need one.


def test_titles_are_coded_row_by_row_in_order(tmp_path):
    file = tmp_path / "ten.csv"
    file.write_text("title\n" + "\n".join([*TITLES, '""']), encoding="utf-8")
    rows = run("code_occupation", file, column="title", top=3)
    assert [row["title"] for row in rows] == [*TITLES, ""]
    assert rows[0]["codes"][0]["isco08"] == "7212"
    assert set(rows[0]["codes"][0]) == {"isco08", "vsco2020", "name", "score"}
    scores = [code["score"] for code in rows[0]["codes"]]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) <= 3
    assert rows[3]["codes"] == []


def test_english_titles_are_coded_too(tmp_path):
    file = tmp_path / "ten.csv"
    file.write_text("title\nAbrasive blasting operator\n", encoding="utf-8")
    (row,) = run("code_occupation", file, top=1)
    assert row["codes"][0]["isco08"] == "8122"  # a label that only the ESCO lexicon holds


def test_weird_titles_are_answered_all_the_same(tmp_path):
    titles = ["\x00", "🙂", "x" * 10_000, "<b>Thợ hàn</b>"]
    file = tmp_path / "ten.csv"
    file.write_text("title\n" + "\n".join(titles), encoding="utf-8")
    assert [row["title"] for row in run("code_occupation", file)] == titles


def test_the_command_refuses_in_words_and_without_a_trace_of_code(tmp_path):
    with pytest.raises(CommandError, match="Không có tệp"):
        run("code_occupation", tmp_path / "khong.csv")
    with pytest.raises(CommandError, match="--top"):
        run("code_occupation", tmp_path / "khong.csv", top=0)


def test_a_posting_is_read_into_the_fields_of_the_agreed_line(tmp_path):
    text = (
        "Tuyển 5 thợ hàn. Mức lương: 10 - 15 triệu đồng/tháng. Kinh nghiệm: 2 năm. "
        "Học vấn: Trung cấp. Địa điểm: Thái Bình."
    )
    file = tmp_path / "tin.jsonl"
    file.write_text(json.dumps({"id": "a1", "text": text}, ensure_ascii=False), encoding="utf-8")
    (row,) = run("read_posting", file)
    assert list(row) == [
        "id", "isco08", "vsco2020", "salary_min", "salary_max", "min_years", "min_education",
        "province_codes", "quantity",
    ]  # fmt: skip
    assert (row["id"], row["isco08"], row["quantity"], row["min_years"]) == ("a1", "7212", 5, 2)
    assert (row["salary_min"], row["salary_max"]) == (10_000_000, 15_000_000)
    assert row["min_education"] == "trung_cap"
    assert row["province_codes"] == {"before": ["34"], "after": ["33"]}


def test_a_file_with_a_bad_line_is_read_to_its_end_and_the_command_fails(tmp_path, capsys):
    file = tmp_path / "tin.jsonl"
    file.write_text('{hỏng\n{"id": 2, "text": "Tuyển kế toán"}\n', encoding="utf-8")
    with pytest.raises(SystemExit) as exit_:
        call_command("read_posting", file)
    assert exit_.value.code == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["id"] == 2
    assert "Dòng 1" in err


def test_half_a_surrogate_pair_in_an_id_can_be_printed(tmp_path):
    file = tmp_path / "tin.jsonl"
    file.write_text('{"id": "\\ud83d", "text": "x"}', encoding="utf-8")
    (row,) = run("read_posting", file)
    assert row["id"] == "\ud83d"
