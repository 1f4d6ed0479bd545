"""Forms of estimates: which indicator, then the estimate itself, and the filter of the list."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from caunoi.indicators.choices.figures import EstimateState
from caunoi.indicators.forms.submissions import FigureField
from caunoi.indicators.models import Definition, ReportingUnit
from caunoi.indicators.queries.entries import Entry, unit_words
from caunoi.indicators.queries.submissions import Period

LONGEST_METHOD: Final = 500
LONGEST_SOURCE: Final = 300


class WhatForm(forms.Form):
    """Which indicator is estimated; what it counts decides units and periods."""

    code = forms.ChoiceField(
        label="Chỉ tiêu", error_messages={"required": "Chọn chỉ tiêu cần ước tính."}
    )

    def __init__(self, *args: Any, definitions: Sequence[Definition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by_code = {each.indicator.code: each for each in definitions}
        self.fields["code"].choices = [  # type: ignore[attr-defined]
            ("", "Chọn chỉ tiêu"),
            *((each.indicator.code, each.name) for each in definitions),
        ]

    def clean_code(self) -> Definition | None:
        return self._by_code.get(self.cleaned_data["code"])


class EstimateForm(forms.Form):
    """One estimate of an indicator: whose, of which days, how much, how it was found."""

    unit = forms.ChoiceField(label="Đơn vị", error_messages={"required": "Chọn đơn vị chưa có số."})
    period = forms.ChoiceField(label="Kỳ", error_messages={"required": "Chọn kỳ chưa có số."})
    method = forms.CharField(
        label="Cách ước tính",
        max_length=LONGEST_METHOD,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi cách ước tính: từ số nào, theo cách nào."},
    )
    source = forms.CharField(
        label="Tài liệu dựa vào",
        required=False,
        max_length=LONGEST_SOURCE,
    )

    def __init__(
        self,
        *args: Any,
        definition: Definition,
        units: Sequence[ReportingUnit],
        periods: Sequence[Period],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._units = {each.code: each for each in units}
        self._periods = {each.code: each for each in periods}
        self.fields["unit"].choices = [  # type: ignore[attr-defined]
            *([("", "Chọn đơn vị")] if len(units) > 1 else []),
            *((each.code, each.name) for each in units),
        ]
        self.fields["period"].choices = [  # type: ignore[attr-defined]
            (each.code, each.words[:1].upper() + each.words[1:]) for each in periods
        ]
        words = unit_words(definition)
        for name, label in (
            ("entry", f"Giá trị ({words})"),
            ("low", "Thấp nhất"),
            ("high", "Cao nhất"),
        ):
            self.fields[name] = FigureField(definition)
            self.fields[name].label = label
        self.fields["entry"].required = True
        self.order_fields(["unit", "period", "entry", "low", "high", "method", "source"])

    def clean_unit(self) -> ReportingUnit:
        return self._units[self.cleaned_data["unit"]]

    def clean_period(self) -> Period:
        return self._periods[self.cleaned_data["period"]]

    def clean_entry(self) -> Entry:
        entry: Entry | None = self.cleaned_data["entry"]
        if entry is None:
            raise ValidationError("Ghi số ước tính.")
        return entry


class EstimatesFilter(forms.Form):
    """Which estimates to list; nonsense in the address asks for all."""

    optional_said = True
    state = forms.ChoiceField(
        label="Tình trạng", required=False, choices=[("", "Tất cả"), *EstimateState.choices]
    )


class EstimateWhyForm(forms.Form):
    """Why an estimate is refused or taken out of use."""

    why = forms.CharField(
        label="Lý do",
        max_length=300,
        error_messages={"required": "Ghi lý do, để người ghi ước tính hiểu vì sao."},
    )
