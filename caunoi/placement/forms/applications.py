"""Forms about applications: who applies, where an application goes, when people come."""

from datetime import date, datetime, time
from typing import Any, Final

from django import forms
from django.utils import timezone

from caunoi.placement.actions.applications import LONGEST_NOTE
from caunoi.placement.actions.invitations import MOST_SLOTS, NewSlots
from caunoi.placement.choices import ApplicationState, Refusal
from caunoi_kit.ui.fields import DateField, PhoneField

MINUTES: Final = ((15, "15 phút"), (20, "20 phút"), (30, "30 phút"), (60, "1 giờ"))


MISSING: Final = {
    "day": "Ghi ngày phỏng vấn, ví dụ 02/12/2026.",
    "hour": "Ghi giờ bắt đầu, ví dụ 8:00.",
    "place": "Ghi nơi phỏng vấn để người được mời tìm đến.",
}


class ContactForm(forms.Form):
    """Who applies, when nobody is signed in: a name and a number."""

    full_name = forms.CharField(
        label="Họ và tên",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Ghi họ và tên của anh/chị."},
    )
    phone = PhoneField(label="Số điện thoại")


class CodeForm(forms.Form):
    """The code from the text message."""

    code = forms.CharField(
        label="Mã trong tin nhắn",
        max_length=12,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
        ),
        error_messages={"required": "Ghi mã 6 chữ số trong tin nhắn vừa gửi."},
    )


class MoveForm(forms.Form):
    """Where a firm moves an application, and why when it refuses."""

    to = forms.ChoiceField(choices=ApplicationState.choices)


class RefuseForm(forms.Form):
    """Why an application is refused: the person reads it."""

    reason = forms.ChoiceField(
        label="Lý do",
        choices=[choice for choice in Refusal.choices if choice[0] != Refusal.CLOSED],
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn một lý do: người ứng tuyển được biết lý do này."},
    )
    note = forms.CharField(label="Ghi thêm cho người ứng tuyển", max_length=LONGEST_NOTE,
                           required=False)  # fmt: skip


class HireForm(forms.Form):
    """From which day somebody works."""

    starts_on = DateField(label="Ngày bắt đầu làm")


class TimesForm(forms.Form):
    """When and where a firm receives people: some times in a row."""

    day = DateField(label="Ngày phỏng vấn", required=False)
    hour = forms.TimeField(
        label="Bắt đầu lúc",
        required=False,
        input_formats=["%H:%M", "%Hh%M", "%Hh", "%H"],
        error_messages={"invalid": "Ghi giờ như 8:00 hoặc 13h30."},
    )
    minutes = forms.TypedChoiceField(label="Mỗi lượt", choices=MINUTES, coerce=int, initial=30)
    number = forms.IntegerField(
        label="Số lượt",
        min_value=1,
        max_value=MOST_SLOTS,
        initial=4,
        error_messages={
            "invalid": "Ghi số lượt bằng chữ số, ví dụ 4.",
            "min_value": "Ít nhất 1 lượt.",
            "max_value": f"Nhiều nhất {MOST_SLOTS} lượt một lần.",
            "required": "Ghi số lượt, ví dụ 4.",
        },
    )
    capacity = forms.IntegerField(
        label="Mỗi lượt mấy người",
        min_value=1,
        max_value=500,
        initial=1,
        error_messages={
            "invalid": "Ghi số người bằng chữ số, ví dụ 1.",
            "min_value": "Ít nhất 1 người một lượt.",
            "max_value": "Nhiều nhất 500 người một lượt.",
            "required": "Ghi số người, ví dụ 1.",
        },
    )
    place = forms.CharField(
        label="Nơi phỏng vấn",
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, needed: bool, **kwargs: Any) -> None:
        """`needed`: there is no time with room yet, so one must be given."""
        self.needed = needed
        super().__init__(*args, **kwargs)
        for name, words in MISSING.items():
            self.fields[name].required = needed
            self.fields[name].error_messages["required"] = words

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        given = [name for name in ("day", "hour") if values.get(name) is not None]
        if given and not self.needed:
            for name, words in MISSING.items():
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return values

    @property
    def times(self) -> NewSlots | None:
        """The times typed, or None when the firm keeps to those there are."""
        values = self.cleaned_data
        day, hour = values.get("day"), values.get("hour")
        if not isinstance(day, date) or not isinstance(hour, time):
            return None
        return NewSlots(
            place=values["place"],
            starts_at=timezone.make_aware(datetime.combine(day, hour)),
            minutes=values["minutes"],
            number=values["number"],
            capacity=values["capacity"],
        )
