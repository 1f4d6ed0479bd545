"""How the inner loops are compiled: once, kept on disk, and no longer than needed.

A kernel is called from Python. An inner loop is called from kernels only: it needs no way in from
Python or C, and making those would take longer than compiling the loop itself.
"""

from typing import Any, Final

from numba import njit

# `error_model="numpy"`: no check for division by zero in the loops; divisors are never zero.
_OPTIONS: Final[dict[str, Any]] = {"cache": True, "nogil": True, "error_model": "numpy"}

kernel: Final[Any] = njit(**_OPTIONS, no_cfunc_wrapper=True)
inner_loop: Final[Any] = njit(**_OPTIONS, no_cfunc_wrapper=True, no_cpython_wrapper=True)
bare_loop: Final[Any] = njit(**_OPTIONS, no_cfunc_wrapper=True, no_cpython_wrapper=True, _nrt=False)
"""An inner loop that makes no array, and does not count who uses the ones it is given.

Threads that read the same tables would spend half of their time on those counts.
"""
pasted: Final[Any] = njit(cache=True, inline="always")
"""For a few lines that are pasted where they are called."""
