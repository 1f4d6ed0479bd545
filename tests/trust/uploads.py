"""Files sent to every form that takes one, and what became of them (trust C2, C3, C9)."""

import base64
import binascii
import html
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django import forms as django_forms
from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpResponse

from caunoi_kit.uploads.fields import _ReceivedField
from tests.kit.pictures import BEHIND, PLACE
from tests.site import client_of
from tests.trust.forms import Found, fresh, watched, writing

MARKS = (PLACE, BEHIND, b"<script>", b"vbaProject")
# Written down whenever a file comes, whatever becomes of it.
ALWAYS = {"uploads_dayofuploads", "connectors_circuit"}


@dataclass
class Looked:
    """What the fields said while a form was read, and which forms were."""

    refused: list[str] = field(default_factory=list)
    forms: set[type] = field(default_factory=set)


def forms_with_files() -> set[type[django_forms.Form]]:
    """Every form of ours that takes a file."""
    found, left = set(), [django_forms.BaseForm]
    while left:
        for one in left.pop().__subclasses__():
            left.append(one)
            boxes = getattr(one, "base_fields", {}).values()
            if one.__module__.startswith("caunoi") and any(
                isinstance(box, django_forms.FileField) for box in boxes
            ):
                found.add(one)
    return found


@contextmanager
def looking(monkeypatch) -> Iterator[Looked]:
    """Note what each field refuses and which form it stands in."""
    looked = Looked()
    clean, full_clean = _ReceivedField.clean, django_forms.BaseForm.full_clean

    def noting(self, data, initial=None):
        try:
            return clean(self, data, initial)
        except django_forms.ValidationError as refusal:
            looked.refused.extend(map(str, refusal.messages))
            raise

    def noting_form(self):
        if self.is_bound and self.files:
            looked.forms.add(type(self))
        return full_clean(self)

    with monkeypatch.context() as patch:
        patch.setattr(_ReceivedField, "clean", noting)
        patch.setattr(django_forms.BaseForm, "full_clean", noting_form)
        yield looked


def send_file(
    made: SimpleNamespace, form: Found, box: str, name: str, content: bytes
) -> HttpResponse:
    """The form as a browser would send it, the file under any name at all."""
    mark = uuid.uuid4().hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, values in {**form.values, **{k: [v] for k, v in fresh(form).items()}}.items()
        for value in values
    ]
    called = name.replace('"', "%22")
    head = (
        f'--{mark}\r\nContent-Disposition: form-data; name="{box}"; filename="{called}"\r\n'
        "Content-Type: text/html\r\n\r\n"
    ).encode()
    body = b"".join([*parts, head, content, f"\r\n--{mark}--\r\n".encode()])
    return client_of(made, form.role).generic(
        "POST", form.action, body, content_type=f"multipart/form-data; boundary={mark}"
    )


def written_by(act: Any) -> tuple[Any, set[str]]:
    """The result of an act, and into which tables it put something new."""
    with writing() as done:
        result = act()
    return result, {table for how, table in done if how == "INSERT"} & watched().keys() - ALWAYS


def says(answer: HttpResponse, words: str) -> bool:
    """Whether the person reads these words, here or on the page they are led to."""
    page = html.unescape(answer.content.decode(errors="replace"))
    if answer.status_code in range(300, 400):
        page = " ".join(str(each) for each in get_messages(answer.wsgi_request))
    return words in page


def kept_of(tables: set[str]) -> Iterator[tuple[str, str, bytes]]:
    """Every text and every byte that stands in these tables, packed ones unpacked."""
    for table, model in watched().items():
        if table not in tables:
            continue
        for one in model.objects.order_by("-pk")[:5]:
            for column in model._meta.concrete_fields:
                value = getattr(one, column.attname)
                if isinstance(value, bytes | memoryview):
                    yield table, column.name, bytes(value)
                elif isinstance(value, str) and value:
                    yield table, column.name, _unpacked(value)


def _unpacked(value: str) -> bytes:
    try:
        return base64.b64decode(value, validate=True) if len(value) > 60 else value.encode()
    except (binascii.Error, ValueError):
        return value.encode(errors="replace")


def files_on_disk() -> dict[Path, bytes]:
    """Every file the site keeps outside the database."""
    return {
        path: path.read_bytes()
        for path in Path(settings.HOME).rglob("*")
        if path.is_file() and path.stat().st_size < 1_000_000
    }
