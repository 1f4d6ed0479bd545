"""What stands on the official forms 01 and 01a of NĐ 352/2025, filled from a profile.

Every line and box of the forms is there, also those the profile does not know: they stay empty for
the pen. Boxes come from `reference/form_codes.csv`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from caunoi.classifications.choices import PriorityGroup, Shift, WageBand, WageKind
from caunoi.classifications.models import FormCode, Occupation
from caunoi.classifications.queries import vsco_of
from caunoi.people.models import LabourProfile, Person
from caunoi.people.queries.profile import (
    ABILITIES,
    ProfilePage,
    certificate_words,
    experience_of,
    place_words,
)
from caunoi_kit.ui import formats

FORM, WISH_FORM = "N352_01", "N352_01A"
ROOM: Final = 2  # empty rows for the pen
WAGE_BANDS: Final = (
    (5_000_000, WageBand.UNDER_5M),
    (10_000_000, WageBand.FROM_5M_TO_10M),
    (20_000_000, WageBand.FROM_10M_TO_20M),
    (50_000_000, WageBand.FROM_20M_TO_50M),
)
_ABILITY_WORDS: Final = {
    "workplace": "Nơi làm việc",
    "lift_weight": "Trọng lượng nâng",
    "standing": "Đứng hoặc đi lại",
    "hearing": "Nghe nói",
    "sight": "Thị lực",
    "hand_use": "Thao tác bằng tay",
    "two_hands": "Dùng hai tay",
}
_SERVICES: Final = (
    "Tư vấn chính sách lao động, việc làm",
    "Tư vấn việc làm",
    "Tư vấn đào tạo, kỹ năng nghề",
    "Đăng ký tìm việc làm (kèm Mẫu số 01a)",
    "Khác",
)


@dataclass(frozen=True)
class Line:
    """A label and what was answered; empty, it leaves room for the pen."""

    label: str
    value: str = ""
    kind: str = "line"


@dataclass(frozen=True)
class Boxes:
    """A label and its boxes, each with whether it is ticked."""

    label: str
    boxes: tuple[tuple[str, bool], ...]
    kind: str = "boxes"


@dataclass(frozen=True)
class Rows:
    """A table to be filled in."""

    label: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: str = "rows"


@dataclass(frozen=True)
class Section:
    """A numbered part of a form."""

    title: str
    items: tuple[Line | Boxes | Rows, ...]


@dataclass(frozen=True)
class Sheet:
    """One form."""

    number: str
    title: str
    sections: tuple[Section, ...]


_Lines = Mapping[tuple[str, str], Sequence[FormCode]]


def registration_sheets(page: ProfilePage) -> tuple[Sheet, ...]:
    """Form 01 and, with a labour profile, form 01a, in the order of their fields."""
    lines = _form_lines()
    profile = page.profile
    if profile is None:
        return ()
    soft = {line.skill.code for line in page.skills}
    sheet = Sheet(
        "Mẫu số 01",
        "Phiếu đăng ký dịch vụ việc làm",
        (
            Section("I. Thông tin người lao động", _person(page.person, profile, lines)),
            Section("II. Trình độ", _schooling(page, profile, lines, soft)),
            Section("III. Kinh nghiệm làm việc", _experience(profile)),
            Section(
                "IV. Dịch vụ đăng ký",
                (Boxes("Đăng ký", tuple((name, "01a" in name) for name in _SERVICES)),),
            ),
        ),
    )
    wish = Sheet(
        "Mẫu số 01a",
        "Phiếu đăng ký tìm việc làm",
        (
            Section("I. Công việc mong muốn", _wished_work(page, profile, lines)),
            Section("II. Điều kiện làm việc mong muốn", _wished_terms(page, profile, lines)),
            Section("III. Khả năng làm việc", _abilities(profile, lines)),
        ),
    )
    return sheet, wish


def _form_lines() -> dict[tuple[str, str], list[FormCode]]:
    """All lines of both forms in one query, by form and field."""
    found: dict[tuple[str, str], list[FormCode]] = {}
    codes = FormCode.objects.filter(form__in=[FORM, WISH_FORM])
    for line in codes.order_by("position", "form_code"):
        found.setdefault((line.form, line.field), []).append(line)
    return found


def _boxes(label: str, lines: Iterable[FormCode], ticked: Collection[str]) -> Boxes:
    """One box for each line of the form; several of our codes may share one."""
    boxes: dict[str, tuple[str, bool]] = {}
    for line in lines:
        name, on = boxes.get(line.form_code, (line.label, False))
        boxes[line.form_code] = (name, on or line.code in ticked)
    return Boxes(label, tuple(boxes.values()))


def _person(person: Person, profile: LabourProfile, lines: _Lines) -> tuple[Any, ...]:
    born = formats.day(person.birth_date) if person.birth_date else ""
    # Without the address of the card the permanent residence is known by its commune, or not.
    permanent = person.permanent_address or place_words(person.permanent_place)
    home = ", ".join(filter(None, (person.address, place_words(person.place))))
    return (
        Line("Họ và tên", person.full_name.upper()),
        Line("Số định danh cá nhân", person.identity_number or ""),
        Line("Ngày, tháng, năm sinh", born),
        Line("Giới tính", person.get_sex_display()),
        Line("Dân tộc", _ethnic_name(person.ethnic_group)),
        Line("Tôn giáo", person.religion),
        Line("Nơi thường trú", permanent),
        Line("Nơi ở hiện tại", home),
        Line("Điện thoại", formats.phone(person.phone)),
        Line("Thư điện tử", person.email),
        _boxes(
            "Đối tượng ưu tiên",
            lines.get((FORM, "PRIORITY"), ()),
            {code for code in profile.priority_groups if code in PriorityGroup.values},
        ),
    )


def _ethnic_name(code: str) -> str:
    line = FormCode.objects.filter(form="QD121", field="ETHNIC_GROUP", code=code).first()
    return line.label if line is not None else ""


def _schooling(
    page: ProfilePage, profile: LabourProfile, lines: _Lines, skills: set[str]
) -> tuple[Any, ...]:
    trade = ", ".join(line.skill.name for line in page.skills if line.skill.kind != "SOFT")
    papers = ", ".join(certificate_words(line) for line in page.certificates)
    return (
        _boxes(
            "Trình độ học vấn",
            lines.get((FORM, "GENERAL_EDUCATION"), ()),
            {profile.general_education},
        ),
        _boxes(
            "Trình độ chuyên môn kỹ thuật cao nhất",
            lines.get((FORM, "QUALIFICATION"), ()),
            {profile.qualification},
        ),
        Line("Chuyên ngành", profile.major),
        Line("Trình độ khác, chứng chỉ", papers),
        Line("Kỹ năng nghề, bậc thợ", trade),
        Rows("Ngoại ngữ", ("Tên", "Chứng chỉ", "Khả năng sử dụng"), (("", "", ""),) * ROOM),
        Line("Tin học văn phòng và khác"),
        _boxes("Kỹ năng mềm", lines.get((FORM, "SOFT_SKILL"), ()), skills),
        Line("Sở trường"),
    )


def _experience(profile: LabourProfile) -> tuple[Any, ...]:
    occupation = profile.occupation.name if profile.occupation else ""
    words = profile.occupation_words or occupation
    known = ("", words, formats.experience(profile.experience_months) if words else "", "")
    return (
        Rows(
            "Quá trình làm việc",
            ("Đơn vị", "Vị trí", "Thời gian", "Mô tả công việc"),
            (known, *((("",) * 4,) * ROOM)) if words else (("",) * 4,) * ROOM,
        ),
        Line("Đã làm việc ở nước ngoài (nước nào)"),
    )


def _wished_work(page: ProfilePage, profile: LabourProfile, lines: _Lines) -> tuple[Any, ...]:
    wishes = [
        (str(wish.rank), wish.words or wish.occupation.name, *_vsco_levels(wish.occupation))
        for wish in page.wishes
    ]
    return (
        Rows(
            "Công việc, theo thứ tự mong muốn",
            ("TT", "Tên công việc", "Mã cấp 1", "Mã cấp 2", "Mã cấp 3", "Mã cấp 4"),
            tuple(wishes) or (("",) * 6,),
        ),
        Line("Loại hình doanh nghiệp mong muốn"),
        _boxes("Chức vụ", lines.get((WISH_FORM, "JOB_RANK"), ()), ()),
        _boxes(
            "Kinh nghiệm",
            lines.get((WISH_FORM, "EXPERIENCE"), ()),
            {experience_of(profile.experience_months)},
        ),
    )


def _vsco_levels(occupation: Occupation) -> tuple[str, str, str, str]:
    """The code of the Vietnamese list at its four levels; "" where none corresponds."""
    vsco = vsco_of(occupation)
    code = vsco.code if vsco is not None else ""
    return code[:1], code[:2], code[:3], code[:4]


def _wished_terms(page: ProfilePage, profile: LabourProfile, lines: _Lines) -> tuple[Any, ...]:
    known_shifts = {code for code in profile.shifts if code in Shift.values}
    band = _wage_band(profile.wage_min)
    kind = WageKind.MONTH if profile.wage_min else WageKind.NEGOTIABLE
    ready = formats.day(profile.available_on) if profile.available_on else "Ngay"
    return (
        Line("Nơi làm việc ưu tiên 1", place_words(page.person.place)),
        Line("Đi làm xa nhất", f"{profile.radius_km} km"),
        Line("Nơi làm việc ưu tiên 2 (tỉnh, xã, khu công nghiệp)"),
        _boxes(
            "Loại hợp đồng",
            lines.get((WISH_FORM, "CONTRACT"), ()),
            {profile.contract_kind},
        ),
        _boxes("Thời gian làm việc", lines.get((WISH_FORM, "SHIFT"), ()), known_shifts),
        _boxes("Mục đích làm việc", lines.get((WISH_FORM, "WORK_PURPOSE"), ()), ()),
        _boxes("Hình thức trả lương", lines.get((WISH_FORM, "WAGE_KIND"), ()), {kind}),
        _boxes("Mức lương tháng", lines.get((WISH_FORM, "WAGE_BAND"), ()), {band}),
        Line("Lương thấp nhất", formats.money(profile.wage_min) if profile.wage_min else ""),
        Line("Chế độ phúc lợi", "Có chỗ ở" if profile.will_board else ""),
        Line("Sẵn sàng làm việc", ready),
        Line("Hình thức tuyển dụng (trực tiếp, điện thoại, trực tuyến, nộp hồ sơ)"),
    )


def _wage_band(wage: int | None) -> str:
    """The band a wage falls in; a wage on the border belongs to the higher band."""
    if not wage:
        return ""
    return next((band.value for top, band in WAGE_BANDS if wage < top), WageBand.OVER_50M.value)


def _abilities(profile: LabourProfile, lines: _Lines) -> tuple[Any, ...]:
    return tuple(
        _boxes(
            _ABILITY_WORDS[name],
            lines.get((WISH_FORM, name.upper()), ()),
            {value} if (value := getattr(profile, name)) else (),
        )
        for name in ABILITIES
    )
