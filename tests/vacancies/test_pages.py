"""The pages of posting, closing, reviewing, reporting and of needs."""

import re
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.vacancies.choices import Source, VacancyState
from caunoi.vacancies.models import RecruitmentNeed, ScamReport, Vacancy
from caunoi_kit.ui.once import fresh_key
from tests.accounts.factories import UserFactory
from tests.classifications.factories import OccupationFactory, SkillFactory
from tests.employers.factories import EmployerFactory, MemberFactory
from tests.vacancies.factories import VacancyFactory, form_group

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 11, 9, 2, 0, tzinfo=UTC)
POST = reverse("vacancies:post")


@pytest.fixture
def member(client):
    """Somebody signed in who acts for a verified firm."""
    member = MemberFactory(employer=EmployerFactory(verified_at=MORNING))
    client.force_login(member.user)
    return member


@pytest.fixture
def sign_in(client, settings):
    """Sign in a made member of staff, who needs no second factor on a site for trying out."""
    settings.CAUNOI_DEMO = True
    return lambda role: client.force_login(UserFactory(role=role, made=True))


@pytest.fixture
def filled(client, member):
    """The form as it comes, with the four boxes nobody can fill in for the firm."""
    page = client.get(POST)
    boxes = page.context["form"].initial
    return {
        **boxes,
        "title": "Công nhân may",
        "positions": "20",
        "wage_min": "8tr",
        "wage_max": "11 triệu",
        "contact_phone": "0912 345 678",
        "address": member.employer.place.name,
        "viec": "dang",
    }


def send(client, boxes, address=POST, key=None, **more):
    return client.post(address, {"_once": key or fresh_key(), **boxes, **more})


def test_eight_boxes_make_an_advert_without_script(client, filled):
    answer = send(client, filled)

    vacancy = Vacancy.objects.get()
    assert answer.url == reverse("vacancies:posting", args=[vacancy.public_id])
    assert (vacancy.wage_min, vacancy.wage_max) == (8_000_000, 11_000_000)
    assert vacancy.state == VacancyState.OPEN
    assert vacancy.lat is not None
    assert "Xem người hợp" in client.get(answer.url).content.decode()


def test_the_page_begins_with_the_firms_place_contact_and_a_month(client, member):
    VacancyFactory(employer=member.employer, contact_name="Lan", contact_phone="0987654321")

    initial = client.get(POST).context["form"].initial

    assert initial["contact_phone"] == "0987654321"
    assert initial["address"] == member.employer.place.name
    assert re.fullmatch(r"\d\d/\d\d/\d{4}", initial["closes_on"])


def test_sent_twice_there_is_one_advert(client, filled):
    key = fresh_key()

    first, second = send(client, filled, key=key), send(client, filled, key=key)

    assert first.url == second.url
    assert Vacancy.objects.count() == 1


def test_an_error_loses_nothing_that_was_typed(client, filled):
    page = send(client, filled, wage_min="tám triệu mốt", positions="nhiều")

    html = page.content.decode()
    assert "tám triệu mốt" in html
    assert 'value="nhiều"' in html
    assert "Ghi một số nguyên" in html
    assert not Vacancy.objects.exists()


def test_an_unlawful_advert_says_which_words_and_why(client, filled):
    page = send(client, filled, description="Chỉ tuyển nữ dưới 30 tuổi")

    html = page.content.decode()
    assert "Phải sửa" in html
    assert "«Chỉ tuyển nữ" in html
    assert "Điều" in html
    assert not Vacancy.objects.exists()


def test_trying_it_out_keeps_a_draft_and_offers_codes_and_skills(client, filled):
    sewing = OccupationFactory(code="8153", name="Thợ vận hành máy may")
    skill = SkillFactory(name="May công nghiệp")
    sewing_skill = sewing  # the skill is usual in this occupation
    from_list = type(skill)._meta.apps.get_model("classifications", "OccupationSkill")
    from_list.objects.create(occupation=sewing_skill, skill=skill)

    html = send(client, filled, viec="xem").content.decode()

    assert "Thợ vận hành máy may" in html
    assert "May công nghiệp" in html
    draft = Vacancy.objects.get()
    assert (draft.state, str(draft.public_id)) == (VacancyState.DRAFT, filled["public_id"])
    again = client.get(reverse("vacancies:edit", args=[draft.public_id])).content.decode()
    assert 'value="8tr"' in again


