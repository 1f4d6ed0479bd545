"""Fields of forms that take a file. Pages use these and no other (a test holds them to it).

Each tells a file by its content and gives back what may be kept: its bytes, drawn anew if it is a
picture, under a short name that ends with what it really is.
"""

import unicodedata
from abc import ABC, abstractmethod
from pathlib import PurePath
from typing import Any, ClassVar, Final

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from caunoi_kit.office import scans
from caunoi_kit.office.packages import PAGE, ZIP, CannotRead, check_word, kind_of
from caunoi_kit.uploads.door import LARGEST, REFUSAL

LONGEST_NAME: Final = 80
"""Of a name without its ending; tables keep a hundred and more."""


class _ReceivedField(forms.FileField, ABC):
    """A file that was weighed and scanned at the door; subclasses say what it may be."""

    accept: ClassVar[str]
    too_large: ClassVar[str]
    widget = forms.FileInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"accept": self.accept, **super().widget_attrs(widget)}

    @abstractmethod
    def told(self, content: bytes, name: str) -> tuple[bytes, str]:
        """What is kept, and how its name ends. Raises CannotRead."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return file
        if refusal := getattr(file, REFUSAL, ""):
            raise forms.ValidationError(refusal, code="refused")
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(
                f"Tệp nặng quá {LARGEST // 1_000_000} MB. {self.too_large}", code="large"
            )
        stem, ending = named(file.name or "")
        file.seek(0)
        try:
            content, ending = self.told(file.read(), f"{stem}.{ending}" if ending else stem)
        except CannotRead as fault:
            raise forms.ValidationError(str(fault), code="kind") from fault
        return SimpleUploadedFile(f"{stem}.{ending}", content)


class SheetField(_ReceivedField):
    """A table: .xlsx, .xls, .ods or .csv."""

    accept = ".xlsx,.xls,.ods,.csv"
    too_large = "Chia thành nhiều tệp rồi tải từng tệp."

    def told(self, content: bytes, name: str) -> tuple[bytes, str]:
        return content, kind_of(content, name, PAGE)


class WordField(_ReceivedField):
    """A Word file without macros, objects and links that fetch."""

    accept = ".docx"
    too_large = "Bỏ bớt hình rồi tải lại."

    def told(self, content: bytes, name: str) -> tuple[bytes, str]:
        check_word(content, name)
        return content, "docx"


class TextField(_ReceivedField):
    """Words in any file: Word, a table, or plain text, which ends as it was called."""

    accept = ".docx,.txt,.xlsx,.xls,.ods,.csv"
    too_large = "Chép chữ rồi dán vào ô."

    def told(self, content: bytes, name: str) -> tuple[bytes, str]:
        if content.startswith(ZIP) and b"word/document.xml" in content:
            check_word(content, name)
            return content, "docx"
        try:
            kind = kind_of(content, name, PAGE)
        except CannotRead as fault:
            raise CannotRead(f"{fault} Hoặc chép chữ rồi dán vào ô.") from fault
        return content, "txt" if kind == "csv" and not name.lower().endswith(".csv") else kind


class ScanField(_ReceivedField):
    """A photograph, drawn anew without what the camera wrote beside it, or a PDF."""

    accept = "image/jpeg,image/png,application/pdf"
    too_large = "Chụp lại ở cỡ ảnh nhỏ hơn."

    def told(self, content: bytes, name: str) -> tuple[bytes, str]:
        return scans.check_scan(content, name)


class PdfField(_ReceivedField):
    """A PDF that only shows pages."""

    accept = "application/pdf,.pdf"
    too_large = "Quét lại ở 150 hoặc 200 điểm."

    def told(self, content: bytes, name: str) -> tuple[bytes, str]:
        return scans.check_pdf(content, name), "pdf"


def named(name: str) -> tuple[str, str]:
    """What a file was called, short and fit to be shown, and how its name ended.

    >>> named("../../etc/danh sách.XLSX"), named("a\\u202ecod.exe"), named("..")
    (('danh sách', 'xlsx'), ('acod', 'exe'), ('tep', ''))
    """
    last = PurePath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    seen = "".join(c for c in last if c.isprintable() and c not in '"<>:|?*/%')
    stem, dot, ending = seen.rpartition(".")
    stem, ending = (stem, ending) if dot else (ending, "")
    ending = "".join(c for c in ending.lower() if c.isascii() and c.isalnum())[:8]
    return stem.strip(". ")[:LONGEST_NAME].strip() or "tep", ending
