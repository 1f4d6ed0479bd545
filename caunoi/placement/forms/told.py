"""Forms about what people were told."""

from django import forms

from caunoi.placement.actions.told import LONGEST_NOTE
from caunoi.placement.choices import Channel, Ending


class TellForm(forms.Form):
    """How somebody was told."""

    channel = forms.ChoiceField(choices=Channel.choices)


# A letter that runs out ends what it told by itself; nobody chooses that.
_CHOSEN = [(value, label) for value, label in Ending.choices if value != Ending.LETTER]


class EndForm(forms.Form):
    """Why what somebody was told holds no longer."""

    ending = forms.ChoiceField(
        label="Vì sao rút lại",
        choices=_CHOSEN,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn một lý do."},
    )
    note = forms.CharField(label="Ghi thêm", max_length=LONGEST_NOTE, required=False)
