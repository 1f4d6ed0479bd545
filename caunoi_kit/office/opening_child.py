"""Run as a program of its own: unpack one spreadsheet under limits of memory and time.

    python -I -S opening_child.py PACKAGES MEMORY SECONDS MOST_ROWS MOST_COLUMNS MOST_UNPACKED

The file comes in on standard input; what is found goes out on standard output as marshalled
pieces: first what the book says of itself, then each sheet in runs of rows, then None. It imports
next to nothing, so that starting it costs a twentieth of a second. Days leave as (y, m, d).
"""

import io
import marshal
import re
import resource
import sys

RUN = 2_000  # rows in one piece
SHEETS = 200  # in one book
PIECE = 1 << 20  # bytes of XML looked at at once
LONGEST_TAG = 400
PIECES = 600  # of a sheet, at most
ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
NUMBER = re.compile(rb"\br=[\"'](\d+)")
HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
FAR = re.compile(rb"<c r=[\"'][A-Z]{3}\d+[\"'][^>]*>(?:<v>|<is>)")
NAME = re.compile(rb"\bname=[\"']([^\"']*)[\"']")
RELATION = re.compile(rb"\br?:?id=[\"']([^\"']*)[\"']", re.IGNORECASE)
RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
TARGET = re.compile(rb"\bTarget=[\"']([^\"']*)[\"']")


class Refused(Exception):
    """What the file does is refused; the argument says which limit."""


def main() -> int:
    packages, memory, seconds, most_rows, most_columns, unpacked = sys.argv[1:7]
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.path.append(packages)
    import python_calamine

    content = sys.stdin.buffer.read()
    try:
        zipped = content[:2] == b"PK"
        hidden = look_through(content, int(unpacked), int(most_rows)) if zipped else {}
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


def look_through(content: bytes, most: int, most_rows: int) -> dict[str, list[int]]:
    """Unpack every part once: does it hold what it says, and which rows of which sheet are hidden.

    Parts that declare entities are refused, and sheets that surely hold too many rows, before the
    parser spends time on them; a part that unpacks to more than it says is broken.
    """
    import zipfile

    hidden: dict[str, list[int]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheets = sheet_parts(package)
        for entry in package.infolist():
            if not entry.filename.endswith((".xml", ".rels")):
                continue
            name = sheets.get(entry.filename)
            found: list[int] = []
            kept = b""
            rows = 0
            with package.open(entry) as part:
                while piece := part.read(PIECE):
                    most -= len(piece)
                    text = kept + piece
                    if most < 0:
                        raise Refused("MEMORY")
                    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                        raise Refused("ENTITY")
                    if name is not None:
                        rows += sum(
                            b"<v>" in row or b"<is>" in row for row in piece.split(b"</row>")
                        )
                        if rows > most_rows + PIECES:  # a row cut in two was counted twice
                            raise Refused("ROWS")
                    if name is not None and FAR.search(text):
                        raise Refused("COLUMNS")
                    if name is not None and b"hidden=" in text:
                        found.extend(hidden_rows(text))
                    kept = text[-LONGEST_TAG:]
            if name is not None and found:
                hidden[name] = found
    return hidden


def hidden_rows(text: bytes):
    """Numbers of the rows that are hidden, in a piece of a sheet."""
    for tag in ROW.findall(text):
        if HIDDEN.search(tag) and (number := NUMBER.search(tag)):
            yield int(number[1])


def sheet_parts(package) -> dict[str, str]:
    """Which part of the package holds which sheet."""
    try:
        with package.open("xl/workbook.xml") as part:
            book = part.read(PIECE)
        with package.open("xl/_rels/workbook.xml.rels") as part:
            relations = part.read(PIECE)
    except KeyError:
        return {}
    targets = {}
    for tag in RELATIONSHIP.findall(relations):
        if (key := RELATION.search(tag)) and (target := TARGET.search(tag)):
            path = target[1].decode()
            targets[key[1]] = path[1:] if path.startswith("/") else f"xl/{path}"
    parts = {}
    for tag in SHEET.findall(book):
        keys = [key for key in RELATION.findall(tag) if key in targets]
        if keys and (name := NAME.search(tag)):
            parts[targets[keys[-1]]] = unescaped(name[1].decode("utf-8", "replace"))
    return parts


def unescaped(text: str) -> str:
    """The five entities of XML written out."""
    for entity, char in (("lt", "<"), ("gt", ">"), ("quot", '"'), ("apos", "'"), ("amp", "&")):
        text = text.replace(f"&{entity};", char)
    return text


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
