"""The forms of all pages of the rights matrix, as a browser finds them, filled in like a person."""

import re
import uuid
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.apps import apps
from django.db import connection, models, transaction
from django.http import HttpResponse
from django.urls import resolve
from lxml import html

from caunoi.accounts.choices import Role
from caunoi.accounts.models import SignInTry
from caunoi_kit.journal.models import Entry
from caunoi_kit.ui.models import Submission
from caunoi_kit.ui.once import FIELD
from tests.site import PAGES, address, client_of, somebody_for

TYPED = {
    "tel": "0912345678",
    "number": "1",
    "date": "2026-12-01",
    "month": "2026-12",
    "time": "08:00",
    "datetime-local": "2026-12-01T08:00",
    "email": "a@example.vn",
}
WRITTEN = {"text", "search", "tel", "textarea", "number", "date", "email", "url", "password"}
# Of the machine, not of the centre: sessions, tries to sign in, numbers of forms; reference lists.
LEFT_OUT = ("sessions", "axes", "places", "classifications", "contenttypes", "auth")


@dataclass(frozen=True)
class Found:
    """A form of a page that changes something, with what a browser would send."""

    page: str
    role: Role | None
    action: str
    route: str
    values: Mapping[str, list[str]]
    written: tuple[str, ...]  # the fields into which people type
    names: frozenset[str]  # all its fields, the boxes left empty too
    files: tuple[str, ...] = ()  # the boxes that take a file

    def send(self, made: SimpleNamespace, changes: Mapping[str, str] | None = None) -> HttpResponse:
        return client_of(made, self.role).post(self.action, {**self.values, **(changes or {})})


def all_forms(made: SimpleNamespace) -> Iterator[Found]:
    """Each form that posts, once; a page is opened by the strangest who may."""
    known = set()
    for name, page in PAGES.items():
        if page.takes_posts:
            continue
        role, where = somebody_for(name), address(name, made)
        answer = client_of(made, role).get(where)
        if answer.status_code != HTTPStatus.OK or "html" not in answer["Content-Type"]:
            continue
        if not answer.content:
            continue  # news asked for again and again: there was none
        for form in html.fromstring(answer.content).forms:
            if form.method.upper() != "POST":
                continue
            found = _read(form, name, role, where)
            mark = (
                found.route,
                frozenset((*found.values, *found.files)),
                found.values.get("lam", [""])[0],
            )
            if mark not in known:
                known.add(mark)
                yield found


def _read(form: Any, page: str, role: Role | None, where: str) -> Found:
    values: dict[str, list[str]] = {}
    written = []
    for field in form.xpath(".//input[@name]|.//select[@name]|.//textarea[@name]|.//button[@name]"):
        kind = field.get("type", "text") if field.tag == "input" else field.tag
        if field.get("disabled") is not None or kind == "file":
            continue
        if kind in WRITTEN:
            written.append(field.name if field.tag != "button" else field.get("name"))
        _fill(values, field, kind)
    action = urljoin(where, form.get("action") or where)
    route = resolve(urlsplit(action).path).view_name
    names = frozenset(form.xpath(".//@name"))
    files = (*form.xpath(".//input[@type='file' and not(@disabled)]/@name"),)
    return Found(page, role, action, route, values, (*written,), names, files)


def _fill(values: dict[str, list[str]], field: Any, kind: str) -> None:
    name = field.get("name")
    if kind in {"checkbox", "radio"}:
        if field.get("checked") is not None or (kind == "radio" and name not in values):
            told = [field.get("value", "on")]
            values[name] = told if kind == "radio" else [*values.get(name, []), *told]
    elif kind == "select":
        chosen = field.value or next((one for one in field.value_options if one), "")
        values[name] = [chosen] if isinstance(chosen, str) else list(chosen)
    elif kind == "button":
        values.setdefault(name, [field.get("value", "")])
    else:
        text = field.text if kind == "textarea" else field.get("value")
        values.setdefault(name, [])
        values[name].append(text or ("" if kind == "hidden" else TYPED.get(kind, "Thử")))


def fresh(found: Found) -> dict[str, str]:
    """The number of a form that was opened anew, if it has one."""
    return {FIELD: uuid.uuid4().hex} if FIELD in found.values else {}


WRITES = re.compile(r'\s*(INSERT|UPDATE|DELETE)\b[^"]*"(\w+)"', re.IGNORECASE)


@contextmanager
def writing() -> Iterator[set[tuple[str, str]]]:
    """What is done to which table inside the block: ("INSERT", "people_person")."""
    done: set[tuple[str, str]] = set()

    def note(execute, sql, params, many, context):
        if found := WRITES.match(sql):
            done.add((found[1].upper(), found[2]))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield done


def watched() -> dict[str, type[models.Model]]:
    """The tables that a form may have an effect on, by name."""
    return {model._meta.db_table: model for model in _models()}


@dataclass
class Records:
    """What the database held; rows made later have numbers that say nothing."""

    keys: dict[type[models.Model], set[Any]]

    @classmethod
    def now(cls) -> "Records":
        return cls({model: set(model.objects.values_list("pk", flat=True)) for model in _models()})

    def rows(self, tables: Collection[str]) -> dict[str, list[str]]:
        """Every row of these tables now, without what differs between two runs of one act."""
        return {
            model._meta.label: sorted(self._row(model, one) for one in model.objects.values())
            for table, model in watched().items()
            if table in tables
        } | {"journal": sorted(Entry.objects.values_list("event", flat=True))}

    def _row(self, model: type[models.Model], values: Mapping[str, Any]) -> str:
        return repr([self._cell(field, values[field.attname]) for field in _fields(model)])

    def _cell(self, field: Any, value: Any) -> Any:
        if field.remote_field and field.related_model in self.keys:
            known = value is None or value in self.keys[field.related_model]
            return value if known else "made now"
        return value


@cache
def _models() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label not in LEFT_OUT and model not in {Submission, SignInTry, Entry}
    ]


HOLD_ROW_NUMBERS = {
    "messaging.Message.about_id",
    "django_tasks_database.DBTaskResult.args_kwargs",
}


@cache
def _fields(model: type[models.Model]) -> list[Any]:
    """Columns that two runs of one act fill alike: no clock, no chance, no row number."""
    passing = (models.DateTimeField, models.UUIDField, models.BinaryField, models.AutoField)
    by_chance = ("hash", "digest", "token", "key", "code", "secret", "password")
    return [
        field
        for field in model._meta.concrete_fields
        if not isinstance(field, passing)
        and str(field) not in HOLD_ROW_NUMBERS
        and str(field) != "messaging.Message.text"  # holds the code for signing in
        and not any(word in field.name for word in by_chance)
    ]


def every_column() -> dict[str, str]:
    """The name of every column of every model, with a value that would do harm."""
    return {
        name: _harm(field)
        for model in _models()
        for field in model._meta.concrete_fields
        for name in {field.name, field.attname}
    }


def _harm(field: Any) -> str:
    if field.choices:
        return str([value for value, _ in field.flatchoices][-1])
    if isinstance(field, models.BooleanField):
        return "on"
    if isinstance(field, models.DateField):
        return "2020-01-01"
    return "1"


class Undone(Exception):
    """Ends a trial: all it did is taken back."""


def tried(act: Any) -> Any:
    """The result of an act that leaves nothing behind."""
    result: list[Any] = []
    try:
        with transaction.atomic():
            result.append(act())
            raise Undone
    except Undone:
        return result[0]
