"""Opening a file of rows, Parquet or CSV, for whichever reader wants its cells."""

import csv
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet


class CannotOpen(Exception):
    """The file cannot be read at all; the message says why, and what to do."""


def open_sheet(path: Path, what: str) -> tuple[pa.Table, list[int], dict[int, str]]:
    """The cells, the number of each row, and by number why some are not even rows.

    `what` names the file to whoever reads the message of CannotOpen.
    """
    if not os.path.isfile(path):  # Path.is_file raises on a name that is too long
        raise CannotOpen(f"{what} không có ở {path}. Xem lại đường dẫn.")
    if path.stat().st_size == 0:
        raise CannotOpen(f"{what} trống. Xuất lại tệp từ nơi lập ra nó.")
    broken: dict[int, str] = {}
    try:
        if path.suffix.lower() == ".parquet":
            cells = pyarrow.parquet.ParquetFile(path).read()
        elif path.suffix.lower() == ".csv":
            cells = _read_csv(path, what, broken)
        else:
            raise CannotOpen(f"{what} phải là tệp .parquet hoặc .csv. Lưu lại theo dạng đó.")
    except PermissionError as error:
        raise CannotOpen(f"{what} không mở được. Kiểm tra quyền đọc rồi chạy lại.") from error
    except (UnicodeDecodeError, pa.ArrowException, OSError, csv.Error) as error:
        if isinstance(error, UnicodeDecodeError) or "UTF8" in str(error):
            raise CannotOpen(f"{what} không phải mã UTF-8. Lưu lại theo UTF-8.") from error
        raise CannotOpen(
            f"{what} hỏng hoặc không đúng dạng {path.suffix}. Xuất lại tệp rồi chạy lại."
        ) from error
    numbers = [n for n in range(1, cells.num_rows + len(broken) + 1) if n not in broken]
    return cells, numbers, broken


def _read_csv(path: Path, what: str, broken: dict[int, str]) -> pa.Table:
    """All cells as text; rows with too few or too many cells go to `broken` by row number."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
        file.seek(0)
        # Spreadsheets set to Vietnamese write semicolons.
        mark = ";" if first.count(";") > first.count(",") else ","
        header = next(csv.reader(file, delimiter=mark), [])
    names = [name.strip() for name in header]
    if any("\0" in name for name in names):
        raise CannotOpen(f"{what} không phải mã UTF-8. Lưu lại theo UTF-8.")

    def skip(row: pyarrow.csv.InvalidRow) -> str:
        reason = f"dòng có {row.actual_columns} ô, dòng tên cột có {row.expected_columns}"
        broken[row.number - 1] = reason
        return "skip"

    return pyarrow.csv.read_csv(
        path,
        # One thread, so that broken rows come with their number.
        pyarrow.csv.ReadOptions(use_threads=False, column_names=names, skip_rows=1),
        pyarrow.csv.ParseOptions(
            delimiter=mark, newlines_in_values=True, invalid_row_handler=skip
        ),
        pyarrow.csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True,
            null_values=[""], quoted_strings_can_be_null=True,
        ),
    )  # fmt: skip
