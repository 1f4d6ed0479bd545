"""Open data as files: CSV, DHIS2 dataValueSets, SDMX-JSON."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time
from typing import Any, Final

from django.conf import settings

from caunoi.indicators.choices.catalogue import Unit
from caunoi.indicators.choices.figures import Bound
from caunoi.indicators.queries.open_data import (
    FREQUENCIES,
    Observation,
    days_of,
    dhis2_of,
    sdmx_of,
)
from caunoi_kit.office.sheets import harmless
from caunoi_kit.ui import formats

COLUMNS: Final = (
    "ma_chi_tieu", "chi_tieu", "don_vi_tinh", "ma_don_vi", "don_vi", "ky", "tu_ngay", "den_ngay",
    "gia_tri", "do_chinh_xac", "khong_cong_bo", "ban_dinh_nghia", "can_cu",
)  # fmt: skip
SCHEMA: Final = "https://json.sdmx.org/2.1/sdmx-json-data-schema.json"
AGENCY: Final = "CAUNOI"
SUPPRESSED, NORMAL, ABOUT = "Q", "A", "E"
STATUSES: Final = {
    NORMAL: "Số đầy đủ",
    ABOUT: "Số ước tính hoặc ước chừng",
    SUPPRESSED: "Không công bố vì dưới 10, hoặc vì suy ra được số dưới 10",
}
Json = dict[str, Any]


def as_csv(found: Iterable[Observation]) -> bytes:
    """One figure a line, comma-separated, UTF-8 with its mark so that Excel reads it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for each in found:
        first, last = days_of(each.period, each.definition)
        number = each.number
        writer.writerow(
            [
                each.indicator.code, harmless(each.definition.name), _unit(each),
                each.area, each.place.name, each.period.code, first.isoformat(), last.isoformat(),
                "" if number is None else number, each.note if number is not None else "",
                "co" if each.seen.hidden else "", each.definition.version,
                harmless(each.definition.law),
            ]
        )  # fmt: skip
    return out.getvalue().encode("utf-8-sig")


def as_dhis2(found: Iterable[Observation]) -> Json:
    """A dataValueSet: each value with its own period and unit. What is hidden is left out."""
    return {
        "dataSet": "caunoi-cong-khai",
        "dataValues": [
            value for each in found if each.number is not None for value in _data_value(each)
        ],
    }


def as_sdmx(found: Sequence[Observation], *, prepared: datetime) -> Json:
    """An SDMX-JSON 2.1 data message, one series an indicator, frequency and area.

    What is hidden stands there without a number and says why.
    """
    shown = [each for each in found if sdmx_of(each.period) is not None]
    keys: dict[str, _List] = {
        "FREQ": _List(lambda each: FREQUENCIES[each.period.kind], _frequency),
        "INDICATOR": _List(lambda each: each.indicator.code, lambda each: each.definition.name),
        "REF_AREA": _List(lambda each: each.area, lambda each: each.place.name),
        "TIME_PERIOD": _List(lambda each: str(sdmx_of(each.period)), lambda e: e.period.words),
        "UNIT_MEASURE": _List(lambda each: each.definition.unit, _unit),
        "OBS_STATUS": _List(_status, lambda each: STATUSES[_status(each)]),
    }
    series: dict[str, Json] = {}
    for each in shown:
        at = {name: key.place(each) for name, key in keys.items()}
        name = ":".join(str(at[part]) for part in ("FREQ", "INDICATOR", "REF_AREA"))
        one = series.setdefault(name, {"attributes": [at["UNIT_MEASURE"]], "observations": {}})
        one["observations"][str(at["TIME_PERIOD"])] = [each.number, at["OBS_STATUS"]]
    return {
        "$schema": SCHEMA,
        "meta": {
            "schema": SCHEMA,
            "id": f"caunoi-{prepared:%Y%m%d%H%M%S}",
            "prepared": prepared.isoformat(timespec="seconds"),
            "contentLanguages": ["vi"],
            "sender": {"id": AGENCY, **_named(settings.CAUNOI_UNIT_NAME)},
        },
        "data": {
            "structures": [_structure(keys)],
            "dataSets": [{"structure": 0, "action": "Information", "series": series}],
        },
    }


