"""Adverts in every state: waiting for a look, reported, old, closed, half typed."""

from copy import copy
from datetime import timedelta
from typing import Final

from caunoi.employers.models import Employer
from caunoi.portal.actions.demo.stage import Stage
from caunoi.vacancies.choices import HiredFrom, ReportReason, VacancyState, Verdict
from caunoi.vacancies.models import Review, ScamReport, Vacancy
from caunoi.vacancies.queries.checks import check_terms
from caunoi.vacancies.queries.terms import terms_of

# Title, description: the last two sound like the frauds the law names.
WAITING: Final = (
    ("Công nhân đóng gói", "Đóng gói hàng vào thùng, xếp lên kệ. Làm theo ca, nghỉ chủ nhật."),
    ("Nhân viên kho", "Nhận hàng, kiểm đếm, ghi sổ kho. Có xe đưa đón từ các xã gần nhà máy."),
    ("Thợ may công nghiệp", "May ráp áo sơ mi trên chuyền. Người chưa có nghề được dạy."),
    ("Cộng tác viên bán hàng", "Việc nhẹ lương cao, chốt đơn online tại nhà. Liên hệ Telegram."),
    ("Nhân viên xử lý đơn", "Nạp tiền làm nhiệm vụ, hoàn vốn và hoa hồng 20% mỗi ngày."),
)
REPORTS: Final = (
    (ReportReason.MONEY, "Gọi đến hỏi việc thì bảo chuyển trước 300.000 đồng làm thẻ."),
    (ReportReason.FALSE, "Tin ghi làm ca ngày, đến nơi lại xếp ca đêm."),
)
OLD_AFTER: Final = 35  # days


def store_adverts(stage: Stage) -> None:
    """What the visitor finds to look at, to post again and to answer."""
    models = stage.adverts(stage.firm) or list(Vacancy.objects.filter(made=True).order_by("id")[:1])
    _own(stage, models)
    strangers = [each for each in stage.employers if each.verified_at is None] or stage.employers
    _waiting(stage, models[0], strangers)
    _reports(stage, strangers)


def _own(stage: Stage, models: list[Vacancy]) -> None:
    """Of the visitor's firm: two that stand long, two closed, one draft, one sent back."""
    for advert in models:
        advert.contact_name, advert.contact_phone = "Phòng Nhân sự", stage.firm.phone
        advert.address = stage.firm.address
    for advert in models[-2:]:
        advert.posted_on = stage.day(-OLD_AFTER)
        advert.asked_on = stage.day(-2)
    Vacancy.objects.bulk_update(
        models, ["contact_name", "contact_phone", "address", "posted_on", "asked_on"]
    )
    closed = [_closed(stage, model, number) for number, model in enumerate(models[:2])]
    draft = _like(models[0], stage.firm, state=VacancyState.DRAFT)
    draft.title = "Nhân viên đóng gói"
    draft.description = "Chỉ tuyển nữ, đóng gói hàng xuất khẩu."
    draft.posted_on, draft.closes_on = stage.on, stage.day(30)
    back = _like(models[-1], stage.firm, state=VacancyState.DRAFT)
    back.posted_on, back.closes_on = stage.day(-3), stage.day(27)
    back.sent_at = stage.ago(2)
    Vacancy.objects.bulk_create([*closed, draft, back])
    Review.objects.create(
        vacancy=back,
        verdict=Verdict.SENT_BACK,
        reason="Ghi rõ mức lương hoặc cách tính lương rồi gửi lại.",
        by=stage.counsellor,
        at=stage.ago(1),
    )


def _closed(stage: Stage, model: Vacancy, number: int) -> Vacancy:
    advert = _like(model, stage.firm, state=VacancyState.CLOSED)
    advert.posted_on = stage.day(-90 + 10 * number)
    advert.closes_on = advert.posted_on + timedelta(days=30)
    advert.closed_on = advert.closes_on
    advert.filled = advert.hired = advert.positions
    advert.hired_from = (HiredFrom.CENTRE, HiredFrom.MIXED)[number % 2]
    return advert


def _waiting(stage: Stage, model: Vacancy, strangers: list[Employer]) -> None:
    """Five adverts wait for the centre's look; the check of their words is the real one."""
    adverts = []
    for number, (title, description) in enumerate(WAITING):
        employer = strangers[number % len(strangers)]
        advert = _like(model, employer, state=VacancyState.PENDING)
        advert.title, advert.description, advert.requirements = title, description, ""
        advert.positions, advert.benefits = 2 + number, "Đóng bảo hiểm từ tháng đầu."
        advert.posted_on, advert.closes_on = stage.on, stage.day(30)
        advert.sent_at = stage.ago((len(WAITING) - number) / 6)
        adverts.append(advert)
    for advert in Vacancy.objects.bulk_create(adverts):
        checked = check_terms(terms_of(advert), employer=advert.employer, on=stage.on)
        advert.findings = [remark.plain() for remark in checked.remarks]
    Vacancy.objects.bulk_update(adverts, ["findings"])


def _reports(stage: Stage, strangers: list[Employer]) -> None:
    found = Vacancy.objects.filter(employer__in=strangers[:20], state=VacancyState.OPEN)
    ScamReport.objects.bulk_create(
        ScamReport(vacancy=vacancy, reason=reason, words=words, at=stage.ago(1 + number))
        for number, (vacancy, (reason, words)) in enumerate(
            zip(found.order_by("id"), REPORTS, strict=False)
        )
    )


def _like(model: Vacancy, employer: Employer, *, state: VacancyState) -> Vacancy:
    """Another advert with the terms of one that was made."""
    advert = copy(model)
    advert.pk, advert._state.adding = None, True
    advert.public_id = Vacancy._meta.get_field("public_id").get_default()
    advert.employer, advert.state = employer, state
    advert.place_id, advert.lat, advert.lon = employer.place_id, employer.lat, employer.lon
    advert.contact_phone, advert.filled, advert.asked_on = employer.phone, 0, None
    return advert
