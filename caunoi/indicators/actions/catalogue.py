"""Loading the catalogue: indicators, definitions, relations, forms, and who answers for figures."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from caunoi.accounts.choices import OrgUnitKind
from caunoi.accounts.models import OrgUnit, User
from caunoi.indicators.choices.catalogue import (
    Calendar,
    Frequency,
    Level,
    OverTime,
    OverUnits,
    RelationKind,
    Source,
)
from caunoi.indicators.choices.figures import Missing, UnitKind
from caunoi.indicators.models import (
    Definition,
    Figure,
    FormLine,
    Indicator,
    Relation,
    ReportingForm,
    ReportingUnit,
)
from caunoi.indicators.queries.units import code_of
from caunoi.places.choices import Level as PlaceLevel
from caunoi.places.models import Place, Succession
from caunoi.training.models import Institution
from caunoi_kit.journal.actions import record

BATCH = 2_000
NOT_COMPARED = frozenset({"valid_from", "valid_to", "break_note"})
PARTS = frozenset({"numerator", "denominator"})
WORDS = frozenset({"name", "short_name", "meaning", "owner", "law", "confirmed", "missing"})
"""What may be put in better words without counting anything otherwise."""


class CannotLoadCatalogue(Exception):
    """The rows contradict each other or what is kept; nothing was changed."""


@dataclass(frozen=True)
class DefinitionRow:
    """One version of an indicator as a file says it; the other indicators by their codes."""

    name: str
    short_name: str
    meaning: str
    unit: str
    direction: str
    owner: str
    law: str
    valid_from: date
    decimals: int = 0
    plan_is_a_fall: bool = False
    over_units: str = OverUnits.SUM
    over_time: str = OverTime.SUM
    numerator: str = ""
    denominator: str = ""
    source: str = Source.REPORTED
    query: str = ""
    calendar: str = Calendar.CALENDAR
    frequency: str = Frequency.MONTH
    level: str = Level.COMMUNE
    missing: str = Missing.SHOW
    confirmed: bool = True
    break_note: str = ""


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator with its definitions, the earliest first."""

    code: str
    topic: str
    tile: bool
    public: bool
    definitions: Sequence[DefinitionRow]


@dataclass(frozen=True)
class RelationRow:
    """`first` and `second` are codes."""

    kind: RelationKind
    first: str
    second: str


@dataclass(frozen=True)
class FormRow:
    """A form with the codes of its lines."""

    code: str
    name: str
    unit_kind: str
    frequency: str
    days_after: int
    lines: Sequence[str]
    calendar: str = Calendar.CALENDAR
    law: str = ""


@dataclass(frozen=True)
class CatalogueRows:
    """A whole catalogue."""

    indicators: Sequence[IndicatorRow]
    relations: Sequence[RelationRow] = ()
    forms: Sequence[FormRow] = ()


@dataclass
class Loaded:
    """How much of what was made or changed."""

    indicators: int = 0
    definitions: int = 0
    relations: int = 0
    forms: int = 0
    units: int = 0
    versions: list[str] = field(default_factory=list)  # codes that got a later definition


@transaction.atomic
def load_catalogue(*, rows: CatalogueRows, on: date, by: User | None = None) -> Loaded:
    """Brings the catalogue to what the rows say; a second time changes nothing.

    A definition whose figures exist is never changed in what it counts: the row becomes a new
    version from `on`, and the series is marked as broken there. Words, owner and law may be
    corrected in place. What the rows no longer name stays.
    """
    loaded = Loaded()
    known = _load_indicators(rows.indicators, loaded)
    for row in rows.indicators:
        _load_definitions(known[row.code], row, known, on, loaded)
    _load_relations(rows.relations, known, loaded)
    for form in rows.forms:
        _load_form(form, known, loaded)
    if any(asdict(loaded).values()):
        record("indicators.catalogue.loaded", by=by, detail=asdict(loaded))
    return loaded


def _load_indicators(rows: Sequence[IndicatorRow], loaded: Loaded) -> dict[str, Indicator]:
    codes = [row.code for row in rows]
    if twice := {code for code in codes if codes.count(code) > 1}:
        raise CannotLoadCatalogue(
            f"Chỉ tiêu {', '.join(sorted(twice))} có hai lần trong danh mục. Giữ một lần."
        )
    known = {each.code: each for each in Indicator.objects.order_by("id")}
    for order, row in enumerate(rows, start=1):
        wanted = {
            "topic": row.topic, "order": order, "is_tile": row.tile, "is_public": row.public,
        }  # fmt: skip
        kept = known.get(row.code)
        if kept is None:
            known[row.code] = Indicator.objects.create(code=row.code, **wanted)
            loaded.indicators += 1
        elif changed := _different(kept, wanted):
            kept.save(update_fields=changed)
            loaded.indicators += 1
    return known