def test_the_part_asked_while_typing_keeps_one_draft_and_answers_beside(client, filled):
    OccupationFactory(code="8153")
    for title in ("Công nhân", "Công nhân may"):
        part = client.post(reverse("vacancies:assist"), {**filled, "title": title})

    html = part.content.decode()
    assert Vacancy.objects.get().title == "Công nhân may"
    assert "Đã lưu nháp" in html
    assert 'id="nghe" hx-swap-oob="true"' in html
    assert "<html" not in html


def test_codes_are_not_offered_anew_while_the_title_stays(client, filled):
    OccupationFactory(code="8153")
    shown = {**filled, "codes_for": filled["title"], "skills_for": "8153", "occupation": "8153"}

    html = client.post(reverse("vacancies:assist"), shown).content.decode()

    assert "hx-swap-oob" in html  # the wage
    assert 'id="ky-nang"' not in html


def test_a_pasted_advert_fills_the_page_and_stores_nothing(client, member):
    page = client.post(
        reverse("vacancies:read_old"), {"text": "Thợ hàn\nLương: 10-12 triệu\nSố lượng: 5 người"}
    )

    html = page.content.decode()
    assert 'value="Thợ hàn"' in html
    assert "10.000.000" in html
    assert "Chưa đọc được" in html
    assert not Vacancy.objects.exists()


def test_an_uploaded_file_that_is_none_is_explained(client, member):
    file = SimpleUploadedFile("a.pdf", b"%PDF")

    page = client.post(reverse("vacancies:read_old"), {"file": file})

    assert "a.pdf là tệp PDF" in page.content.decode()


def test_an_old_advert_is_posted_again_with_one_tap(client, member):
    old = VacancyFactory(employer=member.employer, expired=True, contact_phone="0912345678")
    assert reverse("vacancies:repost", args=[old.public_id]) in client.get(POST).content.decode()

    answer = send(client, {}, reverse("vacancies:repost", args=[old.public_id]))

    new = Vacancy.objects.exclude(pk=old.pk).get()
    assert answer.url == reverse("vacancies:posting", args=[new.public_id])
    assert new.state == VacancyState.OPEN


def test_two_colleagues_who_change_one_advert_see_both_values(client, filled):
    send(client, filled)
    vacancy = Vacancy.objects.get()
    address = reverse("vacancies:edit", args=[vacancy.public_id])
    page = client.get(address)
    boxes = {**filled, **page.context["form"].initial, "viec": "dang"}
    boxes = {name: value for name, value in boxes.items() if value is not None}
    boxes |= {"_before": page.context["form_state"], "housing": ""}
    boxes.pop("occupation")
    Vacancy.objects.update(positions=33)

    html = send(client, boxes, address, positions="25").content.decode()

    assert "Đồng nghiệp vừa sửa 1 ô" in html
    assert "33" in html
    assert Vacancy.objects.get().positions == 33


@pytest.mark.parametrize(
    "name", ["posting", "edit", "close"],
)  # fmt: skip
def test_another_firms_advert_does_not_exist(client, member, name):
    theirs = VacancyFactory(state=VacancyState.DRAFT)

    answer = client.get(reverse(f"vacancies:{name}", args=[theirs.public_id]))

    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["repost", "still_open"])
def test_nobody_acts_on_another_firms_advert(client, member, name):
    theirs = VacancyFactory()

    answer = send(client, {}, reverse(f"vacancies:{name}", args=[theirs.public_id]))

    assert answer.status_code == 404
    assert Vacancy.objects.count() == 1


def test_nobody_posts_for_another_firm(client, filled):
    answer = send(client, filled, **{"noi-tuyen": str(EmployerFactory().pk)})

    assert answer.status_code == 404
    assert not Vacancy.objects.exists()


