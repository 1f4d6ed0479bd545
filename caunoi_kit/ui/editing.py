"""Two people edit one record: nothing of the first is lost when the second saves (trust B2).

The form carries what the record held when it was opened (`{% editing form_state %}`)::

    form_state = editing.state_of(queries.contact_of(person))    # the view, when it shows the form

    # the action, once the record is locked:
    editing.refuse_overwriting(token, current=queries.contact_of(locked), typed=typed)

A field that somebody else changed meanwhile, and in which this form would write something else, is
a conflict. Nothing is saved then: the page shows both values (`{% edited_meanwhile %}`) and carries
the new state, so that whoever sends it again has seen what they replace.
"""

import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.core import signing
from django.db.models import Model, QuerySet
from django.utils.crypto import salted_hmac

from caunoi_kit.ui import formats

FIELD: Final = "_before"
_SALT: Final = "caunoi_kit.ui.editing"
_DIGITS: Final = 16  # hexadecimal, of the digest of each field
EMPTY: Final = "để trống"


@dataclass(frozen=True)
class Conflict:
    """A field that holds something newer than what the form was opened with."""

    field: str
    theirs: Any
    yours: Any


@dataclass(frozen=True)
class Difference:
    """A conflict in the words of the form."""

    label: str
    theirs: str
    yours: str


class EditedMeanwhile(Exception):
    """Somebody else saved first; nothing was saved. `conflicts` has both values of each field."""

    def __init__(self, conflicts: Iterable[Conflict]) -> None:
        self.conflicts = list(conflicts)
        super().__init__(summary(self.conflicts))


def state_of(values: Mapping[str, Any]) -> str:
    """What a record holds, as a token for the form; says nothing of the values themselves."""
    return signing.dumps({name: _digest(value) for name, value in values.items()}, salt=_SALT)


def compare(
    before_token: str, current: Mapping[str, Any], typed: Mapping[str, Any]
) -> list[Conflict]:
    """Fields of `typed` that somebody else changed since the form was opened, in their order.

    A token that is missing or not ours counts as "nothing was seen": every difference is then a
    conflict.
    """
    seen = _read(before_token)
    return [
        Conflict(name, current[name], yours)
        for name, yours in typed.items()
        if name in current
        and _digest(yours) != _digest(current[name])
        and not hmac.compare_digest(seen.get(name, ""), _digest(current[name]))
    ]


def touched(before_token: str, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Fields in which the form writes something else than it was opened with, in their order.

    For forms of many rows, of which somebody else may have changed one this sender did not touch.
    With a token that is missing or not ours every field that is not empty counts as touched.
    """
    seen = _read(before_token)
    nothing = _digest(None)
    return {
        name: yours
        for name, yours in typed.items()
        if not hmac.compare_digest(seen.get(name, nothing), _digest(yours))
    }


def also_seen(before_token: str, values: Mapping[str, Any]) -> str:
    """The token after some fields were saved from the form: those are seen, the others as before.

    For forms that save field by field. What a colleague changed elsewhere stays unseen.
    """
    seen = _read(before_token) | {name: _digest(value) for name, value in values.items()}
    return signing.dumps(seen, salt=_SALT)


def refuse_overwriting(
    before_token: str, *, current: Mapping[str, Any], typed: Mapping[str, Any]
) -> None:
    """Raise EditedMeanwhile when saving `typed` would replace what this editor has not seen."""
    if conflicts := compare(before_token, current, typed):
        raise EditedMeanwhile(conflicts)


def summary(conflicts: Iterable[Conflict]) -> str:
    """What happened and what to do, in Vietnamese."""
    count = len(list(conflicts))
    return (
        f"Đồng nghiệp vừa sửa {count} ô trong lúc anh/chị đang ghi. Chưa lưu gì. "
        "Xem hai giá trị dưới đây, sửa lại nếu cần rồi bấm lưu lần nữa."
    )


def differences(form: forms.BaseForm, conflicts: Iterable[Conflict]) -> list[Difference]:
    """The conflicts with the labels and choices of the form that was sent."""
    return [
        Difference(
            _label(form, conflict.field),
            _words(form, conflict.field, conflict.theirs),
            _words(form, conflict.field, conflict.yours),
        )
        for conflict in conflicts
    ]


def _read(token: str) -> dict[str, str]:
    try:
        seen = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return {}
    return seen if isinstance(seen, dict) else {}


def _digest(value: Any) -> str:
    text = json.dumps(_plain(value), ensure_ascii=False, sort_keys=True)
    return salted_hmac(_SALT, text, algorithm="sha256").hexdigest()[:_DIGITS]


def _plain(value: Any) -> Any:
    """One form of a value: None, "" and an empty list are all nothing; a record is its key."""
    if value is None or value in ("", [], ()):
        return None
    if isinstance(value, Model):
        return _plain(value.pk)
    if isinstance(value, QuerySet | set | frozenset):
        return sorted((_plain(each) for each in value), key=str) or None
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, bool):
        return value
    return str(value)


def _label(form: forms.BaseForm, name: str) -> str:
    return str(form[name].label) if name in form.fields else name


def _words(form: forms.BaseForm, name: str, value: Any) -> str:
    field = form.fields.get(name)
    write = getattr(field, "write", None)
    if _plain(value) is None:
        words = EMPTY
    elif isinstance(value, list | tuple | set | frozenset | QuerySet):
        words = ", ".join(_words(form, name, each) for each in value)
    elif isinstance(field, forms.ChoiceField) and not isinstance(value, Model):
        words = {str(key): str(label) for key, label in _flat(field.choices)}.get(
            str(value), str(value)
        )
    elif isinstance(value, bool):
        words = "có" if value else "không"
    elif isinstance(value, date):
        words = formats.day(value)
    else:
        words = str(write(value)) if write is not None else str(value)
    return words


def _flat(choices: Any) -> Iterable[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):  # a group of choices
            yield from label
        else:
            yield key, label
