"""PDF files from typst templates.

A template `placement/letter.typ` stands in the `templates/` folder of its app and begins::

    #import "/office/layout.typ": *
    #show: paper.with(format: "a4")
    #head(data)

`data` is what was given to `render`: plain JSON. Texts in it are printed as they are, never run.
"""

import json
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import typst

from caunoi_kit.office import templates

FONTS: Final = Path(__file__).parent / "fonts"
TO_KEEP: Final = "a-2b"  # readable for years; it must carry a date
LONG_WORD: Final = re.compile(r"(\S{40})(?=\S{20})")  # may be broken, or it would leave the paper
MOST_STRANGE: Final = 8  # kinds of letters that our typefaces lack, in one paper
LATIN: Final = 0x24F  # the last letter that our typefaces surely have
BLOCKS: Final = (range(LATIN + 1), range(0x300, 0x370), range(0x1E00, 0x1F00))  # with Vietnamese
_NOT_SHOWN: Final = re.compile(r'the text `"(.*?)"` could not be displayed')
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]+)\}")
PARTS: Final = {".typ", ".svg", ".png"}


def render(template: str, data: Mapping[str, Any], *, dated: date | None = None) -> bytes:
    """The paper as a PDF; with the day it is `dated`, as PDF/A-2b, which archives ask for.

    `data` holds text, numbers, lists and mappings only. The same data give the same bytes.
    """
    told = json.dumps(_plain(data), ensure_ascii=False)
    for _ in range(MOST_STRANGE):
        try:
            return _compiled(template, told, dated)
        except typst.TypstError as fault:
            # A paper to be kept may hold no letter that our typefaces lack: an emoji in a name.
            strange = _NOT_SHOWN.search(str(fault))
            if strange is None:
                raise
            told = _without(told, strange[1])
    return _compiled(template, _in_latin(told), dated)


def _compiled(template: str, told: str, dated: date | None) -> bytes:
    root = _root()
    inputs = {"data": told}
    if dated is not None:
        inputs["dated"] = dated.isoformat()
    pdf = typst.compile(
        str(root.name + "/" + template),
        root=root.name,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=TO_KEEP if dated else None,
    )
    if not isinstance(pdf, bytes):
        raise TypeError(f"{template} gave no single file")
    return pdf


def _without(told: str, strange: str) -> str:
    """The data with other signs for letters that cannot be shown: their plain form, or a "?"."""
    found = _ESCAPED.sub(lambda one: chr(int(one[1], 16)), strange)
    for letter in sorted(set(found), key=ord, reverse=True):
        if ord(letter) > LATIN:
            plain = unicodedata.normalize("NFKC", letter)
            told = told.replace(letter, plain if plain.isascii() and plain.isalnum() else "?")
    return told


def _in_latin(told: str) -> str:
    """The data with a "?" for every letter that is not of a Latin script."""
    return "".join(c if any(ord(c) in block for block in BLOCKS) else "?" for c in told)


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Only the typefaces we ship: a paper looks the same on every machine."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)]
    )


@lru_cache(maxsize=1)
def _root() -> tempfile.TemporaryDirectory:
    """One folder with the typst templates of every app: typst reads nothing outside it."""
    root = tempfile.TemporaryDirectory(prefix="caunoi-papers-")
    for folder in reversed(list(templates.folders())):
        for path in folder.rglob("*"):
            if path.suffix in PARTS:
                target = Path(root.name) / path.relative_to(folder)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
    return root


def _plain(value: Any) -> Any:
    """The data as JSON, without the control characters that no paper can show."""
    if isinstance(value, str):
        seen = "".join(c for c in value if c.isprintable() or c in "\n\t")
        return seen if seen.startswith("<svg") else LONG_WORD.sub("\\1\u200b", seen)
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
