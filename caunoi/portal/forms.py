"""The address line of a search, read leniently, and the form beside the results."""

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import time
from typing import Any, Final, cast

from django import forms
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from caunoi.portal.queries.choices import Choice, Choices, km_value
from caunoi.portal.queries.index import FORMER
from caunoi.portal.queries.labels import OFFER_WORDS
from caunoi.portal.queries.searching import MOST_PAGES, Filters
from caunoi_kit.search.documents import Question, Sort
from caunoi_kit.ui import formats

SORTS: Final = {"hop": Sort.BEST, "gan": Sort.NEAR, "luong": Sort.PAY, "moi": Sort.NEW}
SORT_LABELS: Final = (
    ("hop", "Phù hợp"),
    ("gan", "Gần nhất"),
    ("luong", "Lương cao"),
    ("moi", "Mới đăng"),
)
COURSE_SORTS: Final = {"hop": Sort.BEST, "gan": Sort.NEAR, "som": Sort.SOON}
COURSE_SORT_LABELS: Final = (("hop", "Phù hợp"), ("gan", "Gần nhất"), ("som", "Khai giảng sớm"))

# How a value that is none of the offered steps is said.
_SPOKEN: Final[dict[str, Callable[[str], str]]] = {
    "km": lambda km: f"Trong {km} km",
    "luong": lambda pay: f"Từ {formats.money_short(int(pay)).removesuffix(' đồng')}",
    "nganh": lambda code: f"Ngành {code}",
    "trinh-do": lambda code: code,
}

SELECTED: Final = SafeString(" selected")
_LONGEST_TEXT: Final = 200
_LONGEST_NUMBER: Final = 9
_MOST_VALUES: Final = 20
_MOST_KM: Final = 500
_CODE_LENGTHS: Final = {2, 3, 5}


def read_filters(query: QueryDict) -> Filters:
    """What the address asks for; what is not of its kind is passed over, never an error."""
    return Filters(
        line=_text(query.get("q")),
        home=_text(query.get("nha")),
        near_me=query.get("gan") == "1",
        place=_place(query.get("noi")),
        km=math.inf if query.get("km") == "0" else _number(query.get("km"), most=_MOST_KM),
        pay_at_least=0 if query.get("luong") == "0" else _number(query.get("luong"), most=10**9),
        trades=_codes(query.getlist("nghe")),
        shifts=_codes(query.getlist("ca")),
        section=next(iter(_codes([query.get("nganh", "")])), ""),
        level=next(iter(_codes([query.get("trinh-do", "")])), ""),
        offers=tuple(code for code in _codes(query.getlist("co")) if code in OFFER_WORDS),
        sort={**SORTS, **COURSE_SORTS}.get(query.get("sx", "")),
        page=_number(query.get("trang"), most=MOST_PAGES) or 1,
    )


