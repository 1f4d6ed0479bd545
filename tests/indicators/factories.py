"""Indicators, units and figures for tests."""

from datetime import UTC, date, datetime

import factory
from django.db.models import Max
from factory.django import DjangoModelFactory

from caunoi.indicators.choices.catalogue import (
    Calendar,
    Direction,
    Frequency,
    Level,
    OverTime,
    OverUnits,
    RelationKind,
    Source,
    Unit,
)
from caunoi.indicators.choices.figures import Bound, SubmissionState, UnitKind
from caunoi.indicators.choices.targets import TargetOrigin, TargetState
from caunoi.indicators.models import (
    Definition,
    Figure,
    FormLine,
    Happening,
    Indicator,
    Relation,
    ReportingForm,
    ReportingUnit,
    Submission,
    Target,
)
from caunoi.indicators.queries.units import code_of
from tests.places.factories import CommuneFactory, ProvinceFactory

NOW = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
FROM = date(2000, 1, 1)


class IndicatorFactory(DjangoModelFactory):
    """An indicator with one definition: summed over communes and months, reported monthly.

    What the definition should say otherwise is given as `definition__unit=…`;
    `definition=None` makes none.
    """

    class Meta:
        model = Indicator
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"indicator_{n}")
    topic = "Việc làm"
    order = factory.Sequence(lambda n: n)

    @factory.post_generation
    def definition(self, create, extracted, **given):
        if create and (extracted is not None or "definition" not in given):
            self.made_definition = extracted or DefinitionFactory(indicator=self, **given)


class DefinitionFactory(DjangoModelFactory):
    class Meta:
        model = Definition

    class Params:
        derived = factory.Trait(source=Source.DERIVED, query="hired")
        rate = factory.Trait(
            unit=Unit.PERCENT, decimals=2, over_units=OverUnits.NONE, over_time=OverTime.LAST
        )

    indicator = factory.SubFactory(IndicatorFactory)
    version = factory.LazyAttribute(
        lambda made: (made.indicator.definitions.aggregate(n=Max("version"))["n"] or 0) + 1
    )
    valid_from = FROM
    name = factory.LazyAttribute(lambda made: f"Chỉ tiêu {made.indicator.code}")
    short_name = factory.SelfAttribute("name")
    meaning = "Số lượt có việc làm trong kỳ."
    unit = Unit.TURNS
    direction = Direction.UP
    over_units = OverUnits.SUM
    over_time = OverTime.SUM
    source = Source.REPORTED
    calendar = Calendar.CALENDAR
    frequency = Frequency.MONTH
    level = Level.COMMUNE
    owner = "Trung tâm Dịch vụ việc làm"
    law = "Luật Việc làm"
    break_note = factory.LazyAttribute(lambda made: "Đổi cách tính" if made.version > 1 else "")


class RelationFactory(DjangoModelFactory):
    class Meta:
        model = Relation

    kind = RelationKind.PART_OF
    first = factory.SubFactory(IndicatorFactory)
    second = factory.SubFactory(IndicatorFactory)


class ReportingFormFactory(DjangoModelFactory):
    """A monthly form of communes, due five days after the month."""

    class Meta:
        model = ReportingForm

    code = factory.Sequence(lambda n: f"bieu-{n}")
    name = factory.LazyAttribute(lambda form: f"Biểu {form.code}")
    unit_kind = UnitKind.COMMUNE
    calendar = Calendar.CALENDAR
    frequency = Frequency.MONTH
    days_after = 5


class FormLineFactory(DjangoModelFactory):
    class Meta:
        model = FormLine

    form = factory.SubFactory(ReportingFormFactory)
    order = factory.Sequence(lambda n: n % 1000)
    indicator = factory.SubFactory(IndicatorFactory)


class ReportingUnitFactory(DjangoModelFactory):
    """A commune of today that answers for itself; `province=True` for the whole province."""

    class Meta:
        model = ReportingUnit
        django_get_or_create = ("code",)

    class Params:
        province = factory.Trait(kind=UnitKind.PROVINCE, place=factory.SubFactory(ProvinceFactory))

    place = factory.SubFactory(CommuneFactory)
    code = factory.LazyAttribute(lambda unit: code_of(unit.place))
    name = factory.LazyAttribute(lambda unit: unit.place.name)
    kind = UnitKind.COMMUNE
    valid_from = factory.LazyAttribute(lambda unit: unit.place.valid_from)
    valid_to = factory.LazyAttribute(lambda unit: unit.place.valid_to)


class SubmissionFactory(DjangoModelFactory):
    """October 2026 of a commune, still being filled in."""

    class Meta:
        model = Submission

    form = factory.SubFactory(ReportingFormFactory)
    unit = factory.SubFactory(ReportingUnitFactory)
    first = date(2026, 10, 1)
    last = date(2026, 10, 31)
    due_on = date(2026, 11, 5)
    state = SubmissionState.OPEN


class FigureFactory(DjangoModelFactory):
    """October 2026 of a commune."""

    class Meta:
        model = Figure

    indicator = factory.SubFactory(IndicatorFactory)
    unit = factory.SubFactory(ReportingUnitFactory)
    first = date(2026, 10, 1)
    last = date(2026, 10, 31)
    value = 10
    bound = Bound.EXACT
    definition = factory.LazyAttribute(
        lambda made: made.indicator.definitions.order_by("-version").first()
    )
    origin = factory.SelfAttribute("definition.source")
    taken_at = NOW


class HappeningFactory(DjangoModelFactory):
    class Meta:
        model = Happening

    indicator = factory.SubFactory(IndicatorFactory)
    unit = factory.SubFactory(ReportingUnitFactory)
    on = date(2026, 10, 10)
    key = factory.Sequence(lambda n: f"SV-{n}")
    entered_at = NOW


class TargetFactory(DjangoModelFactory):
    """The plan of a province for 2026, accepted."""

    class Meta:
        model = Target

    indicator = factory.SubFactory(IndicatorFactory)
    unit = factory.SubFactory(ReportingUnitFactory, province=True)
    first = date(2026, 1, 1)
    last = date(2026, 12, 31)
    value = 1_000
    origin = TargetOrigin.STATED
    state = TargetState.ACCEPTED
