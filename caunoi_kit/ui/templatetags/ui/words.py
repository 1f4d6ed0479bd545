"""Filters: `{{ vacancy.deadline|deadline }}`. Each is the function of `formats` of that name."""

from typing import Any

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
):
    register.filter(format_.__name__, format_)


@register.filter
def tel(digits: str) -> str:
    """The address that calls a number: `href="{{ phone|tel }}"`."""
    return "tel:" + "".join(c for c in digits if c.isdigit())


@register.filter
def wage(job: Any) -> str:
    """Wage in full of a record with `salary_min`, `salary_max`, in đồng a month."""
    return formats.wage(job.salary_min, job.salary_max)
