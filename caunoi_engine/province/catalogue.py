"""What a province is made from: communes, names, official shares, job titles, programmes.

Everything comes in as rows of text, such as `csv.DictReader` gives; nothing is read from files.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Self

from caunoi_engine.province.chance import Weighted
from caunoi_engine.province.made import Conditions

Row = Mapping[str, str]

RANKS: Final = {
    "NONE": 0,
    "SKILLED_NO_PAPER": 1,
    "SHORT_CERTIFICATE": 2,
    "NATIONAL_SKILL": 2,
    "ELEMENTARY": 3,
    "SECONDARY": 4,
    "COLLEGE": 5,
    "BACHELOR": 6,
    "MASTER": 7,
    "DOCTOR": 8,
}
"""Place of a technical qualification on the ladder 0 to 8."""

SCHOOLING: Final = {
    "": 0,
    "BELOW_PRIMARY": 0,
    "PRIMARY": 1,
    "LOWER_SECONDARY": 2,
    "UPPER_SECONDARY": 3,
}
"""Place of general schooling on its ladder; an empty demand asks for nothing."""

# A made commune has no fewer and no more people than these: the list has gaps and slips.
LEAST_POPULATION: Final = 5_000
MOST_POPULATION: Final = 80_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Commune:
    """A commune that people and firms are put in."""

    code: str
    lat: float
    lon: float
    area_km2: float
    population: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A job that is advertised under this title, and what it usually asks and pays."""

    title: str
    occupation: str
    family: str
    weight: float
    women_percent: int
    wage_low: int  # đồng for one pay period
    wage_high: int
    pay_period: str
    general_education: str
    qualification: str
    experience_months: int
    shifts: tuple[str, ...]
    skills_required: tuple[str, ...]
    skills_preferred: tuple[str, ...]
    certificates: tuple[str, ...]
    work: str

    @property
    def rank(self) -> int:
        """Rank of the qualification asked for."""
        return RANKS[self.qualification]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A branch of trade: what its firms are called and make, how large they are, how one works."""

    family: str
    firm_words: tuple[str, ...]
    product: str
    industry: str
    weight: float
    foreign_percent: int
    zone_percent: int  # share of firms that stand in an industrial zone
    size: float  # relative number of positions of one advert
    conditions: Conditions


@dataclass(frozen=True, slots=True, kw_only=True)
class Syllabus:
    """A course as schools usually offer it."""

    name: str
    occupation: str
    level: str
    entry_qualification: str
    tenths_of_months: int
    fee: int  # đồng for the whole course
    kinds: tuple[str, ...]  # institutions that offer it
    times: tuple[str, ...]
    weight: float
    skills: tuple[str, ...]
    certificates: tuple[str, ...]
    content: str


@dataclass(frozen=True, slots=True)
class Names:
    """How often each part of a personal name occurs; middle and given names by sex."""

    family: Weighted[str]
    middle: Mapping[str, Weighted[str]]
    given: Mapping[str, Weighted[str]]


@dataclass(frozen=True, slots=True)
class Shares:
    """Official shares that made workers follow (statistics office)."""

    women: float
    ages: Weighted[tuple[int, int]]  # first and last year of an age group
    qualifications: Weighted[str]
    major_groups: Mapping[str, float]  # first digit of ISCO-08: share of the employed


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All ingredients together."""

    communes: tuple[Commune, ...]
    names: Names
    shares: Shares
    titles: tuple[Title, ...]
    families: Mapping[str, Family]
    syllabuses: tuple[Syllabus, ...]

    @property
    def opener(self) -> Syllabus:
        """The shortest course that grants the paper of a common trade: it opens most at once."""
        asked = {
            code: title.weight
            for title in sorted(self.titles, key=lambda title: title.weight)
            for code in title.certificates
        }
        return min(
            (each for each in self.syllabuses if asked.keys() & set(each.certificates)),
            key=lambda each: (
                each.tenths_of_months,
                -max(asked.get(code, 0) for code in each.certificates),
                each.name,
            ),
        )

    @classmethod
    def from_rows(
        cls,
        *,
        communes: Iterable[Row],
        surnames: Iterable[Row],
        middle_names: Iterable[Row],
        given_names: Iterable[Row],
        ages: Iterable[Row],
        sexes: Iterable[Row],
        qualifications: Iterable[Row],
        occupations: Iterable[Row],
        titles: Iterable[Row],
        families: Iterable[Row],
        programmes: Iterable[Row],
    ) -> Self:
        """Reads the rows. Raises KeyError or ValueError where a column is missing or no number."""
        return cls(
            communes=tuple(_commune(row) for row in communes if row["lat"]),
            names=Names(
                Weighted(
                    (row["sur"], int(row["uit"]) + int(row["schools"]) / 10) for row in surnames
                ),
                _by_sex(middle_names, "mid", "schools"),
                _by_sex(given_names, "giv", "total"),
            ),
            shares=_shares(ages, sexes, qualifications, occupations),
            titles=tuple(_title(row) for row in titles),
            families={row["family"]: _family(row) for row in families},
            syllabuses=tuple(_syllabus(row) for row in programmes),
        )


