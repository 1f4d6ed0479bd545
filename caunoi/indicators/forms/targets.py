"""Forms of plans: a number with its reason, how a plan is shared."""

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.db.models import TextChoices

from caunoi.indicators.models import Definition

LARGEST: Final = 10**15


class ShareBy(TextChoices):
    """By what a plan is shared out over units."""

    ACTUAL = "ACTUAL", "Theo số đạt được năm trước"
    POPULATION = "POPULATION", "Theo dân số"


class FigureField(forms.CharField):
    """A figure in the unit of its indicator, kept as the whole number of its last decimal."""

    def __init__(self, *, definition: Definition, **more: Any) -> None:
        super().__init__(max_length=30, **more)
        self.definition = definition
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> Any:
        """25.953 → 25953; 4,87 with two decimals → 487."""
        said = super().clean(value).strip().replace(" ", "")
        if not said:
            return None
        plain = said.replace(".", "").replace(",", ".")
        if not plain.replace(".", "", 1).isdigit() or not plain.isascii():
            raise forms.ValidationError("Ghi một số, ví dụ 22.550 hoặc 3,5.")
        scaled = Decimal(plain).scaleb(self.definition.decimals)
        if scaled != scaled.to_integral_value():
            raise forms.ValidationError(
                f"Chỉ tiêu này có nhiều nhất {self.definition.decimals} chữ số sau dấu phẩy."
            )
        if scaled > LARGEST:
            raise forms.ValidationError("Con số quá lớn. Kiểm tra lại số chữ số.")
        return int(scaled)


class TargetForm(forms.Form):
    """A number, and why it is this one."""

    why = forms.CharField(label="Lý do", max_length=300, required=False)

    def __init__(
        self, *args: Any, definition: Definition, asks_why: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = FigureField(
            label="Con số",
            definition=definition,
            error_messages={"required": "Ghi con số kế hoạch."},
        )
        self.fields["why"].required = asks_why
        self.fields["why"].error_messages["required"] = "Ghi lý do: vì sao con số phải khác."
        self.order_fields(["value", "why"])


class ShareForm(forms.Form):
    """By what a plan is shared out."""

    by = forms.ChoiceField(
        label="Chia theo", choices=ShareBy, widget=forms.RadioSelect, initial=ShareBy.ACTUAL
    )
