"""A key to twenty years of working days, written by hand from the notices, apart from the code.

Each year: the first day of Tết and Giỗ Tổ by the lunar calendar, the breaks as the notices give
them (weekends included), and the Saturdays worked in exchange. `None`: nobody knows that year.
"""

from datetime import date, timedelta

CONFIRMED, DOUBTFUL, ASSUMED = "confirmed", "unconfirmed", "assumed"

KEY = {
    2010: None,
    2011: None,
    2012: None,
    2013: None,
    2014: None,
    2015: (CONFIRMED, "19/2", "28/4", "1/1-4/1 15/2-23/2 28/4-3/5 2/9", "14/2 25/4"),
    2016: (CONFIRMED, "8/2", "16/4", "1/1-3/1 6/2-14/2 16/4-18/4 30/4-3/5 2/9-4/9", ""),
    2017: (CONFIRMED, "28/1", "6/4", "1/1-2/1 26/1-1/2 6/4 29/4-2/5 2/9-4/9", ""),
    2018: (CONFIRMED, "16/2", "25/4", "1/1 14/2-20/2 25/4 28/4-1/5 1/9-3/9 29/12-31/12", ""),
    2019: (CONFIRMED, "5/2", "14/4", "1/1 2/2-10/2 13/4-15/4 27/4-1/5 31/8-2/9", "5/1 4/5"),
    2020: (CONFIRMED, "25/1", "2/4", "1/1 23/1-29/1 2/4 30/4-3/5 2/9", ""),
    2021: (CONFIRMED, "12/2", "21/4", "1/1-3/1 10/2-16/2 21/4 30/4-3/5 2/9-5/9", ""),
    2022: (CONFIRMED, "1/2", "10/4", "1/1-3/1 29/1-6/2 9/4-11/4 30/4-3/5 1/9-4/9", ""),
    2023: (CONFIRMED, "22/1", "29/4", "1/1-2/1 20/1-26/1 29/4-3/5 1/9-4/9", ""),
    2024: (CONFIRMED, "10/2", "18/4", "1/1 8/2-14/2 18/4 27/4-1/5 31/8-3/9", "4/5"),
    2025: (CONFIRMED, "29/1", "7/4", "1/1 25/1-2/2 5/4-7/4 30/4-4/5 30/8-2/9", "26/4"),
    2026: (
        CONFIRMED,
        "17/2",
        "26/4",
        "1/1-4/1 14/2-22/2 25/4-27/4 30/4-3/5 29/8-2/9 24/11",
        "10/1 22/8",
    ),
    2027: (ASSUMED, "6/2", "16/4", "1/1-3/1 5/2-11/2 16/4-18/4 30/4-3/5 2/9-5/9 24/11", ""),
    2028: None,
    2029: None,
}

HOLIDAYS_BY_LAW = {2015: 10, 2021: 11, 2026: 12}
"""From that year: Tết dương lịch, five days of Tết, Giỗ Tổ, 30/4, 1/5, Quốc khánh (two from 2021:
Labour Code 2019, Điều 112), and from 2026 the 24th of November (NQ 28/2026/QH16)."""

SWAPPED_OVER_THE_YEAR_END = {2015: 1, 2018: 1, 2019: -1}
"""02/01/2015 against 27/12/2014, and 31/12/2018 against 05/01/2019."""


def days_of(year):
    """Every day of a year."""
    first, following = date(year, 1, 1), date(year + 1, 1, 1)
    return [first + timedelta(n) for n in range((following - first).days)]


def working(year):
    """The working days of a known year by the key."""
    _, _, _, breaks, worked = KEY[year]
    off, extra = spread(year, breaks), spread(year, worked)
    return [d for d in days_of(year) if d in extra or (d.isoweekday() <= 5 and d not in off)]


def spread(year, text):
    """The days of a text like "1/1-4/1 2/9"."""
    found = set()
    for part in text.split():
        first, _, last = part.partition("-")
        day, end = _date(year, first), _date(year, last or first)
        while day <= end:
            found.add(day)
            day += timedelta(1)
    return found


def lunar(year):
    """The first day of Tết and Giỗ Tổ."""
    _, tet, gio_to, _, _ = KEY[year]
    return _date(year, tet), _date(year, gio_to)


def years(*kinds):
    """The years of these kinds."""
    return [year for year, facts in KEY.items() if facts and facts[0] in kinds]


def _date(year, text):
    day, month = text.split("/")
    return date(year, int(month), int(day))
