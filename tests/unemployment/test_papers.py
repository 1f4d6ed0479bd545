"""The 35 forms as PDF and Word: both say the same, and nothing needed is missing."""

import io
from datetime import UTC, date, datetime

import docx
import pytest

from caunoi.accounts.choices import Role
from caunoi.placement.models import Referral
from caunoi.unemployment.actions.papers import open_paper
from caunoi.unemployment.choices import DecisionKind, DecisionState
from caunoi.unemployment.exports import papers
from caunoi.unemployment.queries.papers import NoPaper, of_decision, of_referral
from caunoi_kit.journal.models import Entry
from caunoi_rules.forms import forms
from caunoi_rules.forms.text import ISSUED, wording
from tests.accounts.factories import UserFactory
from tests.placement.factories import ApplicationFactory
from tests.places.factories import ProvinceFactory
from tests.unemployment.factories import ClaimFactory, DecisionFactory
from tests.unemployment.lives import running
from tests.unemployment.paper_facts import DAY, FACTS, LONG_NAME
from tests.unemployment.pdf_text import pages_of, squeezed, text_of

pytestmark = pytest.mark.django_db
CODES = list(forms())
GRANT = {
    "amount": 4_838_000,
    "months": 5,
    "total_months": 65,
    "reserve": 5,
    "start": "2026-02-03",
    "end": "2026-07-02",
    "notice_windows": [["2026-02-03", "2026-02-05"], ["2026-03-03", "2026-03-05"]],
}


def word_text(content: bytes) -> str:
    file = docx.Document(io.BytesIO(content))
    return squeezed(
        "".join(node.text or "" for node in file.element.body.iter() if node.tag.endswith("}t"))
    )


def texts_of(data: dict) -> list[str]:
    """Everything that the description of a paper says."""
    head, closing = data["letterhead"], data["closing"]
    texts = [
        data["mark"], data["name"], data["about"], data["authority"],
        head["parent"].upper(), head["unit"].upper(), head["number"], head["regarding"],
        head["place_day"], closing["title"], closing["hint"], closing["name"],
        closing["first"], closing["first_name"], closing["place_day"], *closing["receivers"],
    ]  # fmt: skip
    for block in data["blocks"]:
        texts += [*block["texts"], *(cell for row in block["rows"] for cell in row)]
    return [squeezed(text).rstrip("…") for text in texts if text]


@pytest.mark.parametrize("facts", [FACTS, {}], ids=["filled", "blank"])
@pytest.mark.parametrize("code", CODES)
def test_pdf_and_word_say_everything_the_paper_says(code, facts):
    data = papers.paper(code, facts, on=DAY)
    printed = text_of(papers.as_pdf(code, facts, on=DAY))
    typed = word_text(papers.as_docx(code, facts, on=DAY))

    for text in texts_of(data):
        assert text in printed, f"{code}: not in the PDF"
        assert text in typed, f"{code}: not in the Word file"


@pytest.mark.parametrize("code", [c for c in CODES if forms()[c].by in ("centre", "department")])
def test_a_paper_of_an_office_fits_on_one_sheet_printed_on_both_sides(code):
    limit = 3 if code == "N374-M12" else 2  # the grant has its calendar on a sheet of its own

    assert pages_of(papers.as_pdf(code, FACTS, on=DAY)) <= limit


def test_the_grant_says_money_in_figures_and_words_and_the_calendar_of_notices():
    text = text_of(papers.as_pdf("N374-M12", FACTS, on=DAY))

    for words in (
        "4.838.000 đồng",
        "Bốn triệu tám trăm ba mươi tám nghìn đồng",
        "05 tháng",
        "từ ngày 03/02/2026 đến ngày 02/07/2026",
        LONG_NAME,
        "ngày 23 tháng 01 năm 2026",
        "03/05/2026 đến ngày 05/05/2026",
    ):
        assert squeezed(words) in text


@pytest.mark.parametrize(
    "code",
    [
        code
        for code in CODES
        if len(wording(code).needed) > 1 and wording(code).head["head"] in ISSUED
    ],
)
def test_a_filled_paper_that_lacks_something_is_not_printed(code):
    for name in sorted(wording(code).needed):
        with pytest.raises(papers.CannotPrint, match=papers.FACTS[name]):
            papers.paper(code, {**FACTS, name: None}, on=DAY)


def test_a_draft_says_so_and_has_no_number_and_no_day():
    facts = {**FACTS, "signed": False}
    del facts["number"]
    text = text_of(papers.as_pdf("N374-M12", facts, on=DAY))

    assert "DỰTHẢO" in text
    assert "QĐ-SNVngày20" not in text
    assert squeezed("ngày 23 tháng 01 năm 2026") not in text


