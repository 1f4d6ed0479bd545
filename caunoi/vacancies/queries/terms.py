"""The terms of a vacancy: what an employer states of it, whole, before it is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from caunoi.classifications.choices import Qualification
from caunoi.classifications.models import Occupation
from caunoi.places.models import Place
from caunoi.vacancies.choices import PayPeriod
from caunoi.vacancies.models import Vacancy

# Fields of a vacancy that hold its terms as they are.
STATED: Final = (
    "title",
    "positions",
    "wage_min",
    "wage_max",
    "pay_period",
    "address",
    "shifts",
    "hours",
    "qualification",
    "experience_months",
    "closes_on",
    "contact_name",
    "contact_phone",
    "description",
    "requirements",
    "benefits",
    "housing",
)
WORDS: Final = ("title", "description", "requirements", "benefits", "hours")


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What is offered and asked. Skills and certificates are primary keys."""

    title: str
    positions: int
    closes_on: date
    address: str
    occupation: Occupation | None = None
    place: Place | None = None
    lat: float | None = None
    lon: float | None = None
    wage_min: int | None = None
    wage_max: int | None = None
    pay_period: str = PayPeriod.MONTH
    shifts: tuple[str, ...] = ()
    hours: str = ""
    qualification: str = Qualification.NONE
    experience_months: int = 0
    required_skills: frozenset[int] = frozenset()
    preferred_skills: frozenset[int] = frozenset()
    certificates: frozenset[int] = frozenset()
    contact_name: str = ""
    contact_phone: str = ""
    description: str = ""
    requirements: str = ""
    benefits: str = ""
    housing: bool = False

    @property
    def text(self) -> str:
        """All words of the advert, a line each, as the public would read them."""
        return "\n".join(words for name in WORDS if (words := getattr(self, name)))

    def stated(self) -> dict[str, Any]:
        """The columns of a vacancy that hold these terms."""
        columns = {name: getattr(self, name) for name in STATED}
        return {
            **columns,
            "shifts": list(self.shifts),
            "occupation": self.occupation,
            "place": self.place,
            "lat": self.lat,
            "lon": self.lon,
        }


def terms_of(vacancy: Vacancy) -> Terms:
    """The terms as a vacancy has them stored. Two queries."""
    skills = list(vacancy.skills.order_by("id").values_list("skill_id", "required"))
    papers = vacancy.certificates.order_by("id").values_list("certificate_id", flat=True)
    return Terms(
        **{name: getattr(vacancy, name) for name in STATED if name != "shifts"},
        shifts=tuple(vacancy.shifts),
        occupation=vacancy.occupation,
        place=vacancy.place,
        lat=vacancy.lat,
        lon=vacancy.lon,
        required_skills=frozenset(pk for pk, required in skills if required),
        preferred_skills=frozenset(pk for pk, required in skills if not required),
        certificates=frozenset(papers),
    )


def editable(terms: Terms) -> Mapping[str, Any]:
    """What two editors may change against each other, by the names of the form."""
    kept = {name: getattr(terms, name) for name in STATED}
    return {
        **kept,
        "shifts": sorted(terms.shifts),
        "occupation": terms.occupation.code if terms.occupation else "",
        "required_skills": sorted(terms.required_skills),
        "preferred_skills": sorted(terms.preferred_skills),
        "certificates": sorted(terms.certificates),
    }