def test_staff_choose_the_firm_and_post_for_it(client, sign_in):
    sign_in(Role.CLERK)
    firm = EmployerFactory(name="Công ty Dệt Mẫu", search_key="cong ty det mau")

    asked = client.get(POST, {"q": "dệt"}).content.decode()
    assert "Công ty Dệt Mẫu" in asked
    page = client.get(POST, {"noi-tuyen": firm.pk})
    boxes = {
        **page.context["form"].initial,
        "noi-tuyen": firm.pk,
        "title": "Bảo vệ",
        "positions": "2",
        "wage_min": "7tr",
        "contact_phone": "0912345678",
        "address": firm.place.name,
        "viec": "dang",
    }
    send(client, boxes)

    vacancy = Vacancy.objects.get()
    assert (vacancy.employer, vacancy.source) == (firm, Source.CENTRE)


@pytest.mark.parametrize("state", [VacancyState.DRAFT, VacancyState.PENDING, VacancyState.REFUSED])
def test_the_public_sees_no_advert_before_it_is_approved(client, state):
    vacancy = VacancyFactory(state=state, closes_on="2099-12-31")

    page = client.get(reverse("portal:vacancy", args=[vacancy.pk, "x"]))
    report = client.get(reverse("vacancies:report", args=[vacancy.public_id]))

    assert page.status_code == report.status_code == 404


def test_closing_asks_one_question(client, filled):
    send(client, filled)
    vacancy = Vacancy.objects.get()

    address = reverse("vacancies:close", args=[vacancy.public_id])
    send(client, {"hired": "12", "hired_from": "CENTRE"}, address)

    vacancy.refresh_from_db()
    assert (vacancy.state, vacancy.hired) == (VacancyState.CLOSED, 12)


def test_a_stranger_reports_an_advert_and_the_centre_settles_it(client, sign_in):
    vacancy = VacancyFactory(closes_on="2099-12-31")
    answer = send(
        client,
        {"reason": "MONEY", "words": "<script>alert(1)</script>"},
        reverse("vacancies:report", args=[vacancy.public_id]),
    )
    assert answer.url == reverse("vacancies:reported")
    report = ScamReport.objects.get()
    sign_in(Role.COUNSELLOR)
    address = reverse("vacancies:settle", args=[report.public_id])
    page = client.get(address).content.decode()
    assert "<script>alert(1)" not in page

    send(client, {"upheld": "co", "note": "Đòi tiền"}, address)

    vacancy.refresh_from_db()
    assert vacancy.state == VacancyState.REFUSED


def test_the_centre_approves_an_advert_from_its_list(client, sign_in):
    vacancy = VacancyFactory(state=VacancyState.PENDING, sent_at=MORNING, closes_on="2099-12-31")
    sign_in(Role.COUNSELLOR)
    assert vacancy.title in client.get(reverse("vacancies:waiting")).content.decode()

    send(client, {"verdict": "APPROVED"}, reverse("vacancies:review", args=[vacancy.public_id]))

    vacancy.refresh_from_db()
    assert vacancy.state == VacancyState.OPEN


