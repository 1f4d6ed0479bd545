"""Who somebody is: the card, and the page about the person."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from caunoi.classifications.choices import Sex
from caunoi.classifications.queries import form_codes
from caunoi.people.queries.find import communes_named
from caunoi.people.queries.profile import place_words
from caunoi.people.queries.register import identity_number_fault
from caunoi.places.models import Place
from caunoi.places.queries import commune
from caunoi_kit.ui.fields import DateField, PhoneField


class CardForm(forms.Form):
    """The code of an identity card as a scanner types it; empty for those who type themselves."""

    code = forms.CharField(
        label="Mã QR trên thẻ căn cước",
        max_length=1000,
        widget=forms.TextInput(
            attrs={"autofocus": True, "autocomplete": "off", "spellcheck": "false"}
        ),
        error_messages={"required": "Chưa có mã. Quét thẻ, hoặc bấm “Tôi nhập tay”."},
    )


class CommuneField(forms.CharField):
    """A commune in somebody's own words; kept as its code, asked when several have the name."""

    def __init__(self, **kwargs: Any) -> None:
        self.on: date | None = None
        super().__init__(
            label="Xã, phường đang ở",
            max_length=300,
            error_messages={"required": "Ghi tên xã, phường đang ở và tên tỉnh."},
            **kwargs,
        )

    def write(self, code: str) -> str:
        """The commune of a code in words; words stay as they were typed."""
        if not code.isdigit() or self.on is None:
            return code
        try:
            return place_words(commune(code, on=self.on))
        except Place.DoesNotExist:
            return code

    def prepare_value(self, value: Any) -> Any:
        return self.write(value) if isinstance(value, str) else value


class PersonForm(forms.Form):
    """Who somebody is and where they live."""

    full_name = forms.CharField(
        label="Họ và tên",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Ghi họ và tên như trên thẻ căn cước."},
    )
    birth_date = DateField(label="Ngày sinh")
    sex = forms.ChoiceField(
        label="Giới tính",
        choices=Sex.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn nam hay nữ, như trên thẻ căn cước."},
    )
    phone = PhoneField(label="Điện thoại")
    place = CommuneField()
    place_pick = forms.ChoiceField(
        label="Là xã, phường nào?", required=False, widget=forms.RadioSelect
    )
    address = forms.CharField(label="Số nhà, thôn, tổ", max_length=300, required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        birth, place = self.fields["birth_date"], self.fields["place"]
        birth.latest_year, birth.latest = on.year, on  # type: ignore[attr-defined]
        place.on = on  # type: ignore[attr-defined]
        self.on = on
        initial = str(self.initial.get("place") or "")
        if not self.is_bound and initial and not initial.isdigit():
            self._settle(communes_named(initial, on=on))

    def clean_place(self) -> str:
        """The code of the one commune meant; asks when several have the name."""
        words = self.cleaned_data["place"]
        communes = communes_named(words, on=self.on)
        codes = {each.code for each in communes}
        picked = self.data.get(self.add_prefix("place_pick"), "")
        if picked in codes and len(codes) > 1:
            self._offer(communes)
            return str(picked)
        if len(communes) == 1:
            return communes[0].code
        if not communes:
            raise ValidationError(f"Không có xã, phường nào tên “{words}”. Ghi tên xã và tên tỉnh.")
        self._offer(communes)
        raise ValidationError(f"Có {len(communes)} nơi tên như vậy. Chọn một nơi bên dưới.")

    @property
    def asks_place(self) -> bool:
        """Several communes have the name that was given."""
        return bool(self.fields["place_pick"].choices)  # type: ignore[attr-defined]

    def answers(self) -> dict[str, Any]:
        """What is kept: the pick has become the place."""
        return {name: value for name, value in self.cleaned_data.items() if name != "place_pick"}

    def _settle(self, communes: list[Place]) -> None:
        """From the address of a card: the commune if it is certain, the question if not."""
        if len(communes) == 1:
            self.initial["place"] = communes[0].code
        elif communes:
            self._offer(communes)

    def _offer(self, communes: Iterable[Place]) -> None:
        self.fields["place_pick"].choices = [  # type: ignore[attr-defined]
            (each.code, place_words(each)) for each in communes
        ]


class NewPersonForm(PersonForm):
    """Who somebody is, with the identity number: for a profile that is filled in."""

    identity_number = forms.CharField(
        label="Số định danh (12 chữ số)",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    field_order = ("full_name", "identity_number", "birth_date", "sex", "phone", "place")

    def clean_identity_number(self) -> str:
        """The number without blanks."""
        typed = self.cleaned_data["identity_number"]
        if typed and (fault := identity_number_fault(typed)):
            raise ValidationError(fault)
        return "".join(c for c in typed if c.isdigit())


class ChangedPersonForm(PersonForm):
    """Who somebody is, to be put right later."""

    email = forms.EmailField(
        label="Thư điện tử",
        required=False,
        error_messages={"invalid": "Ghi thư điện tử như ten@vidu.vn, hoặc để trống."},
    )
    ethnic_group = forms.ChoiceField(label="Dân tộc")
    religion = forms.CharField(label="Tôn giáo", max_length=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = form_codes("QD121", "ETHNIC_GROUP").values_list("code", "label")
        self.fields["ethnic_group"].choices = list(groups) or [("01", "Kinh")]  # type: ignore[attr-defined]
