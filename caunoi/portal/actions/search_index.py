"""Keep the search index like the database.

The index is derived data: nothing of a register changes here, so nothing is journalled.
"""

from dataclasses import dataclass
from datetime import date

from caunoi.portal.queries.index import documents, held_versions, open_versions, search_index
from caunoi_kit.search.index import IndexUnavailable


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What one update of the index did."""

    written: int
    removed: int
    rebuilt: bool = False


def rebuild_search_index(*, on: date) -> int:
    """Write the whole index anew; readers keep the former one meanwhile. Returns its size."""
    return search_index().rebuild(documents(on=on))


def refresh_search_index(*, on: date) -> Refreshed:
    """Write what is new or was saved again, take out what is closed, full, over or gone.

    An index that is missing, damaged or of another version is written anew.
    """
    try:
        held = held_versions()
    except IndexUnavailable:
        return Refreshed(rebuild_search_index(on=on), 0, rebuilt=True)
    wanted = open_versions(on=on)
    written = {key for key, version in wanted.items() if held.get(key) != version}
    removed = held.keys() - wanted.keys()
    if written or removed:
        search_index().update(documents(on=on, keys=written), removed=removed)
    return Refreshed(len(written), len(removed))
