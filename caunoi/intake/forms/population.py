"""Forms of the checks: for which procedure to ask, and what to do where the two sides differ."""

from collections.abc import Sequence
from typing import Any

from django import forms

from caunoi.intake.choices.population import Decision, Procedure


class AskForm(forms.Form):
    """For which procedure somebody is asked about."""

    procedure = forms.ChoiceField(label="Để làm thủ tục", widget=forms.RadioSelect)
    old_number = forms.RegexField(
        r"^[0-9]{9}$",
        label="Số CMND 9 chữ số",
        help_text="Gõ số in trên CMND. Số này chỉ giữ cho tới khi có trả lời.",
        error_messages={
            "required": "Gõ số in trên CMND: hồ sơ không lưu nguyên số này.",
            "invalid": "Số CMND có đúng 9 chữ số. Xem lại số in trên thẻ.",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        procedures: Sequence[Procedure],
        by_old_card: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        if not by_old_card:
            del self.fields["old_number"]
        field = self.fields["procedure"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  for the reader of types
        field.choices = [(each.value, each.label) for each in procedures]
        field.error_messages["required"] = "Chọn thủ tục đang làm: mỗi lần hỏi phải nêu thủ tục."


class RulingForm(forms.Form):
    """What an officer decides after looking at the card."""

    decision = forms.ChoiceField(
        label="Sau khi xem giấy tờ của người đó",
        choices=Decision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn sửa hồ sơ, hay giữ hồ sơ."},
    )
    reason = forms.CharField(
        label="Lý do, giấy tờ đã xem", max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
