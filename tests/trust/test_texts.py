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
# Every piece bears the mark "xx": whatever a parser makes of it is found again by its mark.
CODE = (
    "<xx-bad>",
    "<img src=xx-bad onerror=a()>",
    "<IMG/SRC=xx-bad/onerror=a()>",
    "<img src=x:xx onerror=\u0061()>",
    "<image href=xx-bad onerror=a()>",
    "<svg/onload=xx()>",
    "<svg><script>xx()</script>",
    "<svg><animate onbegin=xx() attributeName=x>",
    "<svg><a href=javascript:xx()><text>xx",
    "<svg><use href=data:image/svg+xml,xx>",
    "<math><mi xlink:href=javascript:xx()>",
    "<script>xx()</script>",
    "<SCRIPT SRC=//xx-bad></SCRIPT>",
    "<script/xx>xx()</script>",
    "<scr<script>ipt>xx()</script>",
    "<a href=javascript:xx()>",
    "<a href=' javascript:xx()'>",
    "<a href=JaVaScRiPt:xx()>",
    "<a href=java&#9;script:xx()>",
    "<a href=vbscript:xx()>",
    "<a href=data:text/html,xx>",
    "<a href=//xx-bad target=_blank>",
    '" onfocus="xx()" autofocus x="',
    "' onmouseover='xx()' x='",
    "` onclick=xx() `",
    " onpointerenter=xx() x=",
    '" style="background:url(//xx-bad)" x="',
    '" formaction="javascript:xx()" x="',
    '" srcdoc="<script>xx()</script>" x="',
    "<style>*{xx:1}</style>",
    "<style>@import '//xx-bad'</style>",
    "<link rel=stylesheet href=//xx-bad>",
    "<base href=//xx-bad>",
    "<meta http-equiv=refresh content=0;url=//xx-bad>",
    "<iframe src=javascript:xx()>",
    "<iframe srcdoc=xx>",
    "<object data=//xx-bad>",
    "<embed src=//xx-bad>",
    "<form action=//xx-bad><button>xx",
    "<button formaction=javascript:xx()>xx",
    "<input autofocus onfocus=xx()>",
    "<details open ontoggle=xx()>",
    "<video><source onerror=xx()>",
    "<audio src=xx-bad onerror=a()>",
    "<body onload=xx()>",
    "<marquee onstart=xx()>",
    "<template><xx-bad></template>",
    "<noscript><xx-bad></noscript>",
    "{{7*191}}{%xx%}",
    "${7*191}#{7*191}<%=7*191%>xx",
)
PAYLOADS = [out + code for out, code in product(BREAKING_OUT, CODE)]
ADDRESSES = ("src", "href", "action", "formaction", "data")
STRANGE = (
    "//xx-bad|//@*[starts-with(name(),'on')]/..|//base|//style|//iframe|//object|//embed|//marquee"
    "|//meta[@http-equiv]|//script[not(@src) and not(@type='application/ld+json')]"
    "|//script[contains(@src,'xx')]|//link[contains(@href,'xx')]"
    "|//*[starts-with(translate(normalize-space(@href),'JAVSCRIPT','javscript'),'javascript:')]"
    "|//*[starts-with(@href,'vbscript:') or starts-with(@href,'data:')]"
    # Inside the query of an address of our own a text is only a text.
    + "".join(
        f"|//*[starts-with(@{name},'xx') or starts-with(@{name},'//xx')]" for name in ADDRESSES
    )
    + "|//*[contains(@style,'xx') or contains(@srcdoc,'xx')]"
    + "|//*[contains(text(),'1337')]"
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


def fill_with_payloads(first: int) -> tuple[set[str], int]:
    """Every text of every record becomes the next payload: names of the columns, next payload."""
    filled, turn = set(), count(first)
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
    placed = shown = 0
    while placed < len(PAYLOADS):
        filled, placed = fill_with_payloads(placed)
        assert len(filled) > 40
        for name, page in PAGES.items():
            if page.takes_posts:
                continue
            answer = client_of(made, somebody_for(name)).get(address(name, made))
            assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, (name, answer.exc_info)
            if "html" in answer.get("Content-Type", "") and answer.content:
                shown += b"xx" in answer.content
                found = html.fromstring(answer.content).xpath(STRANGE)
                assert [html.tostring(one)[:120] for one in found[:3]] == [], name
    assert shown > 40, shown
