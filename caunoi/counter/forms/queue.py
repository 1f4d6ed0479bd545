"""Forms of the queue: a number at home, a scanned card, an act of a desk, what a head changes."""

import re
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from caunoi.counter.models import Desk, Service
from caunoi.counter.queries.lines import grounds
from caunoi.people.queries.register import identity_number_fault
from caunoi_kit.ui.fields import DateField, PhoneField
from caunoi_kit.ui.typed import CannotRead, read_phone

NOW: Final = "ngay"
LONGEST_AGO: Final = 8 * 3600  # seconds a desk may have been cut off
IDENTITY_DIGITS: Final = 12


def ground_choices() -> list[tuple[str, str]]:
    """The grounds of priority with "none" first."""
    return [("", "Không"), *((each.code, each.name) for each in grounds())]


class TakeForm(forms.Form):
    """When somebody comes, and by what they are told apart."""

    when = forms.ChoiceField(label="Khi nào đến", widget=forms.RadioSelect)
    who = forms.CharField(
        label="Số điện thoại hoặc số căn cước",
        max_length=30,
        help_text="Để nhắn cho anh/chị, và để mỗi người lấy đúng phần của mình.",
        error_messages={"required": "Ghi số điện thoại hoặc số căn cước 12 chữ số."},
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    ground = forms.ChoiceField(label="Diện ưu tiên", required=False, widget=forms.RadioSelect)

    def __init__(
        self, data: Any = None, *, whens: Sequence[tuple[str, str]], known: bool, **more: Any
    ) -> None:
        super().__init__(data, **more)
        choice(self, "when").choices = list(whens)
        choice(self, "ground").choices = ground_choices()
        if known:
            del self.fields["who"]

    def clean_who(self) -> tuple[str, str]:
        """What kind of number, and its digits: ("phone", "0912…") or ("identity", "0342…")."""
        typed = self.cleaned_data["who"]
        digits = "".join(c for c in typed if c.isdigit())
        if len(digits) == IDENTITY_DIGITS and not typed.lstrip().startswith("+"):
            if fault := identity_number_fault(digits):
                raise ValidationError(fault)
            return "identity", digits
        try:
            return "phone", read_phone(typed)
        except CannotRead as refusal:
            raise ValidationError(str(refusal)) from None


class KioskForm(forms.Form):
    """What a machine sends: a scanned card, a chosen service, or both."""

    card = forms.CharField(
        label="Quét thẻ căn cước",
        required=False,
        max_length=1000,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autofocus": True, "spellcheck": "false"}
        ),
    )
    who = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)
    ground = forms.ChoiceField(label="Diện ưu tiên", required=False, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        choice(self, "ground").choices = ground_choices()


class WalkInForm(forms.Form):
    """Who stands at the desk, as far as they say, and whether they go first."""

    card = forms.CharField(
        label="Thẻ hoặc số căn cước",
        required=False,
        max_length=1000,
        help_text="Quét thẻ: máy tự đọc. Không có thẻ vẫn lấy được số.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autofocus": True, "spellcheck": "false"}
        ),
    )
    who = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)
    name = forms.CharField(
        label="Họ và tên",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = PhoneField(label="Điện thoại", required=False, help_text="Để nhắn khi gần đến lượt.")
    ground = forms.ChoiceField(label="Diện ưu tiên", required=False)

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        choice(self, "ground").choices = ground_choices()

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("name") and "phone" in found and not found["phone"]:
            self.add_error(
                "phone", "Có tên thì ghi cả điện thoại để biết là ai, hoặc bỏ trống ô họ tên."
            )
        return found


class ActForm(forms.Form):
    """One press at a desk."""

    ACTS: Final = (
        "call", "recall", "begin", "finish", "no_show", "hold", "resume", "back", "transfer", "add",
    )  # fmt: skip

    lam = forms.ChoiceField(choices=[(each, each) for each in ACTS])
    phieu = forms.UUIDField(required=False)
    toi = forms.CharField(required=False, max_length=10)
    dan = forms.CharField(required=False, max_length=300)

    @property
    def ticket(self) -> UUID | None:
        return self.cleaned_data.get("phieu")


def seconds_ago(typed: str) -> int:
    """So long ago an act was pressed: never in the future, at most `LONGEST_AGO`.

    >>> [seconds_ago(typed) for typed in ("", "-5", "90", "999999999", "²")]
    [0, 0, 90, 28800, 0]
    """
    return min(int(typed), LONGEST_AGO) if re.fullmatch(r"[0-9]{1,9}", typed) else 0


class DeskServicesForm(forms.Form):
    """What a desk serves."""

    services = forms.ModelMultipleChoiceField(
        label="Việc của quầy",
        queryset=Service.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        field = self.fields["services"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101  for the reader of types
        field.queryset = Service.objects.filter(is_open=True).order_by("order", "letter")


class MoveForm(forms.Form):
    """Send the first people of a line elsewhere."""

    source = forms.ModelChoiceField(
        label="Từ hàng",
        queryset=Service.objects.none(),
        to_field_name="letter",
        empty_label=None,
    )
    to = forms.ChoiceField(
        label="Sang", error_messages={"required": "Chọn hàng hoặc quầy để chuyển sang."}
    )
    count = forms.IntegerField(label="Bao nhiêu người", min_value=1, max_value=200, initial=3)

    def __init__(
        self, data: Any = None, *, services: Sequence[Service], desks: Sequence[Desk], **more: Any
    ) -> None:
        super().__init__(data, **more)
        chosen = Service.objects.filter(pk__in=[each.pk for each in services])
        field = self.fields["source"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  for the reader of types
        field.queryset = chosen.order_by("order", "letter")
        # Nothing is chosen beforehand: the first line would be the one people are in.
        choice(self, "to").choices = [("", "Chọn nơi đến"), *targets(services, desks)]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if "source" in found and found.get("to") == found["source"].letter:
            self.add_error(
                "to", f"Họ đang ở hàng {found['to']} rồi. Chọn hàng khác, hoặc một quầy."
            )
        return found


class LaterForm(forms.Form):
    """Write to those who can come later."""

    service = forms.ModelChoiceField(
        label="Hàng",
        queryset=Service.objects.none(),
        to_field_name="letter",
        empty_label=None,
    )
    after = forms.IntegerField(label="Trừ mấy người đầu", min_value=0, max_value=500, initial=10)
    text = forms.CharField(
        label="Tin nhắn",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": "3"}),
        initial="Hôm nay đông. Số {so} chưa tới lượt, anh/chị có thể đến sau 14 giờ.",
    )

    def __init__(self, data: Any = None, *, services: Sequence[Service], **more: Any) -> None:
        super().__init__(data, **more)
        field = self.fields["service"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  for the reader of types
        field.queryset = Service.objects.filter(pk__in=[each.pk for each in services]).order_by(
            "order", "letter"
        )


class HistoryForm(forms.Form):
    """From which day to which."""

    first = DateField(label="Từ ngày")
    last = DateField(label="Đến ngày")


class OfficeForm(forms.Form):
    """A place with desks."""

    name = forms.CharField(label="Tên điểm tiếp", max_length=200)
    address = forms.CharField(label="Địa chỉ", max_length=300, required=False)
    opens = forms.TimeField(label="Mở cửa lúc", initial="07:30")
    closes = forms.TimeField(label="Đóng cửa lúc", initial="17:00")


class ServiceForm(forms.Form):
    """Something people come for."""

    letter = forms.RegexField(
        label="Chữ cái của số",
        regex=r"^[A-Z]$",
        max_length=1,
        error_messages={"invalid": "Ghi một chữ cái không dấu, ví dụ A."},
    )
    name = forms.CharField(label="Tên dịch vụ", max_length=100)
    typical_minutes = forms.IntegerField(
        label="Thường mất mấy phút", min_value=1, max_value=240, initial=10
    )


def targets(services: Sequence[Service], desks: Sequence[Desk]) -> list[tuple[str, str]]:
    """Where people can be sent: lines by their letter, desks by their number."""
    return [
        *((each.letter, f"Hàng {each.letter} · {each.name}") for each in services),
        *((str(each.number), f"Quầy {each.number}") for each in desks),
    ]


def choice(form: forms.Form, name: str) -> forms.ChoiceField:
    """A field of choices, for the reader of types."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  for the reader of types
    return field
