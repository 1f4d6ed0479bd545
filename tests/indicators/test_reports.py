"""Reports: written from figures, edited, taken anew, signed, made again years later."""

import io
import zipfile
from datetime import UTC, date, datetime, timedelta

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caunoi.accounts.choices import Role
from caunoi.indicators.actions.report_templates import load_templates, write_template
from caunoi.indicators.actions.reports import (
    CannotReport,
    drop_word_file,
    edit_text,
    keep_word_file,
    refresh_report,
    sign_report,
)
from caunoi.indicators.actions.totals import add_up
from caunoi.indicators.choices.figures import SubmissionState
from caunoi.indicators.choices.reports import ReportState
from caunoi.indicators.exports.report_pdf import report_pdf
from caunoi.indicators.exports.report_sheet import annex
from caunoi.indicators.exports.report_word import typed_over, word_file
from caunoi.indicators.models import Figure, Report, ReportFigure, ReportTemplate, Submission
from caunoi.indicators.queries.report_fields import take
from caunoi.indicators.queries.reports import differing_figures, figures_of, moved_figures
from caunoi_kit.journal.models import Entry
from caunoi_kit.office import fields, sheets
from caunoi_kit.office.packages import CannotRead
from caunoi_rules.periods import period_of
from tests.accounts.factories import UserFactory
from tests.indicators.factories import SubmissionFactory
from tests.indicators.report_factories import AT, BODY, LATER, ON, drafted

pytestmark = pytest.mark.django_db


def words(report):
    return {each.field: each.text for each in figures_of(report)}


def printed(content):
    """Every line of a Word file, figures included."""
    body = docx.Document(io.BytesIO(content)).element.body
    mark = docx.oxml.ns.qn("w:p")
    text = docx.oxml.ns.qn("w:t")
    return ["".join(t.text or "" for t in line.iter(text)) for line in body.iter(mark)]


def correct(here, value, month=12):
    """Somebody mends December of the first commune."""
    first, last = date(2025, month, 1), date(2025, month, 31)
    figure = Figure.objects.get(indicator=here.jobs, unit=here.communes[0], first=first)
    figure.value = value
    figure.save()
    add_up([here.jobs], first=first, last=last)


def sign(report, **changed):
    return sign_report(
        **{
            "report": report,
            "version": report.version,
            "write": word_file,
            "by": UserFactory(role=Role.DEPARTMENT),
            "on": ON,
            "at": LATER,
            **changed,
        }
    )


def test_a_report_is_written_from_figures():
    _, report = drafted()
    assert report.title == "Kết quả năm 2025; nhiệm vụ năm 2026"
    said = printed(word_file(report))
    assert (
        "Việc làm mới cho 1.200 lượt lao động, đạt 120% kế hoạch, tăng 20% so với cùng kỳ." in said
    )
    assert "Quà: trên 6,96 tỷ đồng." in said
    assert "Câu viết tay." in said
    assert ["1.000", "1.200", "120%", "1.000", "tăng 20%"] == [
        words(report)[f"viec-lam.{part}"]
        for part in ("cell_plan", "cell_value", "percent", "cell_before", "cell_change")
    ]


def test_every_figure_says_where_it_is_from():
    here, report = drafted()
    figure = ReportFigure.objects.get(report=report, field="viec-lam")
    said = figure.provenance
    assert said["indicator"] == "viec-lam"
    assert (said["first"], said["last"]) == ("2025-01-01", "2025-12-31")
    assert (said["place"], said["units"]) == (here.place.pk, 2)
    assert said["origin"] == "Đơn vị báo cáo"
    assert figure.taken_at == AT
    assert said["definition"] == here.jobs.made_definition.pk


def test_the_number_of_queries_does_not_hang_on_the_text():
    here, _ = drafted()
    with CaptureQueriesContext(connection) as short:
        take("Có {viec-lam}.\n@chart viec-lam", here.place, period_of("2025"), on=ON, at=AT)
    with CaptureQueriesContext(connection) as long:
        take(BODY * 3, here.place, period_of("2025"), on=ON, at=AT)
    assert len(long) == len(short)


def test_a_place_of_which_nothing_is_known_gives_a_report_without_those_sentences():
    _, report = drafted(period="2019")
    assert "Quà" not in "".join(printed(word_file(report)))
    assert words(report).get("viec-lam") is None
    assert "Việc làm mới cho …." in printed(word_file(report))


