"""Pages of figures: what was typed stays, each sees their own, approvals by hand and by file."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from caunoi.accounts.choices import Role
from caunoi.indicators.actions.submissions import approve, open_submission, save_figures, send
from caunoi.indicators.choices.figures import Missing, UnitKind
from caunoi.indicators.models import Correction, Figure, FormLine, ReportingForm, Submission
from caunoi.indicators.queries.entries import Entry
from caunoi.indicators.queries.submissions import values_of_submission
from caunoi_kit.office.sheets import Column, write
from caunoi_kit.ui import editing
from caunoi_kit.ui.once import FIELD, fresh_key
from tests.accounts.factories import UserFactory
from tests.indicators.collecting_factories import AT, collecting, officer_of, unit_of
from tests.training.factories import InstitutionFactory, SchoolMemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings):
    settings.CAUNOI_DEMO = True
    with time_machine.travel(AT + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def made():
    return collecting()


@pytest.fixture
def at(made):
    where = {"form": made.form.code, "unit": made.unit.code, "period": "2026-10"}
    return lambda page, **more: reverse(f"indicators:{page}", kwargs={**where, **more})


@pytest.fixture
def post(client):
    def send_form(url, said=(), **more):
        return client.post(url, {FIELD: fresh_key(), **dict(said)}, **more)

    return send_form


@pytest.fixture
def blank(made):
    """What an empty form carries when it is opened."""
    return {editing.FIELD: editing.state_of(dict.fromkeys(each.code for each in made.indicators))}


def handed_in(made, **values):
    submission = open_submission(form=made.form, unit=made.unit, period=made.period)
    said = {each.code: Entry(10) for each in made.indicators} | values
    save_figures(submission=submission, values=said, by=made.officer, at=AT)
    return send(submission=submission, by=made.officer, at=AT)


def text_of(answer):
    return answer.content.decode()


def test_an_officer_finds_what_the_commune_owes(client, made):
    client.force_login(made.officer)

    page = text_of(client.get(reverse("indicators:owed")))

    assert "Biểu tháng của xã" in page
    assert "Còn 2 ngày" in page
    assert "0/4" in page


def test_the_grid_keeps_good_figures_and_gives_bad_ones_back(client, made, at, post, blank):
    client.force_login(made.officer)

    answer = post(
        at("sheet"),
        {
            "viec-lam-moi": "1.250",
            "tien-qua": "trên 6,96 tỷ",
            "giam-ngheo": "4,875",
            "viec": "nop",
            **blank,
        },
    )

    page = text_of(answer)
    assert 'value="4,875"' in page
    assert "2 chữ số sau dấu phẩy" in page
    kept = values_of_submission(Submission.objects.get())
    assert kept["viec-lam-moi"] == Entry(1_250)
    assert kept["tien-qua"] == Entry(6_960_000_000, "OVER")
    assert Submission.objects.get().state == "OPEN"


def test_a_form_with_gaps_is_handed_in_only_when_said_so(client, made, at, post, blank):
    client.force_login(made.officer)

    page = text_of(post(at("sheet"), {"viec-lam-moi": "5", "viec": "nop", **blank}))
    assert "Còn thiếu «Đi làm ở nước ngoài»" in page
    assert "Nộp dù còn thiếu" in page
    seen = editing.state_of(values_of_submission(Submission.objects.get()))

    answer = post(at("sheet"), {"viec-lam-moi": "5", "viec": "nop-thieu", editing.FIELD: seen})
    assert answer.status_code == 302
    assert Submission.objects.get().state == "SENT"


def test_two_clerks_see_both_values(client, made, at, post):
    client.force_login(made.officer)
    submission = open_submission(form=made.form, unit=made.unit, period=made.period)
    opened = editing.state_of(values_of_submission(submission))
    save_figures(
        submission=submission, values={"viec-lam-moi": Entry(1_300)}, by=made.officer, at=AT
    )

    page = text_of(post(at("sheet"), {"viec-lam-moi": "1.400", editing.FIELD: opened}))

    assert "Đồng nghiệp vừa sửa 1 ô" in page
    assert "1.300" in page
    assert 'value="1.400"' in page
    assert values_of_submission(submission)["viec-lam-moi"] == Entry(1_300)


def test_a_cell_is_kept_alone_and_says_how_it_was_understood(client, made, at, post, blank):
    client.force_login(made.officer)
    seen = blank[editing.FIELD]

    told = post(at("save_cell"), {"tien-qua": "7,5 tỷ", editing.FIELD: seen}).json()
    assert told["said"] == "7.500.000.000"
    again = post(at("save_cell"), {"tien-qua": "8 tỷ", editing.FIELD: told["state"]}).json()
    assert again["said"] == "8.000.000.000"

    wrong = post(at("save_cell"), {"tien-qua": "nhiều", editing.FIELD: again["state"]}).json()
    assert "Không hiểu" in wrong["error"]
    theirs = post(at("save_cell"), {"tien-qua": "9 tỷ", editing.FIELD: seen}).json()
    assert "Đồng nghiệp vừa ghi 8.000.000.000" in theirs["error"]
    assert Figure.objects.get().value == 8_000_000_000


def test_a_commune_sees_no_other_communes_form(client, made, at):
    other = officer_of(made.units[1])
    client.force_login(other)

    assert client.get(at("sheet")).status_code == 403


def test_a_school_fills_in_its_own_form_and_nobody_elses(client, made):
    member = SchoolMemberFactory(user__role=Role.SCHOOL)
    own, other = (
        unit_of(
            made.province,
            UnitKind.SCHOOL,
            code=f"CS{school.pk}",
            name=school.name,
            institution=school,
        )
        for school in (member.institution, InstitutionFactory())
    )
    form = ReportingForm.objects.create(
        code="truong-thang",
        name="Biểu của trường",
        unit_kind=UnitKind.SCHOOL,
        calendar="CALENDAR",
        frequency="MONTH",
        days_after=5,
    )
    FormLine.objects.create(form=form, order=1, indicator=made.jobs)
    client.force_login(member.user)

    assert "Biểu của trường" in text_of(client.get(reverse("indicators:owed")))
    where = {"form": form.code, "period": "2026-10"}
    for unit, answer in ((own, 200), (other, 403)):
        address = reverse("indicators:sheet", kwargs={**where, "unit": unit.code})
        assert client.get(address).status_code == answer


def test_a_locked_form_says_why(client, made, at):
    submission = handed_in(made)
    approve(submission=submission, by=made.approver, at=AT)
    Submission.objects.update(state="LOCKED", state_why="báo cáo 12/BC-SNV đã ký")
    client.force_login(made.officer)

    page = text_of(client.get(at("sheet")))

    assert "Đã khoá vì báo cáo 12/BC-SNV đã ký" in page
    assert "<input class" not in page


def test_an_approver_approves_ticked_units_only(client, made, at, post):
    handed_in(made)
    client.force_login(made.approver)
    period = {"form": made.form.code, "period": "2026-10"}
    page = text_of(client.get(reverse("indicators:standing", kwargs=period)))
    assert "thiếu 1" in page
    assert "Chưa nhập" in page or "Còn 2 ngày" in page

    url = reverse("indicators:approve_many", kwargs=period)
    assert "Chọn ít nhất một" in text_of(post(url))
    post(url, {"don-vi": made.unit.code})

    assert Submission.objects.get().state == "APPROVED"


def test_totals_that_wait_for_the_missing_are_named(client, made):
    made.jobs.definitions.update(missing=Missing.HOLD)
    handed_in(made)
    client.force_login(made.approver)
    period = {"form": made.form.code, "period": "2026-10"}

    page = text_of(client.get(reverse("indicators:standing", kwargs=period)))

    assert "Chưa tính tổng khi còn thiếu" in page


def test_who_handed_in_is_not_offered_to_approve(client, made, at, post):
    submission = handed_in(made)
    Submission.objects.filter(pk=submission.pk).update(sent_by=made.approver)
    client.force_login(made.approver)
    period = {"form": made.form.code, "period": "2026-10"}

    page = text_of(client.get(reverse("indicators:standing", kwargs=period)))

    assert "người khác duyệt" in page
    post(at("decide"), {"viec": "duyet"})
    assert Submission.objects.get().state == "SENT"


def test_a_part_above_its_whole_is_said_on_the_form(client, made, at):
    handed_in(made, **{"viec-lam-ngoai-nuoc": Entry(12)})
    client.force_login(made.approver)

    page = text_of(client.get(at("sheet")))

    assert "12 nhiều hơn «Việc làm mới» 10, tháng 10 năm 2026" in page


def test_a_form_goes_back_with_a_reason(client, made, at, post):
    handed_in(made)
    client.force_login(made.approver)
    assert "Ghi lý do" in text_of(post(at("decide"), {"viec": "tra"}))

    post(at("decide"), {"viec": "tra", "why": "Thiếu thôn 3"})

    assert Submission.objects.get().state == "RETURNED"
    client.force_login(made.officer)
    assert "Trả lại để sửa: Thiếu thôn 3" in text_of(client.get(at("sheet")))


def test_a_correction_stands_on_the_page_with_its_trail(client, made, at, post):
    approve(submission=handed_in(made), by=made.approver, at=AT)
    client.force_login(made.approver)

    post(at("correct", code="viec-lam-moi"), {"entry": "1.020", "why": "Đếm sót thôn 5"})

    assert Correction.objects.get().after == 1_020
    page = text_of(client.get(at("sheet")))
    assert "Đếm sót thôn 5" in page
    assert "Đã đính chính 1 lần" in page


def test_the_sheet_of_a_unit_goes_out_and_comes_back(client, made, at, post):
    client.force_login(made.officer)
    book = load_workbook(io.BytesIO(client.get(at("sheet_file")).content))
    sheet = book.active
    for row, value in enumerate(("trên 1.250", 20, "6,96 tỷ", 4.87), start=2):
        sheet.cell(row=row, column=6, value=value)
    out = io.BytesIO()
    book.save(out)

    post(at("sheet_upload"), {"file": SimpleUploadedFile("bieu.xlsx", out.getvalue())})

    assert values_of_submission(Submission.objects.get()) == {
        "viec-lam-moi": Entry(1_250, "OVER"),
        "viec-lam-ngoai-nuoc": Entry(20),
        "tien-qua": Entry(6_960_000_000),
        "giam-ngheo": Entry(487),
    }
    post(at("sheet_upload"), {"file": SimpleUploadedFile("bieu.xlsx", out.getvalue())})
    assert Submission.objects.get().version == 1


def test_the_sheet_of_all_units_says_every_fault_and_keeps_nothing(client, made, post):
    client.force_login(made.approver)
    period = {"form": made.form.code, "period": "2026-10"}
    url = reverse("indicators:standing_upload", kwargs=period)
    heads = ["Mã đơn vị", "Tên", *(f"x [{each.code}]" for each in made.indicators)]

    def sheet(*rows):
        content = write([Column(head) for head in heads], rows, title="Biểu")
        return {"file": SimpleUploadedFile("bieu.xlsx", content)}

    one, other = (each.code for each in made.units)
    page = text_of(
        post(url, sheet((one, "", "5", "nhiều", "1", "4,875"), ("X00000", "", "1", "1", "1", "1")))
    )
    assert "Chưa lưu gì: tệp còn 3 chỗ cần sửa" in page
    for cell in ("D2", "F2", "A3"):
        assert f">{cell}<" in page
    assert not Submission.objects.exists()

    answer = post(url, sheet((one, "", 5, 1, "1 tỷ", "4,87"), (other, "", 6, None, None, None)))
    assert answer.status_code == 302
    assert set(Submission.objects.values_list("state", "sent_by")) == {("SENT", made.approver.pk)}


def test_forms_to_approve_are_found_by_year_form_unit_and_state(client, made):
    submission = handed_in(made)
    client.force_login(made.approver)

    def found(**asked):
        page = client.get(reverse("indicators:approvals"), asked)
        return [row[0].label for row in page.context["rows"]]

    name = made.form.name
    assert found(year="2026", form=made.form.code, state="WAITING") == [name]
    assert found(unit=made.unit.code, state="WAITING") == [name]
    assert found(unit=made.units[1].code, state="WAITING") == []
    approve(submission=submission, by=made.approver, at=AT)
    assert found(state="WAITING") == []
    assert found(unit=made.unit.code, year="2026", state="FULL") == [name]
    assert name in found(year="nonsense")


@pytest.mark.parametrize("communes", [2, 6])
def test_pages_cost_the_same_however_many_units(client, communes, django_assert_max_num_queries):
    made = collecting(communes=communes)
    handed_in(made)
    client.force_login(UserFactory(role=Role.DIRECTOR, made=True))
    period = {"form": made.form.code, "period": "2026-10"}
    client.get(reverse("indicators:approvals"))

    with django_assert_max_num_queries(10):
        client.get(reverse("indicators:approvals"))
    with django_assert_max_num_queries(11):
        client.get(reverse("indicators:approvals"), {"unit": made.unit.code, "year": "2026"})
    with django_assert_max_num_queries(8):
        client.get(reverse("indicators:standing", kwargs=period))
    with django_assert_max_num_queries(15):
        client.get(reverse("indicators:sheet", kwargs={**period, "unit": made.unit.code}))
