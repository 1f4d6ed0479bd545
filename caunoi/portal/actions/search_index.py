"""Keep the search index like the database.

The index is derived data: nothing of a register changes here, so nothing is journalled.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from caunoi.portal.queries.index import changed_keys, documents, open_keys, search_index
from caunoi_kit.search.index import IndexUnavailable

# A row saved in a transaction that was still open at the last update carries an earlier moment.
_OVERLAP: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What one update of the index did."""

    written: int
    removed: int
    rebuilt: bool = False


def rebuild_search_index(*, on: date, at: datetime) -> int:
    """Write the whole index anew; readers keep the former one meanwhile. Returns its size."""
    return search_index().rebuild(documents(on=on), watermark=_mark(at))


def refresh_search_index(*, on: date, at: datetime) -> Refreshed:
    """Write what was saved since the last time, take out what is closed, full or gone.

    An index that is missing, damaged or of another version is written anew.
    """
    index = search_index()
    try:
        held = index.keys()
        changed = changed_keys(on=on, since=index.watermark())
    except IndexUnavailable:
        return Refreshed(rebuild_search_index(on=on, at=at), 0, rebuilt=True)
    wanted = open_keys(on=on)
    written = changed | (wanted - held)
    removed = held - wanted
    if written or removed:
        index.update(documents(on=on, keys=written), removed, watermark=_mark(at))
    return Refreshed(len(written), len(removed))


def _mark(at: datetime) -> str:
    return (at - _OVERLAP).isoformat()
