"""Read a posting's free text into the fields a vacancy is filed under."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from caunoi_engine.text.money import EXCHANGE_RATES
from caunoi_engine.text.occupations import OccupationCoder
from caunoi_engine.text.postings.education import Education, read_education
from caunoi_engine.text.postings.experience import read_experience
from caunoi_engine.text.postings.found import Found
from caunoi_engine.text.postings.layout import Posting
from caunoi_engine.text.postings.provinces import ProvinceCodes, ProvinceNames, read_provinces
from caunoi_engine.text.postings.quantity import read_quantity
from caunoi_engine.text.postings.salary import NOT_SAID, read_salary
from caunoi_engine.text.postings.title import find_title

_NOWHERE = ProvinceCodes((), ())


@dataclass(frozen=True, slots=True)
class Span:
    """Positions in the text as it was given, the end excluded."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a posting says; None, or no codes, where it says nothing.

    ``salary_min`` and ``salary_max`` are đồng a month, ``min_years`` years, ``quantity`` people.
    ``evidence`` has for each field that was read the stretch of text it was read from.
    """

    title: str
    isco08: str | None
    vsco2020: str | None
    salary_min: int | None
    salary_max: int | None
    min_years: float | None
    min_education: Education | None
    provinces: ProvinceCodes
    quantity: int | None
    evidence: Mapping[str, Span]


class PostingReader:
    """Reads postings; build it once, read many."""

    def __init__(
        self, names: ProvinceNames, coder: OccupationCoder | None, rates: Mapping[str, int]
    ) -> None:
        self._names = names
        self._coder = coder
        self._rates = rates

    @classmethod
    def from_rows(
        cls,
        *,
        provinces: Iterable[Mapping[str, str]],
        districts: Iterable[Mapping[str, str]] = (),
        coder: OccupationCoder | None = None,
        rates: Mapping[str, int] = EXCHANGE_RATES,
    ) -> "PostingReader":
        """Build from rows of places.

        Provinces have code_before, name_before, code_after; districts (as before 1 July 2025) have
        name, province_code. ``rates`` are đồng for one unit of "VND", "USD", "JPY".
        """
        return cls(ProvinceNames.from_rows(provinces, districts), coder, rates)

    def read(self, text: str) -> Reading:
        """Return what the text says. Any text can be read; a meaningless one says nothing.

        >>> reader = PostingReader.from_rows(provinces=[
        ...     {"code_before": "34", "name_before": "Thái Bình", "code_after": "33"}])
        >>> said = reader.read("Công nhân may | Lương: 8-10 triệu | Tại Thái Bình. Tuyển 20 người")
        >>> said.salary_min, said.quantity, said.provinces.before, said.provinces.after
        (8000000, 20, ('34',), ('33',))
        """
        posting = Posting(text)
        title = find_title(posting)
        salary = read_salary(posting, title, self._rates)
        years = read_experience(posting, title)
        education = read_education(posting)
        provinces = read_provinces(posting, title, self._names)
        quantity = read_quantity(posting, title)
        name = text[slice(*posting.origin(title.start, title.end))]
        coded = self._coder.code_title(name, top=1) if self._coder and name else ()
        pay = salary.value if salary else NOT_SAID
        found = {
            "title": title if name else None,
            "salary": salary,
            "min_years": years,
            "min_education": education,
            "province_codes": provinces,
            "quantity": quantity,
        }
        return Reading(
            title=name,
            isco08=(coded[0].isco08 or None) if coded else None,
            vsco2020=(coded[0].vsco2020 or None) if coded else None,
            salary_min=pay.low,
            salary_max=pay.high,
            min_years=years.value if years else None,
            min_education=education.value if education else None,
            provinces=provinces.value if provinces else _NOWHERE,
            quantity=quantity.value if quantity else None,
            evidence=_evidence(posting, found),
        )


def _evidence(posting: Posting, found: Mapping[str, Found[Any] | None]) -> Mapping[str, Span]:
    spans = {}
    for field, one in found.items():
        if one is not None:
            written = posting.folded[one.start : one.end]
            start = one.start + len(written) - len(written.lstrip())
            spans[field] = Span(*posting.origin(start, start + len(written.strip())))
    return MappingProxyType(spans)