def _load_definitions(
    indicator: Indicator,
    row: IndicatorRow,
    known: dict[str, Indicator],
    on: date,
    loaded: Loaded,
) -> None:
    kept = list(indicator.definitions.order_by("version"))
    for each in row.definitions:
        wanted = _wanted(each, known, row.code)
        is_last = each is row.definitions[-1]
        found = next((one for one in kept if one.valid_from == each.valid_from), None)
        if is_last and found is not None:
            found = kept[-1]  # it may be a version made here, because the file had changed
        if found is None:
            kept.append(_next_version(indicator, kept, wanted, loaded))
        elif changed := _changed(found, wanted):
            if not set(changed) - WORDS or not _is_used(found):
                _set(found, wanted, changed)
                loaded.definitions += 1
            elif is_last:
                later = _later(found, wanted, changed, on)
                kept.append(_next_version(indicator, kept, later, loaded))
            else:
                raise CannotLoadCatalogue(
                    f"Chỉ tiêu {row.code}: định nghĩa từ ngày {found.valid_from:%d/%m/%Y} đã có "
                    "số liệu nên không sửa được. Thêm một bản mới ở dưới rồi nạp lại."
                )


def _wanted(row: DefinitionRow, known: dict[str, Indicator], code: str) -> dict[str, Any]:
    wanted = asdict(row)
    for part in PARTS:
        name = wanted.pop(part)
        if name and name not in known:
            raise CannotLoadCatalogue(
                f"Chỉ tiêu {code} lấy số từ {name}, không có trong danh mục. Sửa mã rồi nạp lại."
            )
        wanted[part] = known[name] if name else None
    return wanted


def _changed(definition: Definition, wanted: dict[str, Any]) -> list[str]:
    return [
        name
        for name, value in wanted.items()
        if name not in NOT_COMPARED and getattr(definition, name) != value
    ]


def _is_used(definition: Definition) -> bool:
    """Whether a figure was made by it; asked with its indicator, by which figures are found."""
    figures = Figure.objects.filter(indicator=definition.indicator_id, definition=definition)
    return figures.exists()


def _set(definition: Definition, wanted: dict[str, Any], changed: list[str]) -> None:
    for name in changed:
        setattr(definition, name, wanted[name])
    definition.save(update_fields=changed)


def _later(
    definition: Definition, wanted: dict[str, Any], changed: list[str], on: date
) -> dict[str, Any]:
    """The next version: from that day on, with what was changed."""
    words = ", ".join(
        str(getattr(Definition._meta.get_field(name), "verbose_name", name))
        for name in sorted(set(changed) - WORDS)
    )
    return wanted | {
        "valid_from": max(on, definition.valid_from + timedelta(days=1)),
        "break_note": (wanted["break_note"] or f"Đổi {words}")[:300],
    }


def _next_version(
    indicator: Indicator, kept: list[Definition], wanted: dict[str, Any], loaded: Loaded
) -> Definition:
    if kept:
        last = kept[-1]
        if wanted["valid_from"] <= last.valid_from:
            raise CannotLoadCatalogue(
                f"Chỉ tiêu {indicator.code}: bản sau phải có hiệu lực sau ngày "
                f"{last.valid_from:%d/%m/%Y}. Sửa ngày rồi nạp lại."
            )
        last.valid_to = wanted["valid_from"] - timedelta(days=1)
        last.save(update_fields=["valid_to"])
        loaded.versions.append(indicator.code)
    loaded.definitions += 1
    return Definition.objects.create(indicator=indicator, version=len(kept) + 1, **wanted)


def _different(record_: Any, wanted: dict[str, Any]) -> list[str]:
    """Sets what differs; returns its names."""
    changed = [name for name, value in wanted.items() if getattr(record_, name) != value]
    for name in changed:
        setattr(record_, name, wanted[name])
    return changed


