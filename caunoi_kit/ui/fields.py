"""Form fields for what Vietnamese people type: a day, an amount of money, a telephone number.

Each accepts every clear way of writing, keeps what was typed after an error, and can say back how
it was understood (`echo`), which `{% field %}` prints under the box.
"""

from abc import ABC, abstractmethod
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from caunoi_kit.ui import formats
from caunoi_kit.ui.typed import CannotRead, read_day, read_money, read_phone


class _TypedField(ABC, forms.CharField):
    """A text box whose words become a value; subclasses say how to read and to write it."""

    missing: ClassVar[str]
    attributes: ClassVar[dict[str, str]] = {}

    def __init__(self, *, required: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {}).setdefault("required", self.missing)
        super().__init__(required=required, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), **self.attributes}

    @abstractmethod
    def read(self, text: str) -> Any:
        """The value of what was typed, or `CannotRead`."""

    @abstractmethod
    def write(self, value: Any) -> str:
        """How a stored value stands in the box when the form is opened again."""

    def echo(self, value: Any) -> str:
        """How it was understood, in words."""
        return self.write(value)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = super().to_python(value)
        if value in self.empty_values:
            return None
        if not isinstance(value, str):
            return value
        try:
            return self.read(value)
        except CannotRead as refusal:
            raise ValidationError(str(refusal), code="invalid") from None

    def run_validators(self, value: Any) -> None:
        # The validators of CharField look at text; here the value is already read and checked.
        return

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else self.write(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != self.to_python(initial))
        except ValidationError:
            return True


class DateField(_TypedField):
    """A civil day: dd/mm/yyyy, 1/2/90, 01021990. Two-digit years end at `latest_year`."""

    missing = "Ghi ngày theo ngày/tháng/năm, ví dụ 02/03/1990."
    attributes: ClassVar[dict[str, str]] = {"inputmode": "numeric", "autocomplete": "off"}

    def __init__(
        self,
        *,
        latest_year: int = 2049,
        earliest: date | None = None,
        latest: date | None = None,
        **kwargs: Any,
    ) -> None:
        self.latest_year, self.earliest, self.latest = latest_year, earliest, latest
        super().__init__(**kwargs)

    def read(self, text: str) -> date:
        value = read_day(text, latest_year=self.latest_year)
        if self.earliest is not None and value < self.earliest:
            raise CannotRead(f"Ngày sớm nhất ở đây là {formats.day(self.earliest)}. Ghi lại ngày.")
        if self.latest is not None and value > self.latest:
            raise CannotRead(f"Ngày muộn nhất ở đây là {formats.day(self.latest)}. Ghi lại ngày.")
        return value

    def write(self, value: date) -> str:
        return formats.day(value)

    def to_python(self, value: Any) -> Any:
        return value.date() if isinstance(value, datetime) else super().to_python(value)


class MoneyField(_TypedField):
    """Whole đồng: 7500000, 7.500.000, 7,5tr, "7 triệu rưỡi"."""

    missing = "Ghi số tiền, ví dụ 7500000 hoặc 7,5 triệu."
    attributes: ClassVar[dict[str, str]] = {"autocomplete": "off"}

    def __init__(
        self, *, least: int = 0, most: int | None = None, per: str = "", **kwargs: Any
    ) -> None:
        self.least, self.most, self.per = least, most, per
        super().__init__(**kwargs)

    def read(self, text: str) -> int:
        amount = read_money(text)
        if amount < self.least:
            raise CannotRead(
                f"{formats.money(amount)} là quá ít, ít nhất {formats.money(self.least)}. "
                "Có thể thiếu chữ triệu hoặc thiếu số 0."
            )
        if self.most is not None and amount > self.most:
            raise CannotRead(
                f"{formats.money(amount)} là quá nhiều, nhiều nhất {formats.money(self.most)}. "
                "Có thể thừa số 0."
            )
        return amount

    def write(self, value: int) -> str:
        return formats.number(value)

    def echo(self, value: int) -> str:
        return formats.money(value) + (f"/{self.per}" if self.per else "")


class PhoneField(_TypedField):
    """A Vietnamese telephone number, kept as digits from 0: "0912345678"."""

    missing = "Ghi số điện thoại, ví dụ 0912 345 678."
    attributes: ClassVar[dict[str, str]] = {"inputmode": "tel", "autocomplete": "tel"}
    widget = forms.TextInput(attrs={"type": "tel"})

    def read(self, text: str) -> str:
        return read_phone(text)

    def write(self, value: str) -> str:
        return formats.phone(value)

    def prepare_value(self, value: Any) -> Any:
        # A stored number is shown in groups; what was just typed stays as it was typed.
        return formats.phone(value) if isinstance(value, str) and value.isdigit() else value
