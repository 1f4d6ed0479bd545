"""Forms about what people were told."""

from django import forms

from caunoi.placement.actions.told import LONGEST_NOTE
from caunoi.placement.choices import Channel, Ending


class TellForm(forms.Form):
    """How somebody was told."""

    channel = forms.ChoiceField(choices=Channel.choices)


class EndForm(forms.Form):
    """Why what somebody was told holds no longer."""

    ending = forms.ChoiceField(
        label="Vì sao rút lại",
        choices=Ending.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn một lý do."},
    )
    note = forms.CharField(label="Ghi thêm", max_length=LONGEST_NOTE, required=False)
