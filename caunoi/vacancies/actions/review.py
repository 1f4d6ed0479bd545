"""The centre's look at adverts, and what the public reports of them."""

from datetime import datetime
from typing import Final

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.vacancies.choices import ReportReason, VacancyState, Verdict
from caunoi.vacancies.models import Review, ScamReport, Vacancy
from caunoi_kit.journal.actions import record
from caunoi_kit.messaging.actions import send

LONGEST_REASON: Final = 500
LONGEST_WORDS: Final = 1_000
MOST_WAITING: Final = 50  # reports of one advert; more tell the centre nothing new

_BECOMES: Final = {
    Verdict.APPROVED: VacancyState.OPEN,
    Verdict.SENT_BACK: VacancyState.DRAFT,
    Verdict.REFUSED: VacancyState.REFUSED,
}
_TEXTS: Final = {
    Verdict.APPROVED: "Tin «{title}» đã được đăng.",
    Verdict.SENT_BACK: "Tin «{title}» cần sửa trước khi đăng: {reason}",
    Verdict.REFUSED: "Tin «{title}» không đăng được: {reason}",
}


class CannotReview(Exception):
    """The answer cannot be given; the message says why and what to do."""


class CannotReport(Exception):
    """The report cannot be taken; the message says why and what to do."""


@transaction.atomic
def review_advert(
    *, vacancy: Vacancy, verdict: Verdict, reason: str, by: User, at: datetime
) -> Review:
    """Answer an advert that waits, and send the firm word of it.

    Raises CannotReview when somebody answered already, or a reason is missing.
    """
    locked = (
        Vacancy.objects.select_for_update(of=("self",))
        .select_related("employer")
        .get(pk=vacancy.pk)
    )
    if locked.state != VacancyState.PENDING:
        raise CannotReview("Tin này không còn chờ duyệt: đồng nghiệp đã trả lời. Mở lại danh sách.")
    words = reason.strip()[:LONGEST_REASON]
    if verdict != Verdict.APPROVED and not words:
        raise CannotReview("Ghi lý do để nơi tuyển biết phải sửa gì.")
    review = Review.objects.create(vacancy=locked, verdict=verdict, reason=words, by=by, at=at)
    locked.state = _BECOMES[verdict]
    locked.save(update_fields=["state", "updated_at"])
    record("vacancies.vacancy.reviewed", by=by, about=locked, detail={"verdict": verdict})
    _tell(locked, review, at)
    return review


@transaction.atomic
def report_scam(
    *, vacancy: Vacancy, reason: ReportReason, words: str, phone: str, by: User | None, at: datetime
) -> ScamReport:
    """Take a report of an advert; who reports may stay unnamed. Raises CannotReport."""
    locked = Vacancy.objects.select_for_update().get(pk=vacancy.pk)
    if locked.reports.filter(settled_at__isnull=True).count() >= MOST_WAITING:
        raise CannotReport(
            "Trung tâm đã nhận nhiều lời báo về tin này và đang xem. Cảm ơn anh/chị."
        )
    report = ScamReport.objects.create(
        vacancy=locked, reason=reason, words=words.strip()[:LONGEST_WORDS], phone=phone, at=at
    )
    # Who reports is not written down: people must not fear it.
    record("vacancies.vacancy.reported", by=None, about=report, detail={"reason": reason})
    return report


@transaction.atomic
def settle_report(
    *, report: ScamReport, upheld: bool, note: str, by: User, at: datetime
) -> ScamReport:
    """End a report: an upheld one takes the advert off. Settled once, it stays as it was."""
    locked = ScamReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if locked.settled_at is not None:
        return locked
    words = note.strip()[:LONGEST_REASON]
    if upheld and not words:
        raise CannotReview("Ghi rõ tin sai ở đâu, để nơi tuyển và người báo được biết.")
    locked.settled_at, locked.settled_by = at, by
    locked.upheld, locked.note = upheld, words
    locked.save(update_fields=["settled_at", "settled_by", "upheld", "note"])
    record("vacancies.report.settled", by=by, about=locked, detail={"upheld": upheld})
    if upheld:
        _take_off(locked.vacancy_id, words, by, at)
    return locked


def _take_off(vacancy_id: int, words: str, by: User, at: datetime) -> None:
    vacancy = (
        Vacancy.objects.select_for_update(of=("self",))
        .select_related("employer")
        .get(pk=vacancy_id)
    )
    if vacancy.state not in {VacancyState.OPEN, VacancyState.PENDING}:
        return
    review = Review.objects.create(
        vacancy=vacancy, verdict=Verdict.REFUSED, reason=words, by=by, at=at
    )
    vacancy.state = VacancyState.REFUSED
    vacancy.save(update_fields=["state", "updated_at"])
    record("vacancies.vacancy.reviewed", by=by, about=vacancy, detail={"verdict": Verdict.REFUSED})
    _tell(vacancy, review, at)


def _tell(vacancy: Vacancy, review: Review, at: datetime) -> None:
    """Word to the firm; one that cannot be reached sees the answer on its page all the same."""
    if not (vacancy.contact_phone or vacancy.employer.email):
        return
    text = _TEXTS[Verdict(review.verdict)].format(
        title=vacancy.title[:60], reason=review.reason[:200]
    )
    send(
        kind="vacancies.advert.reviewed",
        text=text,
        subject="Kết quả duyệt tin tuyển dụng",
        phone=vacancy.contact_phone,
        email=vacancy.employer.email,
        at=at,
        about=vacancy,
        key=f"advert-review-{review.pk}",
    )
