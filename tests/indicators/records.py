"""What a figure comes to by the records behind it alone."""

from decimal import ROUND_HALF_UP, Decimal

from caunoi.indicators.queries.people_behind import PARTS, records_behind
from caunoi_rules.periods import year_before


def worth(indicator, place, period):
    """What a figure comes to by its records alone; what is made of others, by theirs."""
    behind = records_behind(indicator, place, period)
    if behind.kind != PARTS or behind.figures.exists():
        return behind.worth
    parts = [worth(each, place, period) for each in behind.indicators]
    definition = indicator.definitions.get()
    if definition.query == "sum":
        return sum(parts)
    if definition.query == "fall":
        return worth(behind.indicators[0], place, year_before(period)) - parts[0]
    share = Decimal(100) * parts[0] / parts[1]
    scaled = share.scaleb(definition.decimals)
    return int(scaled.quantize(Decimal(1), rounding=ROUND_HALF_UP))
