"""Texts that a spreadsheet might run, guarded on the way out and bare again on the way in (C10)."""

import unicodedata
from typing import Final

RUNS: Final = frozenset("=+-@|%＝＋－＠−﹦﹢﹣﹫")
RUNS_FIRST: Final = frozenset("\t\r\n")
BLANKS: Final = " \t\r\n\u00a0\u3000"
QUOTE: Final = "'"
LONGEST_CELL: Final = 32_767
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def harmless(text: str) -> str:
    """The text as a spreadsheet shows it without running it.

    >>> harmless("=1+1"), harmless("+84 912 345 678"), harmless("Thợ may")
    ("'=1+1", "'+84 912 345 678", 'Thợ may')
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    seen = "".join(c for c in text if c in "\t\n" or unicodedata.category(c) not in _UNSEEN)
    return QUOTE + seen if _might_run(seen.removeprefix(QUOTE)) else seen


def bare(text: str) -> str:
    """The text before `harmless` guarded it; a quote that guards nothing stays.

    >>> bare("'=1+1"), bare("'tis")
    ('=1+1', "'tis")
    """
    kept = text.removeprefix(QUOTE)
    return kept if kept != text and _might_run(kept.removeprefix(QUOTE)) else text


def _might_run(text: str) -> bool:
    """Whether a spreadsheet might take a text that begins so for more than a text."""
    kept = text.lstrip(BLANKS)
    blank = text[: len(text) - len(kept)]
    return (kept != "" and kept[0] in RUNS) or not RUNS_FIRST.isdisjoint(blank)
