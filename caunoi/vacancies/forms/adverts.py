"""Small forms about one advert: paste an old one, close it, review it, report it."""

from django import forms

from caunoi.vacancies.choices import HiredFrom, ReportReason, Verdict
from caunoi_kit.ui.fields import PhoneField
from caunoi_kit.uploads.fields import TextField


class PasteForm(forms.Form):
    """An old advert, pasted or as a file."""

    text = forms.CharField(
        label="Dán tin cũ", required=False, max_length=20_000, widget=forms.Textarea
    )
    file = TextField(
        label="Hoặc chọn tệp .docx, .txt, .xlsx",
        required=False,
    )

    def clean(self) -> dict:
        found = super().clean() or self.cleaned_data
        if not self.errors and not found.get("text") and not found.get("file"):
            self.add_error("text", "Dán chữ của tin, hoặc chọn một tệp.")
        return found


class CloseForm(forms.Form):
    """The one question when an advert ends."""

    hired = forms.IntegerField(
        label="Đã nhận được mấy người",
        min_value=0,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": "Ghi số người đã nhận, chưa có ai thì ghi 0.",
            "invalid": "Ghi một số nguyên, ví dụ 12.",
            "min_value": "Số người không âm. Chưa nhận được ai thì ghi 0.",
        },
    )
    hired_from = forms.ChoiceField(
        label="Từ đâu",
        choices=HiredFrom,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn nguồn của những người đã nhận."},
    )


class ReviewForm(forms.Form):
    """The centre's answer to an advert."""

    verdict = forms.ChoiceField(
        label="Trả lời",
        choices=Verdict,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn một câu trả lời."},
    )
    reason = forms.CharField(
        label="Lý do gửi cho nơi tuyển",
        required=False,
        max_length=500,
        widget=forms.Textarea,
        error_messages={"max_length": "Lý do dài quá 500 chữ. Viết ngắn lại."},
    )


class ReportForm(forms.Form):
    """Somebody reports an advert."""

    reason = forms.ChoiceField(
        label="Tin này sai ở đâu",
        choices=ReportReason,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn một lý do."},
    )
    words = forms.CharField(
        label="Kể thêm",
        required=False,
        max_length=1_000,
        widget=forms.Textarea,
        error_messages={"max_length": "Lời kể dài quá 1.000 chữ. Viết ngắn lại."},
    )
    phone = PhoneField(label="Điện thoại để trung tâm hỏi lại", required=False)


class SettleForm(forms.Form):
    """What the centre makes of a report."""

    upheld = forms.ChoiceField(
        label="Kết quả",
        choices=[("co", "Báo đúng: gỡ tin xuống"), ("khong", "Tin không sai: để nguyên")],
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn một kết quả."},
    )
    note = forms.CharField(
        label="Ghi chú, nơi tuyển đọc được",
        required=False,
        max_length=500,
        widget=forms.Textarea,
        error_messages={"max_length": "Ghi chú dài quá 500 chữ. Viết ngắn lại."},
    )