def test_the_list_of_what_waits_costs_the_same_however_long(
    client, django_assert_max_num_queries, sign_in
):
    sign_in(Role.COUNSELLOR)
    counts = []
    for more in (1, 12):
        for each in VacancyFactory.create_batch(more, state=VacancyState.PENDING, sent_at=MORNING):
            ScamReport.objects.create(vacancy=each, reason="OTHER", at=MORNING)
        with django_assert_max_num_queries(12) as asked:
            client.get(reverse("vacancies:waiting"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_page_of_posting_costs_the_same_with_many_old_adverts(
    client, member, django_assert_max_num_queries
):
    counts = []
    for more in (1, 15):
        VacancyFactory.create_batch(more, employer=member.employer)
        with django_assert_max_num_queries(25) as asked:
            client.get(POST)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def send_needs(client, boxes, seen=None, **more):
    """The grid as the page sends it, with what it showed when it was opened."""
    address = reverse("vacancies:needs")
    page = client.get(address, {"nua-nam": "2027-01"})
    token = seen or page.context["form_state"]
    boxes = {"nua-nam": "2027-01", "viec": "gui", "_before": token, **boxes}
    return send(client, boxes, address, **more)


def test_rows_of_needs_are_sent_and_more_can_be_asked_for(client, member):
    form_group("81")
    address = reverse("vacancies:needs")
    boxes = {"nua-nam": "2027-01", "nghe-0": "81", "so-0": "40", "nu-0": "30"}

    more = send(client, boxes, address, viec="them")
    assert not RecruitmentNeed.objects.exists()
    assert len(more.context["grid"].rows) > 5
    assert 'value="40"' in more.content.decode()
    answer = send_needs(client, boxes)

    assert RecruitmentNeed.objects.get().quantity == 40
    receipt = client.get(answer.url).content.decode()
    assert "Đã nhận đủ" in receipt
    assert 'value="40"' in client.get(address, {"nua-nam": "2027-01"}).content.decode()


def test_a_wrong_row_stays_as_typed_with_what_is_wrong(client, member):
    form_group("81")
    boxes = {"nua-nam": "2027-01", "nghe-0": "81", "so-0": "4", "nu-0": "9", "viec": "gui"}

    html = send_needs(client, boxes).content.decode()

    assert "Dòng 1: Số nữ" in html
    assert 'value="9"' in html


def test_every_wrong_cell_of_a_file_is_named(client, member):
    form_group("81")
    text = "Mã nhóm nghề,Số lượng,Trong đó nữ\n81,4,9\n99,1,0\n"
    file = SimpleUploadedFile("a.csv", text.encode())

    html = send(
        client, {"nua-nam": "2027-01", "file": file}, reverse("vacancies:need_file")
    ).content.decode()

    assert "Ô C2" in html
    assert "Ô A3" in html


def test_a_receipt_is_shown_to_its_own_firm_only(client, member):
    form_group("81")
    boxes = {"nua-nam": "2027-01", "nghe-0": "81", "so-0": "40", "viec": "gui"}
    receipt = send_needs(client, boxes).url
    client.force_login(MemberFactory().user)

    assert client.get(receipt).status_code == 404


def test_the_sums_are_a_page_and_a_sheet(client, member, sign_in):
    form_group("81")
    boxes = {"nua-nam": "2027-01", "nghe-0": "81", "so-0": "1400", "viec": "gui"}
    send_needs(client, boxes)
    sign_in(Role.DEPARTMENT)
    address = reverse("vacancies:needs_sum")

    assert "1.400" in client.get(address, {"nua-nam": "2027-01"}).content.decode()
    sheet = client.get(address, {"nua-nam": "2027-01", "tai": "xlsx"})
    assert sheet.content.startswith(b"PK")


def test_needs_by_month_are_typed_checked_and_shown_again(client, member):
    form_group("81")
    months = {f"t{place}-0": str(people) for place, people in enumerate((1, 2, 3, 4, 5, 6), 1)}
    boxes = {"nghe-0": "81", "so-0": "20", **months}

    wrong = send_needs(client, boxes).content.decode()
    assert "Ghi đủ sáu tháng, cộng lại bằng số lượng." in wrong
    assert 'name="t6-0" value="6"' in wrong
    send_needs(client, {**boxes, "so-0": "21"})

    assert RecruitmentNeed.objects.get().months == [1, 2, 3, 4, 5, 6]
    page = client.get(reverse("vacancies:needs"), {"nua-nam": "2027-01"}).content.decode()
    assert 'name="t6-0" value="6"' in page


def test_two_colleagues_on_one_grid_lose_nothing_of_the_first(client, member):
    form_group("81")
    form_group("82")
    page = client.get(reverse("vacancies:needs"), {"nua-nam": "2027-01"})
    opened_by_both = page.context["form_state"]
    send_needs(client, {"nghe-0": "81", "so-0": "40"}, opened_by_both)

    second = send_needs(client, {"nghe-0": "82", "so-0": "5"}, opened_by_both)

    assert [need.quantity for need in RecruitmentNeed.objects.all()] == [40]
    told = second.content.decode()
    assert "40 người" in told and "để trống" in told
    again = send_needs(client, {"nghe-0": "82", "so-0": "5"}, second.context["form_state"])
    assert again.status_code == 302
    assert RecruitmentNeed.objects.get().occupation.code == "82"


def test_a_grid_sent_as_it_was_opened_is_no_conflict(client, member):
    form_group("81")
    months = {f"t{place}-0": "5" for place in range(1, 7)}
    for boxes in (months, {}, {"nu-0": "3"}):
        assert send_needs(client, {"nghe-0": "81", "so-0": "30", **boxes}).status_code == 302
    need = RecruitmentNeed.objects.get()
    assert (need.months, need.women) == ([5] * 6, 3)
