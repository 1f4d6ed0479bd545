"""Codes of occupations for other programs."""

from dataclasses import dataclass

from caunoi.classifications.choices import Scheme
from caunoi.classifications.models import Occupation


@dataclass(frozen=True, kw_only=True)
class OccupationCode:
    """One group of a list of occupations, with the group it lies in."""

    scheme: str
    code: str
    level: int
    parent: str | None
    name: str
    name_en: str


def occupation_codes(
    scheme: Scheme, *, level: int, after: str, limit: int
) -> tuple[list[OccupationCode], bool]:
    """Groups of a list by code, and whether these are the last. One query."""
    some = Occupation.objects.filter(scheme=scheme, code__gt=after).select_related("parent")
    if level:
        some = some.filter(level=level)
    found = [_code(one) for one in some.order_by("code")[: limit + 1]]
    return found[:limit], len(found) <= limit


def find_occupation(scheme: Scheme, code: str) -> OccupationCode | None:
    """One group by its code. One query."""
    some = Occupation.objects.filter(scheme=scheme, code=code).select_related("parent")
    found = some.first()
    return _code(found) if found is not None else None


def _code(one: Occupation) -> OccupationCode:
    return OccupationCode(
        scheme=one.scheme,
        code=one.code,
        level=one.level,
        parent=one.parent.code if one.parent is not None else None,
        name=one.name,
        name_en=one.name_en,
    )
