"""Forms of group sessions and plans of action."""

from django import forms

from caunoi.counter.models import LONGEST_STEP
from caunoi_kit.ui.fields import DateField
from caunoi_kit.uploads.fields import SheetField

LONGEST_LINES = 60_000


class SessionForm(forms.Form):
    """A new session."""

    name = forms.CharField(
        label="Tên buổi tư vấn",
        max_length=200,
        error_messages={"required": "Ghi tên buổi để tìm lại, ví dụ «Bộ đội xuất ngũ»."},
    )
    held_on = DateField(label="Ngày tư vấn")
    place = forms.CharField(label="Nơi tư vấn", max_length=300, required=False)


class PeopleForm(forms.Form):
    """People as they were scanned, typed or pasted, or as a file."""

    lines = forms.CharField(
        label="Mỗi người một dòng",
        required=False,
        max_length=LONGEST_LINES,
        widget=forms.Textarea(attrs={"rows": "12", "spellcheck": "false", "autocomplete": "off"}),
    )
    file = SheetField(label="Hoặc chọn tệp .xlsx, .xls, .ods, .csv", required=False)

    def clean(self) -> dict:
        found = super().clean() or self.cleaned_data
        if not self.errors and not found.get("lines") and not found.get("file"):
            self.add_error("lines", "Ghi ít nhất một người, hoặc chọn một tệp.")
        return found


class StepForm(forms.Form):
    """A step of the plan."""

    what = forms.CharField(
        label="Việc cần làm",
        max_length=LONGEST_STEP,
        error_messages={
            "required": "Ghi việc cần làm, ví dụ «Gọi Công ty Mẫu hỏi lịch phỏng vấn»."
        },
    )
    due_on = DateField(label="Làm xong trước ngày")
