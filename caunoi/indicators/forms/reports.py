"""Forms of reports: a new one, its text, a file edited in Word, a template."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms

from caunoi.indicators.models import ReportTemplate
from caunoi.places.models import Place
from caunoi_kit.uploads.fields import WordField

LONGEST_TEXT: Final = 60_000  # letters


class NewReportForm(forms.Form):
    """Which report, of which period and place."""

    template = forms.ChoiceField(label="Loại báo cáo")
    period = forms.CharField(
        label="Kỳ",
        max_length=12,
        error_messages={"required": "Ghi kỳ báo cáo, ví dụ 2026, 2026Q3, 2026-6M hoặc 2026-11."},
    )
    place = forms.ChoiceField(label="Địa bàn")

    def __init__(
        self,
        *args: Any,
        templates: Sequence[ReportTemplate] = (),
        places: Sequence[tuple[Place, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].choices = [  # type: ignore[attr-defined]
            (each.code, each.name) for each in templates
        ]
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            (str(place.pk), label) for place, label in places
        ]


class VersionForm(forms.Form):
    """Which version of the report the page showed."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class TextForm(VersionForm):
    """The text of a report, with places for figures."""

    body = forms.CharField(
        label="Nội dung",
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 32, "spellcheck": "false"}),
        error_messages={"required": "Báo cáo cần nội dung."},
    )


class WordForm(VersionForm):
    """A report that somebody edited in Word."""

    file = WordField(
        label="Tệp Word đã sửa",
        error_messages={
            "required": "Chọn tệp .docx đã sửa trên máy.",
            "empty": "Tệp này trống. Chọn lại tệp.",
        },
    )


class TemplateForm(TextForm):
    """A template: its name and its sentences."""

    name = forms.CharField(
        label="Tên mẫu", max_length=200, error_messages={"required": "Đặt tên cho mẫu."}
    )
