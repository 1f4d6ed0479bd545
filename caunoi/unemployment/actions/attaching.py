"""Photographs and scans that people send with a file: told by their bytes, counted, kept once.

The field of the form has drawn pictures anew and looked through PDFs before (`uploads.fields`).
Papers are only ever downloaded, never shown in a page of ours.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

LARGEST: Final = 5_000_000  # bytes of one paper
MOST_PAPERS: Final = 10  # of one file
LONGEST_NAME: Final = 100
# How a file really begins, and what it is called then. The name that came with it proves nothing.
BEGINNINGS: Final = ((b"%PDF-", "pdf"), (b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"))


class CannotAttach(Exception):
    """The paper cannot be kept; the message says why and what to do."""


@dataclass(frozen=True)
class NewPaper:
    """A paper as it came: what it is said to be, its name, its bytes."""

    kind: str
    name: str
    content: bytes


def columns_of(
    papers: Sequence[NewPaper], *, there: set[str], at: datetime
) -> Iterator[dict[str, Any]]:
    """Columns of the papers that are not `there` yet (by digest); the same bytes count once.

    Raises CannotAttach for what is neither picture nor PDF, too large, or one too many.
    """
    known = set(there)
    for paper in papers:
        digest = hashlib.sha256(paper.content).hexdigest()
        if digest in known:
            continue
        if len(known) >= MOST_PAPERS:
            raise CannotAttach(f"Đã có {MOST_PAPERS} giấy tờ. Bỏ bớt hoặc ghép vào một tệp PDF.")
        known.add(digest)
        yield {
            "kind": paper.kind,
            "name": f"{_stem(paper.name)}.{_ending(paper)}",
            "size": len(paper.content),
            "sha256": digest,
            "content": base64.b64encode(paper.content).decode(),
            "at": at,
        }


def _ending(paper: NewPaper) -> str:
    """What the bytes are."""
    if len(paper.content) > LARGEST:
        raise CannotAttach(
            f"Tệp {paper.name} nặng {len(paper.content) / 1e6:.0f} MB, nhiều nhất "
            f"{LARGEST // 1_000_000} MB. Chụp lại ở cỡ ảnh nhỏ hơn."
        )
    for beginning, ending in BEGINNINGS:
        if paper.content.startswith(beginning):
            return ending
    raise CannotAttach(f"Tệp {paper.name} không phải ảnh JPG, PNG hay PDF. Chụp ảnh rồi gửi lại.")


def _stem(name: str) -> str:
    words = name.replace("\\", "/").rpartition("/")[2].rpartition(".")
    return (words[0] or words[2])[:LONGEST_NAME] or "giay-to"
