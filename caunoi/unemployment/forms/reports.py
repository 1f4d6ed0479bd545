"""What people write into a report themselves."""

from typing import Any

from django import forms

LONGEST_WORDS = 8_000
BIG = ("assessment",)


class ReportForm(forms.Form):
    """One box for each free part of the form; all may stay empty."""

    def __init__(self, *args: Any, words: dict[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        for name, label in words.items():
            self.fields[name] = forms.CharField(
                label=label,
                required=False,
                max_length=LONGEST_WORDS,
                widget=forms.Textarea(attrs={"rows": "6"}) if name in BIG else forms.TextInput(),
            )
