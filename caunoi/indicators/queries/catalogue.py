"""Questions about the catalogue: indicators, their definitions, what holds between them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from caunoi.indicators.models import Definition, FormLine, Indicator, Relation, ReportingForm


class NoDefinition(Exception):
    """An indicator without any definition: the catalogue was not loaded as a whole."""


@dataclass(frozen=True)
class Catalogue:
    """Every definition, by indicator, the latest first."""

    by_indicator: dict[int, tuple[Definition, ...]]
    by_id: dict[int, Definition]

    def on(self, indicator_id: int, day: date) -> Definition:
        """The definition in force on a day; of days before the first one, the first."""
        found = self.by_indicator.get(indicator_id)
        if not found:
            raise NoDefinition(
                f"Chỉ tiêu số {indicator_id} chưa có định nghĩa. Chạy «caunoi load-indicators»."
            )
        return next((each for each in found if each.valid_from <= day), found[-1])


def catalogue() -> Catalogue:
    """One query, whatever is asked of it afterwards."""
    by_indicator: dict[int, list[Definition]] = {}
    for each in Definition.objects.select_related("indicator").order_by("-version", "id"):
        by_indicator.setdefault(each.indicator_id, []).append(each)
    return Catalogue(
        {key: tuple(found) for key, found in by_indicator.items()},
        {each.pk: each for found in by_indicator.values() for each in found},
    )


def definition_on(indicator: Indicator, day: date) -> Definition:
    """The definition of an indicator that was in force on a day."""
    found = list(indicator.definitions.order_by("-version"))
    if not found:
        raise NoDefinition(f"Chỉ tiêu {indicator.code} chưa có định nghĩa.")
    return next((each for each in found if each.valid_from <= day), found[-1])


def indicators_named(codes: Iterable[str]) -> list[Indicator]:
    """Indicators in the order of their codes; unknown codes are left out."""
    wanted = list(codes)
    found = {each.code: each for each in Indicator.objects.filter(code__in=wanted).order_by("id")}
    return [found[code] for code in wanted if code in found]


def all_indicators() -> QuerySet[Indicator]:
    """In the order of the catalogue."""
    return Indicator.objects.order_by("order", "id")


def tiles() -> QuerySet[Indicator]:
    """Those of the first screen."""
    return all_indicators().filter(is_tile=True)


def public_indicators() -> QuerySet[Indicator]:
    """Those that are published."""
    return all_indicators().filter(is_public=True)


def relations() -> QuerySet[Relation]:
    """What must hold between indicators."""
    return Relation.objects.select_related("first", "second").order_by("kind", "second_id", "id")


def reporting_forms() -> QuerySet[ReportingForm]:
    """Forms that units fill in."""
    return ReportingForm.objects.order_by("code")


def lines_of(form: ReportingForm) -> QuerySet[FormLine]:
    """The indicators of a form, row by row."""
    found = FormLine.objects.filter(form=form).select_related("indicator")
    return found.order_by("order", "id")
