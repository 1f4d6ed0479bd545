"""Rendering of one part of the look from its template."""

from typing import Any

from django.template.loader import get_template


def part(name: str, **context: Any) -> str:
    """The template `ui/parts/<name>.html` filled with `context`."""
    return get_template(f"ui/parts/{name}.html").render(context)