def test_the_same_snapshot_gives_the_same_files():
    _, report = drafted()
    again = Report.objects.get(pk=report.pk)
    assert word_file(report) == word_file(again)
    assert annex(report) == annex(again)
    assert report_pdf(report) == report_pdf(again)


def test_figures_taken_anew_keep_what_was_typed():
    here, report = drafted()
    edited = edit_text(
        report=report,
        body=BODY.replace("Câu viết tay.", "Câu của phòng việc làm."),
        version=report.version,
        by=UserFactory(role=Role.HEAD),
        at=AT,
    )
    correct(here, 150)
    fresh = refresh_report(report=edited, version=edited.version, by=UserFactory(), at=LATER)
    said = printed(word_file(fresh))
    assert "Câu của phòng việc làm." in said
    assert any(line.startswith("Việc làm mới cho 1.300 lượt lao động") for line in said)
    assert fresh.snapshot_at == LATER
    events = Entry.objects.filter(event__startswith="indicators.report.").order_by("number")
    assert [each.event.rpartition(".")[2] for each in events] == ["drafted", "edited", "refreshed"]


def test_who_saves_over_somebody_elses_edit_is_told():
    _, report = drafted()
    refresh_report(report=report, version=report.version, by=UserFactory(), at=LATER)
    with pytest.raises(CannotReport, match="vừa sửa"):
        edit_text(report=report, body="x", version=report.version, by=UserFactory(), at=LATER)


def test_unknown_fields_are_all_named_and_nothing_is_saved():
    _, report = drafted()
    with pytest.raises(CannotReport, match="2 chỗ") as refused:
        edit_text(
            report=report,
            body="Có {viec-lamm}\n{viec-lam.tong}",
            version=report.version,
            by=UserFactory(),
            at=LATER,
        )
    assert [each.line for each in refused.value.faults] == [1, 2]
    assert Report.objects.get(pk=report.pk).body == BODY


def edited_in_word(content):
    """The file after a clerk worked in it: sentences changed, added, dressed."""
    paper = docx.Document(io.BytesIO(content))
    line = next(p for p in paper.paragraphs if p.text.startswith("Việc làm mới cho"))
    line.runs[0].text = "Cả tỉnh tạo việc làm cho "
    line.runs[0].bold = True
    line.add_run(" Đây là kết quả cao nhất ba năm.").italic = True
    hand = next(p for p in paper.paragraphs if p.text == "Câu viết tay.")
    hand.insert_paragraph_before("Đoạn thêm trong Word.")
    hand.runs[0].text = "Câu đã sửa trong Word."
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def parts(content):
    package = zipfile.ZipFile(io.BytesIO(content))
    return {name: package.read(name) for name in package.namelist()}


def test_a_file_edited_in_word_keeps_the_edits_and_takes_new_figures():
    here, report = drafted()
    edited = edited_in_word(word_file(report))
    correct(here, 150)
    kept = keep_word_file(
        report=report, content=edited, version=report.version, by=UserFactory(), at=LATER
    )
    now = word_file(kept)
    said = printed(now)
    assert (
        "Cả tỉnh tạo việc làm cho 1.300 lượt lao động, đạt 130% kế hoạch, tăng 30% so với cùng kỳ. "
        "Đây là kết quả cao nhất ba năm."
    ) in said
    assert {"Đoạn thêm trong Word.", "Câu đã sửa trong Word."} <= set(said)
    before, after = parts(edited), parts(now)
    assert before.keys() == after.keys()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"word/document.xml", "word/charts/chart1.xml"}
    figures = {each.field: each.text for each in fields.read(now, name="x")}
    back = fields.replace(
        now,
        {each.field: each.text for each in fields.read(edited, name="x")},
        period="2025",
        snapshot=fields.read(edited, name="x")[1].snapshot,
        name="x",
    )
    plain = parts(back)["word/document.xml"].replace(b' xml:space="preserve"', b"")
    assert plain == parts(edited)["word/document.xml"].replace(b' xml:space="preserve"', b"")
    assert figures["viec-lam.cell_value"] == "1.300"
    assert b"<c:v>200</c:v>" in after["word/charts/chart1.xml"]


