"""Addresses as people write them, read into communes of a day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from caunoi.places.models import FormerName, HamletMove, Place, Succession
from caunoi_engine.text import addresses

MOST_READ: Final = 50_000  # addresses remembered with what they meant


@dataclass(frozen=True, slots=True)
class AddressRead:
    """What an address says. Without `place` a person chooses among `choices`, if there are any."""

    place: Place | None
    choices: tuple[Place, ...]
    detail: str  # house, street, hamlet
    old: Place | None  # the former unit that was written, if it is no more
    why: str  # what is open, or what the reading leant on; "" where nothing is to be said


_WHY: Final = {
    addresses.Why.SURE: "",
    addresses.Why.EMPTY: "Chưa ghi địa chỉ.",
    addresses.Why.NO_COMMUNE: "Không thấy tên xã, phường nào trong địa chỉ. Ghi thêm xã, phường.",
    addresses.Why.SPLIT: "Xã, phường cũ này được chia cho nhiều xã, phường mới. Chọn một nơi.",
    addresses.Why.SEVERAL: "Nhiều xã, phường cùng hợp với địa chỉ này. Chọn một nơi.",
    addresses.Why.UNSURE: "Có phần địa chỉ chưa hiểu được. Xem lại rồi xác nhận.",
    addresses.Why.BY_OFFICE: "Hiểu theo địa bàn của nơi lập danh sách.",
    addresses.Why.BY_HAMLET: "Hiểu theo thôn, tổ dân phố đã có người xác nhận.",
}


class AddressBook:
    """The reader of addresses with the units it gave so far; one for a whole file."""

    def __init__(self) -> None:
        names: dict[int, list[str]] = defaultdict(list)
        for place, key in FormerName.objects.order_by("id").values_list("place_id", "key"):
            names[place].append(key.replace("y", "i"))
        fields = ("pk", "level", "name", "parent_id", "valid_from", "valid_to")
        units = [
            addresses.Unit(
                pk, addresses.Level(level), name, parent, first, last, tuple(names.get(pk, ()))
            )
            for pk, level, name, parent, first, last in Place.objects.order_by("id").values_list(
                *fields
            )
        ]
        lines = Succession.objects.order_by("id").values_list("old_id", "new_id", "partial")
        moves = HamletMove.objects.order_by("id").values_list("old_id", "key", "new_id")
        self._reader = addresses.AddressReader(
            addresses.Gazetteer(units, [addresses.Step(*line) for line in lines]),
            {(old, key): new for old, key, new in moves},
        )
        self._places: dict[int, Place] = {}
        self._read: dict[tuple[str, date, int | None], AddressRead] = {}

    def read(self, text: str, *, on: date, near: Place | None = None) -> AddressRead:
        """The commune in force on the day that an address of either era names."""
        asked = (text, on, near.pk if near else None)
        found = self._read.get(asked)
        if found is None:
            if len(self._read) > MOST_READ:
                self._read.clear()
            found = self._read[asked] = self._answer(*asked)
        return found

    def _answer(self, text: str, on: date, near: int | None) -> AddressRead:
        reading = self._reader.read(text, on=on, near=near)
        told = {*reading.choices, reading.unit, reading.named} - self._places.keys()
        wanted = [key for key in told if key is not None]
        if wanted:
            some = Place.objects.select_related("parent__parent").filter(pk__in=wanted)
            self._places.update({place.pk: place for place in some.order_by("id")})
        named = self._places.get(reading.named or 0)
        return AddressRead(
            place=self._places.get(reading.unit or 0),
            choices=tuple(self._places[key] for key in reading.choices),
            detail=reading.detail,
            old=named if named and named.valid_to is not None and named.valid_to < on else None,
            why=_WHY[reading.why],
        )


def address_book() -> AddressBook:
    """The reader of addresses, built once and kept until places or hamlets change."""
    newest = tuple(
        table.objects.order_by("-pk").values_list("pk", flat=True).first()
        for table in (Place, FormerName, HamletMove)
    )
    return _address_book(newest)


@lru_cache(maxsize=1)
def _address_book(newest: tuple[int | None, ...]) -> AddressBook:
    return AddressBook()


def read_address(text: str, *, on: date, near: Place | None = None) -> AddressRead:
    """One address read; for a whole file take `address_book()` once and ask that.

    `near` is the commune or province of the office that holds the list: it settles what the words
    leave open, never what they say.
    """
    return address_book().read(text, on=on, near=near)


def name_key(text: str) -> str:
    """The key of a hamlet: its words run together without marks; "" without a word."""
    return addresses.name_key(text)
