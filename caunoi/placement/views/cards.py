"""Offers as cards of the kit: words, figures and addresses, no decisions."""

from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from caunoi.placement.queries import Fit, JobOffer, OtherWay, StudyOffer, ThreeLists, slug_of
from caunoi.placement.queries.offers import fee_words, length_words
from caunoi.placement.queries.words import lower_first
from caunoi.training.models import Intake
from caunoi.vacancies.models import Vacancy
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import (
    VERIFIED,
    Arch,
    Badge,
    CourseCard,
    Fact,
    JobCard,
    Link,
    OtherCard,
    Reason,
)

REASONS_SHOWN = 3


def vacancy_url(vacancy: Vacancy) -> str:
    """The public page of a vacancy."""
    return reverse("portal:vacancy", args=[vacancy.pk, slug_of(vacancy.title)])


def arch_of(fit: Fit) -> Arch | None:
    """The arch of a match; none when the vacancy demands nothing that can be counted."""
    return Arch(fit.met, fit.total, fit.filled) if fit.total else None


def whereabouts(offer: JobOffer) -> str:
    """How far the work is, or all that the advert says of its place."""
    place = offer.vacancy.place
    if offer.vacancy.roughly_placed and place is not None:
        return place.name
    return formats.distance(offer.kilometres)


def job_card(offer: JobOffer, *, on: date) -> JobCard:
    """A vacancy that fits now."""
    vacancy = offer.vacancy
    low, high = offer.wage or (None, None)
    return JobCard(
        title=vacancy.title,
        url=vacancy_url(vacancy),
        pay=formats.wage_short(low, high),
        pay_known=offer.wage is not None,
        by=vacancy.employer.name,
        badge=VERIFIED if vacancy.employer.verified_at else None,
        facts=(
            Fact("pin", whereabouts(offer)),
            Fact("people", f"còn {formats.number(vacancy.free)} chỗ"),
            Fact("calendar", formats.deadline(vacancy.closes_on, on=on)),
        ),
        arch=arch_of(offer.fit),
        reasons=reasons(offer.fit),
        gaps=offer.fit.missing,
        foot=". ".join(offer.disliked) or _contenders(offer.contenders - 1),
        action=Link("Xem việc này", vacancy_url(vacancy)),
    )


def _contenders(others: int) -> str:
    return f"Cũng hợp với {formats.number(others)} người khác" if others > 0 else ""


def near_card(offer: JobOffer, *, on: date) -> JobCard:
    """A vacancy that one thing keeps from fitting: what is missing before what fits."""
    card = job_card(offer, on=on)
    return replace(card, reasons=card.reasons[:1], foot="")


def study_card(offer: StudyOffer, *, on: date) -> CourseCard:
    """A course and the work it leads to."""
    intake, vacancy = offer.intake, offer.vacancy
    low, high = offer.wage or (None, None)
    url = reverse("portal:course", args=[intake.programme_id])
    more = f" và {formats.number(offer.more)} nơi khác" if offer.more else ""
    return CourseCard(
        title=f"{intake.programme.name}, rồi làm {lower_first(vacancy.title)}",
        url=url,
        pay=formats.wage_short(low, high),
        pay_note="sau khi học",
        pay_known=offer.wage is not None,
        by=f"{intake.programme.institution.name} → {vacancy.employer.name}{more}",
        facts=(
            Fact("clock", length_words(intake)),
            Fact("pay", fee_words(intake)),
            Fact("people", f"còn {formats.number(intake.free)} ghế"),
            Fact("calendar", f"khai giảng {formats.day(intake.starts_on)}"),
            Fact("pin", f"học cách nhà {formats.distance(offer.kilometres)}"),
        ),
        arch=arch_of(offer.fit),
        reasons=reasons(offer.fit),
        gaps=offer.fit.missing,
        foot=". ".join(offer.disliked) or _opening(intake),
        action=Link("Xem khoá học", url),
    )


def _opening(intake: Intake) -> str:
    """Whether the class will open."""
    lacking = intake.minimum - intake.taken
    if intake.minimum <= 1:
        return ""
    if lacking <= 0:
        return "Đã đủ người để mở lớp"
    n = formats.number
    return f"Lớp mở khi đủ {n(intake.minimum)} người, còn thiếu {n(lacking)} người"


def other_card(way: OtherWay, lists: ThreeLists) -> OtherCard:
    """One wish to change, and what that would add."""
    title, url, advice = OTHER_WAYS[way.kind]
    occupation = way.occupation.name if way.occupation else ""
    return OtherCard(
        title=title.format(kilometres=way.kilometres, occupation=occupation),
        url=f"{reverse(url)}{_asking(way, lists)}",
        pay=f"Thêm {formats.number(way.positions)} chỗ làm",
        pay_note=f"ở {formats.number(way.vacancies)} tin đang tuyển",
        reasons=(Reason(advice),),
    )


def _asking(way: OtherWay, lists: ThreeLists) -> str:
    """The search that shows what the way would add."""
    if way.kind == "TRAINING":
        return ""
    wish = lists.wishes[0]
    wished = way.occupation.name if way.occupation else wish.words or wish.occupation.name
    asked: dict[str, str | int] = {"q": wished, "nha": lists.person.place_name}
    if way.kilometres:
        asked["km"] = way.kilometres
    return f"?{urlencode(asked)}"


# Kind of way: title, page where to go on, what it means.
OTHER_WAYS: dict[str, tuple[str, str, str]] = {
    "WIDER": (
        "Đi làm xa hơn, đến {kilometres} km",
        "portal:search",
        "Đủ mọi điều kiện khác, chỉ xa hơn 10 km",
    ),
    "BOARDING": (
        "Ở lại chỗ ở của nơi làm",
        "portal:search",
        "Nơi làm có chỗ ở, không phải đi về hằng ngày",
    ),
    "TRAINING": (
        "Học thêm một khoá nghề",
        "portal:courses",
        "Khoá học bù đúng chứng chỉ hoặc kỹ năng còn thiếu",
    ),
    "CLOSE_OCCUPATION": (
        "Nghề gần: {occupation}",
        "portal:search",
        "Gần nghề mong muốn, trong khoảng đường đã chọn",
    ),
}


def reasons(fit: Fit, shown: int = REASONS_SHOWN) -> tuple[Reason, ...]:
    """The first reasons why it fits."""
    return tuple(Reason(text) for text in fit.why[:shown])


def open_badge(open_to_employers: bool) -> Badge:
    """Whether employers may find somebody."""
    if open_to_employers:
        return Badge("good", "check", "Doanh nghiệp tìm thấy được")
    return Badge("warn", "lock", "Chưa cho doanh nghiệp tìm thấy")
