"""Columns of lists, what they show of a person, and what that means."""

# ruff: noqa: E501  tables of made data

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.engine.sheets.made.people import (
    ACTIVITY,
    CONTRACT,
    ETHNIC,
    GENERAL,
    JOB_STATUS,
    LEVEL,
    POSITION,
    PRIORITY,
    QUALIFICATION,
    Cell,
    Person,
)


@dataclass
class Col:
    """A column: its heads from above, the field it means (None: to be left aside), what it shows."""

    heads: tuple[str, ...]
    field: str | None
    show: Callable[[Person, random.Random], Cell]


@dataclass
class Made:
    """Cells, merged ranges, and what they mean. `columns`: index → field; `truth`: row → values."""

    name: str
    schema: str
    rows: list[list[Cell]]
    merged: list[tuple[int, int, int, int]]
    columns: dict[int, str]
    truth: dict[int, dict[str, Any]]
    answers: dict[str, str] = field(default_factory=dict)


@dataclass
class Template:
    name: str
    schema: str
    cols: list[Col]
    titles: list[str]
    numbered: bool = False
    total: bool = False


def truth_of(col: Col, one: Person, schema: str) -> Any:
    """What the field of a column is worth for a person."""
    code, mark, _ = (col.field or "").partition("=")
    by_schema = {
        "foreign_workers": {
            "full_name": one["foreign"],
            "position": POSITION[one["position"]],
            "qualification": LEVEL[one["level"]],
            "passport_issued_on": one["start"],
            "permit_issued_on": one["start"],
        },
        "needs": {"occupation_words": one["need"], "wage": "7-9 triệu"},
    }
    looked_up = {
        "sex": one["sex"],
        "birth_date": one["birth_date"],
        "full_name": one["full_name"],
        "identity_number": one["identity_number"],
        "phone": one["phone"],
        "insurance_number": one["insurance_number"],
        "ethnic_group": ETHNIC[one["ethnic"]],
        "general_education": GENERAL[one["general"]],
        "qualification": QUALIFICATION[one["qualification"]],
        "activity": ACTIVITY[one["activity"]],
        "job_status": JOB_STATUS[one["job_status"]],
        "occupation_words": one["job"],
        "priority_groups": PRIORITY[one["priority"]],
        "workplace": one["firm"],
        "area": {"Thành thị": "URBAN", "Nông thôn": "RURAL"}[one["area"]],
        "contract_kind": CONTRACT[one["contract"]],
        "fixed_from": one["start"],
        "fixed_to": one["end"],
        "insured_from": one["start"],
        "wage": one["wage"],
        "job_title": one["job"],
    } | by_schema.get(schema, {})
    if mark and code == "general_education" and one["general"] == "12/12":
        return None  # no column to tick
    if mark and code == "qualification" and one["qualification"] == "ĐH":
        return None
    return looked_up[code] if code in looked_up else col.show(one, random.Random(0))


def shows(key: str) -> Callable[[Person, random.Random], Cell]:
    return lambda one, chance: one[key]


def sex_word(one: Person, chance: random.Random) -> Cell:
    return "Nam" if one["sex"] == "MALE" else "Nữ"


def tick(key: str, value: Any) -> Callable[[Person, random.Random], Cell]:
    return lambda one, chance: "x" if one[key] == value else None


def day_text(key: str) -> Callable[[Person, random.Random], Cell]:
    return lambda one, chance: f"{one[key]:%d/%m/%Y}"


def birth_if(sex: str) -> Callable[[Person, random.Random], Cell]:
    return lambda one, chance: f"{one['birth_date']:%d/%m/%Y}" if one["sex"] == sex else None


def whole_address(one: Person, chance: random.Random) -> Cell:
    return f"{one['hamlet']}, {one['commune']}, {one['district']}, {one['province']}"


def short_address(one: Person, chance: random.Random) -> Cell:
    return f"{one['hamlet']}, {one['commune']}"


def number(one: Person, chance: random.Random) -> Cell:
    return one["number"]


STT = Col(("STT",), None, number)


def name(head: str = "Họ và tên") -> Col:
    return Col((head,), "full_name", shows("full_name"))


def birth(head: str = "Ngày sinh") -> Col:
    return Col((head,), "birth_date", day_text("birth_date"))


def sex(head: str = "Giới tính") -> Col:
    return Col((head,), "sex", sex_word)


def identity(head: str = "Số CCCD") -> Col:
    return Col((head,), "identity_number", shows("identity_number"))


def phone(head: str = "Số điện thoại") -> Col:
    return Col((head,), "phone", shows("phone"))


def places(group: str, prefix: str, *, district: bool) -> list[Col]:
    parts = [
        ("Tỉnh", "province", "province"),
        ("Huyện", "district", "district"),
        ("Xã", "commune", "commune"),
    ]
    kept = [part for part in parts if district or part[1] != "district"]
    return [
        Col((group, head) if group else (head,), prefix + field, shows(key))
        for head, field, key in kept
    ]


def situation(general: str, level: str, activity: str, job: str) -> list[Col]:
    return [
        Col((general,), "general_education", shows("general")),
        Col((level,), "qualification", shows("qualification")),
        Col((activity,), "activity", shows("activity")),
        Col((job,), "occupation_words", shows("job")),
    ]


def ticks(group: str, field: str, key: str, choices: dict[Any, Any]) -> list[Col]:
    return [
        Col((group, word), f"{field}={code}", tick(key, word))
        for word, code in choices.items()
        if word
    ]


ASIDE = [
    Col(("Họ tên chủ hộ",), None, shows("head")),
    Col(("Ngày cấp",), None, day_text("start")),
    Col(("Nơi cấp",), None, lambda one, chance: "Cục CSQLHC về TTXH"),
    Col(("Ghi chú",), None, lambda one, chance: None),
]
PERMANENT, NOW = "Nơi đăng ký thường trú", "Nơi ở hiện tại"
TICKS_SEX = [
    Col(("Giới tính", "Nam"), "sex=MALE", tick("sex", "MALE")),
    Col(("Giới tính", "Nữ"), "sex=FEMALE", tick("sex", "FEMALE")),
]
UNDER_SEX = [
    Col(("Năm sinh", "Nam"), "birth_date=MALE", birth_if("MALE")),
    Col(("Năm sinh", "Nữ"), "birth_date=FEMALE", birth_if("FEMALE")),
]
TITLE = [
    "UBND XÃ ĐÔNG MINH",
    "DANH SÁCH NGƯỜI LAO ĐỘNG NĂM 2026",
    "(Kèm theo Công văn số 12/UBND ngày 05/01/2026)",
]
CLEAR_GENERAL = {word: code for word, code in GENERAL.items() if word != "12/12"}
CLEAR_LEVEL = {word: code for word, code in QUALIFICATION.items() if word != "ĐH"}
