"""What is typed on the working pages."""

from django import forms

from caunoi.counter.choices import FOR_PEOPLE, PolicyTopic
from caunoi.counter.models import LONGEST_ACT_NOTE, LONGEST_ANSWER


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
