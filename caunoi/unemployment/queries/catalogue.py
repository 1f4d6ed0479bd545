"""The forms of the decree as a list that can be searched."""

from dataclasses import dataclass

from caunoi_engine.text.folding import fold
from caunoi_rules.forms import PARTIES, Form, NoForm, form, forms

FILLED_BY_HAND = {"23"}
"""Forms the software prints empty only: no file of it holds what they ask for."""


@dataclass(frozen=True)
class FormRow:
    """A form as the list shows it."""

    code: str
    number: str
    title: str
    by: str
    to: str
    law: str
    procedures: str
    filled: bool  # the software fills it in from a file
    sure: bool  # the article was found in the decree


@dataclass(frozen=True)
class FormsFound:
    """The forms that were asked for, and who issues any (key and words)."""

    rows: list[FormRow]
    issuers: list[tuple[str, str]]


def search_forms(words: str = "", by: str = "") -> FormsFound:
    """Forms with all these words in their title or number, of one issuer if `by` is given."""
    wanted = fold(words).split()
    rows = [
        _row(each)
        for each in forms().values()
        if (not by or each.by == by) and all(one in _words(each) for one in wanted)
    ]
    issuers = dict.fromkeys(each.by for each in forms().values())
    return FormsFound(rows, [(key, _capital(PARTIES[key])) for key in issuers])


def form_named(code: str) -> FormRow | None:
    """One form, or None."""
    try:
        return _row(form(code))
    except NoForm:
        return None


def _row(one: Form) -> FormRow:
    return FormRow(
        code=one.code,
        number=one.number,
        title=one.title,
        by=_capital(PARTIES[one.by]),
        to=", ".join(PARTIES[each] for each in one.to),
        law=one.law,
        procedures=", ".join(one.procedures),
        filled=one.number not in FILLED_BY_HAND,
        sure=one.article_confirmed,
    )


def _words(one: Form) -> str:
    return fold(f"{one.title} mẫu số {one.number} {one.code} {' '.join(one.procedures)}")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
