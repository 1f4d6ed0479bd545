"""What is watched for odd figures: indicators of forms, of the first screen, and related ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from caunoi.indicators.choices.catalogue import Calendar, Frequency, OverTime, OverUnits
from caunoi.indicators.models import (
    Definition,
    FormLine,
    Indicator,
    Relation,
    ReportingForm,
    ReportingUnit,
)
from caunoi.indicators.queries.catalogue import catalogue
from caunoi.indicators.queries.submissions import KINDS
from caunoi_rules.periods import Period


@dataclass(frozen=True)
class Where:
    """A page: its name, what its address is made of, what stands after the question mark."""

    page: str
    parts: dict[str, str]
    query: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Watched:
    """The indicators that are watched, their newest definitions, relations and forms."""

    indicators: Mapping[int, Indicator]
    definitions: Mapping[int, Definition]
    relations: Sequence[Relation]
    forms: Sequence[ReportingForm]
    forms_of: Mapping[int, Sequence[ReportingForm]]  # by indicator

    def adds_up(self, indicator: int) -> bool:
        """Whether months of it can be compared as amounts."""
        return self.definitions[indicator].over_units == OverUnits.SUM

    def over_time(self, indicator: int) -> str:
        """How its months make up a longer span."""
        found = self.definitions.get(indicator)
        return found.over_time if found is not None else OverTime.NONE

    def where(self, indicator: int, unit: ReportingUnit, period: Period) -> Where:
        """The form a figure stands in for the days of a period; else the page of the indicator."""
        for form in self.forms_of.get(indicator, ()):
            if form.unit_kind == unit.kind and period.code and _has(form, period):
                where = {"form": form.code, "unit": unit.code, "period": period.code}
                return Where("indicators:sheet", where)
        days = {"tu": period.first.isoformat(), "den": period.last.isoformat()}
        return Where(
            "indicators:indicator",
            {"code": self.indicators[indicator].code},
            {**days, "noi": str(unit.place_id)},
        )


def watched() -> Watched:
    """Five questions."""
    relations = list(Relation.objects.order_by("id"))
    lines = FormLine.objects.select_related("form").order_by("form__code", "order", "id")
    forms_of: dict[int, list[ReportingForm]] = {}
    for line in lines:
        forms_of.setdefault(line.indicator_id, []).append(line.form)
    definitions = {key: found[0] for key, found in catalogue().by_indicator.items()}
    related = {key for each in relations for key in (each.first_id, each.second_id)}
    indicators = {
        each.pk: each
        for each in Indicator.objects.order_by("order", "id")
        if each.pk in definitions and (each.is_tile or each.pk in related or each.pk in forms_of)
    }
    forms = list(ReportingForm.objects.order_by("code"))
    return Watched(indicators, definitions, relations, forms, forms_of)


def _has(form: ReportingForm, period: Period) -> bool:
    """Whether the form is handed in for just such a period."""
    calendar = Calendar.CALENDAR if period.first.day == 1 else Calendar.REPORTING
    return period.kind in KINDS[Frequency(form.frequency)] and form.calendar == calendar