class PlainSelect(forms.Select):
    """A select drawn at one go: Django's own renders a template for each of 150 communes."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        widget = self.get_context(name, value, attrs)["widget"]
        groups = format_html_join(
            "", "{}", ((_group(label, options),) for label, options, _ in widget["optgroups"])
        )
        return format_html(
            '<select name="{}"{}>{}</select>', name, flatatt(widget["attrs"]), groups
        )


def _group(label: str | None, options: list[dict[str, Any]]) -> SafeString:
    drawn = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((o["value"], SELECTED if o["selected"] else "", o["label"]) for o in options),
    )
    return format_html('<optgroup label="{}">{}</optgroup>', label, drawn) if label else drawn


class CountedTicks(forms.MultipleChoiceField):
    """Ticks with a number beside each."""

    widget = forms.CheckboxSelectMultiple
    counts: dict[str, str]


class FilterForm(forms.Form):
    """The choices beside the results. It is only shown: `read_filters` reads what it sends."""

    use_required_attribute = False

    def __init__(self, asked: Question, choices: Choices, *, sorts: Any) -> None:
        """Show what was asked, by the line as well as by the form, and what else may be."""
        names = {sort: name for name, sort in {**SORTS, **COURSE_SORTS}.items()}
        chosen = asked.chosen
        super().__init__(
            initial={
                "sx": names[asked.sort],
                "km": km_value(asked.circle.km) if asked.circle else "",
                "noi": "".join(chosen.get("place", ())),
                "luong": str(asked.pay_at_least or 0),
                "nghe": list(chosen.get("trade", ())),
                "ca": list(chosen.get("shift", ())),
                "nganh": "".join(chosen.get("section", ())),
                "trinh-do": "".join(chosen.get("level", ())),
                "co": list(asked.demanded),
            },
            auto_id="loc-%s",
        )
        self._add("sx", forms.ChoiceField(label="Sắp xếp", choices=sorts, widget=PlainSelect))
        self._offer("km", "Khoảng cách", choices.circles, none=("0", "Không giới hạn"))
        if choices.places:
            grouped = [("", "Mọi nơi")] + [
                (heading, [(each.value, _counted(each)) for each in group])
                for heading, group in choices.places
            ]
            self._add(
                "noi", forms.ChoiceField(label="Nơi làm", choices=grouped, widget=PlainSelect)
            )
        self._offer("luong", "Lương tháng", choices.pays, none=("0", "Mức nào cũng được"))
        self._tick("co", "Quyền lợi", [each for each in choices.offers if each.count])
        self._tick("ca", "Thời gian", choices.shifts)
        self._tick("nghe", "Nghề", choices.trades)
        self._offer("nganh", "Ngành của nơi tuyển", choices.sections, none=("", "Mọi ngành"))
        self._offer("trinh-do", "Trình độ sau khoá", choices.levels, none=("", "Mọi trình độ"))

    def _add(self, name: str, field: forms.Field) -> None:
        self.fields[name] = field

    def _offer(
        self, name: str, label: str, choices: Iterable[Choice], *, none: tuple[str, str]
    ) -> None:
        """One of several, or none."""
        if offered := [(each.value, _counted(each)) for each in choices]:
            values = {none[0], *(value for value, _ in offered)}
            if (now := self.initial[name]) not in values:  # "trên 9 triệu" is no step of ours
                offered.append((now, f"{_SPOKEN[name](now)}, như đã ghi"))
            self._add(
                name, forms.ChoiceField(label=label, choices=[none, *offered], widget=PlainSelect)
            )

    def _tick(self, name: str, label: str, choices: Iterable[Choice]) -> None:
        """Any number of several."""
        if offered := list(choices):
            field = CountedTicks(
                label=label, choices=[(each.value, each.label) for each in offered]
            )
            field.counts = {each.value: formats.number(each.count) for each in offered}
            self._add(name, field)


def _counted(choice: Choice) -> str:
    return f"{choice.label} ({formats.number(choice.count)})"


def _text(typed: str | None) -> str:
    return " ".join((typed or "").split())[:_LONGEST_TEXT]


def _number(typed: str | None, *, most: int) -> int | None:
    text = typed or ""
    if not (text.isascii() and text.isdigit()) or len(text) > _LONGEST_NUMBER:
        return None
    return int(text) if 0 < int(text) <= most else None


def _codes(typed: Iterable[str]) -> tuple[str, ...]:
    """Codes are capitals, digits and underscores; anything else is no code of ours."""
    codes = [code for code in typed if code.isascii() and code.replace("_", "").isalnum()]
    return tuple(dict.fromkeys(codes))[:_MOST_VALUES]


def _place(typed: str | None) -> str:
    code = (typed or "").removeprefix(FORMER)
    known = code.isascii() and code.isdigit() and len(code) in _CODE_LENGTHS
    return (typed or "") if known else ""


class AreaForm(forms.Form):
    """Which commune of the province to look at; empty is everywhere."""

    xa = forms.ChoiceField(label="Xem theo xã, phường", required=False)

    def __init__(self, *args: Any, communes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area = cast(forms.ChoiceField, self.fields["xa"])
        area.choices = [("", "Toàn tỉnh và nơi khác"), *communes]


class SavedSearchForm(forms.Form):
    """What a saved search is called, and whether to be told of new jobs: never ticked for you."""

    name = forms.CharField(
        label="Tên để dễ nhớ",
        max_length=100,
        error_messages={
            "required": "Chưa ghi tên. Ghi vài chữ để dễ nhớ.",
            "max_length": "Tên dài quá 100 chữ. Ghi ngắn lại.",
        },
    )
    alerts = forms.BooleanField(
        label="Tôi đồng ý nhận tin khi có việc mới, nhiều nhất một tin một ngày", required=False
    )


HOURS: Final = tuple((f"{hour:02}:00", f"{hour:02}:00") for hour in range(24))


class WaysForm(forms.Form):
    """By which ways and at which hours somebody wants to be reached."""

    zalo = forms.BooleanField(label="Zalo", required=False)
    sms = forms.BooleanField(label="Tin nhắn SMS", required=False)
    email = forms.BooleanField(label="Thư điện tử", required=False)
    quiet_from = forms.ChoiceField(label="Không nhắn từ", choices=HOURS)
    quiet_to = forms.ChoiceField(label="Nhắn lại từ", choices=HOURS)

    def clean_quiet_from(self) -> time:
        return time.fromisoformat(self.cleaned_data["quiet_from"])

    def clean_quiet_to(self) -> time:
        return time.fromisoformat(self.cleaned_data["quiet_to"])
