"""The form of a pair: which record is kept, and of which side each value is taken."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms

from caunoi.intake.choices.duplicates import FIELDS

FIRST: Final = "first"
SECOND: Final = "second"
SIDES: Final = [(FIRST, "Hồ sơ 1"), (SECOND, "Hồ sơ 2")]


class PairForm(forms.Form):
    """One person: what the joined record says. The fields shown are those that differ."""

    keep = forms.ChoiceField(
        label="Hồ sơ giữ lại",
        choices=SIDES,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Chọn hồ sơ giữ lại.",
            "invalid_choice": "Chọn giữ hồ sơ 1 hay hồ sơ 2.",
        },
    )

    def __init__(self, data: Any = None, *, differing: list[str], **more: Any) -> None:
        super().__init__(data, **more)
        for name in differing:
            self.fields[name] = forms.ChoiceField(
                label=FIELDS[name][0],
                choices=SIDES,
                widget=forms.RadioSelect,
                error_messages={
                    "required": f"Chọn giá trị đúng của dòng {FIELDS[name][0]}.",
                    "invalid_choice": f"Chọn giá trị của hồ sơ 1 hay 2 ở dòng {FIELDS[name][0]}.",
                },
            )

    def choices(self) -> Mapping[str, str]:
        """Of each field whether the kept or the other record's value is taken."""
        kept = self.cleaned_data["keep"]
        return {
            name: "kept" if side == kept else "dropped"
            for name, side in self.cleaned_data.items()
            if name in FIELDS
        }
