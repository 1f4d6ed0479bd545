"""Forms of papers: which register is looked at, why a paper is withdrawn."""

from collections.abc import Sequence
from typing import Any

from django import forms

from caunoi.accounts.models import OrgUnit
from caunoi.documents.choices import DocumentKind


class RegisterForm(forms.Form):
    """Whose numbers, of which kind and year."""

    don_vi = forms.ChoiceField(label="Đơn vị")
    loai = forms.ChoiceField(label="Loại văn bản", choices=DocumentKind.choices)
    nam = forms.ChoiceField(label="Năm")

    def __init__(
        self, *args: Any, units: Sequence[OrgUnit] = (), years: Sequence[int] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["don_vi"].choices = [(str(each.pk), each.name) for each in units]  # type: ignore[attr-defined]
        self.fields["nam"].choices = [(str(each), str(each)) for each in years]  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    """Why a signed paper is withdrawn."""

    why = forms.CharField(
        label="Lý do thu hồi",
        max_length=300,
        error_messages={"required": "Ghi lý do thu hồi."},
    )
