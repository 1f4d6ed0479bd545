"""Labour supply from the register (TT 01/2022): by commune, sex, age band and qualification.

People of 15 and more who live in the province, with a labour profile. It counts how the register
stands now, for the activity of a year before is not kept; every count opens its people.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When

from caunoi.classifications.choices import ActivityStatus, Qualification, Sex
from caunoi.people.models import LabourProfile, Person
from caunoi.places.models import Place
from caunoi.places.queries import communes_of, province
from caunoi_kit.ui.paging import Page, page_of

YOUNGEST: Final = 15
BANDS: Final = (
    ("15", "Từ 15 đến 24 tuổi", 15, 24),
    ("25", "Từ 25 đến 34 tuổi", 25, 34),
    ("35", "Từ 35 đến 44 tuổi", 35, 44),
    ("45", "Từ 45 đến 54 tuổi", 45, 54),
    ("55", "Từ 55 tuổi trở lên", 55, None),
)
"""Ten years each. TT 01/2022 was not read in full: the bands are ours."""
SPLITS: Final = {"trinh-do": "Theo trình độ", "tuoi": "Theo tuổi", "xa": "Theo xã, phường"}
COLUMNS: Final = {
    "tong": "Từ 15 tuổi trở lên",
    "nu": "Trong đó nữ",
    "co-viec": "Có việc làm",
    "that-nghiep": "Thất nghiệp",
    "that-nghiep-nu": "Thất nghiệp, nữ",
    "khong-tham-gia": "Không tham gia",
}
_FILTERS: Final = {
    "tong": Q(),
    "nu": Q(person__sex=Sex.FEMALE),
    "co-viec": Q(activity=ActivityStatus.EMPLOYED),
    "that-nghiep": Q(activity=ActivityStatus.UNEMPLOYED),
    "that-nghiep-nu": Q(activity=ActivityStatus.UNEMPLOYED, person__sex=Sex.FEMALE),
    "khong-tham-gia": Q(activity=ActivityStatus.INACTIVE),
}
SIZE: Final = 50


@dataclass(frozen=True)
class SupplyLine:
    """One row: what it is about, and the counts in the order of COLUMNS."""

    key: str
    words: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Supply:
    """The whole form on a day: rows of each split, their sum, people who fit nowhere."""

    on: date
    splits: dict[str, tuple[SupplyLine, ...]]
    total: SupplyLine
    unplaced: int  # of the register, without a birth day or a commune of the province


@dataclass(frozen=True)
class SupplyPeople:
    """A page of the people behind a count."""

    words: str
    people: tuple[Person, ...]
    page: Page


def supply(*, on: date) -> Supply:
    """Counts of today. Six queries, however many people."""
    here = _here(on)
    names = {
        "trinh-do": {value: str(label) for value, label in Qualification.choices},
        "tuoi": {key: words for key, words, _, _ in BANDS},
        "xa": _names(on),
    }
    splits = {split: _lines(here, split, names[split], on) for split in SPLITS}
    sums = [sum(line.counts[at] for line in splits["trinh-do"]) for at in range(len(COLUMNS))]
    everybody = LabourProfile.objects.count()
    return Supply(on, splits, SupplyLine("", "Tổng", tuple(sums)), everybody - sums[0])


def people_of(split: str, key: str, column: str, *, on: date, page: str | None) -> SupplyPeople:
    """A page of the people behind a count.

    Raises KeyError when there is no such split, row or column.
    """
    found = _here(on).filter(_FILTERS[column])
    words = COLUMNS[column]
    if split:
        row = {"trinh-do": _qualification, "tuoi": _band, "xa": _commune}[split]
        condition, name = row(key, on)
        found, words = found.filter(condition), f"{name}, {words.lower()}"
    people = Person.objects.filter(pk__in=found.order_by().values("person"))
    shown = page_of(page, count=people.count(), size=SIZE)
    listed = people.select_related("place").order_by("sort_key", "pk")[shown.part]
    return SupplyPeople(words, tuple(listed), shown)


def _here(on: date) -> QuerySet[LabourProfile]:
    """Profiles that count: of 15 and more, living in the province."""
    return LabourProfile.objects.filter(
        person__birth_date__lte=_birthday(on, YOUNGEST),
        person__place__in=_communes(on).order_by().values("pk"),
    )


def _lines(
    here: QuerySet[LabourProfile], split: str, names: dict[str, str], on: date
) -> tuple[SupplyLine, ...]:
    by = {"trinh-do": F("qualification"), "tuoi": _band_of(on), "xa": F("person__place")}[split]
    counts = {name.replace("-", "_"): Count("pk", filter=q or None) for name, q in _FILTERS.items()}
    rows = here.order_by().annotate(key=by).values("key").annotate(**counts).order_by("key")
    found: dict[str, tuple[int, ...]] = defaultdict(lambda: (0,) * len(COLUMNS))
    for key, *row in rows.values_list("key", *counts):
        found[str(key)] = tuple(row)
    return tuple(SupplyLine(key, words, found[key]) for key, words in names.items())


def _band_of(on: date) -> Case:
    """The band of a birth day, as a column."""
    oldest_first = [
        When(person__birth_date__lte=_birthday(on, lowest), then=Value(key))
        for key, _, lowest, _ in reversed(BANDS)
    ]
    return Case(*oldest_first, default=Value(""), output_field=CharField())


def _qualification(key: str, on: date) -> tuple[Q, str]:
    return Q(qualification=key), str(dict(Qualification.choices)[key])


def _band(key: str, on: date) -> tuple[Q, str]:
    words, lowest, highest = {band[0]: band[1:] for band in BANDS}[key]
    condition = Q(person__birth_date__lte=_birthday(on, lowest))
    if highest is not None:
        condition &= Q(person__birth_date__gt=_birthday(on, highest + 1))
    return condition, words


def _commune(key: str, on: date) -> tuple[Q, str]:
    name = _names(on)[key]
    return Q(person__place=int(key)), name


def _communes(on: date) -> QuerySet[Place]:
    """Communes of the province, by name; none where the units were not loaded."""
    try:
        whole = province(settings.CAUNOI_PROVINCE, on=on)
    except Place.DoesNotExist:
        return Place.objects.none()
    return communes_of(whole, on=on).order_by("search_key", "pk")


def _names(on: date) -> dict[str, str]:
    return {str(pk): name for pk, name in _communes(on).values_list("pk", "name")}


def _birthday(on: date, years: int) -> date:
    """Born on it or before: so many completed years on the day."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:  # 29 February
        return on.replace(year=on.year - years, day=28)
