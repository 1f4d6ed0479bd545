"""How pairs and merges are shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse

from caunoi.classifications.queries import ETHNIC_GROUPS, code_on_form
from caunoi.intake.actions.duplicates import Compared
from caunoi.intake.choices.duplicates import FIELDS, HANGS, StepKind
from caunoi.intake.forms.duplicates import FIRST, SECOND, PairForm
from caunoi.intake.models import Merge, Pair
from caunoi.people.models import Person
from caunoi.places.models import Place
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import Column, Link

NONE: Final = "chưa có"
PAIRS: Final = [
    Column("Hai hồ sơ"),
    Column("Giống và khác"),
    Column("Khả năng một người", figures=True),
]
MERGES: Final = [Column("Hồ sơ giữ lại"), Column("Gộp lúc"), Column("Ai gộp")]
_MOST_REASONS: Final = 3


@dataclass(frozen=True)
class Line:
    """One field of two records. `form_field` is there where a choice has to be made."""

    label: str
    first: str
    second: str
    differs: bool
    form_field: Any = None


def tabs(current: str) -> list[Link]:
    """The three lists."""
    at = reverse("intake:pairs")
    return [
        Link("Chờ xem", at, current == ""),
        Link("Hai người", f"{at}?loai=hai-nguoi", current == "hai-nguoi"),
        Link("Đã gộp", f"{at}?loai=da-gop", current == "da-gop"),
    ]


def pair_row(pair: Pair) -> list[Any]:
    """A pair in the list."""
    names = f"{_who(pair.first)} – {_who(pair.second)}"
    return [
        Link(names, reverse("intake:pair", args=[pair.public_id])),
        "; ".join(words for words, _ in pair.why[:_MOST_REASONS]),
        f"{pair.percent}%",
    ]


def _who(person: Person) -> str:
    born = f" ({person.birth_date:%Y})" if person.birth_date else ""
    return f"{person.full_name}{born}"


def merge_row(merge: Merge) -> list[Any]:
    """A merge in the list."""
    return [
        Link(merge.kept.full_name, reverse("intake:merge", args=[merge.public_id])),
        formats.moment(merge.merged_at),
        merge.merged_by.full_name,
    ]


def lines(page: Compared, form: PairForm | None) -> list[Line]:
    """Both records field by field; those that differ and can be chosen have their choice."""
    found = []
    for name, (label, _) in FIELDS.items():
        first, second = (value_of(person, name) for person in (page.first, page.second))
        # Nearly everybody is of one group: said only where it differs.
        if (first or second) and (name != "ethnic_group" or name in page.differing):
            choice = form[name] if form is not None and name in form.fields else None
            found.append(Line(label, first or NONE, second or NONE, name in page.differing, choice))
    return found


def value_of(person: Person, name: str) -> str:
    """A field in words; the numbers masked, as on every page."""
    special = _SPECIAL.get(name)
    if special is not None:
        return special(person)
    shown = getattr(person, f"get_{name}_display", None)
    return str(shown() if shown else getattr(person, name) or "")


def _birth(person: Person) -> str:
    if person.birth_date is None:
        return ""
    year = f"{person.birth_date.year} (chỉ biết năm)"
    return year if person.birth_year_only else formats.day(person.birth_date)


def _number(person: Person) -> str:
    number = person.identity_number or ""
    return f"{number[:3]} ••••• {number[-4:]}" if number else ""


def _address(detail: str, place: Place | None) -> str:
    return ", ".join(part for part in (detail, place.name if place else "") if part)


def _ethnic_group(person: Person) -> str:
    line = code_on_form(*ETHNIC_GROUPS, person.ethnic_group)
    return line.label if line else person.ethnic_group


_SPECIAL: Final[dict[str, Callable[[Person], str]]] = {
    "birth_date": _birth,
    "ethnic_group": _ethnic_group,
    "identity_number": _number,
    "old_identity_digest": lambda one: "có số CMND" if one.old_identity_digest else "",
    "place": lambda one: _address(one.address, one.place),
    "permanent_place": lambda one: _address(one.permanent_address, one.permanent_place),
    "household": lambda one: f"Hộ {one.household.code}" if one.household else "",
    "phone": lambda one: formats.phone(one.phone) if one.phone else "",
}


def reasons(pair: Pair) -> list[tuple[str, bool]]:
    """What speaks for one person and what against it."""
    return [(words, weight >= 0) for words, weight in pair.why]


def initial(page: Compared) -> dict[str, str]:
    """The older record is kept unless more hangs on the other; its values where it has them."""
    sums = [sum(h.kept for h in page.hanging), sum(h.dropped for h in page.hanging)]
    keep = SECOND if sums[1] > sums[0] else FIRST
    kept, other = (page.first, page.second) if keep == FIRST else (page.second, page.first)
    blank = {name for name in page.differing if not value_of(kept, name) and value_of(other, name)}
    away = FIRST if keep == SECOND else SECOND
    return {"keep": keep} | {name: away if name in blank else keep for name in page.differing}


def moved(merge: Merge) -> list[tuple[str, str]]:
    """What a merge did, in counts."""
    found: dict[str, int] = {}
    for step in merge.steps.exclude(kind=StepKind.VALUES).order_by("order"):
        words = HANGS.get(step.model, step.model)
        if step.kind == StepKind.SET_ASIDE:
            words = f"{words}, để lại ở hồ sơ bị gộp"
        found[words] = found.get(words, 0) + len(step.keys)
    return [(words[0].upper() + words[1:], formats.number(many)) for words, many in found.items()]
