"""The filter of the list of forms to approve."""

from collections.abc import Sequence
from typing import Any

from django import forms

from caunoi.indicators.choices.figures import Stand
from caunoi.indicators.models import ReportingForm, ReportingUnit


class ApprovalsFilter(forms.Form):
    """Which forms to list; nonsense in the address asks for all."""

    optional_said = True
    year = forms.TypedChoiceField(label="Năm", required=False, coerce=int, empty_value=None)
    form = forms.ChoiceField(label="Biểu", required=False)
    unit = forms.ChoiceField(label="Đơn vị", required=False)
    state = forms.ChoiceField(
        label="Tình trạng", required=False, choices=[("", "Tất cả"), *Stand.choices]
    )

    def __init__(
        self,
        *args: Any,
        years: Sequence[int],
        known: Sequence[ReportingForm],
        units: Sequence[ReportingUnit],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._units = {each.code: each for each in units}
        offered = {
            "year": [("", "Gần đây"), *((year, f"Năm {year}") for year in years)],
            "form": [("", "Mọi biểu"), *((each.code, each.name) for each in known)],
            "unit": [("", "Mọi đơn vị"), *((each.code, each.name) for each in units)],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_unit(self) -> ReportingUnit | None:
        return self._units.get(self.cleaned_data["unit"])

    @property
    def asked(self) -> dict[str, Any]:
        """What is asked for; what cannot be read asks for nothing."""
        self.is_valid()
        said = getattr(self, "cleaned_data", {})
        return {name: said.get(name) or None for name in ("year", "form", "unit", "state")}
