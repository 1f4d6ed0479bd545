"""Forms of the reports of firms: a file, the counts of 01/PLI, a notice of change."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms

from caunoi.employers.queries.reports import COUNTS, ReportPeriod, words_of_count
from caunoi.intake.choices.files import REPORTS, Schema
from caunoi.intake.forms.files import DropForm
from caunoi_kit.ui.fields import DateField

MOST_PEOPLE: Final = 999_999


def _periods(periods: Sequence[ReportPeriod]) -> list[tuple[str, str]]:
    return [
        (
            each.before.isoformat(),
            f"{each.words[0].upper()}{each.words[1:]}, gửi trước {each.before:%d/%m/%Y}",
        )
        for each in periods
    ]


def _count(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST_PEOPLE,
        error_messages={
            "required": "Ghi số người; không có thì ghi 0.",
            "invalid": "Ghi một số nguyên, ví dụ 120.",
            "min_value": "Số người không thể nhỏ hơn 0.",
            "max_value": "Số người quá lớn. Kiểm tra lại.",
        },
    )


class ReportFileForm(DropForm):
    """A file of a firm: what it is, and for which period."""

    schema = forms.ChoiceField(
        label="Tệp này là",
        choices=[(each.value, each.label) for each in REPORTS],
        initial=Schema.LABOUR_USE,
        widget=forms.RadioSelect,
    )
    due_before = forms.ChoiceField(label="Kỳ báo cáo (chỉ của 01/PLI)")

    field_order = ("schema", "due_before", "file")

    def __init__(self, *args: Any, periods: Sequence[ReportPeriod], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_before"].choices = _periods(periods)  # type: ignore[attr-defined]

    def clean_due_before(self) -> date:
        return date.fromisoformat(self.cleaned_data["due_before"])


class CountsForm(forms.Form):
    """The counts of 01/PLI, as 02/PLI adds them up."""

    due_before = forms.ChoiceField(label="Kỳ báo cáo")

    def __init__(self, *args: Any, periods: Sequence[ReportPeriod], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_before"].choices = _periods(periods)  # type: ignore[attr-defined]
        for name in COUNTS:
            words = words_of_count(name)
            self.fields[name] = _count(words[0].upper() + words[1:])

    def clean_due_before(self) -> date:
        return date.fromisoformat(self.cleaned_data["due_before"])

    def counts(self) -> dict[str, int]:
        """What was typed, by name."""
        return {name: self.cleaned_data[name] for name in COUNTS}


class ChangeForm(forms.Form):
    """A notice of many workers more or less."""

    on = DateField(label="Tính đến ngày")
    before = _count("Số lao động trước khi biến động")
    came = _count("Số lao động tăng")
    left = _count("Số lao động giảm")
    why = forms.CharField(
        label="Lý do chủ yếu",
        max_length=300,
        error_messages={"required": "Ghi lý do chủ yếu, ví dụ: hết đơn hàng."},
    )
