"""Names of offices by day, and the register of numbers."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.db.models import Max, QuerySet

from caunoi.accounts.models import OrgUnit
from caunoi.documents.models import Document, Letterhead

USUAL: Final = Path(__file__).resolve().parents[2] / "reference" / "letterheads.csv"


@dataclass(frozen=True)
class Head:
    """How an office names itself on paper on a day."""

    parent: str
    name: str
    code: str  # "SNV" of "12/BC-SNV"
    place_name: str  # "Tuyên Quang"
    signer_title: str
    confirmed: bool = True


@dataclass(frozen=True)
class UsualHead:
    """A line of the names offices of a kind usually bear; `{place}` stands for their province."""

    kind: str
    valid_from: date
    valid_to: date | None
    parent: str
    name: str
    code: str
    signer_title: str
    confirmed: bool


def letterhead_on(unit: OrgUnit, day: date) -> Letterhead | None:
    """The letterhead of an office in force on a day."""
    rows = Letterhead.objects.filter(unit=unit, valid_from__lte=day).order_by("-valid_from", "-id")
    found = rows.first()
    return found if found and (found.valid_to is None or found.valid_to >= day) else None


def head_of(letterhead: Letterhead) -> Head:
    """What stands on paper by a letterhead."""
    return Head(
        parent=letterhead.parent_name,
        name=letterhead.name,
        code=letterhead.code,
        place_name=letterhead.place_name,
        signer_title=letterhead.signer_title,
    )


@lru_cache(maxsize=1)
def usual_heads() -> tuple[UsualHead, ...]:
    """The names of reference/letterheads.csv, by kind and day."""
    with USUAL.open(encoding="utf-8", newline="") as file:
        return tuple(
            UsualHead(
                kind=row["kind"],
                valid_from=date.fromisoformat(row["valid_from"]),
                valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                parent=row["parent"],
                name=row["name"],
                code=row["code"],
                signer_title=row["signer_title"],
                confirmed=row["confirmed"] == "yes",
            )
            for row in csv.DictReader(file)
        )


def usual_head(kind: str, *, province: str, on: date) -> Head | None:
    """The name an office of a kind usually bears on a day, in a province ("Tỉnh Tuyên Quang")."""
    for row in usual_heads():
        if row.kind == kind and row.valid_from <= on and (not row.valid_to or row.valid_to >= on):
            return named(row, province)
    return None


def named(row: UsualHead, province: str) -> Head:
    """A usual name with the province in it: "Ủy ban nhân dân tỉnh Tuyên Quang".

    `place_name` is the province alone.
    """
    inside = province[:1].lower() + province[1:]
    bare = province.removeprefix("Tỉnh ").removeprefix("Thành phố ")
    return Head(
        parent=row.parent.format(place=inside),
        name=row.name.format(place=inside),
        code=row.code,
        place_name=bare,
        signer_title=row.signer_title,
        confirmed=row.confirmed,
    )


def next_number(unit: OrgUnit, kind: str, year: int) -> int:
    """The number the next paper of an office, kind and year bears, as things stand."""
    last = Document.objects.filter(unit=unit, kind=kind, year=year).aggregate(Max("number"))
    return (last["number__max"] or 0) + 1


def numbered(unit: OrgUnit, kind: str, year: int) -> QuerySet[Document]:
    """The register of numbers (sổ đăng ký văn bản đi) of an office, kind and year."""
    return (
        Document.objects.filter(unit=unit, kind=kind, year=year, number__isnull=False)
        .defer("file")
        .select_related("signed_by", "drafted_by")
        .order_by("number", "id")
    )


def offices_with_numbers() -> QuerySet[OrgUnit]:
    """Offices that have signed something."""
    signed = Document.objects.filter(number__isnull=False).values("unit")
    return OrgUnit.objects.filter(pk__in=signed).order_by("name", "id")


def years_with_numbers() -> list[int]:
    """The years in which something was signed, the latest first."""
    signed = Document.objects.filter(number__isnull=False).order_by("-year")
    return [year for year in signed.values_list("year", flat=True).distinct() if year]


def missing_numbers(unit: OrgUnit, kind: str, year: int) -> list[int]:
    """Numbers up to the last that no paper bears: none, unless a row was taken away by hand."""
    given = {each.number for each in numbered(unit, kind, year) if each.number}
    return sorted(set(range(1, max(given, default=0) + 1)) - given)


def out_of_order(unit: OrgUnit, kind: str, year: int) -> list[int]:
    """Numbers signed on an earlier day than a number before them."""
    wrong, latest = [], date.min
    for each in numbered(unit, kind, year):
        if each.number is None or each.signed_on is None:
            continue
        if each.signed_on < latest:
            wrong.append(each.number)
        latest = max(latest, each.signed_on)
    return wrong