def test_a_figure_typed_over_in_word_is_pointed_out():
    _, report = drafted()
    content = word_file(report)
    document = parts(content)["word/document.xml"].replace(
        "<w:t>1.200 lượt lao động</w:t>".encode(), "<w:t>1.250 lượt lao động</w:t>".encode()
    )
    typed = fields.repacked(zipfile.ZipFile(io.BytesIO(content)), {"word/document.xml": document})
    [found] = typed_over(typed, report, name="bc.docx")
    assert (found.title, found.typed, found.ours) == (
        "Việc làm mới: kết quả", "1.250 lượt lao động", "1.200 lượt lao động",
    )  # fmt: skip


def test_a_word_file_of_something_else_is_refused():
    _, report = drafted()
    other = io.BytesIO()
    docx.Document().save(other)
    with pytest.raises(CannotRead, match="không có ô số liệu nào"):
        typed_over(other.getvalue(), report, name="khac.docx")


def test_a_word_file_that_cannot_be_signed_is_refused():
    _, report = drafted()
    content = word_file(report)
    document = parts(content)["word/document.xml"].replace(b"cn:paper.number@", b"so@")
    lost = fields.repacked(zipfile.ZipFile(io.BytesIO(content)), {"word/document.xml": document})
    with pytest.raises(CannotRead, match="thiếu ô số, ký hiệu"):
        typed_over(lost, report, name="bc.docx")


