"""Filters: `{{ vacancy.deadline|deadline }}`. Each is the function of `formats` of that name."""

from django.template import Library

from caunoi_kit.ui import formats

register = Library()

for format_ in (
    formats.number,
    formats.percent,
    formats.points,
    formats.change,
    formats.money,
    formats.money_short,
    formats.day,
    formats.moment,
    formats.deadline,
    formats.official_day,
    formats.phone,
    formats.distance,
    formats.experience,
    formats.masked,
    formats.whole_terms,
):
    register.filter(format_.__name__, format_)


@register.filter
def tel(digits: str) -> str:
    """The address that calls a number: `href="{{ phone|tel }}"`."""
    return "tel:" + "".join(c for c in digits if c.isdigit())


@register.simple_tag
def wage(low: int | None, high: int | None, negotiable: bool = False) -> str:
    """A wage in full: `{% wage job.salary_min job.salary_max %}`."""
    return formats.wage(low, high, negotiable)


@register.simple_tag
def wage_short(low: int | None, high: int | None, negotiable: bool = False) -> str:
    """A wage for a card: `{% wage_short job.salary_min job.salary_max %}`."""
    return formats.wage_short(low, high, negotiable)
