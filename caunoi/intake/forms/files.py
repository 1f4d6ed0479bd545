"""Forms of files: a file dropped, its columns, cells typed anew."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms

from caunoi.places.models import Place
from caunoi_kit.uploads.fields import SheetField

CELL = re.compile(r"o-(\d{1,7})-([a-z_]{1,40})")
NOT_USED: Final = ""


class DropForm(forms.Form):
    """A file as a commune has it; staff of the centre say for which commune."""

    commune = forms.ChoiceField(label="Của xã, phường nào")
    file = SheetField(
        label="Tệp danh sách",
        error_messages={
            "required": "Chọn tệp danh sách trên máy, hoặc kéo thả tệp vào ô này.",
            "empty": "Tệp này trống. Chọn lại tệp.",
        },
    )

    def __init__(self, *args: Any, communes: Sequence[Place] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if communes:
            self.fields["commune"].choices = [  # type: ignore[attr-defined]
                ("", "Chọn xã, phường"),
                *((place.code, place.name) for place in communes),
            ]
            self.fields["commune"].error_messages["required"] = "Chọn xã, phường gửi danh sách."
        else:
            del self.fields["commune"]


def columns_said(
    sent: Mapping[str, str], columns: Sequence[Mapping[str, Any]], known: Sequence[str]
) -> dict[int, str | None]:
    """What each column of the table was said to be; what is none of the fields is not used."""
    said: dict[int, str | None] = {}
    for column in columns:
        chosen = sent.get(f"cot-{column['index']}", NOT_USED)
        said[column["index"]] = chosen if chosen in (*known, column["field"]) and chosen else None
    return said


def answers_said(sent: Mapping[str, str], questions: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What was answered; a question without a known answer is left out, and asked again."""
    said = {}
    for number, question in enumerate(questions):
        chosen = sent.get(f"hoi-{number}", "")
        if chosen in {code for code, _ in question["choices"]}:
            said[question["key"]] = chosen
    return said


def cells_typed(sent: Mapping[str, str]) -> dict[int, dict[str, str]]:
    """Cells of the grid as they were sent: number of the row → field → text."""
    typed: dict[int, dict[str, str]] = {}
    for name, text in sent.items():
        if match := CELL.fullmatch(name):
            typed.setdefault(int(match[1]), {})[match[2]] = str(text)[:1_000]
    return typed