def _load_relations(
    rows: Iterable[RelationRow], known: dict[str, Indicator], loaded: Loaded
) -> None:
    stored = set(Relation.objects.values_list("kind", "first__code", "second__code"))
    for row in rows:
        for code in (row.first, row.second):
            if code not in known:
                raise CannotLoadCatalogue(
                    f"Quan hệ giữa {row.first} và {row.second}: không có chỉ tiêu {code}."
                )
        if (row.kind, row.first, row.second) in stored:
            continue
        Relation.objects.create(kind=row.kind, first=known[row.first], second=known[row.second])
        loaded.relations += 1


def _load_form(row: FormRow, known: dict[str, Indicator], loaded: Loaded) -> None:
    if missing := [code for code in row.lines if code not in known]:
        raise CannotLoadCatalogue(
            f"Biểu {row.code} có dòng {', '.join(missing)}, không có trong danh mục chỉ tiêu."
        )
    wanted = asdict(replace(row, lines=()))
    wanted.pop("lines")
    form = ReportingForm.objects.filter(code=row.code).first()
    if form is None:
        form = ReportingForm.objects.create(**wanted)
        loaded.forms += 1
    elif changed := _different(form, wanted):
        form.save(update_fields=changed)
        loaded.forms += 1
    lines = list(form.lines.order_by("order").values_list("order", "indicator__code"))
    if lines != list(enumerate(row.lines, start=1)):
        form.lines.all().delete()
        FormLine.objects.bulk_create(
            FormLine(form=form, order=order, indicator=known[code])
            for order, code in enumerate(row.lines, start=1)
        )


@transaction.atomic
def load_reporting_units(*, provinces: Iterable[Place], by: User | None = None) -> int:
    """Makes those who answer for figures of provinces of today, and of what these came out of.

    Communes and the whole province of both times, schools, and centres as offices. Who is there
    already is left as it is; returns how many were made.
    """
    keys = [each.pk for each in provinces]
    olds = list(
        Succession.objects.filter(new__in=keys, old__level=PlaceLevel.PROVINCE)
        .order_by("old_id")
        .values_list("old_id", flat=True)
    )
    wanted = [*_of_places([*keys, *olds]), *_schools([*keys, *olds]), *_offices(keys)]
    there = set(ReportingUnit.objects.values_list("code", flat=True))
    new = [unit for unit in wanted if unit.code not in there]
    ReportingUnit.objects.bulk_create(new, batch_size=BATCH)
    if new:
        record("indicators.units.loaded", by=by, detail={"units": len(new)})
    return len(new)


def _of_places(provinces: list[int]) -> Iterable[ReportingUnit]:
    found = Place.objects.filter(pk__in=provinces) | Place.objects.filter(
        level=PlaceLevel.COMMUNE, parent__in=provinces
    ) | Place.objects.filter(level=PlaceLevel.COMMUNE, parent__parent__in=provinces)  # fmt: skip
    islands = Place.objects.filter(level=PlaceLevel.DISTRICT, parent__in=provinces).exclude(
        pk__in=Place.objects.filter(level=PlaceLevel.COMMUNE).values("parent")
    )
    for place in [*found.order_by("id"), *islands.order_by("id")]:
        whole = place.level == PlaceLevel.PROVINCE
        yield ReportingUnit(
            code=code_of(place),
            name=place.name,
            kind=UnitKind.PROVINCE if whole else UnitKind.COMMUNE,
            place=place,
            org_unit=None,
            valid_from=place.valid_from,
            valid_to=place.valid_to,
        )


def _schools(provinces: list[int]) -> Iterable[ReportingUnit]:
    found = Institution.objects.filter(place__parent__in=provinces) | Institution.objects.filter(
        place__parent__parent__in=provinces
    )
    for school in found.select_related("place").order_by("id"):
        yield ReportingUnit(
            code=f"CS{school.pk}",
            name=school.name[:200],
            kind=UnitKind.SCHOOL,
            place=school.place,
            institution=school,
            valid_from=school.place.valid_from,
            valid_to=school.place.valid_to,
            made=school.made,
        )


def _offices(provinces: list[int]) -> Iterable[ReportingUnit]:
    """Centres report for the whole province, wherever their house stands."""
    home = Place.objects.filter(pk__in=provinces).order_by("id").first()
    if home is None:
        return
    for office in OrgUnit.objects.filter(kind=OrgUnitKind.CENTRE).order_by("id"):
        yield ReportingUnit(
            code=f"CQ{office.pk}",
            name=office.name,
            kind=UnitKind.OFFICE,
            place=home,
            org_unit=office,
            valid_from=home.valid_from,
        )
