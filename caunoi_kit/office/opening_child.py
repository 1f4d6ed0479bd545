"""Run as a program of its own: unpack one spreadsheet under limits of memory and time.

    python -I -S opening_child.py PACKAGES MEMORY SECONDS ROWS COLUMNS UNPACKED [look]

(most rows, columns and unpacked bytes.) A list of the parts of the file comes in on standard input
(of each which sheet it is, if any, and what `pieces` asks), then the file; what is found goes out
on standard output as marshalled pieces: first what the book says of itself, then each sheet in
runs of rows, then None; with "look" only whether it is refused before it is parsed. It imports
next to nothing, so that starting it costs a twentieth of a second. Days leave as (y, m, d).
"""

import io
import marshal
import os
import re
import resource
import struct
import sys
import zlib

RUN = 2_000  # rows in one piece
SHEETS = 200  # in one book
PIECE = 1 << 20  # bytes of XML looked at at once
LONGEST_TAG = 400
PIECES = 600  # of a sheet, at most
ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
NUMBER = re.compile(rb"\br=[\"'](\d+)")
HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
FAR = re.compile(rb"<c r=[\"'][A-Z]{3}\d+[\"'][^>]*>(?:<v>|<is>)")
# A cell that holds something; between its head and what it holds stands next to nothing.
FILLED = re.compile(rb"<c r=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*>(?:<f[^<]*</f>)?(?:<v>|<is>)")
HEAD = 30  # bytes of the head of a part before its name
STORED, PACKED = 0, 8  # ways to pack
NICE = 10  # pages come first: a file that takes long takes what they leave
CELL = 24  # bytes a parser takes for a cell at least, filled or not


class Refused(Exception):
    """What the file does is refused; the argument says which limit."""


def main() -> int:
    packages, memory, seconds, most_rows, most_columns, unpacked = sys.argv[1:7]
    os.nice(NICE)
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    parts = marshal.load(sys.stdin.buffer)  # noqa: S302  from our own program
    content = sys.stdin.buffer.read()
    limits = (int(unpacked), int(most_rows), int(memory))
    if sys.argv[7:] == ["look"]:
        try:
            look_through(content, parts, *limits)
        except Refused as error:
            say(("REFUSED", str(error)))
        say(None)
        return 0
    sys.path.append(packages)
    import python_calamine

    try:
        hidden = look_through(content, parts, *limits)
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        about = [
            (sheet.name, str(sheet.typ).rpartition(".")[2], str(sheet.visible).endswith("Visible"))
            for sheet in book.sheets_metadata
        ]
        if len(about) > SHEETS:
            raise Refused("SHEETS")
        say(("BOOK", about, hidden))
        for name, kind, _ in about:
            if kind == "WorkSheet":
                send_sheet(book.get_sheet_by_name(name), int(most_rows), int(most_columns))
    except Refused as error:
        say(("REFUSED", str(error)))
    except python_calamine.PasswordError:
        say(("REFUSED", "PASSWORD"))
    except MemoryError:
        say(("REFUSED", "MEMORY"))
    except Exception as error:  # whatever the parser makes of a broken file
        say(("REFUSED", "BROKEN", str(error)[:200]))
    say(None)
    return 0


def look_through(content: bytes, parts, most: int, most_rows: int, memory: int):
    """Unpack every part once: does it hold what it says, and which rows of which sheet are hidden.

    Parts that declare entities are refused, and sheets that surely hold too much, before the
    parser spends time on them; a part that unpacks to anything else than it says is broken.
    """
    hidden: dict[str, list[int]] = {}
    for sheet, *rest in parts:
        found: list[int] = []
        kept = b""
        first = None
        rows = 0
        for piece in pieces(content, rest):
            most -= len(piece)
            text = kept + piece
            if most < 0:
                raise Refused("MEMORY")
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise Refused("ENTITY")
            if sheet:
                rows += sum(b"<v>" in row or b"<is>" in row for row in piece.split(b"</row>"))
                if rows > most_rows + PIECES:  # a row cut in two was counted twice
                    raise Refused("ROWS")
                if FAR.search(text):
                    raise Refused("COLUMNS")
                first = first or place(FILLED.search(text))
                if first and (last := last_filled(text)):
                    if (last[0] - first[0]) * (last[1] - first[1]) * CELL > memory:
                        raise Refused("MEMORY")
                if b"hidden=" in text:
                    found.extend(hidden_rows(text))
            kept = text[-LONGEST_TAG:]
        if sheet and found:
            hidden[sheet] = found
    return hidden


def pieces(content: bytes, part):
    """A part unpacked, a piece at a time; of `part` see `packages.Part`."""
    at, packed, size, method, checksum = part
    start = at + HEAD + sum(struct.unpack_from("<HH", content, at + HEAD - 4))
    held: bytes | memoryview = memoryview(content)[start : start + packed]
    if content[at : at + 4] != b"PK\3\4" or len(held) != packed or method not in (STORED, PACKED):
        raise Refused("BROKEN")
    inflate = zlib.decompressobj(-zlib.MAX_WBITS) if method == PACKED else None
    told = crc = 0
    while told < size:
        if inflate is None:
            piece = bytes(held[told : told + PIECE])
        else:
            piece = inflate.decompress(held, PIECE)
            held = inflate.unconsumed_tail
        told += len(piece)
        if not piece or told > size:
            raise Refused("BROKEN")
        crc = zlib.crc32(piece, crc)
        yield piece
    more = inflate is not None and (inflate.decompress(held, 1) or not inflate.eof)
    if more or crc != checksum:
        raise Refused("BROKEN")


def last_filled(text: bytes):
    """Row and column of the last cell of a piece that holds something, where it can be told."""
    end = max(text.rfind(b"<v>"), text.rfind(b"<is>"))
    return place(FILLED.search(text, max(text.rfind(b"<c ", 0, max(end, 0)), 0)))


def place(cell):
    """Row and column, from 1, of a filled cell that was found."""
    if cell is None:
        return None
    column = 0
    for letter in cell[1]:
        column = column * 26 + letter - 64
    return int(cell[2]), column


def hidden_rows(text: bytes):
    """Numbers of the rows that are hidden, in a piece of a sheet."""
    for tag in ROW.findall(text):
        if HIDDEN.search(tag) and (number := NUMBER.search(tag)):
            yield int(number[1])


def send_sheet(sheet, most_rows: int, most_columns: int) -> None:
    """The rows from A1 on, as far as anything is filled in."""
    top, left = sheet.start or (0, 0)
    merged = [(*one[0], *one[1]) for one in (sheet.merged_cell_ranges or [])[:20_000]]
    say(("SHEET", sheet.name, top, left, merged))
    run: list = []
    filled = wide = 0
    for row in sheet.iter_rows():
        plain = [plain_cell(cell) for cell in row]
        while plain and plain[-1] is None:
            plain.pop()
        wide = max(wide, len(plain))
        filled += bool(plain)
        run.append(plain)
        if filled > most_rows or wide > most_columns:
            say(("REFUSED", "ROWS" if filled > most_rows else "COLUMNS"))
            break
        if len(run) == RUN:
            say(("ROWS", run))
            run = []
    say(("ROWS", run))


def plain_cell(cell):
    """A cell as marshal can write it; an empty one as None."""
    kind = type(cell)
    if kind is str:
        return cell or None
    if kind in {float, int, bool}:
        return cell
    if hasattr(cell, "year"):
        return (cell.year, cell.month, cell.day)
    return str(cell)


def say(piece) -> None:
    marshal.dump(piece, sys.stdout.buffer)


if __name__ == "__main__":
    sys.exit(main())
