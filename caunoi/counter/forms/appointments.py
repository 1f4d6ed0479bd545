"""Forms of appointments at the desk."""

from typing import Any, Final

from django import forms

from caunoi.counter.models import Service
from caunoi_kit.ui.fields import DateField, PhoneField

WEEKDAYS: Final = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy")


class _OfService(forms.Form):
    service = forms.ModelChoiceField(
        label="Dịch vụ",
        queryset=Service.objects.none(),
        to_field_name="letter",
        empty_label=None,
    )

    def __init__(self, data: Any = None, *, services: Any, **more: Any) -> None:
        super().__init__(data, **more)
        field = self.fields["service"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  for the reader of types
        field.queryset = services


class BookForm(_OfService):
    """An appointment for somebody who asks at the desk or by telephone."""

    day = DateField(label="Ngày hẹn")
    hour = forms.TimeField(label="Giờ hẹn", error_messages={"invalid": "Ghi giờ như 09:30."})
    name = forms.CharField(label="Họ và tên", max_length=200)
    phone = PhoneField(label="Điện thoại")


class ClosingForm(_OfService):
    """A time without appointments; no service means all."""

    day = DateField(label="Từ ngày")
    begins = forms.TimeField(label="Từ giờ", initial="07:30")
    last_day = DateField(label="Đến ngày", required=False)
    ends = forms.TimeField(label="Đến giờ", initial="17:00")
    why = forms.CharField(
        label="Lý do",
        max_length=200,
        error_messages={"required": "Ghi lý do ngừng hẹn, ví dụ «Họp toàn trung tâm»."},
    )

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        field = self.fields["service"]
        field.required = False
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  for the reader of types
        field.empty_label = "Mọi dịch vụ"


class PlanTimesForm(_OfService):
    """When a service takes appointments."""

    weekdays = forms.TypedMultipleChoiceField(
        label="Các thứ",
        coerce=int,
        choices=list(enumerate(WEEKDAYS)),
        widget=forms.CheckboxSelectMultiple,
    )
    begins = forms.TimeField(label="Từ giờ", initial="08:00")
    ends = forms.TimeField(label="Đến giờ", initial="11:00")
    minutes = forms.IntegerField(label="Mỗi lượt mấy phút", min_value=5, max_value=240, initial=30)
    seats = forms.IntegerField(label="Mỗi lượt mấy người", min_value=1, max_value=100, initial=3)

    def clean(self) -> dict:
        found = super().clean() or self.cleaned_data
        if not self.errors and found["begins"] >= found["ends"]:
            self.add_error("ends", "Giờ kết thúc phải sau giờ bắt đầu.")
        return found


class MoveTimeForm(forms.Form):
    """Another time for an appointment."""

    when = forms.ChoiceField(label="Giờ mới", widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, whens: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        field = self.fields["when"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  for the reader of types
        field.choices = whens
