"""Cells of a table as text, numbers, yes or no, and lists, with which of them could be read."""

import re
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from caunoi_engine.matching import Lists

NUMBER_PATTERN: Final = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$"
YES_NO: Final = {
    "true": 1, "1": 1, "1.0": 1, "yes": 1, "có": 1, "x": 1,
    "false": 0, "0": 0, "0.0": 0, "no": 0, "không": 0,
}  # fmt: skip


def holds_text(kind: pa.DataType) -> bool:
    """Whether every value of the type can be written as text."""
    is_bytes = pa.types.is_binary(kind) or pa.types.is_large_binary(kind)
    return not (pa.types.is_nested(kind) or is_bytes or pa.types.is_fixed_size_binary(kind))


def holds_lists(kind: pa.DataType) -> bool:
    """Whether `lists_of` can read the type: lists of texts, or texts to be split."""
    if pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind):
        return holds_text(kind.value_type)
    if pa.types.is_dictionary(kind):
        return _is_text(kind.value_type)
    return bool(pa.types.is_null(kind)) or _is_text(kind)


def decoded(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """The cells themselves where a file keeps numbers of a list of values."""
    return cells.cast(cells.type.value_type) if pa.types.is_dictionary(cells.type) else cells


def texts_of(cells: pa.ChunkedArray) -> NDArray[np.object_]:
    """Cells as text without blanks around it; None where there is nothing."""
    trimmed = pc.utf8_trim_whitespace(pc.cast(cells, pa.string()))
    texts = np.empty(len(cells), object)
    texts[:] = trimmed.to_pylist()
    return texts


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _is_number(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
    )


def numbers_of(
    cells: pa.ChunkedArray,
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_]]:
    """Cells as numbers, which of them could be read, and which are empty."""
    absent = np.asarray(pc.is_null(cells))
    if _is_text(cells.type):
        trimmed = pc.utf8_trim_whitespace(cells)
        written = pc.match_substring_regex(trimmed, NUMBER_PATTERN)
        cells = pc.if_else(pc.fill_null(written, False), trimmed, pa.scalar(None, cells.type))
    elif not _is_number(cells.type):
        cells = pa.nulls(len(cells), pa.float64())
    # Not "safe": integers that a float cannot hold exactly are far outside every range anyway.
    numbers = pc.fill_null(pc.cast(cells, pa.float64(), safe=False), np.nan)
    values = np.asarray(numbers)
    readable = np.isfinite(values)
    return np.where(readable, values, 0), readable, absent


def yes_no_of(
    cells: pa.ChunkedArray,
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_]]:
    """As `numbers_of`, for 0 and 1 in any of the usual spellings."""
    absent = np.asarray(pc.is_null(cells))
    words = [str(cell).strip().lower() for cell in cells.to_pylist()]
    values = np.array([YES_NO.get(word, np.nan) for word in words], np.float64)
    readable = np.isfinite(values)
    return np.where(readable, values, 0), readable, absent


def lists_of(cells: pa.ChunkedArray, marks: str) -> Lists:
    """A list column; text is split at any of the marks. Blanks and empty entries are dropped."""
    joined = pa.chunked_array(cells).combine_chunks()
    if pa.types.is_null(joined.type):
        joined = pa.array([None] * len(joined), pa.list_(pa.string()))
    if _is_text(joined.type):
        joined = pc.split_pattern_regex(joined, f"[{re.escape(marks)}]")
    lengths = np.asarray(pc.fill_null(pc.list_value_length(joined), 0), np.int64)
    entries = pc.utf8_trim_whitespace(pc.cast(pc.list_flatten(joined), pa.string()))
    coded = pc.dictionary_encode(pc.fill_null(entries, ""))
    names = coded.dictionary.to_pylist()
    codes = np.asarray(coded.indices, np.int32)
    has_letters = np.array([bool(name) for name in names], np.bool_)
    filled = np.append(has_letters, False)[codes]
    before = np.concatenate(([0], np.cumsum(filled)))
    offsets = before[np.concatenate(([0], np.cumsum(lengths)))]
    new_codes = np.append(np.cumsum(has_letters) - 1, 0).astype(np.int32)
    kept = tuple(name for name in names if name)
    return Lists(offsets.astype(np.int64), new_codes[codes[filled]], kept)
