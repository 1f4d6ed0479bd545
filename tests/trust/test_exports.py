"""Whatever stands in a text, no file that goes out holds it as a formula (trust C10).

Every text of every record becomes one that a spreadsheet would run; then everything that can be
downloaded is, and is opened again. Where a sheet may come from is told by the code of the pages.
"""

import ast
import csv
import inspect
import io
import textwrap
import zipfile
from collections.abc import Iterator
from functools import cache
from itertools import count, product
from types import SimpleNamespace

import docx
import openpyxl
import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.urls import reverse

from caunoi_kit.ui.access import all_routes
from tests.site import PAGES, client_of, somebody_for
from tests.trust.test_texts import NOT_TYPED, texts_of

pytestmark = pytest.mark.django_db

MARK = "qqz1"
STARTS = ("=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠", "−", "|", "%", " =",
          "\u200b=", "\u00a0=", "'=", "\ufeff+")  # fmt: skip
RUNS = "=+-@|%＝＋－＠−"
KINDS = ("csv", "xlsx", "docx")
# Files others made and signed: they go out byte for byte (what came in: `test_forms`).
KEPT_AS_THEY_CAME = {"documents:file", "agreements:file"}


def plant() -> int:
    """Every text of every record becomes a formula; how many columns did."""
    turn, filled = count(), set()
    for model in apps.get_models():
        if model._meta.app_label in NOT_TYPED:
            continue
        for field, one in product(texts_of(model), model.objects.values_list("pk", flat=True)[:8]):
            text = f"{STARTS[next(turn) % len(STARTS)]}{MARK}|'/C calc'!A0"[: field.max_length]
            try:
                with transaction.atomic():
                    model.objects.filter(pk=one).update(**{field.name: text})
            except IntegrityError:
                continue  # a code after all: the database holds its form
            filled.add(str(field))
    return len(filled)


@cache
def _views() -> dict[str, object]:
    return {route.name: route.view for route in all_routes()}


def gives_files(name: str) -> str:
    """The code of a page that answers with a file, itself or by a function beside it; else ""."""
    view = inspect.unwrap(_views()[name])
    module = inspect.getmodule(view)
    if module is None or not module.__name__.startswith("caunoi"):
        return ""
    code = inspect.getsource(view)
    for helper in _names(code):
        one = getattr(module, helper, None)
        if inspect.isfunction(one) and one.__module__ == module.__name__:
            code += inspect.getsource(one)
    return code if "_answer(" in code or "Content-Disposition" in code else ""


def _names(code: str) -> set[str]:
    tree = ast.parse(textwrap.dedent(code))
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def downloads(made: SimpleNamespace) -> Iterator[tuple[str, str, HttpResponse]]:
    """Each page that gives a file, in each kind it gives: its name, the kind, the answer."""
    for name, page in PAGES.items():
        if page.takes_posts or not (code := gives_files(name)):
            continue
        values = page.at(made)
        if "kind" in values:
            ways = [reverse(name, kwargs={**values, "kind": kind}) for kind in KINDS]
        else:
            ways = [reverse(name, kwargs=values) + ("?tep=xlsx" if '"tep"' in code else "")]
        for where in ways:
            if where.endswith(".pdf"):
                continue
            answer = client_of(made, somebody_for(name)).get(where)
            assert answer.status_code < 500, (where, answer.exc_info)
            kind = answer.get("Content-Disposition", "").rstrip('"').rpartition(".")[2]
            if answer.status_code == 200:
                yield name, kind, answer


def cells(kind: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Every cell of a file: how a spreadsheet types it, and what stands there."""
    if kind == "csv":
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
            yield from (("s", cell) for cell in row)
    elif kind == "xlsx":
        for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
            for row in sheet.iter_rows():
                yield from ((cell.data_type, str(cell.value)) for cell in row if cell.value)
    elif kind == "docx":
        for table in docx.Document(io.BytesIO(content)).tables:
            yield from (("s", cell.text) for row in table.rows for cell in row.cells)


def runs(kind: str, text: str) -> bool:
    """Whether a spreadsheet that opens the text, or into which it is pasted, would run it."""
    seen = text.lstrip(" \t\r\n\u00a0\u200b\ufeff")
    return MARK in text and seen[:1] in RUNS


def test_no_file_that_goes_out_holds_a_formula(made):
    assert plant() > 40
    wrong, seen, files = [], set(), set()
    for name, kind, answer in downloads(made):
        if name in KEPT_AS_THEY_CAME:
            continue
        files |= {(name, kind)} if kind in KINDS else set()
        for typed, text in cells(kind, answer.content):
            if MARK in text:
                seen.add((name, kind))
            if typed == "f" or (kind != "docx" and runs(kind, text)):
                wrong.append((name, kind, typed, text[:60]))
        if kind == "docx":
            wrong += [(name, kind, part) for part in fields_of(answer.content)]
    assert wrong == []
    assert len(files) > 20
    assert len(seen) > 8


def fields_of(content: bytes) -> list[str]:
    """Parts of a Word file in which one of the texts stands as an instruction of a field."""
    package = zipfile.ZipFile(io.BytesIO(content))
    return [
        name
        for name in package.namelist()
        if name.endswith(".xml")
        for piece in package.read(name).decode().split("instrText")[1::2]
        if MARK in piece
    ]
