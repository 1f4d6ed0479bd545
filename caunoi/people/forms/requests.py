"""What somebody asks about their own data."""

from typing import Final

from django import forms

from caunoi.people.choices import Right

LONGEST: Final = 1_000


class RequestForm(forms.Form):
    """Which right, and what else there is to say."""

    right = forms.ChoiceField(
        label="Anh/chị muốn gì", choices=Right.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label="Nói thêm",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Sửa dữ liệu: ghi điều nào sai, đúng là gì. Không cần ghi số định danh.",
    )
