"""What hangs on a record, and what stands in the way of joining two (decision 0015).

Foreign keys point down, so `people` and `intake` know nothing of the claims and tickets above
them. The registry of models does: every key to a person, in whatever domain, is found there.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import Q

from caunoi.intake.choices.duplicates import BREAKS, BY_RULE, FIELDS, HANGS, STAYS_BEHIND
from caunoi.people.models import Consent, LabourProfile, Person
from caunoi.people.queries.told import digest_of, standing_of

_STATE = 16  # hexadecimal digits


def state_of_two(one: Person, other: Person) -> str:
    """A fingerprint of two records as a page shows them: whether one was edited since."""
    pair = sorted((one, other), key=lambda person: person.pk)
    return "-".join(digest_of(standing_of(person))[:_STATE] for person in pair)


@dataclass(frozen=True)
class Relation:
    """One key to a person, of one model."""

    model: type[models.Model]
    field: str

    @property
    def label(self) -> str:
        return self.model._meta.label

    @property
    def words(self) -> str:
        """What such rows are called."""
        return HANGS.get(self.label, str(self.model._meta.verbose_name))

    def rows(self, person: Person) -> models.QuerySet[Any]:
        """The rows that hang on a person, also those the model's own manager would hide."""
        return self.model._base_manager.filter(**{self.field: person}).order_by("pk")


def relations() -> list[Relation]:
    """Every key to a person in every domain; a model that needs another comes after it.

    The order matters to the guards of the database: months follow their benefit, lines their month.
    """
    found = {model: _keys_to_people(model) for model in apps.get_models()}
    ordered: list[type[models.Model]] = []

    def place(model: type[models.Model], above: frozenset[type[models.Model]]) -> None:
        if model in ordered or model in above or not found.get(model):
            return
        for field in model._meta.get_fields():
            needed = field.concrete and field.is_relation and not field.null
            if needed and isinstance(field.related_model, type):
                place(field.related_model, above | {model})
        ordered.append(model)

    for model in found:
        place(model, frozenset())
    return [Relation(model, name) for model in ordered for name in found[model]]


def _keys_to_people(model: type[models.Model]) -> list[str]:
    fields = model._meta.get_fields()
    return [field.name for field in fields if field.concrete and field.related_model is Person]


@dataclass(frozen=True)
class Hanging:
    """How many rows of a kind hang on each of two records."""

    words: str
    kept: int
    dropped: int


def hanging_on(one: Person, other: Person) -> list[Hanging]:
    """What hangs on two records, kinds with nothing left out."""
    found = []
    for relation in relations():
        if relation.label in {"intake.Pair", "intake.Merge"}:
            continue
        counts = [relation.rows(person).count() for person in (one, other)]
        if any(counts):
            found.append(Hanging(relation.words, *counts))
    return found


@dataclass(frozen=True)
class Going:
    """What of one relation goes over to the kept record, and what would break a promise there."""

    relation: Relation
    keys: tuple[Any, ...]
    staying: tuple[Any, ...] = ()
    breaks: tuple[str, ...] = ()


def what_goes(*, kept: Person, dropped: Person) -> list[Going]:
    """Row by row what a merge would move, asked before anything is changed."""
    return [
        _of_relation(relation, kept, dropped)
        for relation in relations()
        if relation.label not in BY_RULE
    ]


def _of_relation(relation: Relation, kept: Person, dropped: Person) -> Going:
    going, staying, breaks = [], [], []
    for row in relation.rows(dropped):
        setattr(row, relation.field, kept)
        broken = _broken(row)
        if not broken:
            going.append(row.pk)
        elif relation.label in STAYS_BEHIND:
            staying.append(row.pk)
        else:
            breaks += broken
            going.append(row.pk)
    return Going(relation, tuple(going), tuple(staying), tuple(dict.fromkeys(breaks)))


def _broken(row: models.Model) -> list[str]:
    """Names of the constraints of uniqueness that a row would break."""
    broken = []
    for constraint in row._meta.constraints:
        if not isinstance(constraint, models.UniqueConstraint):
            continue
        try:
            constraint.validate(type(row), row, using=DEFAULT_DB_ALIAS)
        except ValidationError:
            broken.append(constraint.name)
    return broken


def reason_of(names: Sequence[str]) -> str:
    """Broken promises in words."""
    words = [BREAKS.get(name, f"điều kiện «{name}» của cơ sở dữ liệu") for name in names]
    return "; ".join(dict.fromkeys(words))


PROFILES = Relation(LabourProfile, "person")
CONSENTS = Relation(Consent, "person")


def model_of(label: str) -> Any:
    """The model a step of a merge names."""
    return apps.get_model(label)


def still_of(relation: Relation, keys: Iterable[Any], person: Person) -> set[Any]:
    """Of these rows those that still hang on a person."""
    return set(relation.rows(person).filter(pk__in=list(keys)).values_list("pk", flat=True))


def added_to(
    relation: Relation, returned: Mapping[type[models.Model], set[Any]], kept: Person
) -> list[Any]:
    """Rows of the kept record that hang on rows which go back to the other one."""
    hanging = Q(pk__in=[])
    for field in relation.model._meta.get_fields():
        target = field.related_model
        keys = returned.get(target) if field.concrete and isinstance(target, type) else None
        if keys and field.name != relation.field:
            hanging |= Q(**{f"{field.name}__in": keys})
    return list(relation.rows(kept).filter(hanging).values_list("pk", flat=True))


def consents_of(person: Person) -> dict[str, list[Consent]]:
    """The consents of a person by purpose, the latest last."""
    found: dict[str, list[Consent]] = defaultdict(list)
    for consent in Consent.objects.filter(person=person).order_by("given_at", "id"):
        found[consent.purpose].append(consent)
    return found


def profile_pk(person: Person) -> int | None:
    """The labour profile of a record, also of one joined with another."""
    return LabourProfile.with_shadows.filter(person=person).values_list("pk", flat=True).first()


def chosen_of(kept: Person, dropped: Person, choices: Mapping[str, str]) -> dict[str, str]:
    """For each field whose value is taken: as chosen, else what the kept record says or lacks."""
    found = {}
    for name, (_, columns) in FIELDS.items():
        blank = getattr(kept, columns[0]) in (None, "")
        found[name] = choices.get(name) or ("dropped" if blank else "kept")
    return found


def differing(one: Person, other: Person) -> list[str]:
    """The fields in which two records differ."""
    return [
        name
        for name, (_, columns) in FIELDS.items()
        if (getattr(one, columns[0]) or "") != (getattr(other, columns[0]) or "")
        or (name == "birth_date" and one.birth_year_only != other.birth_year_only)
    ]
