"""Pages of claims: what they show, what they cost, what they refuse."""

import io
import re
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
import xlsxwriter
from django.urls import reverse
from django.utils.timezone import localtime

from caunoi.accounts.choices import Role
from caunoi.unemployment.actions import decisions
from caunoi.unemployment.choices import ClaimState, DecisionState
from caunoi.unemployment.models import Claim, Decision
from caunoi.unemployment.queries.case import values_of
from caunoi_kit.ui import editing
from tests.accounts.factories import UserFactory
from tests.employers.factories import EmployerFactory
from tests.people.factories import PersonFactory, proven_seeker
from tests.unemployment.factories import (
    ClaimFactory,
    ContributionFactory,
    DecisionFactory,
    PaperFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)  # noqa: TID251 - pages read the clock themselves
TODAY = localtime(NOW).date()
LINE = {"first": "10/2020", "last": "09/2026", "wage": "8tr", "region": "2"}


@pytest.fixture
def clerk(client):
    user = UserFactory(role=Role.CLERK, made=True)
    client.force_login(user)
    return user


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.CAUNOI_DEMO = True


def full_claim(**more):
    claim = ClaimFactory(
        person=PersonFactory(identity_number="033195001234", identity_digest=uuid.uuid4().hex),
        **more,
    )
    ContributionFactory(claim=claim)
    for kind in ("REQUEST", "IDENTITY", "TERMINATION", "BOOK"):
        PaperFactory(claim=claim, kind=kind)
    return claim


def boxes(claim, **more):
    """What a browser sends for the form of a claim with one line."""
    values = values_of(claim)
    told = {
        name: values[name] or ""
        for name in (
            "contract",
            "employer_name",
            "employer_address",
            "account_holder",
            "medical_place",
            "channel",
        )
    }
    return {
        "_once": uuid.uuid4().hex,
        "_before": editing.state_of(values),
        **told,
        "ended_on": "30/09/2026",
        "end_kind": "AGREEMENT",
        "payout": "ACCOUNT",
        "account_number": "0123456789",
        "bank": "VCB",
        "lines": "1",
        "papers": ["REQUEST", "IDENTITY", "TERMINATION", "BOOK"],
        **{f"d0-{name}": value for name, value in LINE.items()},
        "do": "save",
        **more,
    }


def url(name, claim):
    return reverse(f"unemployment:{name}", args=[claim.public_id])


def once(**more):
    return {"_once": uuid.uuid4().hex, **more}


def test_from_the_search_to_the_number(client, clerk):
    person = PersonFactory(identity_number="033195001234", identity_digest="d" * 64)
    found = client.get(reverse("unemployment:intake"), {"q": person.full_name})
    assert person.full_name in found.content.decode()
    started = client.post(reverse("unemployment:start", args=[person.public_id]), once())
    claim = Claim.objects.get()
    assert started["Location"] == url("claim", claim)
    page = client.get(url("claim", claim)).content.decode()
    assert "Chưa tính được" in page
    sent = client.post(url("claim", claim), boxes(claim, do="receive"))
    assert sent.status_code == 302
    page = client.get(url("claim", claim)).content.decode()
    assert "4.800.000" in page
    assert "Luật 74/2025" in page
    assert "Vì sao?" in page
    claim.refresh_from_db()
    assert (claim.state, claim.number) == (ClaimState.RECEIVED, 1)


def test_a_what_if_shows_the_difference_and_saves_nothing(client, clerk):
    claim = full_claim()
    sent = boxes(claim, do="try", **{"d0-wage": "10tr"})
    page = client.post(url("claim", claim), sent).content.decode()
    assert "Tính thử, chưa lưu" in page
    assert "4.800.000 đ → 6.000.000 đ" in page
    assert "(tăng)" in page
    assert claim.contributions.get().wage == 8_000_000


def test_a_line_that_cannot_be_read_keeps_what_was_typed(client, clerk):
    claim = full_claim()
    sent = boxes(claim, **{"d0-first": "13/2020", "ended_on": "30/02/2026"})
    page = client.post(url("claim", claim), sent).content.decode()
    assert "Dòng 1, Từ tháng" in page
    assert 'value="13/2020"' in page
    assert "không có ngày 30" in page


def test_another_region_than_that_of_the_workplace_needs_a_reason(client, clerk):
    claim = full_claim()
    place = claim.person.place
    claim.employer = _employer_at(place)
    claim.save()
    page = client.post(url("claim", claim), boxes(claim, **{"d0-region": "1"})).content.decode()
    assert "ghi lý do" in page
    told = boxes(claim, **{"d0-region": "1", "d0-region_reason": "Chi nhánh ở nội thành"})
    assert client.post(url("claim", claim), told).status_code == 302
    assert claim.contributions.get().region_reason == "Chi nhánh ở nội thành"


