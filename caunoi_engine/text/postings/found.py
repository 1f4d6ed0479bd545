"""What readers find: a value with the stretch of text it was read from, and how sure it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value read from a stretch of the folded text."""

    value: T
    start: int
    end: int

    def covers(self, position: int) -> bool:
        """Say whether a position lies inside the stretch."""
        return self.start <= position < self.end

    def overlaps(self, start: int, end: int) -> bool:
        """Say whether another stretch shares a letter with this one."""
        return start < self.end and self.start < end


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """A possible value; the higher the grade the surer."""

    grade: int
    value: T
    start: int
    end: int


def surest(candidates: Iterable[Candidate[T]]) -> Found[T] | None:
    """Return the candidate of the highest grade, the earliest of equals."""
    best = max(candidates, key=lambda one: (one.grade, -one.start), default=None)
    return Found(best.value, best.start, best.end) if best is not None else None