def test_the_letterhead_is_that_of_the_day(settings):
    settings.CAUNOI_PROVINCE = "33"
    ProvinceFactory(
        code="33", name="Tỉnh Hưng Yên", valid_from=date(1997, 1, 1), valid_to=date(2025, 6, 30)
    )
    ProvinceFactory(code="33", name="Tỉnh Hưng Yên mới", valid_from=date(2025, 7, 1))

    def heads(on):
        return papers.paper("N374-M20", FACTS, on=on)["letterhead"]["parent"]

    assert heads(date(2025, 2, 28)) == "Sở Lao động - Thương binh và Xã hội tỉnh Hưng Yên"
    assert heads(date(2025, 3, 1)) == "Sở Nội vụ tỉnh Hưng Yên"
    assert heads(date(2025, 7, 1)) == "Sở Nội vụ tỉnh Hưng Yên mới"


def test_the_figures_of_a_decision_are_those_of_its_snapshot():
    decision = DecisionFactory(approved=True, content=GRANT)

    told = of_decision(decision)

    assert told.form == "N374-M12"
    assert {name: told.facts[name] for name in ("amount", "months", "total_months", "start")} == {
        "amount": 4_838_000,
        "months": 5,
        "total_months": 65,
        "start": "2026-02-03",
    }
    assert told.facts["reserved_months"] == 5
    assert told.facts["notices"][1][1] == "03/03/2026 đến ngày 05/03/2026"
    assert told.facts["number"] == decision.symbol
    assert told.on == decision.signed_on


def test_only_the_department_signs_decisions_with_its_name():
    approved = DecisionFactory(approved=True, content=GRANT)
    approved.approved_by.role = Role.DEPARTMENT
    assert of_decision(approved).facts["signer"] == approved.approved_by.full_name

    approved.approved_by.role = Role.HEAD
    assert of_decision(approved).facts["signer"] == ""


def test_a_refusal_is_a_letter_of_the_centre_with_its_reasons():
    decision = DecisionFactory(
        approved=True,
        kind=DecisionKind.REFUSE,
        content={"reasons": [{"text": "Mới đóng 9 tháng.", "article": "Điều 38"}]},
    )
    decision.person.identity_number = "033190001234"
    told = of_decision(decision)

    text = text_of(papers.as_pdf(told.form, told.facts, on=told.on))

    assert squeezed("Về việc không được hưởng trợ cấp thất nghiệp") in text
    assert squeezed("- Mới đóng 9 tháng (Điều 38).") in text
    assert f"{decision.number}/TB-TTDVVL" in text


def test_a_suspension_names_the_month_of_the_benefit_not_of_the_year():
    benefit = running()
    decision = DecisionFactory(
        kind=DecisionKind.SUSPEND,
        claim=benefit.claim,
        benefit=benefit,
        content={"from_day": "2026-04-17", "months": 6, "used_months": 1, "missed": 2},
    )
    decision.person.identity_number = "033190001234"

    told = of_decision(decision)
    text = text_of(papers.as_pdf(told.form, told.facts, on=told.on))

    assert squeezed("tìm kiếm việc làm tháng hưởng thứ 2 theo quy định") in text
    assert squeezed(f"Quyết định số {benefit.decision.symbol}") in text
    assert "DỰTHẢO" in text


def test_what_has_no_form_in_the_decree_says_so():
    with pytest.raises(NoPaper, match="không có biểu mẫu"):
        of_decision(DecisionFactory.build(kind=DecisionKind.MOVE_NOTICE))


def test_opening_a_paper_is_written_down():
    decision = DecisionFactory(approved=True, content=GRANT)
    clerk = UserFactory(role=Role.CLERK)

    found = open_paper(what="quyet-dinh", public_id=decision.public_id, by=clerk)

    assert found is not None
    line = Entry.objects.order_by("-number")[0]
    assert (line.event, line.by_id) == ("unemployment.paper.read", clerk.pk)


def test_people_open_their_own_papers_and_no_drafts():
    user = UserFactory(role=Role.JOB_SEEKER)
    claim = ClaimFactory(person__account=user)
    draft = DecisionFactory(claim=claim, content=GRANT)
    other = DecisionFactory(approved=True, content=GRANT)

    def opened(decision):
        return open_paper(what="quyet-dinh", public_id=decision.public_id, by=user)

    assert opened(draft) is None
    assert opened(other) is None
    draft.state, draft.year, draft.number = DecisionState.APPROVED, 2026, 77
    draft.approved_by, draft.approved_at = UserFactory(role=Role.HEAD), draft.proposed_at
    draft.signed_on = DAY
    draft.save()
    assert opened(draft) is not None


def test_a_referral_in_the_form_of_the_decree():
    application = ApplicationFactory()
    letter = Referral.objects.create(
        year=2026,
        number=1,
        person=application.person,
        vacancy=application.vacancy,
        application=application,
        made_on=DAY,
        made_at=datetime(2026, 1, 23, 2, tzinfo=UTC),
        made_by=UserFactory(role=Role.COUNSELLOR),
        valid_until=date(2026, 1, 30),
        come_at=datetime(2026, 1, 26, 2, tzinfo=UTC),
        place="Cổng số 1",
    )

    told = of_referral(letter)
    text = text_of(papers.as_pdf(told.form, told.facts, on=told.on))

    assert text.count(squeezed(application.vacancy.title)) == 2  # the copy kept and the one given
    assert text.count("30/01/2026") == 2
