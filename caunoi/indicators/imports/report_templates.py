"""The report templates that come with the software: reference/report_templates/*.txt.

The first line is the name, the rest the text.
"""

from django.conf import settings


def shipped_templates() -> list[tuple[str, str, str]]:
    """Code, name and text of each, in the order of their codes."""
    found = []
    for path in sorted((settings.REFERENCE / "report_templates").glob("*.txt")):
        name, _, body = path.read_text(encoding="utf-8").partition("\n")
        found.append((path.stem, name.strip(), body))
    return found
