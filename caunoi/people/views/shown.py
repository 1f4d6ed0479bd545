"""Records and answers as the components of a page take them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone

from caunoi.classifications.choices import GeneralEducation, Qualification, Sex, Shift
from caunoi.people.choices import Experience, Part, ReadingReason, Situation
from caunoi.people.models import LabourProfile, Person, ProfileDraft
from caunoi.people.queries import ProfilePage
from caunoi.people.queries.profile import (
    ABILITIES,
    certificate_words,
    experience_of,
    place_words,
    situation_of,
)
from caunoi.places.models import Place
from caunoi.places.queries import commune
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import Link, Pair

NOT_ASKED: Final = "chưa hỏi"
NONE: Final = "không có"

# What the page says of a field of the card that needs a look.
_CARD_FIELDS: Final[dict[str, str]] = {
    "NUMBER": "số định danh",
    "OLD_NUMBER": "số chứng minh cũ",
    "NAME": "họ và tên",
    "BIRTH_DATE": "ngày sinh",
    "SEX": "giới tính",
    "ADDRESS": "địa chỉ",
    "ISSUED_ON": "ngày cấp",
}
_UNIMPORTANT: Final = frozenset({"OLD_NUMBER", "ISSUED_ON"})


@dataclass(frozen=True)
class Group:
    """A part of a profile on the page: what it holds, and where it is changed."""

    title: str
    pairs: list[Pair]
    edit: str = ""


def card_words(card: dict[str, Any]) -> list[str]:
    """What the card did not say or does not agree on, in words."""
    words = [
        f"Thẻ không cho biết {_CARD_FIELDS[name]}. Ghi vào ô bên dưới."
        for name in card.get("unread", ())
        if name not in _UNIMPORTANT
    ]
    return words + [
        f"Xem lại {_CARD_FIELDS[name]}: thẻ ghi khác với số định danh."
        for name in card.get("doubts", ())
    ]


def draft_line(draft: ProfileDraft) -> Link:
    """An unfinished profile in the list of a clerk."""
    told = draft.answers.get(Part.PERSON.value) or draft.answers.get("the") or {}
    name = told.get("full_name") or "Chưa có tên"
    return Link(
        f"{name}, {formats.moment(draft.changed_at)}",
        reverse("people:step", args=[draft.public_id, Part.PERSON.value]),
    )


def stored_day(text: Any) -> Any:
    """A day kept as text in a draft; what is no day stays as it is."""
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        return text


def answer_groups(draft: ProfileDraft, url: Callable[[ProfileDraft, str], str]) -> list[Group]:
    """What was answered so far, to check before saving."""
    answers = draft.answers
    makers: dict[Part, Callable[[dict[str, Any]], list[Pair]]] = {
        Part.PERSON: _told_person,
        Part.WORK: _told_work,
        Part.SCHOOLING: _told_schooling,
        Part.WISHES: _told_wishes,
    }
    return [
        Group(
            part.label,
            make(answers[part.value]) if part.value in answers else [Pair("Phần này", "chưa ghi")],
            f"{url(draft, part.value)}?ve=xong",
        )
        for part, make in makers.items()
    ]


def _told_person(told: dict[str, Any]) -> list[Pair]:
    try:
        place: Place | None = commune(told["place"], on=timezone.localdate())
    except Place.DoesNotExist:
        place = None
    return [
        Pair("Họ và tên", told["full_name"]),
        Pair("Ngày sinh", formats.day(stored_day(told["birth_date"]))),
        Pair("Giới tính", Sex(told["sex"]).label),
        Pair("Số định danh", told["identity_number"] or NONE),
        Pair("Điện thoại", formats.phone(told["phone"])),
        Pair("Nơi ở", place_words(place), note=told.get("address", "")),
    ]


def _told_work(told: dict[str, Any]) -> list[Pair]:
    pairs = [Pair("Bây giờ", Situation(told["situation"]).label)]
    if told["words"]:
        pairs.append(Pair("Việc đã làm", told["words"], note=told.get("trade", "")))
        pairs.append(Pair("Kinh nghiệm", Experience(told["experience"]).label))
    return pairs


def _told_schooling(told: dict[str, Any]) -> list[Pair]:
    return [
        Pair("Học vấn", GeneralEducation(told["general_education"]).label),
        Pair("Bằng nghề", Qualification(told["qualification"]).label, note=told["major"]),
        Pair("Kỹ năng đã chọn", f"{len(told['skills'])} kỹ năng"),
        Pair("Chứng chỉ đã chọn", f"{len(told['certificates'])} chứng chỉ"),
    ]


def _told_wishes(told: dict[str, Any]) -> list[Pair]:
    return [
        Pair("Muốn làm", ", ".join(words for _, words in told["wishes"])),
        Pair("Đi làm xa nhất", f"{told['radius_km']} km"),
        Pair("Lương từ", _wage(told["wage_min"])),
        Pair("Giờ làm", _shifts(told["shifts"])),
        Pair("Ở lại nơi làm", _yes(told["will_board"])),
        Pair("Học nghề", _yes(told["will_train"])),
    ]


def profile_groups(page: ProfilePage, edit: Callable[[Part], str]) -> list[Group]:
    """A record on its page, part by part. The identity number is masked."""
    groups = [Group(Part.PERSON.label, _person(page.person), edit(Part.PERSON))]
    profile = page.profile
    if profile is None:
        return groups
    groups.append(Group(Part.WORK.label, _work(profile), edit(Part.WORK)))
    groups.append(
        Group(
            Part.SCHOOLING.label,
            [
                Pair("Học vấn", profile.get_general_education_display() or NOT_ASKED),
                Pair("Bằng nghề", profile.get_qualification_display(), note=profile.major),
                Pair("Kỹ năng", ", ".join(line.skill.name for line in page.skills) or NONE),
                Pair(
                    "Chứng chỉ",
                    ", ".join(map(certificate_words, page.certificates)) or NONE,
                    note=_run_out(page),
                ),
            ],
            edit(Part.SCHOOLING),
        )
    )
    groups.append(Group(Part.WISHES.label, _wishes(page), edit(Part.WISHES)))
    asked = [name for name in ABILITIES if getattr(profile, name)]
    groups.append(
        Group(
            Part.ABILITIES.label,
            [
                Pair("Sức khoẻ khi làm việc", f"đã ghi {len(asked)} trong {len(ABILITIES)} mục"),
                Pair("Diện ưu tiên", f"{len(profile.priority_groups)} diện"),
            ],
            edit(Part.ABILITIES),
        )
    )
    return groups


def _work(profile: LabourProfile) -> list[Pair]:
    usual = profile.occupation.name if profile.occupation else NONE
    trade = profile.occupation_words or usual
    return [
        Pair("Bây giờ", Situation(situation_of(profile)).label),
        Pair("Việc đã làm lâu nhất", trade, note=usual if usual not in (trade, NONE) else ""),
        Pair("Kinh nghiệm", Experience(experience_of(profile.experience_months)).label),
    ]


def _run_out(page: ProfilePage) -> str:
    """Which certificates count no more in the match."""
    today = timezone.localdate()
    names = [
        line.certificate.name
        for line in page.certificates
        if line.expires_on is not None and line.expires_on < today
    ]
    return f"Đã hết hạn, không tính khi tìm việc: {', '.join(names)}" if names else ""


def _person(person: Person) -> list[Pair]:
    return [
        Pair("Họ và tên", person.full_name),
        Pair("Ngày sinh", formats.day(person.birth_date) if person.birth_date else NOT_ASKED),
        Pair("Giới tính", person.get_sex_display() or NOT_ASKED),
        Pair("Số định danh", _masked(person.identity_number)),
        Pair("Điện thoại", formats.phone(person.phone) or NOT_ASKED),
        Pair("Nơi ở", place_words(person.place) or NOT_ASKED, note=person.address),
    ]


def _wishes(page: ProfilePage) -> list[Pair]:
    profile = page.profile
    if profile is None:
        return []
    words = [wish.words or wish.occupation.name for wish in page.wishes]
    return [
        Pair("Muốn làm", ", ".join(words) or NOT_ASKED),
        Pair("Đang tìm việc", _yes(profile.looking)),
        Pair("Đi làm xa nhất", f"{profile.radius_km} km"),
        Pair("Lương từ", _wage(profile.wage_min)),
        Pair("Giờ làm", _shifts(profile.shifts)),
        Pair("Ở lại nơi làm", _yes(profile.will_board)),
        Pair("Học nghề", _yes(profile.will_train)),
    ]


def reasons(chosen: str) -> list[Link]:
    """Why a record is opened, as links; the chosen one is marked."""
    return [
        Link(reason.label, f"?vi={reason.value}", reason.value == chosen)
        for reason in ReadingReason
    ]


def _masked(number: str | None) -> str:
    return formats.masked(number) if number else NOT_ASKED


def _wage(amount: int | None) -> str:
    return f"{formats.money(amount)}/tháng" if amount else "Thoả thuận"


def _shifts(codes: list[str]) -> str:
    return ", ".join(Shift(code).label for code in codes if code in Shift.values) or NOT_ASKED


def _yes(value: bool) -> str:
    return "Có" if value else "Không"
