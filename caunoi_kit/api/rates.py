"""How often one address may ask within a minute. Counted in this process alone."""

from collections import Counter
from dataclasses import dataclass
from threading import Lock
from typing import Final

WINDOW: Final = 60  # seconds


@dataclass(frozen=True)
class Allowance:
    """What is left to somebody in the minute that runs."""

    limit: int
    left: int  # below zero: over the limit
    resets_in: int  # seconds

    @property
    def is_over(self) -> bool:
        return self.left < 0


class Minutes:
    """Counts by whole minutes: with a new minute the old counts are forgotten.

    >>> minutes = Minutes()
    >>> [minutes.take("a", limit=1, now=30.0).is_over for _ in range(2)]
    [False, True]
    >>> minutes.take("a", limit=1, now=60.0).is_over
    False
    """

    def __init__(self) -> None:
        self._lock, self._minute, self._counts = Lock(), 0, Counter[str]()

    def take(self, who: str, *, limit: int, now: float) -> Allowance:
        """Count one request of somebody."""
        minute = int(now) // WINDOW
        with self._lock:
            if minute != self._minute:
                self._minute, self._counts = minute, Counter()
            self._counts[who] += 1
            taken = self._counts[who]
        return Allowance(limit, limit - taken, WINDOW - int(now) % WINDOW)
