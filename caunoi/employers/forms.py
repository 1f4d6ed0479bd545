"""Forms of firms about themselves, and of the centre about firms."""

from datetime import date
from typing import Any

from django import forms

from caunoi.classifications.choices import FirmKind
from caunoi.employers.choices import Proof
from caunoi.employers.queries import communes_here
from caunoi.places.models import Place
from caunoi_kit.ui.fields import PhoneField


class CommuneField(forms.ModelChoiceField):
    """A commune of the province served, by its name alone."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class FactsForm(forms.Form):
    """What a firm's own people say of it and may change later."""

    place = CommuneField(
        label="Xã, phường nơi đặt trụ sở",
        queryset=Place.objects.none(),
        empty_label="Chọn xã, phường",
        error_messages={"required": "Chọn xã, phường."},
    )
    address = forms.CharField(
        label="Số nhà, đường, thôn, khu công nghiệp", max_length=300, required=False
    )
    phone = PhoneField(label="Điện thoại của đơn vị")
    email = forms.EmailField(
        label="Thư điện tử",
        required=False,
        error_messages={"invalid": "Thư điện tử chưa đúng, ví dụ tuyendung@congty.vn."},
    )
    product = forms.CharField(label="Sản phẩm, dịch vụ chính", max_length=200, required=False)
    representative = forms.CharField(
        label="Người đại diện",
        max_length=200,
        help_text="Như trên giấy đăng ký.",
        error_messages={"required": "Ghi họ và tên người đại diện."},
    )
    representative_title = forms.CharField(
        label="Chức vụ người đại diện", max_length=100, required=False
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["place"]
        assert isinstance(place, CommuneField)  # noqa: S101  for mypy
        place.queryset = communes_here(on=on)

    def facts(self) -> dict[str, Any]:
        """The values as the register holds them."""
        return {**self.cleaned_data, "place": self.cleaned_data["place"].pk}


class FirmForm(FactsForm):
    """A firm that its own people enter."""

    tax_code = forms.CharField(
        label="Mã số thuế",
        max_length=30,  # typed with blanks
        help_text="10 chữ số; chi nhánh thêm 3 chữ số.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": "Ghi mã số thuế trên giấy đăng ký."},
    )
    name = forms.CharField(
        label="Tên đơn vị",
        max_length=300,
        help_text="Như trên giấy đăng ký.",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": "Ghi tên như trên giấy đăng ký."},
    )
    kind = forms.ChoiceField(
        label="Loại hình",
        choices=[("", "Chọn loại hình"), *FirmKind.choices],
        error_messages={"required": "Chọn loại hình."},
    )
    field_order = ["tax_code", "name", "kind", "place", "address", "phone", "representative"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Asked when the firm is known: the first page stays short.
        del self.fields["email"], self.fields["product"]


class InviteForm(forms.Form):
    """Which telephone is invited."""

    phone = PhoneField(label="Số điện thoại của đồng nghiệp")


class AnswerForm(forms.Form):
    """What a firm answers to the centre."""

    answer = forms.CharField(
        label="Trả lời trung tâm",
        max_length=500,
        widget=forms.Textarea,
        error_messages={"required": "Ghi trả lời, hoặc mang giấy tờ đến trung tâm."},
    )


class ProofForm(forms.Form):
    """Where the centre found the firm to be what it says."""

    proof_one = forms.ChoiceField(
        label="Nguồn thứ nhất",
        choices=[("", "Chọn nguồn"), *Proof.choices],
        error_messages={"required": "Ghi hai nguồn khác nhau đã dùng để xác minh."},
    )
    proof_two = forms.ChoiceField(
        label="Nguồn thứ hai",
        choices=[("", "Chọn nguồn"), *Proof.choices],
        error_messages={"required": "Ghi hai nguồn khác nhau đã dùng để xác minh."},
    )


class RefusalForm(forms.Form):
    """What is missing, or why the firm is not verified."""

    reason = forms.CharField(
        label="Điều cần bổ sung, hoặc lý do không xác minh",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": "Ghi điều cần bổ sung, hoặc lý do không xác minh."},
    )


class BlockForm(forms.Form):
    """Whom to keep out, and why."""

    tax_code = forms.CharField(label="Mã số thuế", max_length=30, required=False)
    phone = PhoneField(label="Điện thoại", required=False)
    name = forms.CharField(
        label="Tên đã dùng", max_length=300, error_messages={"required": "Ghi tên đã dùng."}
    )
    reason = forms.CharField(
        label="Lý do", max_length=300, error_messages={"required": "Ghi lý do chặn."}
    )
