"""Made employers and their adverts, with an exact number of free positions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Final

from caunoi_engine.province.catalogue import Catalogue, Commune, Family, Title
from caunoi_engine.province.chance import Weighted, point_near, share_out, stream
from caunoi_engine.province.made import MadeFirm, MadeVacancy
from caunoi_engine.province.scales import Scale

ANYWHERE: Final = ("office", "support")
"""Families whose work every firm has."""
_ANYWHERE_SHARE: Final = {"office": 0.10, "support": 0.08}
_COMMUNES_PER_ZONE: Final = 8

_FORMS: Final = {
    "PRIVATE_FIRM": ("Công ty TNHH", "Công ty Cổ phần", "Công ty"),
    "FOREIGN_FIRM": ("Công ty TNHH", "Công ty TNHH"),
    "COOPERATIVE": ("Hợp tác xã",),
    "HOUSEHOLD_BUSINESS": ("Hộ kinh doanh",),
}
_SMALL_KINDS: Final = {
    "agriculture": (("COOPERATIVE", 45), ("PRIVATE_FIRM", 40), ("HOUSEHOLD_BUSINESS", 15)),
    "hospitality": (("HOUSEHOLD_BUSINESS", 45), ("PRIVATE_FIRM", 55)),
    "beauty": (("HOUSEHOLD_BUSINESS", 60), ("PRIVATE_FIRM", 40)),
    "retail": (("HOUSEHOLD_BUSINESS", 20), ("PRIVATE_FIRM", 80)),
    "wood": (("HOUSEHOLD_BUSINESS", 30), ("PRIVATE_FIRM", 70)),
}
_OTHER_KINDS: Final = (("PRIVATE_FIRM", 1),)
_SIZES: Final = (
    # From this many positions an advert on: how many people work in a firm of the family.
    (
        5,
        Weighted(
            [
                ("FROM_51_TO_100", 14),
                ("FROM_101_TO_200", 28),
                ("FROM_201_TO_500", 32),
                ("FROM_501_TO_1000", 16),
                ("FROM_1001_TO_3000", 10),
            ]
        ),
    ),
    (3, Weighted([("FROM_10_TO_50", 40), ("FROM_51_TO_100", 35), ("FROM_101_TO_200", 25)])),
    (0, Weighted([("UNDER_10", 25), ("FROM_10_TO_50", 55), ("FROM_51_TO_100", 20)])),
)
_CONTRACTS: Final = Weighted(
    [("FROM_12_TO_36_MONTHS", 58), ("INDEFINITE", 30), ("UNDER_12_MONTHS", 12)]
)
_BENEFITS: Final = (
    "Đóng bảo hiểm xã hội, bảo hiểm y tế, bảo hiểm thất nghiệp theo quy định.",
    "Ăn ca tại chỗ.",
    "Thưởng lễ, Tết.",
    "Phụ cấp chuyên cần.",
    "Phụ cấp đi lại.",
    "Xe đưa đón theo tuyến.",
    "Khám sức khoẻ hằng năm.",
    "Được đào tạo tại chỗ.",
)
_ROUND_WAGE: Final = {"MONTH": 100_000, "DAY": 10_000, "HOUR": 1_000}
_WITHOUT_WAGE: Final = 0.07


def make_firms(catalogue: Catalogue, *, scale: Scale, seed: int, on: date) -> list[MadeFirm]:
    """The firms with all their adverts; the free positions sum to `scale.positions`."""
    chance = stream(seed, "firms")
    zones = _zones(catalogue.communes, chance)
    families = _firm_families(catalogue, scale.firms, chance)
    counts = share_out(scale.vacancies, [0.5 + chance.paretovariate(3) for _ in families])
    firms = [
        _firm(catalogue, family, number, zones, counts[number - 1], chance, on)
        for number, family in enumerate(families, start=1)
    ]
    return _with_positions(firms, catalogue, scale.positions, chance)


def _zones(communes: Sequence[Commune], chance: Random) -> dict[str, Commune]:
    """Made industrial zones, in communes with many people."""
    crowded = Weighted((each, float(each.population) ** 2) for each in communes)
    chosen = crowded.pick_several(max(1, len(communes) // _COMMUNES_PER_ZONE), chance)
    return {f"Khu công nghiệp Mẫu {n}": each for n, each in enumerate(chosen, start=1)}


def _firm_families(catalogue: Catalogue, firms: int, chance: Random) -> list[Family]:
    """One family for each firm; the commonest ones are never missing."""
    common = sorted(
        (each for each in catalogue.families.values() if each.weight),
        key=lambda each: (-each.weight, each.family),
    )
    weighted = Weighted((each, each.weight) for each in common)
    rest = max(0, firms - len(common))
    return common[:firms] + [weighted.pick(chance) for _ in range(rest)]


def _firm(
    catalogue: Catalogue,
    family: Family,
    number: int,
    zones: dict[str, Commune],
    vacancies: int,
    chance: Random,
    on: date,
) -> MadeFirm:
    zone, commune = (
        "",
        Weighted((each, each.population) for each in catalogue.communes).pick(chance),
    )
    if chance.randrange(100) < family.zone_percent:
        zone = chance.choice(list(zones))
        commune = zones[zone]
    foreign = chance.randrange(100) < family.foreign_percent
    kinds = _SMALL_KINDS.get(family.family, _OTHER_KINDS)
    kind = "FOREIGN_FIRM" if foreign else Weighted(kinds).pick(chance)
    lat, lon = point_near(commune.lat, commune.lon, radius_km=1.5, chance=chance)
    sizes = next(table for least, table in _SIZES if family.size >= least)
    return MadeFirm(
        name=f"{chance.choice(_FORMS[kind])} {chance.choice(family.firm_words)} Ví Dụ {number}",
        kind=kind,
        industry=family.industry,
        product=family.product,
        size="UNDER_10" if kind == "HOUSEHOLD_BUSINESS" else sizes.pick(chance),
        commune=commune.code,
        industrial_zone=zone,
        lat=lat,
        lon=lon,
        vacancies=tuple(_adverts(catalogue, family, foreign, vacancies, chance, on)),
    )


def _adverts(
    catalogue: Catalogue, family: Family, foreign: bool, count: int, chance: Random, on: date
) -> list[MadeVacancy]:
    """The adverts of one firm: its own trade first, sometimes office and support work."""
    of = {
        name: Weighted((title, title.weight) for title in catalogue.titles if title.family == name)
        for name in (family.family, *ANYWHERE)
    }
    pay = 0.94 + 0.12 * chance.random() + (0.05 if foreign else 0)
    housing = chance.random() < (0.3 if family.zone_percent >= 50 else 0.06)
    adverts: list[MadeVacancy] = []
    times: dict[str, int] = {}
    for _ in range(count):
        drawn = chance.random()
        name = (
            "office"
            if drawn < _ANYWHERE_SHARE["office"]
            else "support"
            if drawn < sum(_ANYWHERE_SHARE.values())
            else family.family
        )
        title = of[name].pick(chance)
        times[title.title] = times.get(title.title, 0) + 1
        advert = _advert(catalogue, title, pay, housing, chance, on)
        if times[title.title] > 1:  # the same work again: another workshop, said in the title
            advert = replace(advert, title=f"{title.title} – đợt {times[title.title]}")
        adverts.append(advert)
    return adverts


def _advert(
    catalogue: Catalogue, title: Title, pay: float, housing: bool, chance: Random, on: date
) -> MadeVacancy:
    low, high = _wages(title, pay, chance)
    months = max(0, title.experience_months + chance.choice((-6, 0, 0, 0, 6)))
    if not title.experience_months:
        months = 0
    benefits = [_BENEFITS[0], *(line for line in _BENEFITS[1:] if chance.random() < 0.45)]
    posted = on - timedelta(days=chance.randrange(28))
    return MadeVacancy(
        title=title.title,
        occupation=title.occupation,
        description=title.work,
        requirements=_demands_in_words(title, months),
        benefits="\n".join(benefits + (["Có chỗ ở cho công nhân ở xa."] if housing else [])),
        positions=1,
        filled=0,
        wage_min=low,
        wage_max=high,
        pay_period=title.pay_period,
        shifts=title.shifts,
        contract_kind=_CONTRACTS.pick(chance),
        housing=housing,
        general_education=title.general_education,
        qualification=title.qualification,
        experience_months=months,
        conditions=catalogue.families[title.family].conditions,
        skills=(
            *((code, True) for code in title.skills_required),
            *((code, False) for code in title.skills_preferred),
        ),
        certificates=title.certificates,
        posted_on=posted,
        closes_on=on + timedelta(days=5 + chance.randrange(60)),
    )


def _wages(title: Title, pay: float, chance: Random) -> tuple[int | None, int | None]:
    """The wage that is printed: both ends, or none at all."""
    if chance.random() < _WITHOUT_WAGE:
        return None, None
    step = _ROUND_WAGE[title.pay_period]
    low = title.wage_low * pay * (0.96 + 0.1 * chance.random())
    high = title.wage_high * pay * (0.92 + 0.14 * chance.random())
    return round(low / step) * step, round(max(high, low * 1.08) / step) * step


def _demands_in_words(title: Title, months: int) -> str:
    schooling = {
        "": "Không yêu cầu trình độ văn hoá.",
        "LOWER_SECONDARY": "Tốt nghiệp trung học cơ sở.",
        "UPPER_SECONDARY": "Tốt nghiệp trung học phổ thông.",
    }[title.general_education]
    years, rest = divmod(months, 12)
    words = [f"{years} năm"] * bool(years) + [f"{rest} tháng"] * bool(rest)
    experience = (
        f"Có kinh nghiệm từ {' '.join(words)}." if words else "Chưa có kinh nghiệm vẫn nhận."
    )
    return f"{schooling}\n{experience}"


def _with_positions(
    firms: list[MadeFirm], catalogue: Catalogue, positions: int, chance: Random
) -> list[MadeFirm]:
    """Gives every advert its positions: large firms and low demands hire many at once."""
    families = {title.title: title.family for title in catalogue.titles}
    weights = [
        catalogue.families[families[each.title.partition(" – đợt ")[0]]].size
        * chance.paretovariate(1.6)
        / (1 + each.experience_months / 12)
        * (1 if each.qualification in {"NONE", "SKILLED_NO_PAPER"} else 0.6)
        for firm in firms
        for each in firm.vacancies
    ]
    shares = iter(share_out(positions, weights))
    return [
        replace(
            firm,
            vacancies=tuple(_filled_in(each, next(shares), chance) for each in firm.vacancies),
        )
        for firm in firms
    ]


def _filled_in(vacancy: MadeVacancy, free: int, chance: Random) -> MadeVacancy:
    """The advert with its free positions, and in every fourth some that are taken already."""
    filled = chance.randrange(1, free + 1) if free > 1 and chance.random() < 0.25 else 0
    return replace(vacancy, positions=free + filled, filled=filled)
