"""Loading the code lists."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.db import models, transaction

from caunoi.classifications.choices import NameSource
from caunoi.classifications.models import (
    Certificate,
    FormCode,
    Industry,
    Occupation,
    OccupationLink,
    OccupationSkill,
    Skill,
)
from caunoi_engine.text.folding import fold
from caunoi_kit.journal.actions import record

BATCH: Final = 1_000
Row = Mapping[str, str]


class CannotLoadClassifications(Exception):
    """A row names something that is not in the lists; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many records a load made and changed."""

    created: int = 0
    changed: int = 0

    def __add__(self, other: "Loaded") -> "Loaded":
        return Loaded(self.created + other.created, self.changed + other.changed)


@transaction.atomic
def load_classifications(
    *,
    occupations: Iterable[Row],
    occupation_links: Iterable[Row],
    industries: Iterable[Row],
    skills: Iterable[Row],
    occupation_skills: Iterable[Row],
    certificates: Iterable[Row],
    form_codes: Iterable[Row],
) -> Loaded:
    """Bring the code lists to what the rows say; a second time changes nothing.

    Codes that the rows no longer name stay: records may point at them.
    """
    loaded = (
        _load_tree(Occupation, occupations)
        + _load_tree(Industry, industries)
        + _load_links(occupation_links)
        + _load_skills(skills)
        + _load_occupation_skills(occupation_skills)
        + _load_certificates(certificates)
        + _load_form_codes(form_codes)
    )
    if loaded != Loaded():
        record("classifications.loaded", by=None, detail=asdict(loaded))
    return loaded


def _load_tree(model: type[Occupation] | type[Industry], rows: Iterable[Row]) -> Loaded:
    """Load a list whose rows name the group above, from the top level down."""
    by_level: dict[int, list[Row]] = {}
    for row in rows:
        by_level.setdefault(int(row["level"]), []).append(row)
    loaded = Loaded()
    columns = ["level", "parent_id", "name", "name_is_ours"]
    if model is Occupation:
        columns.append("name_en")
    for level in sorted(by_level):
        above = {
            (scheme, code): pk
            for scheme, code, pk in model.objects.order_by("pk").values_list("scheme", "code", "pk")
        }
        wanted = [_group(model, row, above) for row in by_level[level]]
        loaded += _bring_to(model, wanted, key=("scheme", "code"), columns=columns)
    return loaded


def _group(
    model: type[Occupation] | type[Industry], row: Row, above: Mapping[tuple[str, str], int]
) -> Occupation | Industry:
    parent_id = None
    if row["parent"]:
        parent_id = above.get((row["scheme"], row["parent"]))
        if parent_id is None:
            raise CannotLoadClassifications(
                f"Danh mục {row['scheme']}: mã {row['code']} thuộc mã {row['parent']}, nhưng "
                "không có dòng nào của mã ấy. Thêm dòng đó rồi nạp lại."
            )
    values: dict[str, Any] = {
        "scheme": row["scheme"],
        "code": row["code"],
        "level": int(row["level"]),
        "parent_id": parent_id,
        "name": row["name_vi"] or row.get("name_en", ""),
        "name_is_ours": row["name_source"] == NameSource.OURS,
    }
    if model is Occupation:
        values["name_en"] = row["name_en"]
    return model(**values)


def _load_links(rows: Iterable[Row]) -> Loaded:
    ids = _occupation_ids()
    wanted: dict[tuple[int, int], OccupationLink] = {}
    for position, row in enumerate(rows, start=1):
        if not row["vsco2020"]:  # no Vietnamese unit is known for this one
            continue
        vsco = _id_of(ids, ("VSCO2020", row["vsco2020"]))
        isco = _id_of(ids, ("ISCO08", row["isco08"]))
        link = OccupationLink(
            vsco_id=vsco, isco_id=isco, same_code=row["same_code"] == "1", position=position
        )
        wanted.setdefault((vsco, isco), link)
    return _bring_to(
        OccupationLink,
        list(wanted.values()),
        key=("vsco_id", "isco_id"),
        columns=["same_code", "position"],
    )


def _load_skills(rows: Iterable[Row]) -> Loaded:
    wanted = [
        Skill(code=row["code"], name=row["name"], kind=row["kind"], search_key=fold(row["name"]))
        for row in rows
    ]
    return _bring_to(Skill, wanted, key=("code",), columns=["name", "kind", "search_key"])


def _load_certificates(rows: Iterable[Row]) -> Loaded:
    wanted = [
        Certificate(
            code=row["code"], name=row["name"], rule=row["rule"], search_key=fold(row["name"])
        )
        for row in rows
    ]
    return _bring_to(Certificate, wanted, key=("code",), columns=["name", "rule", "search_key"])


def _load_occupation_skills(rows: Iterable[Row]) -> Loaded:
    occupations = _occupation_ids()
    skills: dict[tuple[str, ...], int] = {
        (code,): pk for code, pk in Skill.objects.order_by("pk").values_list("code", "pk")
    }
    wanted = [
        OccupationSkill(
            occupation_id=_id_of(occupations, ("ISCO08", row["isco08"])),
            skill_id=_id_of(skills, (row["skill"],)),
        )
        for row in rows
    ]
    return _bring_to(OccupationSkill, wanted, key=("occupation_id", "skill_id"), columns=[])


def _load_form_codes(rows: Iterable[Row]) -> Loaded:
    wanted = [
        FormCode(
            form=row["form"],
            field=row["field"],
            form_code=row["form_code"],
            label=row["label"],
            code=row["code"],
            position=position,
            source=row["source"],
        )
        for position, row in enumerate(rows, start=1)
    ]
    return _bring_to(
        FormCode,
        wanted,
        key=("form", "field", "form_code", "code"),
        columns=["label", "position", "source"],
    )


def _occupation_ids() -> dict[tuple[str, ...], int]:
    rows = Occupation.objects.order_by("pk").values_list("scheme", "code", "pk")
    return {(scheme, code): pk for scheme, code, pk in rows}


def _id_of(ids: Mapping[tuple[str, ...], int], key: tuple[str, ...]) -> int:
    try:
        return ids[key]
    except KeyError:
        raise CannotLoadClassifications(
            f"Không có mã {' '.join(key)} trong danh mục. Sửa mã trong tệp rồi nạp lại."
        ) from None


def _bring_to(
    model: type[models.Model],
    wanted: Sequence[models.Model],
    *,
    key: tuple[str, ...],
    columns: list[str],
) -> Loaded:
    """Create the records whose key is new and change those whose columns differ."""

    def key_of(item: models.Model) -> tuple[Any, ...]:
        return tuple(getattr(item, name) for name in key)

    manager = model._default_manager
    stored = {key_of(item): item for item in manager.order_by("pk")}
    new, different = [], []
    for item in wanted:
        known = stored.get(key_of(item))
        if known is None:
            stored[key_of(item)] = item
            new.append(item)
        elif any(getattr(known, name) != getattr(item, name) for name in columns):
            for name in columns:
                setattr(known, name, getattr(item, name))
            different.append(known)
    manager.bulk_create(new, batch_size=BATCH)
    if different:
        manager.bulk_update(different, columns, batch_size=200)
    return Loaded(len(new), len(different))