class _List:
    """The values of a dimension or attribute in the order they first came."""

    def __init__(
        self, code: Callable[[Observation], str], words: Callable[[Observation], str]
    ) -> None:
        self._code, self._words = code, words
        self._places: dict[str, int] = {}
        self.values: list[Json] = []
        self.spans: list[Observation] = []

    def place(self, each: Observation) -> int:
        code = self._code(each)
        if code not in self._places:
            self._places[code] = len(self.values)
            self.values.append({"id": code, **_named(self._words(each))})
            self.spans.append(each)
        return self._places[code]


def _structure(keys: dict[str, _List]) -> Json:
    names = {
        "FREQ": "Độ dài kỳ", "INDICATOR": "Chỉ tiêu", "REF_AREA": "Đơn vị", "TIME_PERIOD": "Kỳ",
        "UNIT_MEASURE": "Đơn vị tính", "OBS_STATUS": "Tình trạng số",
    }  # fmt: skip

    def component(name: str, **more: Any) -> Json:
        found = keys[name].values  # a list of values is never an empty one
        return {"id": name, **_named(names[name]), **more, **({"values": found} if found else {})}

    for value, each in zip(keys["TIME_PERIOD"].values, keys["TIME_PERIOD"].spans, strict=True):
        value["start"] = datetime.combine(each.period.first, time.min).isoformat() + "Z"
        value["end"] = datetime.combine(each.period.last, time(23, 59, 59)).isoformat() + "Z"
    dimensions = [
        component(name, keyPosition=at) for at, name in enumerate(("FREQ", "INDICATOR", "REF_AREA"))
    ]
    return {
        **_named("Số liệu công khai về lao động, việc làm"),
        "dataSets": [0],
        "links": [
            {
                "href": f"{settings.CAUNOI_ADDRESS}/so-lieu/cong-khai/",
                "rel": "dataflow",
                "urn": f"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow={AGENCY}:LABOUR(1.0)",
                "hreflang": "vi",
            }
        ],
        "dimensions": {
            "dataSet": [],
            "series": dimensions,
            "observation": [component("TIME_PERIOD", keyPosition=3, roles=["TIME_PERIOD"])],
        },
        "measures": {"observation": [{"id": "OBS_VALUE", **_named("Giá trị")}]},
        "attributes": {
            "dataSet": [],
            "dimensionGroup": [],
            "series": [
                component("UNIT_MEASURE", relationship={"dimensions": ["INDICATOR"]}),
            ],
            "observation": [component("OBS_STATUS", relationship={"observation": {}})],
        },
    }


def _data_value(each: Observation) -> Iterable[Json]:
    period, first_last = dhis2_of(each.period), days_of(each.period, each.definition)
    if period is None:
        return
    notes = [each.note] if each.note else []
    if first_last != (each.period.first, each.period.last):
        notes.append(f"{formats.day(first_last[0])} đến {formats.day(first_last[1])}")
    taken = each.seen.value.taken_at
    yield {
        "dataElement": each.indicator.code,
        "period": period,
        "orgUnit": each.area,
        "value": str(each.number),
        **({"lastUpdated": taken.isoformat(timespec="seconds")} if taken else {}),
        **({"comment": ", ".join(notes)} if notes else {}),
    }


def _status(each: Observation) -> str:
    if each.seen.hidden:
        return SUPPRESSED
    value = each.seen.value
    return NORMAL if value.bound == Bound.EXACT and not value.estimated else ABOUT


def _frequency(each: Observation) -> str:
    return {"A": "Năm", "S": "Nửa năm", "Q": "Quý", "M": "Tháng"}[FREQUENCIES[each.period.kind]]


def _unit(each: Observation) -> str:
    return str(Unit(each.definition.unit).label)


def _named(words: str) -> Json:
    return {"name": words, "names": {"vi": words}}
