"""What the law keeps of somebody, and the list of whom was erased."""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone

from caunoi.home.queries.keeping import KEEPINGS, Fate, Keeping
from caunoi.people.models import Erasure, Person
from caunoi_rules.personal_data import benefit_kept


@dataclass(frozen=True)
class Bound:
    """Rows the law keeps: what they are, how many, until when at least, by which article."""

    words: str
    count: int
    until: date
    law: str


def rows_of(
    keeping: Keeping, people: Iterable[int], accounts: Iterable[int]
) -> models.QuerySet[Any]:
    """The rows of one model that hang on these people, or on their accounts."""
    owners = list(accounts if keeping.of_account else people)
    model: type[models.Model] = apps.get_model(keeping.model)
    return model._base_manager.filter(keeping.only, **{f"{keeping.path}__in": owners})


def bound_of(person: Person) -> list[Bound]:
    """What may not be erased of a person and why; empty when everything may."""
    people = [person.pk, *shadows_of(person)]
    found = []
    for keeping in KEEPINGS:
        if keeping.fate is not Fate.BOUND or not keeping.path:
            continue
        last = rows_of(keeping, people, ()).aggregate(
            n=models.Count("pk"), last=models.Max(keeping.closed)
        )
        if last["n"]:
            kept = benefit_kept(_day(last["last"]))
            found.append(Bound(keeping.words, last["n"], kept.until, kept.law))
    return found


def shadows_of(person: Person) -> list[int]:
    """The records that were joined with this one."""
    return list(Person.with_shadows.filter(merged_into=person).values_list("pk", flat=True))


@dataclass(frozen=True)
class Listed:
    """A line of the list: whom, when, whether wholly."""

    public_id: UUID
    at: datetime
    whole: bool


def list_path() -> Path:
    """The list outside the database: no backup of the database brings an old one back."""
    return Path(settings.HOME) / "erased.jsonl"


def read_list(path: Path) -> Iterator[Listed]:
    """The lines of a list; a line torn by a crash is passed over."""
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            said = json.loads(line)
            yield Listed(UUID(said["id"]), datetime.fromisoformat(said["at"]), bool(said["whole"]))
        except (ValueError, KeyError, TypeError):
            continue


def append_to_list(erasures: Iterable[Erasure], path: Path) -> None:
    """Write lines and wait until the disk has them. It names nobody but by a random number."""
    lines = [
        json.dumps({"id": str(each.public_id), "at": each.at.isoformat(), "whole": each.whole})
        for each in erasures
    ]
    if not lines:
        return
    with path.open("a", encoding="utf-8") as file:
        if file.tell() and not _ends_whole(path):
            file.write("\n")
        file.write("".join(f"{line}\n" for line in lines))
        file.flush()
        os.fsync(file.fileno())


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _day(said: date | datetime) -> date:
    return timezone.localtime(said).date() if isinstance(said, datetime) else said
