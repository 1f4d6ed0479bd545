"""Public figures for programs, and figures that programs send."""

from dataclasses import asdict
from typing import Annotated, Any, Final

from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from caunoi.accounts.models import ApiKey
from caunoi.indicators.actions.open_data import DataValue, Strategy, take_values
from caunoi.indicators.exports import open_data as exports
from caunoi.indicators.permissions.open_data import may_send_figures
from caunoi.indicators.queries.open_data import (
    Observation,
    asked_for,
    observations,
    period_of_dhis2,
    published,
)
from caunoi_kit.api.answers import reading, sending
from caunoi_kit.api.guard import open_to
from caunoi_kit.api.once import Number, once
from caunoi_kit.ui.access import anyone

router = Router(tags=["figures"])
senders = Router(tags=["figures"])

MOST_VALUES: Final = 5_000
MOST_ASKED: Final = 50
Code = Annotated[str, Field(max_length=60)]


class WithKey(HttpRequest):
    """A request that came with a key."""

    auth: ApiKey


class ValueOut(BaseModel):
    """One public figure, by the names of DHIS2."""

    dataElement: str = Field(description="Code of the indicator.")
    period: str = Field(description="2026, 2026S1, 2026Q1 or 202611.")
    orgUnit: str = Field(description="Code of the unit: T33 the province, X12454 a commune.")
    value: str
    lastUpdated: str | None = None
    comment: str | None = Field(default=None, description="How exact it is, in Vietnamese.")


class DataValueSet(BaseModel):
    """Public figures; counts under ten, and what would give one away, are left out."""

    dataSet: str
    dataValues: list[ValueOut]


class Asked(BaseModel):
    """Which figures; what is not named is not narrowed down."""

    period: list[Code] = Field(min_length=1, max_length=MOST_ASKED, description="2026, 2026Q1…")
    orgUnit: list[Code] = Field(default=[], max_length=MOST_ASKED, description="T33, X12454…")
    dataElement: list[Code] = Field(default=[], max_length=MOST_ASKED, description="Indicators.")


class Sdmx(BaseModel):
    """An SDMX-JSON 2.1 data message."""

    model_config = ConfigDict(extra="allow")

    meta: dict[str, Any]
    data: dict[str, Any]


Word = Annotated[str, Field(max_length=60)]
# DHIS2 sends values as text, many programs as numbers.
Amount = Annotated[
    str,
    BeforeValidator(lambda sent: str(sent) if type(sent) in (int, float) else sent),
    Field(min_length=1, max_length=40, description="«1200», «4.87»."),
]


class ValueIn(BaseModel):
    """One value; what is left empty is taken from the set. Other fields of DHIS2 are not kept."""

    dataElement: Word = Field(description="Code of the indicator.")
    period: Word = ""
    orgUnit: Word = ""
    value: Amount


class ValuesIn(BaseModel):
    """A dataValueSet as DHIS2 sends it, its objects named by their codes."""

    dataSet: Word = ""
    completeDate: Word = Field(
        default="", description="Given: the forms are handed in as they then stand."
    )
    period: Word = ""
    orgUnit: Word = ""
    dataValues: list[ValueIn] = Field(min_length=1, max_length=MOST_VALUES)


class Counts(BaseModel):
    imported: int
    updated: int
    ignored: int
    deleted: int = 0


class ConflictOut(BaseModel):
    """A value that was not taken, and why, in Vietnamese."""

    object: str
    value: str


class ImportSummary(BaseModel):
    """What became of the set, by the names of DHIS2."""

    responseType: str = "ImportSummary"
    status: str = Field(description="SUCCESS; WARNING: some were ignored; ERROR: nothing was kept.")
    description: str
    importCount: Counts
    conflicts: list[ConflictOut]
    dataSetComplete: str = Field(description="The day the forms were handed in, or «false».")


@router.get(
    "so-lieu/dataValueSets",
    response=reading(DataValueSet),
    url_name="data_value_sets",
    summary="Public figures as a DHIS2 dataValueSet",
    exclude_none=True,
)
@open_to(anyone)
def data_value_sets(request: HttpRequest, asked: Annotated[Asked, Query()]) -> dict[str, Any]:
    """Periods that are over, of the indicators that are published."""
    return exports.as_dhis2(_found(asked))


@router.get(
    "so-lieu/sdmx",
    response=reading(Sdmx, may_miss=True),
    url_name="sdmx_data",
    summary="Public figures of a year as SDMX-JSON",
)
@open_to(anyone)
def sdmx_data(request: HttpRequest, year: Annotated[int, Query(ge=2015, le=2100)]) -> JsonResponse:
    """A hidden figure stands without a number and with the status Q."""
    found = published(year, on=timezone.localdate())
    if found is None:
        raise Http404
    told = exports.as_sdmx(list(observations(found)), prepared=timezone.localtime())
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


@senders.post(
    "so-lieu/gui/dataValueSets",
    response=sending(ImportSummary),
    url_name="send_data_values",
    summary="Send figures as a DHIS2 dataValueSet",
)
@open_to(may_send_figures)
@once
def send_data_values(
    request: WithKey,
    values: ValuesIn,
    idempotency_key: Number,
    dryRun: Annotated[bool, Query(description="Say what would happen and keep nothing.")] = False,
    importStrategy: Annotated[
        Strategy, Query(description="Only new ones, only changes, or both.")
    ] = Strategy.CREATE_AND_UPDATE,
) -> dict[str, Any]:
    """Kept as reported figures in the forms of the units; somebody else approves them."""
    at = timezone.localtime()
    done = take_values(
        [
            DataValue(
                each.dataElement,
                each.period or values.period,
                each.orgUnit or values.orgUnit,
                each.value,
            )
            for each in values.dataValues
        ],
        by=request.auth.user,
        at=at,
        on=at.date(),
        strategy=importStrategy,
        hand_in=bool(values.completeDate),
        dry_run=dryRun,
    )
    kept = done.imported + done.updated
    status = "SUCCESS" if not done.conflicts else "WARNING" if kept else "ERROR"
    return {
        "status": status,
        "description": f"Nhận mới {done.imported}, sửa {done.updated}, bỏ qua {done.ignored}.",
        "importCount": {
            "imported": done.imported, "updated": done.updated, "ignored": done.ignored,
        },
        "conflicts": [asdict(each) for each in done.conflicts],
        "dataSetComplete": at.date().isoformat() if done.sent and not dryRun else "false",
    }  # fmt: skip


def _found(asked: Asked) -> list[Observation]:
    periods = [found for each in asked.period if (found := period_of_dhis2(each)) is not None]
    return asked_for(periods, asked.orgUnit, asked.dataElement, on=timezone.localdate())
