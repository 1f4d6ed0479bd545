"""A small workbook in the old binary format of Excel (BIFF8 in a compound file), for tests."""

import struct

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def xls(rows: list[list[str | float]]) -> bytes:
    """One sheet of texts and numbers."""
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    name = "Sheet1".encode("utf-16-le")
    bound = struct.pack("<BB", 6, 1) + name
    size = len(head) + 4 + 6 + len(bound) + 4
    book = head + _record(0x0085, struct.pack("<IH", size, 0) + bound) + _record(0x000A, b"")
    page = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    width = max(map(len, rows))
    page += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for number, row in enumerate(rows):
        for at, cell in enumerate(row):
            place = struct.pack("<HHH", number, at, 0)
            if isinstance(cell, str):
                text = cell.encode("utf-16-le")
                page += _record(0x0204, place + struct.pack("<HB", len(cell), 1) + text)
            else:
                page += _record(0x0203, place + struct.pack("<d", cell))
    return _compound(book + page + _record(0x000A, b""))


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _compound(stream: bytes) -> bytes:
    """A compound file with one stream, "Workbook", large enough to lie in full sectors."""
    stream = stream.ljust(max(4_096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    sectors = len(stream) // SECTOR
    fat = [FAT, END, *range(3, sectors + 2), END]
    assert len(fat) <= SECTOR // 4
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4_096, END, 0, END, 0)
    head += struct.pack("<I", 0) + struct.pack("<I", FREE) * 108
    table = b"".join(struct.pack("<I", entry) for entry in fat).ljust(SECTOR, b"\xff")
    folder = _entry("Root Entry", 5, 1, END, 0) + _entry("Workbook", 2, FREE, 2, len(stream))
    return head + table + folder.ljust(SECTOR, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBB", len(text), kind, 1)
        + struct.pack("<III", FREE, FREE, child)
        + b"\0" * 36
        + struct.pack("<II", start, size)
        + b"\0" * 4
    )
