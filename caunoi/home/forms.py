"""What is typed on the working pages."""

from typing import Final

from django import forms

from caunoi.counter.choices import FOR_PEOPLE, PolicyTopic
from caunoi.counter.models import LONGEST_ACT_NOTE, LONGEST_ANSWER
from caunoi.people.choices import Right

LONGEST_REQUEST: Final = 1_000
LONGEST_REASON: Final = 300


class ActForm(forms.Form):
    """A service that was given, and what to remember of it."""

    kind = forms.ChoiceField(
        label="Việc đã làm", choices=[(kind.value, str(kind.label)) for kind in FOR_PEOPLE]
    )
    note = forms.CharField(label="Ghi thêm", max_length=LONGEST_ACT_NOTE, required=False)


class AdviceForm(forms.Form):
    """What was asked and answered about the law."""

    topics = forms.MultipleChoiceField(
        label="Người này hỏi về",
        choices=PolicyTopic.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một chính sách người này hỏi."},
    )
    answer = forms.CharField(
        label="Đã trả lời",
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea,
        error_messages={"required": "Ghi điều đã trả lời, một hai câu là đủ."},
    )
    next_step = forms.CharField(label="Việc tiếp theo", max_length=LONGEST_ACT_NOTE, required=False)


class DataRequestForm(forms.Form):
    """What somebody asks at the desk or by letter about their own data."""

    right = forms.ChoiceField(
        label="Người này muốn gì", choices=Right.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label="Nói thêm",
        max_length=LONGEST_REQUEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ghi cách nhận được: tại quầy, điện thoại, thư. Không ghi số định danh.",
    )


class DoneForm(forms.Form):
    """A request was done as asked."""

    answer = forms.CharField(
        label="Đã làm gì",
        max_length=LONGEST_REQUEST,
        help_text="Người yêu cầu đọc được câu này.",
        error_messages={"required": "Ghi đã làm gì, một câu là đủ."},
    )


class DataReasonForm(forms.Form):
    """Why a request takes longer or is not done; the person reads it."""

    why = forms.CharField(
        label="Lý do",
        max_length=LONGEST_REASON,
        help_text="Người yêu cầu đọc được câu này. Từ chối thì ghi cả điều luật.",
        error_messages={"required": "Ghi lý do: người yêu cầu có quyền biết."},
    )
