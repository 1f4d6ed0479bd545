"""The language of report templates: what is typed stays, what is missing is left out or seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi_engine.series.sentences import (
    MISSING,
    PARTS,
    Fault,
    check,
    codes_of,
    fields_of,
    fill,
    rows_of,
)

CODES = {"jobs_created", "gdnn_enrolled"}
WORDS = {"jobs_created": "25.953 lượt lao động", "jobs_created.percent": "117%"}

hand = st.text(alphabet=st.characters(blacklist_characters="{}[]\n@#", categories=["L", "N", "Zs"]))
fields = st.sampled_from([f"jobs_created{'.' + part if part else ''}" for part in PARTS])
known = st.dictionaries(fields, st.sampled_from(["9", "9 người", "tăng 4%"]))


def printed(body, words):
    return [line.text for line in fill(body, words)]


@given(st.lists(hand, max_size=5))
def test_hand_text_stays_letter_by_letter(lines):
    typed = [line.strip() for line in lines]
    assert printed("\n".join(typed), {}) == [line for line in typed if line]


@given(hand, fields, hand, known)
def test_a_field_is_printed_as_its_words_or_seen_as_missing(before, field, after, words):
    line = f"{before}{{{field}}}{after}"
    assert printed(line, words) == [
        line.strip().replace(f"{{{field}}}", words.get(field) or MISSING)
    ]


@given(hand, fields, known)
def test_an_optional_piece_stands_whole_or_not_at_all(inside, field, words):
    [line] = printed(f"Đầu[[{inside}{{{field}}}]] cuối", words)
    piece = f"{inside}{words[field]}" if words.get(field) else ""
    assert line == f"Đầu{piece} cuối"


@given(st.text(alphabet="ab{}[] .@#\n", max_size=60), known)
def test_whatever_is_typed_is_read_and_no_field_is_invented(body, words):
    fill(body, words)
    for fault in check(body, CODES):
        assert 1 <= fault.line <= body.count("\n") + 1
    assert set(codes_of(body)) >= {field.partition(".")[0] for field in fields_of(body)}


@given(st.text(alphabet="ab{}[] .\n", max_size=60))
def test_a_template_without_fault_prints_no_mark(body):
    if not check(body, CODES):
        assert not set("".join(printed(body, {}))) & set("{}")


def test_optional_pieces_lie_in_one_another():
    body = "[[Có {jobs_created}[[, đạt {jobs_created.percent}]][[, {jobs_created.change}]].]]"
    assert printed(body, WORDS) == ["Có 25.953 lượt lao động, đạt 117%."]
    assert printed(body, {"jobs_created.percent": "117%"}) == []


def test_a_line_knows_which_words_are_figures():
    [line] = fill("Có {jobs_created}.", WORDS)
    assert [(p.text, p.field) for p in line.pieces] == [
        ("Có ", ""), ("25.953 lượt lao động", "jobs_created"), (".", ""),
    ]  # fmt: skip


def test_headings_tables_and_charts_are_told_from_text():
    lines = fill(
        "# I. Kết quả\n## 1. Việc làm\n@table jobs_created gdnn_enrolled\n@chart jobs_created", {}
    )
    assert [line.kind for line in lines] == ["heading", "subheading", "table", "chart"]
    assert lines[2].codes == ("jobs_created", "gdnn_enrolled")
    assert rows_of("@table b a\n@chart c\n@table a d") == (["b", "a", "d"], ["c"])


def test_every_fault_is_said_at_once_with_its_line():
    body = (
        "Có {jobs_create}\n{jobs_created.share} và {Jobs}\n[[ mở\nđóng ]]\n@table\n"
        "@chart jobs_created gdnn_enrolled"
    )
    found = check(body, CODES)
    assert [fault.line for fault in found] == [1, 2, 2, 3, 4, 5, 6]
    assert found[0] == Fault(1, "Không có chỉ tiêu «jobs_create». Có phải «jobs_created»?")


@pytest.mark.parametrize("word", ["place", "period", "year", "next_year"])
def test_words_of_the_report_are_no_indicators(word):
    assert check(f"Năm {{{word}}}", set()) == []
    assert codes_of(f"Năm {{{word}}}") == []
