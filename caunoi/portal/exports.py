"""Figures of the labour market as a sheet and as a map."""

from collections.abc import Callable, Mapping
from typing import Final

from django.conf import settings

from caunoi.places.queries import commune_outlines
from caunoi.portal.queries.market import Line, Market
from caunoi_kit.office import sheets
from caunoi_kit.office.sheets import Column, Kind
from caunoi_kit.ui import formats
from caunoi_kit.ui.charts import Area, Map, legend, tones

WRITERS: Final[Mapping[str, Callable[..., bytes]]] = {
    "csv": sheets.write_csv,
    "xlsx": sheets.write,
}
COLUMNS: Final = (
    Column("Mã nghề (ISCO-08)"),
    Column("Nghề", width=48),
    Column("Nơi"),
    Column("Ngày", Kind.DAY),
    Column("Người tìm việc", Kind.NUMBER),
    Column("Tin đang tuyển", Kind.NUMBER),
    Column("Chỗ đang tuyển", Kind.NUMBER),
    Column("Lương, một phần tư thấp (đồng/tháng)", Kind.MONEY),
    Column("Lương giữa (đồng/tháng)", Kind.MONEY),
    Column("Lương, một phần tư cao (đồng/tháng)", Kind.MONEY),
    Column("Ngày từ đăng tin đến nhận việc", Kind.NUMBER),
    Column("Nguồn", width=48),
)
MOST_NAMED: Final = 3


def market_file(market: Market, kind: str) -> bytes:
    """The trade and its parts, one a row; what may not be shown is an empty cell."""
    rows = [_row(market, line) for line in (market.whole, *market.lines)]
    return WRITERS[kind](COLUMNS, rows, title="Thị trường lao động")


def commune_map(market: Market) -> Map | None:
    """Free positions by commune; None without boundaries of the province or without positions."""
    outlines = commune_outlines(settings.CAUNOI_PROVINCE)
    named = dict(market.areas)
    drawn = [code for code in named if code in outlines.by_code]
    positions = [market.positions_by_commune.get(code, 0) for code in drawn]
    if not any(positions):
        return None
    toned = tones(positions)
    areas = tuple(
        Area(outlines.by_code[code], tone, named[code], formats.number(count))
        for code, count, tone in zip(drawn, positions, toned, strict=True)
    )
    most = sorted(zip(drawn, positions, strict=True), key=lambda pair: -pair[1])[:MOST_NAMED]
    finding = "Nhiều chỗ nhất: " + ", ".join(
        f"{named[code]} {formats.number(count)}" for code, count in most if count
    )
    words = legend(positions, toned, "chỗ")
    return Map(areas, finding, outlines.width, outlines.height, "Chỗ đang tuyển", words)


def _row(market: Market, line: Line) -> tuple[sheets.Value, ...]:
    low, middle, high = line.wages[:3] if line.wages else (None, None, None)
    return (
        line.code,
        line.name,
        market.area_name,
        market.on,
        line.seekers,
        line.adverts,
        line.positions,
        low,
        middle,
        high,
        line.fill_days,
        settings.CAUNOI_UNIT_NAME,
    )
