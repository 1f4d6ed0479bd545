"""Sorting keys whose highest bits hold nearly all of the order, inside compiled loops."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.compiling import inner_loop

HIGH: Final = 55
LOW: Final = 48
DIGIT: Final = 127
"""Two digits of seven bits hold the value of an option, 0 to 10,000."""
FEW: Final = 24
"""Up to so many keys are put in place one by one."""


@inner_loop
def sort_keys(keys: NDArray[np.int64], spare: NDArray[np.int64]) -> None:
    """Sorts ascending; `spare` has at least as many places.

    By the digits first, which brings all but equal values into order, then one by one.
    """
    n = keys.shape[0]
    if n > FEW:
        counts = np.zeros((2, DIGIT + 2), np.int64)
        for i in range(n):
            counts[0, ((keys[i] >> LOW) & DIGIT) + 1] += 1
            counts[1, ((keys[i] >> HIGH) & DIGIT) + 1] += 1
        for d in range(DIGIT):
            counts[0, d + 1] += counts[0, d]
            counts[1, d + 1] += counts[1, d]
        for i in range(n):
            d = (keys[i] >> LOW) & DIGIT
            spare[counts[0, d]] = keys[i]
            counts[0, d] += 1
        for i in range(n):
            d = (spare[i] >> HIGH) & DIGIT
            keys[counts[1, d]] = spare[i]
            counts[1, d] += 1
    for i in range(1, n):
        key, at = keys[i], i
        while at > 0 and keys[at - 1] > key:
            keys[at] = keys[at - 1]
            at -= 1
        keys[at] = key
