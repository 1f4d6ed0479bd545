"""The centre answers adverts that wait, and what the public reports."""

from datetime import UTC, datetime

import pytest

from caunoi.accounts.choices import Role
from caunoi.vacancies import actions
from caunoi.vacancies.choices import ReportReason, VacancyState, Verdict
from caunoi.vacancies.models import Review, ScamReport
from caunoi.vacancies.queries.postings import waiting
from caunoi_kit.journal.models import Entry
from caunoi_kit.messaging.models import Message
from tests.accounts.factories import UserFactory
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 11, 9, 2, 0, tzinfo=UTC)


@pytest.fixture
def counsellor():
    return UserFactory(role=Role.COUNSELLOR)


@pytest.fixture
def vacancy():
    return VacancyFactory(state=VacancyState.PENDING, sent_at=MORNING, contact_phone="0912345678")


def answer(vacancy, by, verdict, reason=""):
    return actions.review_advert(vacancy=vacancy, verdict=verdict, reason=reason, by=by, at=MORNING)


@pytest.mark.parametrize(
    ("verdict", "state"),
    [
        (Verdict.APPROVED, VacancyState.OPEN),
        (Verdict.SENT_BACK, VacancyState.DRAFT),
        (Verdict.REFUSED, VacancyState.REFUSED),
    ],
)
def test_each_answer_has_its_state_a_line_in_the_journal_and_a_message(
    vacancy, counsellor, verdict, state
):
    answer(vacancy, counsellor, verdict, "Ghi rõ nơi làm.")

    vacancy.refresh_from_db()
    assert vacancy.state == state
    assert Entry.objects.get(event="vacancies.vacancy.reviewed").detail == {"verdict": verdict}
    message = Message.objects.get(kind="vacancies.advert.reviewed")
    assert message.phone == "0912345678"
    assert vacancy.title in message.text


@pytest.mark.parametrize("verdict", [Verdict.SENT_BACK, Verdict.REFUSED])
def test_nobody_is_turned_away_without_a_reason(vacancy, counsellor, verdict):
    with pytest.raises(actions.CannotReview, match="lý do"):
        answer(vacancy, counsellor, verdict, "  ")

    assert not Review.objects.exists()


def test_the_second_colleague_to_answer_is_told_so(vacancy, counsellor):
    answer(vacancy, counsellor, Verdict.APPROVED)

    with pytest.raises(actions.CannotReview, match="đồng nghiệp"):
        answer(vacancy, UserFactory(role=Role.HEAD), Verdict.REFUSED, "Lừa đảo")

    vacancy.refresh_from_db()
    assert vacancy.state == VacancyState.OPEN


def report(vacancy, reason=ReportReason.MONEY):
    return actions.report_scam(
        vacancy=vacancy, reason=reason, words="Đòi 2 triệu", phone="", by=None, at=MORNING
    )


def test_a_report_waits_for_the_centre_and_names_nobody():
    told = report(VacancyFactory())

    assert waiting().reports.get() == told
    assert Entry.objects.get(event="vacancies.vacancy.reported").by_id is None


def test_an_upheld_report_takes_the_advert_off_and_tells_the_firm(counsellor):
    vacancy = VacancyFactory(contact_phone="0912345678")
    told = report(vacancy)

    actions.settle_report(report=told, upheld=True, note="Đòi tiền", by=counsellor, at=MORNING)

    vacancy.refresh_from_db()
    assert vacancy.state == VacancyState.REFUSED
    assert "Đòi tiền" in Message.objects.get(kind="vacancies.advert.reviewed").text
    assert not waiting().reports.exists()


def test_a_report_that_is_wrong_leaves_the_advert_and_is_settled_once(counsellor):
    vacancy = VacancyFactory()
    told = report(vacancy)

    actions.settle_report(report=told, upheld=False, note="", by=counsellor, at=MORNING)
    actions.settle_report(report=told, upheld=True, note="Đổi ý", by=counsellor, at=MORNING)

    vacancy.refresh_from_db()
    assert vacancy.state == VacancyState.OPEN
    assert ScamReport.objects.get().upheld is False


def test_an_upheld_report_says_what_is_wrong(counsellor):
    told = report(VacancyFactory())

    with pytest.raises(actions.CannotReview, match="sai ở đâu"):
        actions.settle_report(report=told, upheld=True, note=" ", by=counsellor, at=MORNING)


def test_one_advert_cannot_be_flooded_with_reports():
    vacancy = VacancyFactory()
    for _ in range(50):
        report(vacancy, ReportReason.OTHER)

    with pytest.raises(actions.CannotReport):
        report(vacancy)
