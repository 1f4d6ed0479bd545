"""Forms about letters: where and when somebody goes, what the firm says, why a job is refused."""

from datetime import datetime

from django import forms
from django.utils import timezone

from caunoi.placement.actions.referrals import LONGEST_NOTE
from caunoi.placement.choices import CallResult, Dislike, Leaving, Refusal
from caunoi_kit.ui.fields import DateField, PhoneField


class ReferForm(forms.Form):
    """When and where somebody goes, and who receives them."""

    day = DateField(label="Ngày đến")
    hour = forms.TimeField(
        label="Giờ đến",
        input_formats=["%H:%M", "%Hh%M", "%Hh", "%H"],
        widget=forms.TimeInput(format="%H:%M"),
        error_messages={
            "required": "Ghi giờ đến, ví dụ 8:00.",
            "invalid": "Ghi giờ như 8:00 hoặc 13h30.",
        },
    )
    place = forms.CharField(
        label="Nơi đến",
        max_length=300,
        error_messages={"required": "Ghi nơi đến để người này tìm được."},
    )
    contact = forms.CharField(label="Người đón", max_length=200, required=False)
    contact_phone = PhoneField(label="Điện thoại nơi đón", required=False)

    @property
    def come_at(self) -> datetime:
        """The moment typed."""
        values = self.cleaned_data
        return timezone.make_aware(datetime.combine(values["day"], values["hour"]))


class RefuseJobForm(forms.Form):
    """Why somebody does not take a job."""

    reason = forms.ChoiceField(
        label="Vì sao không nhận",
        choices=Dislike.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn một lý do."},
    )
    note = forms.CharField(label="Ghi thêm", max_length=LONGEST_NOTE, required=False)


class ResultForm(forms.Form):
    """What became of a letter, in the words of the firm."""

    CAME, HIRED, NOT_HIRED = "CAME", "HIRED", "NOT_HIRED"

    what = forms.ChoiceField(choices=[(CAME, "Đã đến"), (HIRED, "Nhận"), (NOT_HIRED, "Không nhận")])
    reason = forms.ChoiceField(
        label="Vì sao không nhận",
        choices=[choice for choice in Refusal.choices if choice[0] != Refusal.CLOSED],
        widget=forms.RadioSelect,
        required=False,
    )
    note = forms.CharField(
        label="Ghi thêm cho người ứng tuyển", max_length=LONGEST_NOTE, required=False
    )


class RevokeForm(forms.Form):
    """Why a letter is taken back."""

    why = forms.CharField(
        label="Vì sao thu hồi",
        max_length=LONGEST_NOTE,
        error_messages={"required": "Ghi vì sao thu hồi giấy."},
    )


class JudgeForm(forms.Form):
    """Whether a reason to refuse is a good one."""

    justified = forms.TypedChoiceField(
        choices=[("1", "Chính đáng"), ("0", "Không chính đáng")],
        coerce=lambda value: value == "1",
    )


class CallForm(forms.Form):
    """What a call found."""

    result = forms.ChoiceField(choices=CallResult.choices)
    reason = forms.ChoiceField(choices=Leaving.choices, required=False)