def test_a_figure_that_is_gone_is_seen_as_missing_in_the_word_file():
    here, report = drafted()
    content = word_file(report)
    Figure.objects.filter(indicator=here.jobs).delete()
    for month in range(1, 13):
        last = (date(2025, month, 1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        add_up([here.jobs], first=date(2025, month, 1), last=last)
    kept = keep_word_file(
        report=report, content=content, version=report.version, by=UserFactory(), at=LATER
    )
    assert any(line.startswith("Việc làm mới cho …") for line in printed(word_file(kept)))


def test_while_a_word_file_leads_the_text_of_the_page_is_not_edited():
    _, report = drafted()
    kept = keep_word_file(
        report=report, content=word_file(report), version=report.version, by=UserFactory(), at=AT
    )
    with pytest.raises(CannotReport, match="tệp Word"):
        edit_text(report=kept, body=BODY, version=kept.version, by=UserFactory(), at=LATER)
    free = drop_word_file(report=kept, version=kept.version, by=UserFactory(), at=LATER)
    edit_text(report=free, body=BODY, version=free.version, by=UserFactory(), at=LATER)


def test_a_signed_report_bears_a_number_and_locks_what_units_handed_in():
    here, report = drafted()
    form = SubmissionFactory(
        unit=here.communes[0],
        first=date(2025, 12, 1),
        last=date(2025, 12, 31),
        state=SubmissionState.APPROVED,
        sent_at=AT,
    )
    signed = sign(report)
    assert signed.state == ReportState.SIGNED
    assert str(signed.document) == "1/BC-SNV"
    said = printed(bytes(signed.document.file))
    assert "Số: 1/BC-SNV" in said
    assert "Mẫu, ngày 05 tháng 01 năm 2026" in said
    assert signed.document.signed_by.full_name in said
    locked = Submission.objects.get(pk=form.pk)
    assert locked.state == SubmissionState.LOCKED
    assert "1/BC-SNV" in locked.state_why


def test_who_drafted_it_does_not_sign_it():
    boss = UserFactory(role=Role.DIRECTOR)
    _, report = drafted(by=boss)
    with pytest.raises(CannotReport, match="không tự ký"):
        sign(report, by=boss)
    assert Report.objects.get(pk=report.pk).state == ReportState.DRAFT


def test_a_period_that_is_not_over_is_not_signed():
    _, report = drafted()
    with pytest.raises(CannotReport, match="chưa qua"):
        sign(report, on=date(2025, 12, 31))


def test_a_period_that_has_not_begun_has_no_report():
    with pytest.raises(CannotReport, match="chưa bắt đầu"):
        drafted(period="2027")


@pytest.mark.parametrize("in_word", [False, True])
def test_a_signed_report_is_made_again_byte_for_byte_years_later(in_word):
    here, report = drafted()
    if in_word:
        report = keep_word_file(
            report=report,
            content=edited_in_word(word_file(report)),
            version=report.version,
            by=UserFactory(),
            at=AT,
        )
    signed = sign(report)
    correct(here, 9_999)
    here.jobs.made_definition.name = "Tên khác của năm sau"
    here.jobs.made_definition.save()
    signed.document.letterhead.name = "Sở khác"
    signed.document.letterhead.save()
    signed.document.signed_by.full_name = "Tên Khác"
    signed.document.signed_by.save()
    years_later = Report.objects.get(pk=signed.pk)
    assert word_file(years_later) == bytes(years_later.document.file)
    [moved] = [
        each
        for each in moved_figures(
            years_later, figures_of(years_later), at=datetime(2031, 1, 5, tzinfo=UTC), on=ON
        )
        if each.title == "Việc làm mới: kết quả"
    ]
    assert (moved.then, moved.now) == ("1.200 lượt lao động", "11.149 lượt lao động")


@pytest.mark.parametrize("action", [refresh_report, drop_word_file])
def test_a_signed_report_is_not_changed(action):
    _, report = drafted()
    signed = sign(report)
    with pytest.raises(CannotReport, match="đã ký"):
        action(report=signed, version=signed.version, by=UserFactory(), at=LATER)
    with pytest.raises(CannotReport, match="đã ký"):
        edit_text(report=signed, body=BODY, version=signed.version, by=UserFactory(), at=LATER)
    with pytest.raises(CannotReport, match="đã ký"):
        sign(signed)


def test_two_documents_that_say_one_figure_differently_are_pointed_out():
    here, first = drafted()
    signed = sign(first)
    correct(here, 150)
    _, second = drafted(here, at=LATER)
    found = differing_figures(second, figures_of(second))
    said = {(each.title, each.here, each.there) for each in found}
    assert ("Việc làm mới: kết quả", "1.300 lượt lao động", "1.200 lượt lao động") in said
    assert {each.other.pk for each in found} == {signed.pk}
    assert {each.first for each in found} <= {date(2025, 1, 1), date(2025, 12, 1)}


def test_last_years_result_is_compared_with_this_years_comparison():
    here, last_year = drafted(period="2024")
    Figure.objects.filter(
        indicator=here.jobs, unit=here.communes[0], first=date(2024, 12, 1)
    ).update(value=100)
    add_up([here.jobs], first=date(2024, 12, 1), last=date(2024, 12, 31))
    _, this_year = drafted(here)
    found = differing_figures(this_year, figures_of(this_year))
    assert last_year.pk in {each.other.pk for each in found}
    assert any(each.here == "1.056" for each in found)


def test_reports_that_agree_are_not_pointed_out():
    here, _ = drafted()
    _, second = drafted(here)
    assert differing_figures(second, figures_of(second)) == []


def test_the_annex_has_each_figure_with_its_source():
    _, report = drafted()
    head, *rows = sheets.read(annex(report), name="a.xlsx")
    assert head[:3] == ["Mã chỉ tiêu", "Số liệu", "Đã in"]
    assert any(row[2] == "1.200 lượt lao động" and row[0] == "viec-lam" for row in rows)
    assert sum("tháng" in row[1] for row in rows) == 24


def test_the_templates_of_the_software_come_once_and_the_centres_own_stay():
    drafted()
    assert load_templates(templates=[("quy", "Quý", "Có {viec-lam}\n")], at=AT) == 1
    mine = ReportTemplate.objects.get(code="quy")
    write_template(template=mine, name="Quý", body="Đổi {viec-lam}", by=UserFactory(), at=LATER)
    assert load_templates(templates=[("quy", "Quý", "Có {viec-lam}\n")], at=LATER) == 0
    assert ReportTemplate.objects.get(code="quy", is_current=True).body == "Đổi {viec-lam}\n"
    with pytest.raises(CannotReport, match="dòng 1"):
        load_templates(templates=[("sai", "Sai", "{khong-co}")], at=AT)


def test_a_template_of_yesterday_is_not_written_over():
    drafted()
    old = ReportTemplate.objects.get(code="nam")
    new = write_template(template=old, name="Năm", body="Có {viec-lam}", by=UserFactory(), at=LATER)
    assert (new.version, new.is_current) == (2, True)
    with pytest.raises(CannotReport, match="vừa sửa"):
        write_template(template=old, name="Năm", body="Khác", by=UserFactory(), at=LATER)


def test_a_report_keeps_the_sentences_it_was_written_with():
    _, report = drafted()
    write_template(
        template=report.template, name="Năm", body="Khác hẳn", by=UserFactory(), at=LATER
    )
    assert "Câu viết tay." in printed(word_file(Report.objects.get(pk=report.pk)))
