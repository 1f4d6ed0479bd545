"""Forms of happenings: one of them, a list, the filter, taking one out."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from caunoi.indicators.forms.submissions import FileForm
from caunoi.indicators.models import Definition, ReportingUnit
from caunoi_kit.ui.fields import DateField, MoneyField

MOST_QUANTITY: Final = 2_000_000_000
LONGEST_COUNT: Final = 10
_THOUSANDS = re.compile(r"(?<=\d)[. ](?=\d{3}(?!\d))")


class CountField(forms.CharField):
    """A whole number as people write it, "1.250"; an empty one is none."""

    def __init__(self, *, least: int, **kwargs: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput({"inputmode": "numeric"}), **kwargs)
        self._least = least

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        digits = _THOUSANDS.sub("", text)
        known = len(digits) <= LONGEST_COUNT and digits.isascii() and digits.isdigit()
        if not known or not self._least <= int(digits) <= MOST_QUANTITY:
            raise ValidationError(f"Ghi số nguyên từ {self._least} trở lên, ví dụ 12.")
        return int(digits)


class _WhereForm(forms.Form):
    """What is counted, and for which unit."""

    indicator = forms.ChoiceField(
        label="Chỉ tiêu", error_messages={"required": "Chọn chỉ tiêu mà sự việc này thuộc về."}
    )
    unit = forms.ChoiceField(
        label="Đơn vị", error_messages={"required": "Chọn đơn vị nơi sự việc xảy ra."}
    )

    def __init__(
        self,
        *args: Any,
        definitions: Sequence[Definition],
        units: Sequence[ReportingUnit],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._by_code = {each.indicator.code: each.indicator for each in definitions}
        self._units = {each.code: each for each in units}
        self.fields["indicator"].choices = [  # type: ignore[attr-defined]
            ("", "Chọn chỉ tiêu"),
            *((each.indicator.code, each.name) for each in definitions),
        ]
        self.fields["unit"].choices = [  # type: ignore[attr-defined]
            *([("", "Chọn đơn vị")] if len(units) > 1 else []),
            *((each.code, each.name) for each in units),
        ]

    def clean_indicator(self) -> Any:
        return self._by_code[self.cleaned_data["indicator"]]

    def clean_unit(self) -> Any:
        return self._units[self.cleaned_data["unit"]]


class HappeningForm(_WhereForm):
    """One happening."""

    on = DateField(label="Ngày")
    key = forms.CharField(
        label="Mã sự việc",
        max_length=80,
        error_messages={"required": "Mỗi sự việc cần một mã riêng, để không đếm hai lần."},
    )
    quantity = CountField(label="Số lượng", initial="1", least=1)
    amount = MoneyField(label="Số tiền (đồng)", required=False)
    kind = forms.CharField(label="Phân loại", required=False, max_length=40)
    note = forms.CharField(label="Ghi chú", required=False, max_length=200)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = on

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self._today:
            raise ValidationError("Ngày còn chưa tới. Ghi ngày đã xảy ra.")
        return day


class SessionForm(forms.Form):
    """A session of job exchange and how many came; an empty count is none."""

    optional_said = True
    CAME: Final = (
        ("job_session_firms", "Lượt người sử dụng lao động tham gia"),
        ("job_session_people", "Lượt người lao động đến phiên"),
        ("job_session_advised", "Lượt người lao động được tư vấn"),
        ("job_session_preselected", "Lượt người lao động được phỏng vấn"),
        ("job_session_hired", "Lượt người lao động được tuyển"),
    )

    on = DateField(label="Ngày tổ chức")
    key = forms.CharField(
        label="Mã phiên",
        max_length=80,
        error_messages={"required": "Mỗi phiên cần một mã riêng, để không đếm hai lần."},
    )
    kind = forms.ChoiceField(
        label="Loại phiên",
        choices=[
            (each, each) for each in ("Định kỳ", "Lưu động", "Chuyên đề", "Trực tuyến", "Ngày hội")
        ],
    )
    note = forms.CharField(label="Nơi tổ chức, ghi chú", required=False, max_length=200)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = on
        for code, label in self.CAME:
            self.fields[code] = CountField(label=label, required=False, least=0)

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self._today:
            raise ValidationError("Ngày còn chưa tới. Ghi phiên đã tổ chức.")
        return day

    @property
    def came(self) -> dict[str, int]:
        """How many, by code of the indicator."""
        return {code: self.cleaned_data[code] or 0 for code, _ in self.CAME}


class HappeningsFileForm(FileForm, _WhereForm):
    """A list of happenings of one indicator; units stand in the file, or are chosen here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        unit.required = False
        unit.label = "Đơn vị, khi tệp không có cột đơn vị"
        self.order_fields(["indicator", "unit", "file"])

    def clean_unit(self) -> Any:
        code = self.cleaned_data["unit"]
        return self._units[code] if code else None


class FilterForm(_WhereForm):
    """Which happenings to list; nonsense in the address asks for all."""

    optional_said = True
    first = DateField(label="Từ ngày", required=False)
    last = DateField(label="Đến ngày", required=False)
    text = forms.CharField(label="Mã hoặc ghi chú", required=False, max_length=80)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in (("indicator", "Mọi chỉ tiêu"), ("unit", "Mọi đơn vị")):
            self.fields[name].required = False
            choices = [c for c in self.fields[name].choices if c[0]]  # type: ignore[attr-defined]
            self.fields[name].choices = [("", words), *choices]  # type: ignore[attr-defined]

    def clean_indicator(self) -> Any:
        return self._by_code.get(self.cleaned_data["indicator"])

    def clean_unit(self) -> Any:
        return self._units.get(self.cleaned_data["unit"])
