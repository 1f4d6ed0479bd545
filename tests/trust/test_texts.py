"""Hostile texts in every column people can fill, on every page that shows them (trust F1)."""

from http import HTTPStatus
from itertools import count, product

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from lxml import html

from tests.site import PAGES, address, client_of, somebody_for

pytestmark = pytest.mark.django_db

BREAKING_OUT = ("", '"', "'", '">', "'>", "</title>", "</textarea>", "</script>", "-->", "]]>")
CODE = (
    "<xx-bad>",
    "<img src=xx-bad onerror=a()>",
    "<svg/onload=a()>",
    "<script>xx()</script>",
    "<a href=javascript:xx()>",
    '" onfocus="xx()" autofocus x="',
    "' onmouseover='xx()' x='",
    "<style>*{}</style>",
    "<base href=//xx-bad>",
    "{{7*191}}{%xx%}",
)
PAYLOADS = [out + code for out, code in product(BREAKING_OUT, CODE)]
STRANGE = (
    "//xx-bad|//*[@src='xx-bad']|//*[@onerror or @onload or @onfocus or @onmouseover or @onclick]"
    "|//script[not(@src) and not(@type='application/ld+json')]|//style|//base"
    "|//*[starts-with(normalize-space(@href),'javascript:')]|//*[contains(text(),'1337')]"
)
# Texts of the machine: addresses of pages and names of classes are read back by the program.
NOT_TYPED = (
    "sessions",
    "contenttypes",
    "auth",
    "axes",
    "account",
    "mfa",
    "journal",
    "socialaccount",
)
CODES = ("code", "kind", "state", "key", "hash", "digest", "token", "route", "location", "phone",
         "username", "password", "number", "region", "event", "path", "name_of_file")  # fmt: skip


def texts_of(model: type[models.Model]) -> list[models.Field]:
    return [
        field
        for field in model._meta.concrete_fields
        if type(field) in {models.CharField, models.TextField}
        and not (field.primary_key or field.choices or field.remote_field)
        and (field.max_length is None or field.max_length >= 25)
        and not any(word in field.name for word in CODES)
    ]


def fill_with_payloads() -> tuple[set[str], int]:
    """Every text of every record becomes another payload; names of the columns and how many."""
    filled, turn = set(), count()
    for model in apps.get_models():
        if model._meta.app_label in NOT_TYPED:
            continue
        for field, one in product(texts_of(model), model.objects.values_list("pk", flat=True)[:30]):
            text = PAYLOADS[next(turn) % len(PAYLOADS)][: field.max_length]
            try:
                with transaction.atomic():
                    model.objects.filter(pk=one).update(**{field.name: text})
            except IntegrityError:
                continue  # a code after all: the database holds its form
            filled.add(f"{model._meta.label}.{field.name}")
    return filled, next(turn)


def test_no_text_becomes_code_on_any_page_of_the_matrix(made):
    wrong = []
    filled, texts = fill_with_payloads()
    assert len(filled) > 40
    assert texts > len(PAYLOADS)
    shown = 0
    for name, page in PAGES.items():
        if page.takes_posts:
            continue
        answer = client_of(made, somebody_for(name)).get(address(name, made))
        if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            wrong.append((name, repr(answer.exc_info and answer.exc_info[1])[:200]))
        elif "html" in answer.get("Content-Type", "") and answer.content:
            shown += b"xx" in answer.content
            found = html.fromstring(answer.content).xpath(STRANGE)
            wrong += [(name, html.tostring(one)[:120]) for one in found[:3]]
    assert wrong == []
    assert shown > 40, shown
