"""One old advert out of a file: plain text, Word, or the first row of a sheet."""

import io
import zipfile
from typing import Final

import docx

from caunoi.vacancies.imports.files import CannotRead
from caunoi_kit.office import packages, sheets

LARGEST: Final = 2_000_000  # bytes of a file
LARGEST_UNPACKED: Final = 20_000_000
LONGEST: Final = 20_000  # characters kept


def advert_text(content: bytes, *, name: str) -> str:
    """The words of an advert in a Word file, a sheet or plain text. Raises CannotRead.

    What the content is, decides; its name only tells a table with commas from plain text.
    """
    if len(content) > LARGEST:
        raise CannotRead(f"Tệp {name} nặng quá 2 MB. Chép chữ của tin rồi dán vào ô.")
    try:
        if content.startswith(packages.ZIP) and not _is_sheet(content, name):
            text = _docx_text(content, name)
        elif packages.kind_of(content, name, packages.PAGE) == "csv" and not _called(name, "csv"):
            text = _plain_text(content, name)
        else:
            text = _first_row(content, name)
    except packages.CannotRead as fault:
        raise CannotRead(str(fault)) from fault
    return text[:LONGEST]


def _called(name: str, ending: str) -> bool:
    return name.lower().endswith(f".{ending}")


def _is_sheet(content: bytes, name: str) -> bool:
    """Whether a package holds a sheet; a Word file is told by its main part."""
    return b"word/document.xml" not in content and bool(
        packages.kind_of(content, name, packages.PAGE)
    )


def _plain_text(content: bytes, name: str) -> str:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as fault:
        raise CannotRead(f"Tệp {name} không phải UTF-8. Chép chữ rồi dán vào ô.") from fault


def _docx_text(content: bytes, name: str) -> str:
    package = packages.check_word(content, name)
    if sum(entry.file_size for entry in package.infolist()) > LARGEST_UNPACKED:
        raise CannotRead(f"Tệp {name} mở ra quá lớn. Chép chữ của tin rồi dán vào ô.")
    try:
        paper = docx.Document(io.BytesIO(content))
    # python-docx says what is wrong with a damaged package by many kinds of error.
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError) as fault:
        raise CannotRead(f"Tệp {name} hỏng hoặc không phải Word. Dán chữ vào ô.") from fault
    lines = [paragraph.text for paragraph in paper.paragraphs]
    for table in paper.tables:
        lines += [": ".join(cell.text for cell in row.cells) for row in table.rows]
    return "\n".join(lines)


def _first_row(content: bytes, name: str) -> str:
    """The heads of the columns and the first row, a line each: "Mức lương: 8-10 triệu"."""
    rows = sheets.read(content, name=name)
    if len(rows) == 1:
        return "\n".join(cell for cell in rows[0] if cell)
    heads, first = rows[0], rows[1]
    pairs = [(head, cell) for head, cell in zip(heads, first, strict=False) if cell]
    titled = [cell for head, cell in pairs if head.strip().lower() in {"chức danh", "title"}]
    return "\n".join([*titled[:1], *(f"{head}: {cell}" for head, cell in pairs)])
