"""What is typed about a report due by law."""

from django import forms

from caunoi_kit.ui.fields import DateField


class SentForm(forms.Form):
    """When it went out, under which number."""

    sent_on = DateField(
        label="Ngày gửi",
        error_messages={"required": "Ghi ngày đã gửi, ví dụ 10/12/2026."},
    )
    number = forms.CharField(
        label="Số văn bản",
        max_length=60,
        required=False,
        help_text="Ví dụ 125/BC-TTDVVL",
    )
    note = forms.CharField(label="Ghi chú", max_length=300, required=False)


class AnswerForm(forms.Form):
    """What who received it said: it is in, or it comes back and why."""

    note = forms.CharField(
        label="Lý do nếu bị trả lại, hoặc ghi chú", max_length=300, required=False
    )
