"""Article 5: Hải Dương in 2021. No plan is printed."""

from tests.indicators.articles import Year, communes_of, parts

UNIT = "TC30"
JOBS = {"jobs_in_province": 20_500, "jobs_out_of_province": 11_000, "overseas_workers": 4_500}


def year_2021() -> Year:
    """What the department of 2021 would have entered."""
    year = Year(UNIT)
    communes = communes_of(UNIT, 6)
    for code, total in JOBS.items():
        for month, of_month in enumerate(parts(total, 12), start=1):
            values = zip(communes, parts(of_month, len(communes)), strict=True)
            year.values += [(u, code, f"2021-{month:02d}", str(value)) for u, value in values]
    year.values += [
        (UNIT, "gdnn_enrolled", "2021", "38.100"),
        (UNIT, "rural_trained", "2021", "2.948"),
        (UNIT, "gdnn_graduated", "2021", "33.601"),
        (UNIT, "ncc_houses_supported", "2021", "trên 4.000"),
        (UNIT, "households", "2020", "600.000"),
        (UNIT, "poor_households", "2020", "8.160"),  # 1,36 %
        (UNIT, "near_poor_households", "2020", "12.000"),  # 2,00 %
        (UNIT, "households", "2021", "600.000"),
        (UNIT, "poor_households", "2021", "6.000"),  # 1,00 %
        (UNIT, "near_poor_households", "2021", "10.740"),  # 1,79 %
        (UNIT, "btxh_eligible", "2021", "67.000"),
        (UNIT, "btxh_people", "2021", "67.000"),
    ]
    return year
