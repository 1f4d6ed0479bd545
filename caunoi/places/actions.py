"""Loading the administrative units."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from caunoi.places.choices import NEW_ERA_FROM, OLD_ERA_FROM, Level
from caunoi.places.models import FormerName, HamletMove, Place, Succession
from caunoi.places.queries import name_key, search_key, successors
from caunoi_kit.journal.actions import record

BATCH: Final = 2_000
COLUMNS: Final = (
    "name", "kind", "parent_id", "valid_to", "lat", "lon", "area_km2", "population", "search_key",
)  # fmt: skip


class CannotLoadPlaces(Exception):
    """The rows contradict each other; nothing was changed."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One unit as read from a file; `parent_code` is the unit above in the same era."""

    level: Level
    code: str
    name: str
    kind: str
    valid_from: date
    valid_to: date | None
    parent_code: str = ""
    lat: Decimal | None = None
    lon: Decimal | None = None
    area_km2: Decimal | None = None
    population: int | None = None


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    """One line of the conversion table: codes of the old and of the new era."""

    old_level: Level
    old_code: str
    new_level: Level
    new_code: str
    partial: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class FormerNameRow:
    """One earlier name of a unit of the old era; the key is written as one word without marks."""

    level: Level
    code: str
    key: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many records a load made and changed."""

    places_created: int
    places_changed: int
    successions_created: int
    successions_changed: int


# Level, code and first day name one unit.
Key = tuple[str, str, date]


@transaction.atomic
def load_places(
    *,
    places: Iterable[PlaceRow],
    successions: Iterable[SuccessionRow],
    former_names: Iterable[FormerNameRow] = (),
) -> Loaded:
    """Bring the units and their successions to what the rows say; a second time changes nothing.

    Units that the rows no longer name stay: records may point at them.
    """
    rows: dict[Key, PlaceRow] = {}
    for row in places:
        key = (row.level, row.code, row.valid_from)
        if rows.setdefault(key, row) is not row:
            raise CannotLoadPlaces(
                f"Mã {row.code} ({row.level.label}) có hai dòng cùng ngày hiệu lực. "
                "Giữ một dòng rồi nạp lại."
            )
    known = {_key(place): place for place in Place.objects.order_by("id")}
    created = changed = 0
    for level in Level:  # from the largest, so that a unit's parent is there before it
        wanted = [_place(row, known) for row in rows.values() if row.level == level]
        made, altered = _save_places(wanted, known)
        created, changed = created + made, changed + altered
    lines = _save_successions(successions, known)
    _save_former_names(former_names, known)
    loaded = Loaded(created, changed, *lines)
    if any((created, changed, *lines)):
        record("places.loaded", by=None, detail=asdict(loaded))
    return loaded


def _key(place: Place) -> Key:
    return place.level, place.code, place.valid_from


def _place(row: PlaceRow, known: dict[Key, Place]) -> Place:
    """The unsaved record that a row describes."""
    parent = None
    if row.parent_code:
        parent = _parent(row, known)
    return Place(
        level=row.level,
        code=row.code,
        name=row.name,
        kind=row.kind,
        parent=parent,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        lat=row.lat,
        lon=row.lon,
        area_km2=row.area_km2,
        population=row.population,
        search_key=search_key(row.name),
    )


def _parent(row: PlaceRow, known: dict[Key, Place]) -> Place:
    """The unit above: a district or a province that began on the same day."""
    for level in (Level.DISTRICT, Level.PROVINCE):
        if parent := known.get((level, row.parent_code, row.valid_from)):
            return parent
    raise CannotLoadPlaces(
        f"{row.name} (mã {row.code}) thuộc đơn vị mã {row.parent_code}, nhưng không có dòng nào "
        "của mã ấy. Thêm dòng cho đơn vị cấp trên rồi nạp lại."
    )


def _save_places(wanted: list[Place], known: dict[Key, Place]) -> tuple[int, int]:
    """Write what is new or different; returns how many of each."""
    new, different = [], []
    for place in wanted:
        stored = known.get(_key(place))
        if stored is None:
            known[_key(place)] = place
            new.append(place)
        elif any(getattr(stored, name) != getattr(place, name) for name in COLUMNS):
            for name in COLUMNS:
                setattr(stored, name, getattr(place, name))
            different.append(stored)
    Place.objects.bulk_create(new, batch_size=BATCH)
    Place.objects.bulk_update(different, COLUMNS, batch_size=200)
    return len(new), len(different)


def _save_successions(
    successions: Iterable[SuccessionRow], known: dict[Key, Place]
) -> tuple[int, int]:
    """Write new and different lines; returns how many of each."""
    stored = {(line.old_id, line.new_id): line for line in Succession.objects.order_by("id")}
    new, different = [], []
    for row in successions:
        old = known.get((row.old_level, row.old_code, OLD_ERA_FROM))
        after = known.get((row.new_level, row.new_code, NEW_ERA_FROM))
        if old is None or after is None:
            raise CannotLoadPlaces(
                f"Bảng chuyển đổi: không có đơn vị cũ mã {row.old_code} hoặc đơn vị mới mã "
                f"{row.new_code}. Sửa mã trong bảng rồi nạp lại."
            )
        line = stored.get((old.pk, after.pk))
        if line is None:
            new.append(Succession(old=old, new=after, partial=row.partial, note=row.note))
        elif (line.partial, line.note) != (row.partial, row.note):
            line.partial, line.note = row.partial, row.note
            different.append(line)
    Succession.objects.bulk_create(new, batch_size=BATCH)
    Succession.objects.bulk_update(different, ["partial", "note"], batch_size=500)
    return len(new), len(different)


def _save_former_names(rows: Iterable[FormerNameRow], known: dict[Key, Place]) -> None:
    """Write the earlier names that are not yet there."""
    stored = set(FormerName.objects.order_by("id").values_list("place_id", "key"))
    new = []
    for row in rows:
        place = known.get((row.level, row.code, OLD_ERA_FROM))
        if place is None:
            raise CannotLoadPlaces(
                f"Bảng tên cũ: không có đơn vị trước 01/07/2025 mã {row.code}. "
                "Sửa mã trong bảng rồi nạp lại."
            )
        if (place.pk, row.key) not in stored:
            stored.add((place.pk, row.key))
            new.append(FormerName(place=place, key=row.key))
    FormerName.objects.bulk_create(new, batch_size=BATCH)


class CannotRemember(Exception):
    """The hamlet cannot be tied to that commune; the message says why."""


@transaction.atomic
def remember_hamlet(
    *, old: Place, hamlet: str, new: Place, by: AbstractBaseUser | None
) -> HamletMove:
    """Keep where a hamlet of a split commune went, so that nobody is asked a second time."""
    key = name_key(hamlet)
    if not key:
        raise CannotRemember("Chưa ghi tên thôn, tổ dân phố. Ghi tên rồi chọn lại.")
    if not successors(old).filter(new=new).exists():
        raise CannotRemember(
            f"{old.name} cũ không có phần nào nhập vào {new.name}. Chọn một nơi trong danh sách."
        )
    move, made = HamletMove.objects.get_or_create(old=old, key=key, defaults={"new": new})
    if not made and move.new_id != new.pk:
        # A new row, not a change: readers notice a change by the newest row.
        move.delete()
        move = HamletMove.objects.create(old=old, key=key, new=new)
    record("places.hamlet.remembered", by=by, about=move, detail={"key": key, "new": new.code})
    return move
