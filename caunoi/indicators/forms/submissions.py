"""A form of figures as a grid, and the small forms around it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from caunoi.indicators.models import Definition
from caunoi.indicators.queries.entries import Entry, entry_words, read_entry, unit_words
from caunoi.indicators.queries.submissions import Line
from caunoi_kit.ui.typed import CannotRead
from caunoi_kit.uploads.fields import SheetField

LONGEST_WHY = 300


class FigureField(forms.Field):
    """A figure as people write it: "25.953", "4,87", "trên 6,96 tỷ"; empty is none."""

    def __init__(self, definition: Definition, **kwargs: Any) -> None:
        self.definition = definition
        super().__init__(
            required=False,
            label=definition.short_name,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            **kwargs,
        )

    def to_python(self, value: Any) -> Entry | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return read_entry(text, self.definition)
        except CannotRead as fault:
            raise ValidationError(str(fault)) from fault

    def run_validators(self, value: Any) -> None:
        """Nothing more: an entry is no text."""

    def validate(self, value: Any) -> None:
        """An empty row is allowed."""

    def prepare_value(self, value: Any) -> Any:
        return self.write(value) if isinstance(value, Entry) else value

    def write(self, value: Any) -> str:
        """The words of an entry with what it counts in."""
        return entry_words(value, self.definition) if isinstance(value, Entry) else ""


class FiguresForm(forms.Form):
    """One row an indicator, named by its code."""

    optional_said = True

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        initial = {line.indicator.code: line.entry or line.proposed for line in lines}
        super().__init__(*args, **{"auto_id": "so-%s", "initial": initial, **kwargs})
        for line in lines:
            if not line.is_calculated:
                self.fields[line.indicator.code] = FigureField(line.definition)

    def good(self) -> dict[str, Entry | None]:
        """The rows that can be read, whatever stands in the others."""
        self.is_valid()
        return {code: self.cleaned_data[code] for code in self.fields if code not in self.errors}


class CorrectionForm(forms.Form):
    """A new value and why."""

    why = forms.CharField(
        label="Vì sao sửa",
        max_length=LONGEST_WHY,
        error_messages={"required": "Ghi lý do sửa: ai đọc lại cũng hiểu vì sao số đổi."},
    )

    def __init__(self, *args: Any, definition: Definition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = FigureField(definition)
        field.label = f"Số mới ({unit_words(definition)})"
        field.required = True
        self.fields["entry"] = field
        self.order_fields(["entry", "why"])

    def clean_entry(self) -> Entry:
        entry = self.cleaned_data["entry"]
        if entry is None:
            raise ValidationError("Ghi số mới.")
        return entry


class WhyForm(forms.Form):
    """A reason, for sending back and for taking a lock off."""

    why = forms.CharField(
        label="Lý do",
        max_length=LONGEST_WHY,
        error_messages={"required": "Ghi lý do, để đơn vị biết phải sửa gì."},
    )


class FileForm(forms.Form):
    """A sheet filled in."""

    file = SheetField(
        label="Tệp .xlsx hoặc .csv",
        error_messages={
            "required": "Chọn tệp trên máy.",
            "empty": "Tệp này trống. Chọn lại tệp.",
        },
    )


def ticked(sent: Mapping[str, Any], name: str, known: Mapping[str, Any]) -> list[Any]:
    """The things whose ticks were sent, in the order in which they are known."""
    values = set(sent.getlist(name)) if hasattr(sent, "getlist") else set()
    return [thing for key, thing in known.items() if key in values]
