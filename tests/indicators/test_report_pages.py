"""Pages of reports: one button, the paper, its text, Word and back, signing, templates."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.indicators.actions.reports import sign_report
from caunoi.indicators.exports.report_word import word_file
from caunoi.indicators.models import Report, ReportTemplate
from caunoi_kit.office import fields
from caunoi_kit.ui.once import fresh_key
from tests.accounts.factories import UserFactory
from tests.indicators.report_factories import (
    BODY,
    LATER,
    ON,
    drafted,
    province_with_figures,
    template,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings):
    settings.CAUNOI_DEMO = True  # made accounts need no second factor there
    settings.CAUNOI_PROVINCE = "33"


@pytest.fixture
def enter(client):
    def one(role, **more):
        user = UserFactory(role=role, made=True, **more)
        client.force_login(user)
        return user

    return one


def send(client, route, report=None, **said):
    at = [report.public_id] if report is not None else []
    if report is not None and "version" not in said:
        said["version"] = Report.objects.get(pk=report.pk).version
    return client.post(
        reverse(f"indicators:{route}", args=at), {"_once": fresh_key(), **said}, follow=True
    )


def shown(client, report):
    return client.get(reverse("indicators:report", args=[report.public_id])).content.decode()


def test_one_button_writes_a_report(client, enter):
    here = province_with_figures()
    template()
    enter(Role.HEAD, org_unit=here.office)
    page = client.get(reverse("indicators:reports")).content.decode()
    assert "Lập báo cáo" in page
    answer = send(client, "reports", template="nam", period="2025", place=here.place.pk)
    page = answer.content.decode()
    assert "Kết quả năm 2025; nhiệm vụ năm 2026" in page
    assert "1.200 lượt lao động" in page
    assert Report.objects.get().unit == here.office


@pytest.mark.parametrize(
    ("period", "why"), [("năm nay", "Không hiểu kỳ"), ("2099", "chưa bắt đầu"), ("", "Ghi kỳ")]
)
def test_a_period_nobody_understands_is_asked_again(client, enter, period, why):
    here = province_with_figures()
    template()
    enter(Role.HEAD, org_unit=here.office)
    answer = send(client, "reports", template="nam", period=period, place=here.place.pk)
    assert why in answer.content.decode()
    assert not Report.objects.exists()


def test_who_only_reads_has_no_button(client, enter):
    here, _ = drafted()
    enter(Role.ADMIN)
    assert 'id="h-lap"' not in client.get(reverse("indicators:reports")).content.decode()
    answer = send(client, "reports", template="nam", period="2025", place=here.place.pk)
    assert answer.status_code == 404


def test_the_page_shows_the_paper_and_the_source_of_every_figure(client, enter):
    _, report = drafted()
    enter(Role.DIRECTOR)
    page = shown(client, report)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in page
    assert "SỞ NỘI VỤ" in page
    assert "Số liệu trong báo cáo" in page
    assert "Đơn vị báo cáo" in page
    assert "Ký báo cáo" in page


def test_the_page_costs_the_same_however_many_reports_there_are(
    client, enter, django_assert_max_num_queries
):
    here, report = drafted()
    enter(Role.DIRECTOR)
    shown(client, report)
    with django_assert_max_num_queries(32):
        shown(client, report)
    for _ in range(3):
        drafted(here)
    with django_assert_max_num_queries(32):
        shown(client, report)
    with django_assert_max_num_queries(14):
        client.get(reverse("indicators:reports"))


def test_the_text_is_edited_with_places_for_figures(client, enter):
    _, report = drafted()
    enter(Role.HEAD)
    page = client.get(reverse("indicators:report_text", args=[report.public_id])).content.decode()
    assert "{viec-lam.percent}" in page
    answer = send(client, "report_text", report, body=BODY.replace("viết tay", "vừa viết"))
    assert "Câu vừa viết." in answer.content.decode()


def test_wrong_fields_are_named_by_line_and_the_text_stays(client, enter):
    _, report = drafted()
    enter(Role.HEAD)
    answer = send(client, "report_text", report, body="Một\nCó {viec-lamm} ở đây")
    page = answer.content.decode()
    assert "Dòng 2" in page
    assert "Có {viec-lamm} ở đây" in page


def test_the_editor_is_told_what_is_wrong_while_typing(client, enter):
    drafted()
    enter(Role.HEAD)
    check = reverse("indicators:report_check")
    assert "Dòng 1" in client.post(check, {"body": "{khong}"}).content.decode()
    assert "Không có lỗi" in client.post(check, {"body": "Có {viec-lam}"}).content.decode()


def test_figures_are_taken_anew_by_a_button(client, enter):
    _, report = drafted()
    enter(Role.HEAD)
    page = send(client, "report_refresh", report).content.decode()
    assert "Câu chữ đã sửa giữ nguyên" in page


def test_a_word_file_goes_out_and_comes_back(client, enter):
    _, report = drafted()
    enter(Role.HEAD)
    docx = client.get(reverse("indicators:report_file", args=[report.public_id, "docx"]))
    assert docx["Content-Disposition"].startswith("attachment")
    content = docx.content
    file = SimpleUploadedFile("bc.docx", content)
    page = send(client, "report_upload", report, file=file).content.decode()
    assert "Đã nhận tệp Word" in page
    assert "Bỏ tệp Word" in page
    assert (
        client.get(reverse("indicators:report_file", args=[report.public_id, "pdf"])).status_code
        == 404
    )
    page = send(client, "report_drop_word", report).content.decode()
    assert "Đã bỏ tệp Word" in page


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"%PDF", b"text"])
def test_other_files_are_refused_in_words(client, enter, content):
    _, report = drafted()
    enter(Role.HEAD)
    file = SimpleUploadedFile("bc.docx", content)
    page = send(client, "report_upload", report, file=file).content.decode()
    assert "không phải tệp Word" in page


@pytest.mark.parametrize(("kind", "start"), [("docx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_files_of_a_report(client, enter, kind, start):
    _, report = drafted()
    enter(Role.ADMIN)
    answer = client.get(reverse("indicators:report_file", args=[report.public_id, kind]))
    assert answer.content.startswith(start)


def test_signing_is_for_another_than_who_drafted(client, enter):
    boss = enter(Role.DIRECTOR)
    _, report = drafted(by=boss)
    assert "không tự ký" in shown(client, report)
    page = send(client, "report_sign", report).content.decode()
    assert "không tự ký" in page
    enter(Role.DEPARTMENT)
    page = send(client, "report_sign", report).content.decode()
    assert "1/BC-SNV" in page
    assert "Lấy lại số liệu" not in page
    signed = Report.objects.get(pk=report.pk)
    file = client.get(reverse("indicators:report_file", args=[report.public_id, "docx"])).content
    assert file == bytes(signed.document.file)
    found = {each.field: each.text for each in fields.read(file, name="x")}
    assert found["paper.number"] == "1/BC-SNV"


def test_a_figure_another_document_says_otherwise_is_pointed_out(client, enter):
    here, first = drafted()
    sign_report(
        report=first,
        version=first.version,
        write=word_file,
        by=UserFactory(role=Role.DEPARTMENT),
        on=ON,
        at=LATER,
    )
    figure = first.figures.get(field="viec-lam")
    figure.value = 1_150
    figure.text = "1.150 lượt lao động"
    figure.save()
    _, second = drafted(here)
    enter(Role.HEAD)
    page = shown(client, second)
    assert "Văn bản khác ghi khác" in page
    assert "1/BC-SNV" in page
    assert "1.150 lượt lao động" in page


def test_templates_are_edited_by_the_centre(client, enter):
    drafted()
    enter(Role.HEAD)
    page = client.get(reverse("indicators:report_templates")).content.decode()
    assert "Báo cáo năm" in page
    mine = ReportTemplate.objects.get(code="nam")
    at = reverse("indicators:report_template", args=[mine.public_id])
    assert "{viec-lam.percent}" in client.get(at).content.decode()
    said = {"_once": fresh_key(), "name": "Báo cáo năm", "version": 1, "body": "Có {viec-lam.x}"}
    assert "Không có «.x»" in client.post(at, said).content.decode()
    said |= {"_once": fresh_key(), "body": "Có {viec-lam}"}
    assert "Đã lưu mẫu, bản 2" in client.post(at, said, follow=True).content.decode()


def test_hostile_words_stay_words(client, enter):
    here = province_with_figures()
    template(body="! <script>x</script>\nCâu <b>đậm</b> & {viec-lam}\n@to <i>Sở</i>\n")
    _, report = drafted(here)
    enter(Role.HEAD)
    page = shown(client, report)
    assert "<script>x" not in page
    assert "Câu &lt;b&gt;đậm&lt;/b&gt; &amp; " in page
    content = word_file(report)
    assert fields.read(content, name="x")
    assert io.BytesIO(content).read(2) == b"PK"