def _employer_at(place):

    place.code = "12103"  # region II in the list of 2026
    place.save()
    return EmployerFactory(place=place)


def test_the_second_clerk_sees_both_values(client, clerk):
    claim = full_claim()
    mine = boxes(claim, bank="BIDV")
    theirs = boxes(claim, bank="ACB")
    assert client.post(url("claim", claim), theirs).status_code == 302
    page = client.post(url("claim", claim), mine).content.decode()
    assert "Đồng nghiệp vừa sửa" in page
    assert "ACB" in page
    assert "BIDV" in page
    claim.refresh_from_db()
    assert claim.bank == "ACB"


def test_notes_keep_themselves_and_never_overwrite(client, clerk):
    claim = full_claim()
    before = editing.state_of({"notes": ""})
    script = {"HTTP_ACCEPT": "application/json"}
    first = client.post(url("notes", claim), once(_before=before, notes="Một"), **script)
    assert first.json()["said"] == "Đã lưu"
    late = client.post(url("notes", claim), once(_before=before, notes="Hai"), **script)
    assert (late.status_code, late.json()["theirs"]) == (409, "Một")
    shown = client.post(url("notes", claim), once(_before=before, notes="Hai"))
    assert "Đang có: Một" in shown.content.decode()
    assert "Hai" in shown.content.decode()
    after = client.post(
        url("notes", claim), once(_before=first.json()["before"], notes="Một, hai"), **script
    )
    assert after.status_code == 200
    claim.refresh_from_db()
    assert claim.notes == "Một, hai"


def sheet(*rows):
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet()
    for n, row in enumerate(rows):
        page.write_row(n, 0, row)
    book.close()
    file.seek(0)
    file.name = "so.xlsx"
    return file


def test_a_sheet_of_the_insurance_book_fills_the_lines(client, clerk):
    claim = full_claim()
    file = sheet(
        ["Từ tháng", "Đến tháng", "Tiền lương", "Vùng", "Đơn vị"],
        ["01/2020", "12/2023", 7000000, "II", "Công ty A"],
        ["01/2024", "09/2026", 8500000, "Vùng I", "Công ty B"],
    )
    page = client.post(url("read_file", claim), once(file=file)).content.decode()
    assert "Đã đọc 2 dòng" in page
    assert 'value="8.500.000"' in page
    assert claim.contributions.count() == 1  # looked at first, saved afterwards


def test_all_faults_of_a_sheet_come_at_once(client, clerk):
    claim = full_claim()
    file = sheet(
        ["Từ tháng", "Đến tháng", "Tiền lương", "Vùng"],
        ["13/2020", "12/2023", "7tr", "II"],
        ["01/2024", "09/2026", "bảy", "II"],
        ["01/2024", "09/2026", "7tr", "V"],
    )
    page = client.post(url("read_file", claim), once(file=file)).content.decode()
    assert [n for n in (2, 3, 4) if f"Dòng {n}:" in page] == [2, 3, 4]


def test_every_step_has_its_button_and_refuses_in_words(client, clerk):
    claim = full_claim()
    client.post(url("collect", claim), once())
    page = client.get(url("claim", claim)).content.decode()
    assert "không chuyển sang" in page
    client.post(url("insurance", claim), once(answered="0"))
    claim.refresh_from_db()
    assert claim.state == ClaimState.INSURANCE
    client.post(url("insurance", claim), once(answered="1"))
    client.post(url("ask_supplement", claim), once(papers=["BOOK"], what="Bản chính"))
    claim.refresh_from_db()
    assert claim.state == ClaimState.SUPPLEMENT
    client.post(url("supplemented", claim), once(papers=["BOOK"]))
    client.post(url("circumstance", claim), once(kind="JOB", on="05/11/2026", source="PERSON"))
    client.post(url("propose", claim), once())
    assert Decision.objects.get().kind == "REFUSE"
    client.post(url("withdraw", claim), once())


def test_those_who_approve_see_the_figures_and_approve_many(client):
    made = [
        _proposed(
            full_claim(
                filed_on=TODAY - timedelta(days=24),
                arrived_on=TODAY - timedelta(days=24),
                completed_on=TODAY - timedelta(days=24),
                ended_on=TODAY - timedelta(days=40),
            )
        )
        for _ in range(3)
    ]
    head = UserFactory(role=Role.HEAD, made=True)
    client.force_login(head)
    own = _proposed(full_claim(), by=head)
    page = client.get(reverse("unemployment:approvals")).content.decode()
    assert len(re.findall(r"Mức hưởng", page)) >= 4
    asked = once(decision=[str(each.public_id) for each in [*made, own]])
    client.post(reverse("unemployment:approvals"), asked)
    numbers = Decision.objects.filter(number__isnull=False).values_list("number", flat=True)
    own.refresh_from_db()
    assert own.state == DecisionState.PROPOSED
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert len(numbers) == 3


