"""Work split into blocks over threads; results never depend on how many there are."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def run_blocks(
    work: Callable[[int, int], Result], length: int, *, size: int, threads: int
) -> list[Result]:
    """Calls `work(first, last)` for consecutive blocks of `size` and gives the results in order.

    >>> run_blocks(lambda first, last: (first, last), 5, size=2, threads=1)
    [(0, 2), (2, 4), (4, 5)]
    """
    starts = range(0, length, size)
    blocks = [(first, min(first + size, length)) for first in starts]
    if threads == 1 or length <= size:
        return [work(*block) for block in blocks]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(lambda block: work(*block), blocks))
