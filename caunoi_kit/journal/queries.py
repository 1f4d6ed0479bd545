"""Questions to the journal: is it whole, and what is its last line."""

from caunoi_kit.journal.chain import GENESIS, digest
from caunoi_kit.journal.models import Entry


def verify_chain() -> int | None:
    """The number of the first line that was changed, removed or slipped in; None when all hold.

    Lines cut off at the end leave a whole chain behind: compare `last_hash` with the one printed
    on paper before.
    """
    previous, expected = GENESIS, 1
    for entry in Entry.objects.order_by("number").iterator():
        intact = entry.number == expected and entry.previous_hash == previous
        if not intact or entry.hash != digest(entry):
            return expected
        previous, expected = entry.hash, expected + 1
    return None


def last_hash() -> tuple[int, str]:
    """Number and hash of the last line: printed on the daily paper, they pin the whole journal."""
    last = Entry.objects.order_by("-number").values_list("number", "hash").first()
    return last or (0, GENESIS)
