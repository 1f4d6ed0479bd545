"""Article 2: Tuyên Quang in 2023. The split of the jobs of eleven months is from the press."""

from decimal import Decimal

from caunoi.indicators.choices.figures import Bound
from tests.indicators.articles import Year, communes_of, parts

UNIT = "TC08"
COMMUNES = 8
ELEVEN_MONTHS = {  # 22.265 = 13.822 + 7.466 + 977
    "jobs_in_province": 13_822,
    "jobs_out_of_province": 7_466,
    "overseas_workers": 977,
}
DECEMBER = {"jobs_in_province": 2_290, "jobs_out_of_province": 1_236, "overseas_workers": 162}
GIFTS, MONEY_OF_GIFTS = 16_691, 6_963_400_000
FAMILIES, MONEY_OF_HOUSES = 53, 1_604_000_000
HOUSES, NEW_HOUSES = 2_055, 425


def year_2023() -> Year:
    """What the department of 2023 would have entered."""
    year = Year(UNIT)
    communes = communes_of(UNIT, COMMUNES)
    for code, total in ELEVEN_MONTHS.items():
        for month, of_month in enumerate(parts(total, 11), start=1):
            year.values += _shared(communes, code, f"2023-{month:02d}", of_month)
        year.values += _shared(communes, code, "2023-12", DECEMBER[code])
    year.values += [
        (UNIT, "jobs_created", "2022", "24.955"),
        (UNIT, "gdnn_enrolled", "2023", "13.575"),
        (UNIT, "households", "2022", "210.000"),
        (UNIT, "poor_households", "2022", "39.270"),  # 18,70 %
        (UNIT, "households", "2023", "210.000"),
        (UNIT, "poor_households", "2023", "29.043"),  # 13,83 %
    ]
    year.happenings["gifts_ncc"] = _gifts(communes)
    year.happenings["houses_ncc"] = _houses(communes, "NCC", FAMILIES, MONEY_OF_HOUSES)
    year.happenings["temp_houses_removed"] = _houses(communes, "NT", HOUSES)
    year.happenings["houses_poor_ctmtqg"] = _houses(communes, "HN", NEW_HOUSES)
    year.plans = [
        ("houses_poor_ctmtqg", "2023", NEW_HOUSES, Bound.EXACT),
        ("jobs_created", "2024", 22_550, Bound.EXACT),
        ("poverty_reduction", "2024", 300, Bound.OVER),
    ]
    year.percents = [
        ("jobs_created", "2023", 25_953, Decimal(117)),
        ("gdnn_enrolled", "2023", 13_575, Decimal("169.7")),
        ("poverty_reduction", "2023", 487, Decimal(138)),
        ("temp_houses_removed", "2023", HOUSES, Decimal(181)),
    ]
    return year


def _shared(communes: list[str], code: str, period: str, total: int) -> list:
    values = zip(communes, parts(total, len(communes)), strict=True)
    return [(unit, code, period, str(value)) for unit, value in values]


def _gifts(communes: list[str]) -> list:
    """Two occasions in each commune: Tết and 27 July."""
    count, rows = 2 * len(communes), []
    for at, (gifts, money) in enumerate(
        zip(parts(GIFTS, count), parts(MONEY_OF_GIFTS, count), strict=True)
    ):
        day = "15/01/2023" if at % 2 else "20/07/2023"
        rows.append((f"Q{at:03d}", day, communes[at // 2], gifts, money))
    return rows


def _houses(communes: list[str], mark: str, count: int, money: int | None = None) -> list:
    """One happening a household, spread over communes and months."""
    amounts = parts(money, count) if money is not None else [""] * count
    return [
        (f"{mark}{at:04d}", f"{at % 28 + 1:02d}/{at % 12 + 1:02d}/2023",
         communes[at % len(communes)], 1, amount)
        for at, amount in enumerate(amounts)
    ]  # fmt: skip
