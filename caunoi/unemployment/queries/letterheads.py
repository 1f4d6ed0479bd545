"""Who issues papers on a day: province, department and insurance bore other names before."""

from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings

from caunoi.places.models import Place
from caunoi.places.queries import province
from caunoi_rules.agencies import agency
from caunoi_rules.parameters import NoParameter

NO_PROVINCE = "tỉnh …………"


def letterhead(on: date) -> dict[str, Any]:
    """Names for the head and the text of a paper of that day.

    Keys: province ("tỉnh Hưng Yên"), place ("Hưng Yên"), department ("Sở Nội vụ"),
    department_full, ministry_office, insurance, centre, and if set: centre_phone, charter.
    """
    where = _province(settings.CAUNOI_PROVINCE, on)
    department = _agency("employment", on)
    told = {
        "province": where,
        "place": _short(where),
        "department": department,
        "department_full": f"{department} {where}",
        "ministry_office": _agency("employment_ministry", on),
        "insurance": f"{_agency('insurance', on)} {where}",
        "centre": settings.CAUNOI_UNIT_NAME,
        "centre_phone": settings.CAUNOI_HELP_LINE,
        # The paper that says what this department does, different in every province.
        "charter": settings.CAUNOI_DEPARTMENT_CHARTER,
    }
    return {name: words for name, words in told.items() if words}  # else: dots for the pen


def department_of(province_code: str, on: date) -> str:
    """The department of another province, as a decision of theirs is cited."""
    return f"{_agency('employment', on)} {_province(province_code, on)}"


def insurance_of(province_code: str, on: date) -> str:
    """Social insurance of another province."""
    return f"{_agency('insurance', on)} {_province(province_code, on)}"


def province_words(province_code: str, on: date) -> str:
    """A province inside a sentence: "tỉnh Hưng Yên", "thành phố Hà Nội"."""
    return _province(province_code, on)


@lru_cache(maxsize=256)
def _province_name(code: str, on: date) -> str:
    return province(code, on=on).name


def _province(code: str, on: date) -> str:
    try:
        name = _province_name(code, on)
    except Place.DoesNotExist:
        return NO_PROVINCE
    return name[:1].lower() + name[1:]


def _short(where: str) -> str:
    for kind in ("thành phố ", "tỉnh "):
        if where.startswith(kind):
            return where.removeprefix(kind)
    return where


def _agency(function: str, on: date) -> str:
    try:
        return agency(function, on=on).name
    except NoParameter:  # a paper older than our data: the pen writes it
        return "…………"
