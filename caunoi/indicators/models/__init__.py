"""Tables of indicators, one module a matter."""

from caunoi.indicators.models.catalogue import (
    Definition,
    FormLine,
    Indicator,
    Relation,
    ReportingForm,
    ReportingUnit,
    SplitWeight,
)
from caunoi.indicators.models.estimates import Estimate
from caunoi.indicators.models.figures import (
    Correction,
    CountryTotal,
    Figure,
    Happening,
    Submission,
    Total,
)
from caunoi.indicators.models.reports import Receipt, Report, ReportFigure, ReportTemplate
from caunoi.indicators.models.targets import Forecast, Target, TargetStep

__all__ = [
    "Correction",
    "CountryTotal",
    "Definition",
    "Estimate",
    "Figure",
    "Forecast",
    "FormLine",
    "Happening",
    "Indicator",
    "Receipt",
    "Relation",
    "Report",
    "ReportFigure",
    "ReportTemplate",
    "ReportingForm",
    "ReportingUnit",
    "SplitWeight",
    "Submission",
    "Target",
    "TargetStep",
    "Total",
]