def _commune(row: Row) -> Commune:
    population = int(row["population"] or 0)
    return Commune(
        code=row["code"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        area_km2=float(row["area_km2"] or 25),
        population=min(max(population, LEAST_POPULATION), MOST_POPULATION),
    )


def _by_sex(rows: Iterable[Row], name: str, weight: str) -> dict[str, Weighted[str]]:
    kept = list(rows)
    return {
        sex: Weighted((row[name], int(row[weight])) for row in kept if row["sex"] == letter)
        for sex, letter in (("FEMALE", "F"), ("MALE", "M"))
    }


def _title(row: Row) -> Title:
    return Title(
        title=row["title"],
        occupation=row["isco08"],
        family=row["family"],
        weight=float(row["weight"]),
        women_percent=int(row["women_percent"]),
        wage_low=int(row["wage_low"]),
        wage_high=int(row["wage_high"]),
        pay_period=row["pay_period"],
        general_education=row["general_education"],
        qualification=row["qualification"],
        experience_months=int(row["experience_months"]),
        shifts=tuple(row["shifts"].split()),
        skills_required=tuple(row["skills_required"].split()),
        skills_preferred=tuple(row["skills_preferred"].split()),
        certificates=tuple(row["certificates"].split()),
        work=row["work"],
    )


def _family(row: Row) -> Family:
    return Family(
        family=row["family"],
        firm_words=tuple(word for word in row["firm_words"].split(";") if word),
        product=row["product"],
        industry=row["vsic2025"],
        weight=float(row["weight"]),
        foreign_percent=int(row["foreign_percent"]),
        zone_percent=int(row["zone_percent"]),
        size=float(row["size"]),
        conditions=Conditions(
            workplace=row["workplace"],
            lift_weight=row["lift_weight"],
            standing=row["standing"],
            hearing=row["hearing"],
            sight=row["sight"],
            hand_use=row["hand_use"],
            two_hands=row["two_hands"],
        ),
    )


def _syllabus(row: Row) -> Syllabus:
    return Syllabus(
        name=row["name"],
        occupation=row["isco08"],
        level=row["level"],
        entry_qualification=row["entry_qualification"],
        tenths_of_months=int(row["tenths_of_months"]),
        fee=int(row["fee"]),
        kinds=tuple(row["kinds"].split()),
        times=tuple(row["times"].split()),
        weight=float(row["weight"]),
        skills=tuple(row["skills"].split()),
        certificates=tuple(row["certificates"].split()),
        content=row["content"],
    )


# --- Official shares ---------------------------------------------------------------------------
YEAR: Final = "2016p"
"""The last year that the tables of age, sex and qualification all have."""
YEAR_OF_OCCUPATIONS: Final = "2021p"

# Share of trained workers, in percent, that the press release of the last quarter of 2024 gives;
# the table stops in 2016, so its parts are raised in proportion to reach it.
TRAINED_PERCENT: Final = 28.6

# People who come to an employment service are younger than all who work.
_SEEKERS_BY_AGE: Final = {
    "15-19": 1.0,
    "20-24": 1.5,
    "25-29": 1.4,
    "30-34": 1.2,
    "35-39": 1.0,
    "40-44": 0.8,
    "45-49": 0.6,
    "50+": 0.25,
}
_FIRST_AGE: Final = 16
_LAST_AGE: Final = 60

_PARTS_OF_TRAINED: Final = {
    "Vocational training": (("SHORT_CERTIFICATE", 0.35), ("ELEMENTARY", 0.65)),
    "Long-term vocational training (intermediate)": (("SECONDARY", 1.0),),
    "College": (("COLLEGE", 1.0),),
    "Graduate and above": (("BACHELOR", 0.96), ("MASTER", 0.038), ("DOCTOR", 0.002)),
}
_SKILLED_WITHOUT_PAPER: Final = 0.25  # of those without any paper

_MAJOR_GROUPS: Final = {
    "Nhà lãnh đạo": "1",
    "Chuyên môn kỹ thuật bậc cao": "2",
    "Chuyên môn kỹ thuật bậc trung": "3",
    "Nhân viên": "4",
    "Dịch vụ cá nhân, bảo vệ bán hàng": "5",
    "Nghề trong nông, lâm, ngư nghiệp": "6",
    "Thợ thủ công và các thợ khác có liên quan": "7",
    "Thợ lắp ráp và vận hành máy móc, thiết bị": "8",
    "Nghề giản đơn": "9",
}


def _shares(
    ages: Iterable[Row],
    sexes: Iterable[Row],
    qualifications: Iterable[Row],
    occupations: Iterable[Row],
) -> Shares:
    workforce = next(row for row in sexes if row["year"] == YEAR)
    return Shares(
        women=float(workforce["female"]) / float(workforce["total"]),
        ages=Weighted(
            (_age_group(row["age"]), float(row[YEAR]) * _SEEKERS_BY_AGE[row["age"]])
            for row in ages
            if row["age"] != "TOTAL"
        ),
        qualifications=Weighted(_qualifications(qualifications)),
        major_groups={
            _MAJOR_GROUPS[row["occupation"]]: float(row[YEAR_OF_OCCUPATIONS])
            for row in occupations
            if row["occupation"] in _MAJOR_GROUPS
        },
    )


def _age_group(words: str) -> tuple[int, int]:
    first, _, last = words.rstrip("+").partition("-")
    return max(int(first), _FIRST_AGE), int(last or _LAST_AGE)


def _qualifications(rows: Iterable[Row]) -> list[tuple[str, float]]:
    """Shares in percent: the parts of the table, raised to the trained share of today."""
    percents = {row["qualification"]: row[YEAR] for row in rows}
    raised = TRAINED_PERCENT / sum(float(percents[part]) for part in _PARTS_OF_TRAINED)
    shares = [
        (code, float(percents[part]) * raised * share)
        for part, codes in _PARTS_OF_TRAINED.items()
        for code, share in codes
    ]
    without = 100 - TRAINED_PERCENT
    return [
        ("NONE", without * (1 - _SKILLED_WITHOUT_PAPER)),
        ("SKILLED_NO_PAPER", without * _SKILLED_WITHOUT_PAPER),
        *shares,
    ]
