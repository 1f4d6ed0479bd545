"""Tags for offers and records: cards, reasons, gaps, pairs, sums, tables."""

from collections.abc import Sequence
from typing import Any

from django.template import Library

from caunoi_kit.ui import cards
from caunoi_kit.ui.templatetags.ui.parts import part

register = Library()


@register.inclusion_tag("ui/parts/offer.html")
def vacancy_card(card: cards.JobCard, level: int = 2) -> dict[str, Any]:
    """A vacancy in a list; `level` is that of its heading: `{% vacancy_card card level=3 %}`."""
    return {"card": card, "level": level}


@register.inclusion_tag("ui/parts/offer.html")
def course_card(card: cards.CourseCard, level: int = 2) -> dict[str, Any]:
    """A course in a list: `{% course_card card level=3 %}`."""
    return {"card": card, "level": level}


@register.inclusion_tag("ui/parts/offer.html")
def other_card(card: cards.OtherCard, level: int = 2) -> dict[str, Any]:
    """A loan, an allowance, work abroad: `{% other_card card level=3 %}`."""
    return {"card": card, "level": level}


@register.inclusion_tag("ui/parts/why.html")
def why(reasons: Sequence[cards.Reason | str], gaps: Sequence[str] = ()) -> dict[str, Any]:
    """Why it fits and what is missing: `{% why card.reasons card.gaps %}`."""
    told = [cards.Reason(reason) if isinstance(reason, str) else reason for reason in reasons]
    return {"reasons": told, "gaps": gaps}


@register.simple_block_tag
def missing(content: str, title: str = "Bù chỗ còn thiếu", level: int = 3) -> str:
    """The gap and its remedy together, once a page: `{% missing %}…{% endmissing %}`."""
    return part("missing", content=content, title=title, level=level)


@register.inclusion_tag("ui/parts/facts.html")
def facts(facts: Sequence[cards.Fact]) -> dict[str, Any]:
    """Short facts in a line: `{% facts card.facts %}`."""
    return {"facts": facts}


@register.inclusion_tag("ui/parts/pairs.html")
def pairs(pairs: Sequence[cards.Pair], one_column: bool = False) -> dict[str, Any]:
    """Labels and values of a record: `{% pairs pairs %}`."""
    return {"pairs": pairs, "one_column": one_column}


@register.inclusion_tag("ui/parts/sum.html", name="sum")
def sum_(lines: Sequence[cards.Total]) -> dict[str, Any]:
    """Computed lines with their reasons: `{% sum lines %}`."""
    return {"lines": lines}


@register.inclusion_tag("ui/parts/table.html")
def table(
    caption: str,
    columns: Sequence[cards.Column],
    rows: Sequence[Sequence[Any]],
    quiet: bool = False,
) -> dict[str, Any]:
    """A table that becomes cards on a phone: `{% table "Việc còn trống" columns rows %}`.

    The first cell of a row heads it. A cell is text, a `Link` or a `Badge`. A `quiet` caption is
    read out but not shown: the heading above says it already.
    """
    return {
        "caption": caption,
        "quiet": quiet,
        "columns": columns,
        "rows": [
            (
                _cell(row[0]),
                [(column, _cell(cell)) for column, cell in zip(columns[1:], row[1:], strict=True)],
            )
            for row in rows
        ],
    }


def _cell(cell: Any) -> dict[str, Any]:
    """What kind of cell it is, for the template."""
    return {
        "link": cell if isinstance(cell, cards.Link) else None,
        "badge": cell if isinstance(cell, cards.Badge) else None,
        "text": cell,
    }
