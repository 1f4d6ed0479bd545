from django.db.models import QuerySet

from caunoi_kit.journal.models import Entry


def journal_lines(*, event: str = "") -> QuerySet[Entry]:
    """Lines of the journal, latest first, with who did it; `event` narrows by its beginning."""
    lines = Entry.objects.select_related("by").order_by("-number")
    return lines.filter(event__startswith=event) if event else lines
