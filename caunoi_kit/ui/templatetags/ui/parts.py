"""Rendering of one part of the look from its template."""

from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString


def part(name: str, **context: Any) -> SafeString:
    """The template `ui/parts/<name>.html` filled with `context`."""
    return get_template(f"ui/parts/{name}.html").render(context)
