from django.db.models import QuerySet
from django.utils.timezone import localtime

from caunoi.accounts.choices.deeds import DEEDS, SUBJECTS
from caunoi_kit.journal.models import Entry

LONGEST_EVENT = Entry._meta.get_field("event").max_length


def journal_lines(*, event: str = "") -> QuerySet[Entry]:
    """Lines of the journal, latest first, with who did it; `event` narrows by its beginning."""
    lines = Entry.objects.select_related("by").order_by("-number")
    # Cut, since SQLite fails on a pattern of more than 50,000 bytes.
    return lines.filter(event__startswith=event[:LONGEST_EVENT]) if event else lines


def as_row(line: Entry) -> tuple[str, ...]:
    """One line as the journal page prints it: number, time, deed, who, about what."""
    return (
        str(line.number),
        f"{localtime(line.at):%d/%m/%Y %H:%M:%S}",
        DEEDS.get(line.event, line.event),
        line.by.full_name if line.by else "Hệ thống",
        f"{SUBJECTS.get(line.about_model, line.about_model)} {line.about_id}".strip(),
    )
