"""What may be chosen beside a list of results, each choice with the number it would give."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from caunoi.classifications.choices import Qualification, Scheme, Shift
from caunoi.classifications.queries import industry_sections, isco_units
from caunoi.portal.queries.index import FORMER
from caunoi.portal.queries.labels import place_labels
from caunoi.portal.queries.searching import Searched
from caunoi.training.choices import TimeOfDay
from caunoi_engine.text.folding import fold
from caunoi_kit.search.documents import Answer, Question
from caunoi_kit.ui import formats

MOST_TRADES: Final = 8
MOST_COMMUNES: Final = 150
_PROVINCE_DIGITS: Final = 2

_OFFERS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "vacancy": (("NO_EXPERIENCE", "Không cần kinh nghiệm"), ("HOUSING", "Có chỗ ở")),
    "course": (("FREE", "Miễn học phí"), ("HOUSING", "Có chỗ ở")),
}
_TIMES: Final = {"vacancy": Shift.choices, "course": TimeOfDay.choices}


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice and how many results it gives."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything the filter form offers; a group without a choice is left out of the form."""

    circles: tuple[Choice, ...]
    places: tuple[tuple[str, tuple[Choice, ...]], ...]  # by heading
    pays: tuple[Choice, ...]
    trades: tuple[Choice, ...]
    shifts: tuple[Choice, ...]
    sections: tuple[Choice, ...]
    levels: tuple[Choice, ...]
    offers: tuple[Choice, ...]


def km_value(km: float) -> str:
    """A radius as the address writes it; "0" is without limit."""
    return f"{km:.0f}" if math.isfinite(km) else "0"


def choices_of(searched: Searched) -> Choices:
    """The choices of a search, with counts."""
    answer, question = searched.answer, searched.question
    return Choices(
        circles=tuple(
            Choice(km_value(km), f"Trong {formats.distance(km)}", count)
            for km, count in answer.circles.items()
        ),
        places=_places(answer, question),
        pays=tuple(
            Choice(str(pay), f"Từ {formats.money_short(pay).removesuffix(' đồng')}", count)
            for pay, count in answer.pays.items()
            if count
        ),
        trades=_trades(answer, question),
        shifts=_listed(answer.counts["shift"], _TIMES[question.kind]),
        sections=_listed(answer.counts["section"], _section_names()),
        levels=_listed(answer.counts["level"], Qualification.choices),
        offers=tuple(
            Choice(value, label, answer.counts["offer"].get(value, 0))
            for value, label in _OFFERS[question.kind]
        ),
    )


def _places(answer: Answer, question: Question) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    counts = dict(answer.counts["place"])
    for value in question.chosen.get("place", ()):
        counts.setdefault(value, 0)
    provinces = [value for value in counts if len(value) == _PROVINCE_DIGITS]
    former = [value for value in counts if value.startswith(FORMER)]
    communes = [value for value in counts if value not in {*provinces, *former}]
    most = sorted(communes, key=lambda value: (-counts[value], value))[:MOST_COMMUNES]
    labels = place_labels([*provinces, *former, *most])
    headings = (
        ("Tỉnh, thành phố", provinces),
        ("Xã, phường", most),
        ("Huyện, tỉnh trước 01/07/2025", former),
    )
    return tuple(
        (heading, tuple(by_name))
        for heading, values in headings
        if (by_name := _by_name(Choice(v, labels[v], counts[v]) for v in values if v in labels))
    )


def _by_name(choices: Iterable[Choice]) -> list[Choice]:
    return sorted(choices, key=lambda choice: (fold(choice.label), choice.value))


def _trades(answer: Answer, question: Question) -> tuple[Choice, ...]:
    """The commonest trades, and those already chosen."""
    counts = answer.counts["trade"]
    chosen = question.chosen.get("trade", ())
    common = sorted(counts, key=lambda code: (code not in chosen, -counts[code], code))
    shown = list(dict.fromkeys([*chosen, *common]))[: max(MOST_TRADES, len(chosen))]
    names = dict(isco_units().filter(code__in=shown).values_list("code", "name"))
    return tuple(Choice(code, names[code], counts.get(code, 0)) for code in shown if code in names)


def _section_names() -> Iterator[tuple[str, str]]:
    """Sections of both editions of the list of industries, the newer first."""
    for scheme in (Scheme.VSIC2025, Scheme.VSIC2007):
        for code, name in industry_sections(scheme).values_list("code", "name"):
            yield f"{scheme}_{code}", name


def _listed(counts: Mapping[str, int], labels: Iterable[tuple[str, str]]) -> tuple[Choice, ...]:
    """Choices in the order of the list, those that give something."""
    return tuple(
        Choice(value, str(label), counts[value]) for value, label in labels if counts.get(value)
    )
