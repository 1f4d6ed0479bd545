"""Figures of a Word file: found again after any edit, taken anew, everything else as it was."""

import io
import time
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi_kit.office import fields
from caunoi_kit.office.charts import MonthChart
from caunoi_kit.office.official import Heading, Letterhead, Report, Words
from caunoi_kit.office.packages import CannotRead

MONTHS = [f"T{month}" for month in range(1, 13)]
NEW_YEAR = datetime(2024, 1, 1, 2, 0, tzinfo=UTC)


def report(jobs="25.953 lượt lao động", percent="117%"):
    made = Report(
        period="2023", snapshot="2401010900", title="Báo cáo", author="Sở mẫu", at=NEW_YEAR
    )
    number = Words("      /BC-SM", "paper.number", "Số")
    made.letterhead(Letterhead(Words("Ủy ban"), Words("SỞ MẪU"), number, Words("Nơi, ngày")))
    made.name("Báo cáo", [Words("Kết quả năm 2023")])
    made.heading([Words("I. Kết quả")])
    made.text([
        Words("Việc làm mới cho "), Words(jobs, "jobs_created", "Việc làm"), Words(", đạt "),
        Words(percent, "jobs_created.percent", "Việc làm"), Words(" kế hoạch."),
    ])  # fmt: skip
    made.figures(
        [Heading("Chỉ tiêu", 8), Heading("Kết quả", 4, figures=True)],
        [[Words("Việc làm"), Words("25.953", "jobs_created.value", "Việc làm")]],
    )
    made.chart(
        MonthChart("jobs_created", "Theo tháng", "Tăng đều", MONTHS, [("Năm 2023", ["7"] * 12)])
    )
    made.sign(Words("Giám đốc"), Words("Người Ký", "paper.signer", "Người ký"), ["Lưu: VT"])
    return made.save()


def parts(content):
    package = zipfile.ZipFile(io.BytesIO(content))
    return {name: package.read(name) for name in package.namelist()}


def texts(content):
    return {each.field: each.text for each in fields.read(content, name="bc.docx")}


def anew(content, words, **more):
    return fields.replace(
        content, words, period="2023", snapshot="2402010900", name="bc.docx", **more
    )


def test_the_same_words_give_the_same_bytes():
    first = report()
    time.sleep(2.1)  # a zip tells time in steps of two seconds
    assert report() == first


def test_every_figure_says_its_field_period_and_snapshot():
    found = fields.read(report(), name="bc.docx")
    assert [each.field for each in found] == [
        "paper.number", "jobs_created", "jobs_created.percent", "jobs_created.value",
        "paper.signer",
    ]  # fmt: skip
    assert {(each.period, each.snapshot) for each in found} == {("2023", "2401010900")}


def test_a_file_taken_anew_is_the_one_that_would_be_written_now():
    old = report()
    now = parts(anew(old, {"jobs_created": "26.000 lượt & hơn"}))
    assert parts(old).keys() == now.keys()
    differing = [name for name, content in parts(old).items() if now[name] != content]
    assert differing == ["word/document.xml"]
    before = parts(old)["word/document.xml"].decode()
    expected = before.replace(
        "<w:t>25.953 lượt lao động</w:t>",
        '<w:t xml:space="preserve">26.000 lượt &amp; hơn</w:t>',
    ).replace("cn:jobs_created@2023@2401010900", "cn:jobs_created@2023@2402010900")
    assert now["word/document.xml"].decode() == expected


def test_what_was_edited_in_word_stays():
    paper = docx.Document(io.BytesIO(report()))
    line = next(p for p in paper.paragraphs if "Việc làm mới cho" in p.text)
    line.runs[0].text, line.runs[0].bold = "Toàn tỉnh có ", True
    line.add_run(" Câu viết tay.").italic = True
    line.insert_paragraph_before("Đoạn viết tay phía trên.")
    edited = io.BytesIO()
    paper.save(edited)
    now = docx.Document(io.BytesIO(anew(edited.getvalue(), {"jobs_created": "30.000 lượt"})))
    words = [
        "".join(t.text or "" for t in p._p.iter(docx.oxml.ns.qn("w:t"))) for p in now.paragraphs
    ]
    assert "Đoạn viết tay phía trên." in words
    assert "Toàn tỉnh có 30.000 lượt, đạt 117% kế hoạch. Câu viết tay." in words


def test_a_figure_torn_into_runs_by_word_becomes_one_again():
    old = parts(report())["word/document.xml"].decode()
    torn = old.replace(
        "<w:t>25.953 lượt lao động</w:t>",
        "<w:t>25.</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>953 lượt</w:t>",
    )
    content = fields.repacked(
        zipfile.ZipFile(io.BytesIO(report())), {"word/document.xml": torn.encode()}
    )
    assert texts(content)["jobs_created"] == "25.953 lượt"
    assert texts(anew(content, {"jobs_created": "9"}))["jobs_created"] == "9"


def test_the_chart_is_taken_anew_with_the_figures():
    now = parts(anew(report(), {}, charts={"jobs_created": [["9"] * 12]}))
    chart = now["word/charts/chart1.xml"].decode()
    assert chart.count("<c:v>9</c:v>") == 12
    assert "<c:v>7</c:v>" not in chart


def test_controls_of_others_stay():
    other = parts(report())["word/document.xml"].replace(b"cn:jobs_created@", b"tieu-de@")
    content = fields.repacked(zipfile.ZipFile(io.BytesIO(report())), {"word/document.xml": other})
    assert "jobs_created" not in texts(content)
    assert parts(anew(content, {"jobs_created": "9"})) == parts(content)


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1))
def test_whatever_words_a_figure_takes_are_read_back(words):
    assert texts(anew(report(), {"jobs_created": words}))["jobs_created"] == words


def test_a_long_field_has_a_tag_that_word_takes():
    tag = fields.tag_of("x" * 60 + ".next_plan", "2024-9M", "2401010900")
    assert len(tag) <= fields.LONGEST_TAG
    assert fields.key_of("x" * 60 + ".plan") != fields.key_of("x" * 60 + ".percent")


SWELLING = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04 nothing", "không phải tệp Word"),
        (b"%PDF-1.7", "không phải tệp Word"),
        (b"", "trống"),
        (
            fields.repacked(zipfile.ZipFile(io.BytesIO(report())), {"word/document.xml": SWELLING}),
            "khai báo kiểu tài liệu",
        ),
        (
            fields.repacked(zipfile.ZipFile(io.BytesIO(report())), {"word/document.xml": b"<w:p>"}),
            "hỏng",
        ),
    ],
)
def test_other_files_are_refused_with_the_reason(content, why):
    with pytest.raises(CannotRead, match=why):
        fields.read(content, name="bc.docx")