def _proposed(claim, by=None):
    row = claim.contributions.get()
    row.last = claim.ended_on.replace(day=1)
    row.save()
    by = by or UserFactory(role=Role.CLERK)
    return decisions.propose_outcome(claim=claim, by=by, at=NOW)


def test_no_route_approves_ones_own_proposal(client):
    head = UserFactory(role=Role.HEAD, made=True)
    client.force_login(head)
    decision = _proposed(full_claim(), by=head)
    shown = client.get(reverse("unemployment:decision", args=[decision.public_id]))
    assert "accesskey" not in shown.content.decode()
    client.post(reverse("unemployment:approvals"), once(decision=[str(decision.public_id)]))
    decision.refresh_from_db()
    assert decision.state == DecisionState.PROPOSED


def test_a_clerk_cannot_open_the_page_of_approvals(client, clerk):
    decision = DecisionFactory()
    sent = client.post(reverse("unemployment:approvals"), once(decision=[str(decision.public_id)]))
    assert sent.status_code == 403


@pytest.fixture
def seeker(client):
    return proven_seeker(
        client, identity_number="033195001234", identity_digest="d" * 64, full_name="Mẫu Hoa"
    )


def own_facts(**more):
    return once(
        ended_on=TODAY.strftime("%d/%m/%Y"),
        end_kind="EXPIRY",
        contract="INDEFINITE",
        payout="ACCOUNT",
        account_number="0123 456 789",
        bank="VCB",
        account_holder="Mẫu Hoa",
        medical_place="Trạm y tế Mẫu",
        **more,
    )


def test_the_person_files_online_and_sees_where_it_is(client, seeker):
    assert "Nộp hồ sơ qua mạng" in client.get(reverse("unemployment:mine")).content.decode()
    kept = client.post(reverse("unemployment:file_mine"), own_facts(do="save"))
    assert kept.status_code == 302
    claim = Claim.objects.get()
    assert claim.state == ClaimState.DRAFT
    state = editing.state_of(values_of(claim))
    sent = client.post(reverse("unemployment:file_mine"), own_facts(do="send", _before=state))
    assert sent.status_code == 302
    claim.refresh_from_db()
    assert (claim.state, claim.number) == (ClaimState.SENT, 1)
    assert claim.account_number == "0123456789"
    page = client.get(reverse("unemployment:mine")).content.decode()
    assert "Hồ sơ số 1" in page
    assert "Trung tâm đã nhận được" in page
    client.post(reverse("unemployment:withdraw_mine"), once())
    claim.refresh_from_db()
    assert claim.state == ClaimState.WITHDRAWN


def test_nobody_files_without_level_two(client):
    user = UserFactory(role=Role.JOB_SEEKER, made=True)
    client.force_login(user)
    PersonFactory(account=user)
    answer = client.post(reverse("unemployment:file_mine"), own_facts(do="send"))
    assert answer.status_code == 302
    assert not Claim.objects.exists()


@pytest.mark.parametrize("name", ["claims", "uncollected"])
def test_lists_cost_the_same_with_one_and_with_many(
    client, clerk, django_assert_max_num_queries, name
):
    costs = []
    for count in (1, 6):
        for _ in range(count):
            claim = full_claim(
                state=ClaimState.UNCOLLECTED if name == "uncollected" else "RECEIVED"
            )
            DecisionFactory(claim=claim, approved=True, window_last=None)
        with django_assert_max_num_queries(14) as asked:
            client.get(reverse(f"unemployment:{name}"))
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_the_page_of_a_claim_costs_the_same_with_few_and_with_many_lines(
    client, clerk, django_assert_max_num_queries
):
    claim = full_claim()
    costs = []
    for extra in (0, 12):
        for n in range(extra):
            ContributionFactory(
                claim=claim, first=_month(2010, n), last=_month(2010, n), wage=5_000_000
            )
        with django_assert_max_num_queries(40) as asked:
            client.get(url("claim", claim))
        costs.append(len(asked))
    assert costs[0] == costs[1]


def _month(year, n):

    return date(year + n // 12, n % 12 + 1, 1)


def test_approvals_cost_the_same_with_one_and_with_many(client, django_assert_max_num_queries):
    client.force_login(UserFactory(role=Role.HEAD, made=True))
    costs = []
    for count in (1, 5):
        for _ in range(count):
            DecisionFactory(
                content={
                    "amount": 1,
                    "months": 3,
                    "total_months": 36,
                    "reserve": 0,
                    "start": None,
                    "end": None,
                }
            )
        with django_assert_max_num_queries(20) as asked:
            client.get(reverse("unemployment:approvals"))
        costs.append(len(asked))
    assert costs[0] == costs[1]
