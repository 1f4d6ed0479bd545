"""The address line of a search, read leniently, and the form beside the results."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.http import QueryDict

from caunoi.portal.queries.choices import Choice, Choices
from caunoi.portal.queries.index import FORMER
from caunoi.portal.queries.searching import MOST_PAGES, Filters
from caunoi_kit.search.documents import Sort
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
        km=_number(query.get("km"), most=_MOST_KM),
        pay_at_least=_number(query.get("luong"), most=10**9),
        trades=_codes(query.getlist("nghe")),
        shifts=_codes(query.getlist("ca")),
        section=next(iter(_codes([query.get("nganh", "")])), ""),
        level=next(iter(_codes([query.get("trinh-do", "")])), ""),
        offers=_codes(query.getlist("co")),
        sort={**SORTS, **COURSE_SORTS}.get(query.get("sx", "")),
        page=_number(query.get("trang"), most=MOST_PAGES) or 1,
    )


class FilterForm(forms.Form):
    """The choices beside the results. It is only shown: `read_filters` reads what it sends."""

    use_required_attribute = False

    def __init__(self, filters: Filters, choices: Choices, *, sorts: Any) -> None:
        names = {sort: name for name, sort in {**SORTS, **COURSE_SORTS}.items()}
        super().__init__(
            initial={
                "sx": names.get(filters.sort, sorts[0][0]) if filters.sort else sorts[0][0],
                "km": f"{filters.km:.0f}" if filters.km else "",
                "noi": filters.place,
                "luong": str(filters.pay_at_least or ""),
                "nghe": list(filters.trades),
                "ca": list(filters.shifts),
                "nganh": filters.section,
                "trinh-do": filters.level,
                "co": list(filters.offers),
            },
            auto_id="loc-%s",
        )
        self._add("sx", forms.ChoiceField(label="Sắp xếp", choices=sorts))
        self._offer("km", "Khoảng cách", choices.circles, any_label="Không giới hạn")
        if choices.places:
            grouped = [("", "Mọi nơi")] + [
                (heading, [(each.value, _counted(each)) for each in group])
                for heading, group in choices.places
            ]
            self._add("noi", forms.ChoiceField(label="Nơi làm", choices=grouped))
        self._offer("luong", "Lương tháng", choices.pays, any_label="Mức nào cũng được")
        self._tick("co", "Quyền lợi", [each for each in choices.offers if each.count])
        self._tick("ca", "Thời gian", choices.shifts)
        self._tick("nghe", "Nghề", choices.trades)
        self._offer("nganh", "Ngành của nơi tuyển", choices.sections, any_label="Ngành nào cũng được")
        self._offer("trinh-do", "Trình độ sau khoá", choices.levels, any_label="Trình độ nào cũng được")

    def _add(self, name: str, field: forms.Field) -> None:
        self.fields[name] = field

    def _offer(self, name: str, label: str, choices: Iterable[Choice], *, any_label: str) -> None:
        """One of several, or none."""
        if offered := [(each.value, _counted(each)) for each in choices]:
            field = forms.ChoiceField(label=label, choices=[("", any_label), *offered])
            self._add(name, field)

    def _tick(self, name: str, label: str, choices: Iterable[Choice]) -> None:
        """Any number of several."""
        if offered := list(choices):
            field = forms.MultipleChoiceField(
                label=label,
                choices=[(each.value, each.label) for each in offered],
                widget=forms.CheckboxSelectMultiple,
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


