"""How the inner loops are compiled: once, kept on disk, and no longer than needed.

A kernel is called from Python. An inner loop is called from kernels only: it needs no way in from
Python or C, and making those would take longer than compiling the loop itself.

Loops of one file are compiled into kernels of another, and numba asks only whether the file of the
kernel is as it was. Here what was kept counts only as long as every file of the package is.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from numba import njit
from numba.core import caching, config

HERE: Final = Path(__file__).parent


@cache
def stamp(folder: Path) -> str:
    """What all code of a folder comes to: another one as soon as a line of any file is another.

    >>> len(stamp(HERE))
    64
    """
    files = sorted(folder.glob("*.py"))
    return sha256(b"\0".join(part for one in files for part in (
        one.name.encode(), one.read_bytes()))).hexdigest()  # fmt: skip


class WholePackage:
    """Where compiled loops are kept asks for the code of the package, not of one file."""

    def get_source_stamp(self) -> str:
        return stamp(HERE)


class ToldFolder(WholePackage, caching.UserProvidedCacheLocator):
    """The folder that NUMBA_CACHE_DIR names."""


class BesideTheCode(WholePackage, caching.InTreeCacheLocator):
    """Beside the code, where that may be written to."""


class OfTheUser(WholePackage, caching.UserWideCacheLocator):
    """The user's own folder, else."""


PLACES: Final = (ToldFolder, BesideTheCode, OfTheUser)
config.CACHE_LOCATOR_CLASSES = ",".join(f"{__name__}.{one.__name__}" for one in PLACES)

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
