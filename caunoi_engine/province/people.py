"""Made workers: who they are, what they can do, what they wish.

Names follow real frequencies, age, sex and schooling official shares, homes the population of
communes. Nobody here is or was a person.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Final

from caunoi_engine.province.catalogue import RANKS, Catalogue, Commune, Names, Title
from caunoi_engine.province.chance import Weighted, point_near, stream
from caunoi_engine.province.made import Conditions, MadePerson

# How much likelier an older cohort bears the plain middle name, by first age: share of the cohort.
_PLAIN_MIDDLE_NAME: Final = {
    "FEMALE": ("Thị", ((42, 0.75), (28, 0.45), (0, 0.18))),
    "MALE": ("Văn", ((42, 0.50), (28, 0.30), (0, 0.12))),
}
_LEAST_AGE: Final = {"SECONDARY": 18, "COLLEGE": 21, "BACHELOR": 22, "MASTER": 24, "DOCTOR": 27}
_KEPT_PER_RANK: Final = 0.35  # weight a title keeps for each rank that somebody stands above it
_DAYS_OF_YEAR: Final = 365
_ROUND_WAGE: Final = 100_000  # đồng
_DAYS_OF_MONTH: Final = 26
_HOURS_OF_MONTH: Final = 208

_RADII: Final = Weighted([(5, 6), (10, 20), (15, 29), (20, 24), (30, 15), (50, 6)])
_ACTIVITIES: Final = Weighted([("UNEMPLOYED", 62), ("EMPLOYED", 32), ("INACTIVE", 6)])
_JOB_STATUSES: Final = Weighted([("WAGE_EARNER", 70), ("SELF_EMPLOYED", 22), ("FAMILY_WORKER", 8)])
_OUT_FOR: Final = Weighted(
    [("UNDER_3_MONTHS", 55), ("FROM_3_TO_12_MONTHS", 33), ("OVER_12_MONTHS", 12)]
)
_OUT_BECAUSE: Final = Weighted(
    [
        ("CONTRACT_ENDED", 40),
        ("RESIGNED", 32),
        ("FIRM_CLOSED", 12),
        ("GRADUATED", 8),
        ("LAND_TAKEN", 4),
        ("OTHER", 4),
    ]
)
_INACTIVE_BECAUSE: Final = Weighted([("STUDYING", 40), ("HOUSEWORK", 50), ("OTHER", 10)])
_CONTRACTS: Final = Weighted(
    [("", 45), ("INDEFINITE", 30), ("FROM_12_TO_36_MONTHS", 20), ("UNDER_12_MONTHS", 5)]
)
_PRIORITIES: Final = (
    ("NEAR_POOR", 0.030),
    ("POOR", 0.014),
    ("DISABLED", 0.012),
    ("MERIT_FAMILY", 0.030),
    ("DISCHARGED_SOLDIER", 0.020),
    ("LAND_TAKEN", 0.015),
)
_SOFT_SKILLS: Final = Weighted(
    [
        ("MEM_LAM_VIEC_NHOM", 30),
        ("MEM_GIAO_TIEP", 26),
        ("MEM_CHIU_AP_LUC", 20),
        ("MEM_THICH_UNG", 14),
        ("MEM_LAM_VIEC_DOC_LAP", 12),
        ("MEM_QUAN_LY_THOI_GIAN", 8),
    ]
)
_ETHNIC_GROUPS: Final = Weighted([("01", 985), ("02", 4), ("03", 3), ("06", 5), ("05", 3)])


@dataclass(frozen=True, slots=True)
class Crowd:
    """The weighted tables from which all people are drawn; made once."""

    catalogue: Catalogue
    homes: Weighted[Commune]
    trades: dict[tuple[str, int], Weighted[Title]]  # by sex and rank of qualification
    learnable: Weighted[Title]  # titles whose certificate or skills some programme gives
    entry: dict[str, Weighted[Title]]  # titles that ask for nothing, by sex

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Crowd":
        """The tables of a catalogue."""
        weights = _title_weights(catalogue)
        granted = {code for each in catalogue.syllabuses for code in each.certificates}
        taught = {code for each in catalogue.syllabuses for code in each.skills}
        plain = [title for title in catalogue.titles if title.rank <= RANKS["ELEMENTARY"]]
        return cls(
            catalogue,
            Weighted((each, each.population) for each in catalogue.communes),
            {
                (sex, rank): Weighted(
                    (title, weights[title.title] * _fit(title, sex, rank))
                    for title in catalogue.titles
                )
                for sex in ("FEMALE", "MALE")
                for rank in range(9)
            },
            Weighted(
                (title, title.weight)
                for title in plain
                if (title.certificates and granted.issuperset(title.certificates))
                or (
                    title.skills_required
                    and taught.issuperset(title.skills_required)
                    and not title.certificates
                )
            ),
            {
                sex: Weighted(
                    (title, title.weight * _fit(title, sex, title.rank))
                    for title in plain
                    if title.rank == 0 and not title.experience_months and not title.certificates
                )
                for sex in ("FEMALE", "MALE")
            },
        )


def make_people(catalogue: Catalogue, *, workers: int, seed: int, on: date) -> Iterator[MadePerson]:
    """The workers one after another; the first is the one whom the demo user shows."""
    crowd = Crowd.of(catalogue)
    chance = stream(seed, "people")
    yield _guide(crowd, chance, on)
    for _ in range(workers - 1):
        yield _person(crowd, chance, on)


def _title_weights(catalogue: Catalogue) -> dict[str, float]:
    """Weights of titles among workers: of the jobs, drawn half-way to the official shares."""
    jobs = {
        title.title: title.weight * catalogue.families[title.family].size ** 0.5
        for title in catalogue.titles
    }
    groups: dict[str, float] = {}
    for title in catalogue.titles:
        group = title.occupation[0]
        groups[group] = groups.get(group, 0) + jobs[title.title]
    all_jobs, all_employed = sum(jobs.values()), sum(catalogue.shares.major_groups.values())
    pull = {
        group: (catalogue.shares.major_groups[group] / all_employed * all_jobs / offered) ** 0.5
        for group, offered in groups.items()
    }
    return {
        title.title: jobs[title.title] * pull[title.occupation[0]] for title in catalogue.titles
    }


def _fit(title: Title, sex: str, rank: int) -> float:
    """How well a title suits people of a sex and a rank; zero where they may not do the work."""
    if rank < title.rank:
        return 0.0
    women = title.women_percent / 100
    above: float = _KEPT_PER_RANK ** (rank - title.rank)
    return (women if sex == "FEMALE" else 1 - women) * above


def _person(crowd: Crowd, chance: Random, on: date) -> MadePerson:
    shares = crowd.catalogue.shares
    sex = "FEMALE" if chance.random() < shares.women else "MALE"
    age, birth = _birth(shares.ages, chance, on)
    qualification = _qualification(shares.qualifications, age, chance)
    trade = crowd.trades[sex, RANKS[qualification]].pick(chance)
    aspires = RANKS[qualification] <= RANKS["ELEMENTARY"] and chance.random() < _keenness(age)
    wishes = _wishes(crowd, trade, aspires, RANKS[qualification], sex, chance)
    return _described(
        crowd,
        chance,
        on,
        sex=sex,
        age=age,
        birth=birth,
        qualification=qualification,
        trade=trade,
        wishes=wishes,
        will_train=aspires or chance.random() < _keenness(age),
        home=crowd.homes.pick(chance),
    )


def _guide(crowd: Crowd, chance: Random, on: date) -> MadePerson:
    """A young woman from a garment chain whose first wish a short course opens."""
    sewing = next(title for title in crowd.catalogue.titles if title.family == "garment")
    papers = set(crowd.catalogue.opener.certificates)
    aim = next(
        title
        for title in crowd.learnable.values
        if papers.issuperset(title.certificates) and title.certificates
    )
    made = _described(
        crowd,
        chance,
        on,
        sex="FEMALE",
        age=24,
        birth=date(on.year - 24, 3, 8),
        qualification="SKILLED_NO_PAPER",
        trade=sewing,
        wishes=[aim, sewing],
        will_train=True,
        home=_middle(crowd.catalogue.communes),
    )
    return replace(
        made,
        activity="UNEMPLOYED",
        job_status="",
        inactive_reason="",
        unemployed_for="UNDER_3_MONTHS",
        unemployed_reason="CONTRACT_ENDED",
        general_education="UPPER_SECONDARY",
        occupation=sewing.occupation,
        experience_months=18,
        wage_min=7_500_000,
        radius_km=30,
        shifts=("DAY", "ROTATING"),
        skills=(*sewing.skills_required, "MEM_LAM_VIEC_NHOM"),
        certificates=(),
        open_to_employers=True,
    )


def _middle(communes: Sequence[Commune]) -> Commune:
    """The commune nearest to the middle of them all."""
    lat = sum(each.lat for each in communes) / len(communes)
    lon = sum(each.lon for each in communes) / len(communes)
    return min(communes, key=lambda each: (each.lat - lat) ** 2 + (each.lon - lon) ** 2)


def _described(
    crowd: Crowd,
    chance: Random,
    on: date,
    *,
    sex: str,
    age: int,
    birth: date,
    qualification: str,
    trade: Title,
    wishes: Sequence[Title],
    will_train: bool,
    home: Commune,
) -> MadePerson:
    lat, lon = point_near(
        home.lat, home.lon, radius_km=(home.area_km2 / 3.1416) ** 0.5 * 0.7, chance=chance
    )
    months = _experience(age, qualification, chance)
    activity = _ACTIVITIES.pick(chance)
    out = activity == "UNEMPLOYED"
    return MadePerson(
        full_name=_name(crowd.catalogue.names, sex, age, chance),
        sex=sex,
        birth_date=birth,
        commune=home.code,
        lat=lat,
        lon=lon,
        ethnic_group=_ETHNIC_GROUPS.pick(chance),
        general_education=_schooling(age, qualification, trade, chance),
        qualification=qualification,
        activity=activity,
        job_status=_JOB_STATUSES.pick(chance) if activity == "EMPLOYED" else "",
        unemployed_for=_OUT_FOR.pick(chance) if out else "",
        unemployed_reason=_OUT_BECAUSE.pick(chance) if out else "",
        inactive_reason=_INACTIVE_BECAUSE.pick(chance) if activity == "INACTIVE" else "",
        social_insurance=_insurance(activity, chance),
        occupation=trade.occupation if months else "",
        experience_months=months,
        priority_groups=tuple(code for code, share in _PRIORITIES if chance.random() < share),
        wage_min=_wished_wage(wishes[0], months, chance),
        radius_km=_RADII.pick(chance),
        shifts=_shifts(wishes[0], age, chance),
        contract_kind=_CONTRACTS.pick(chance),
        available_on=on + timedelta(days=int(chance.random() ** 2 * 45)),
        will_board=chance.random() < (0.35 if age < 30 else 0.1),
        will_train=will_train,
        abilities=_abilities(crowd.catalogue.families[trade.family].conditions, chance),
        wishes=tuple((title.occupation, title.title) for title in wishes),
        skills=_skills(trade, wishes, months, chance),
        certificates=_certificates(trade, wishes, months, on, chance),
        open_to_employers=chance.random() < 0.85,
    )


def _birth(ages: Weighted[tuple[int, int]], chance: Random, on: date) -> tuple[int, date]:
    first, last = ages.pick(chance)
    age = chance.randint(first, last)
    days = age * _DAYS_OF_YEAR + age // 4 + 1 + chance.randrange(_DAYS_OF_YEAR - 2)
    return age, on - timedelta(days=days)


def _keenness(age: int) -> float:
    """Share of people of an age who would learn: a new trade, or their own better."""
    return 0.45 if age < 30 else 0.32 if age < 40 else 0.15


def _qualification(shares: Weighted[str], age: int, chance: Random) -> str:
    """A qualification that somebody of the age can have."""
    code = shares.pick(chance)
    return code if age >= _LEAST_AGE.get(code, 0) else "NONE"


def _name(names: Names, sex: str, age: int, chance: Random) -> str:
    """A full name of the cohort: older people bear Thị and Văn more often."""
    plain, cohorts = _PLAIN_MIDDLE_NAME[sex]
    share = next(share for first, share in cohorts if age >= first)
    middle = plain if chance.random() < share else names.middle[sex].pick(chance)
    given = names.given[sex].pick(chance)
    while given in middle.split():
        given = names.given[sex].pick(chance)
    return " ".join(part for part in (names.family.pick(chance), middle, given) if part)


def _experience(age: int, qualification: str, chance: Random) -> int:
    """Months of work, the longer the older; schooling begins it later."""
    first = 24 if RANKS[qualification] >= RANKS["COLLEGE"] else 19
    most = max(0, age - first) * 12
    if not most or chance.random() < 0.08:
        return 0
    return int(min(most, 300) * chance.random() ** 1.4)


def _schooling(age: int, qualification: str, trade: Title, chance: Random) -> str:
    if RANKS[qualification] >= RANKS["SECONDARY"] or trade.general_education == "UPPER_SECONDARY":
        return "UPPER_SECONDARY"
    if trade.general_education == "LOWER_SECONDARY" or age < 45:
        return "UPPER_SECONDARY" if chance.random() < 0.55 else "LOWER_SECONDARY"
    return "LOWER_SECONDARY" if chance.random() < 0.8 else "PRIMARY"


def _insurance(activity: str, chance: Random) -> str:
    drawn = chance.random()
    if activity == "EMPLOYED" and drawn < 0.38:  # share of the labour force insured, 2024
        return "COMPULSORY"
    return "VOLUNTARY" if drawn > 0.96 else "NONE"


def _wishes(
    crowd: Crowd, trade: Title, aspires: bool, rank: int, sex: str, chance: Random
) -> list[Title]:
    """One to three titles of different occupations, the first wish first."""
    first = crowd.learnable.pick(chance) if aspires else trade
    wishes = [first]
    for share in (0.62, 0.38):
        if chance.random() > share:
            break
        other = (
            trade
            if aspires and trade not in wishes
            else crowd.entry[sex].pick(chance)
            if rank <= RANKS["ELEMENTARY"] and chance.random() < 0.6
            else crowd.trades[sex, rank].pick(chance)
        )
        if other.occupation not in {title.occupation for title in wishes}:
            wishes.append(other)
    return wishes


def monthly(wage: int, pay_period: str) -> int:
    """Đồng a month for a full month of work."""
    return wage * {"DAY": _DAYS_OF_MONTH, "HOUR": _HOURS_OF_MONTH}.get(pay_period, 1)


def _wished_wage(wish: Title, months: int, chance: Random) -> int | None:
    """What somebody asks for at least: near the low end of adverts, more with experience."""
    if chance.random() < 0.1:
        return None
    low = monthly(wish.wage_low, wish.pay_period)
    factor = 0.78 + 0.24 * chance.random() + min(months, 120) / 120 * 0.14
    return round(low * factor / _ROUND_WAGE) * _ROUND_WAGE


def _shifts(wish: Title, age: int, chance: Random) -> tuple[str, ...]:
    shifts = [
        ("DAY", 0.94),
        ("ROTATING", 0.62 if age < 40 else 0.4),
        ("NIGHT", 0.3 if age < 40 else 0.12),
        ("PART_TIME", 0.12),
    ]
    taken = {code for code, share in shifts if chance.random() < share}
    if chance.random() < 0.9:
        taken |= {wish.shifts[0]}
    return tuple(code for code, _ in shifts if code in (taken or {"DAY"}))


def _abilities(usual: Conditions, chance: Random) -> Conditions:
    """The seven abilities, asked of two people in five, as their usual work shows them."""
    return usual if chance.random() < 0.4 else Conditions()


def _skills(trade: Title, wishes: Sequence[Title], months: int, chance: Random) -> tuple[str, ...]:
    """Skills of the trade, surer with experience; a little of the wished work; a soft one."""
    known = 0.45 + min(months, 60) / 60 * 0.45
    skills = [code for code in trade.skills_required if chance.random() < known]
    skills += [code for code in trade.skills_preferred if chance.random() < known * 0.6]
    for wish in wishes:
        skills += [code for code in wish.skills_required if chance.random() < 0.18]
    skills += _SOFT_SKILLS.pick_several(chance.choice((0, 1, 1, 2)), chance)
    return tuple(dict.fromkeys(skills))


def _certificates(
    trade: Title, wishes: Sequence[Title], months: int, on: date, chance: Random
) -> tuple[tuple[str, date], ...]:
    """Papers of the trade, which those who work in it mostly have, and a few of the wish."""
    held = [code for code in trade.certificates if chance.random() < (0.85 if months else 0.3)]
    for wish in wishes:
        held += [code for code in wish.certificates if chance.random() < 0.05]
    return tuple(
        (code, on - timedelta(days=30 + chance.randrange(1_500))) for code in dict.fromkeys(held)
    )
