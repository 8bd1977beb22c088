"""Writes a small OLE compound file (MS-CFB), for HWP and old Office files of the tests.

512-byte sectors: 0 the FAT, then the directory, then the streams, each padded to 4096 bytes so
that none is kept in the mini stream. At most 126 sectors.
"""

import struct
from itertools import pairwise

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
NOBODY = 0xFFFFFFFF
ROOT, STORAGE, STREAM = 5, 1, 2


def ole_file(streams: dict[str, bytes]) -> bytes:
    """Return a compound file with the streams; "BodyText/Section0" lies in a storage."""
    storages = sorted({path.split("/")[0] for path in streams if "/" in path})
    names = ["Root Entry", *storages, *(path.split("/")[-1] for path in streams)]
    directory_sectors = -(-len(names) * 128 // SECTOR)
    fat = [FAT, *range(2, directory_sectors + 1), END]
    entries, body = [], b""
    for path, data in streams.items():
        padded = data.ljust(4096, b"\0")
        padded += b"\0" * (-len(padded) % SECTOR)
        start = len(fat)
        count = len(padded) // SECTOR
        fat += [*range(start + 1, start + count), END]
        entries.append((path, start, len(padded)))
        body += padded
    directory = _directory(storages, entries).ljust(directory_sectors * SECTOR, b"\0")
    table = struct.pack("<128I", *(fat + [FREE] * (128 - len(fat))))
    return _header() + table + directory + body


def _header() -> bytes:
    fields = struct.pack(
        "<HHHHH6sIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, 1, 1, 0, 4096, END, 0, END, 0
    )
    magic = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    return (magic + fields + struct.pack("<109I", 0, *[FREE] * 108)).ljust(SECTOR, b"\0")


def _directory(storages: list[str], entries: list[tuple[str, int, int]]) -> bytes:
    first_stream = 1 + len(storages)
    children: dict[str, list[int]] = {"": list(range(1, first_stream))}
    for index, (path, _start, _size) in enumerate(entries, start=first_stream):
        children.setdefault(path.rpartition("/")[0], []).append(index)
    after = {one: other for row in children.values() for one, other in pairwise(row)}
    rows = [_entry("Root Entry", ROOT, child=_first(children[""]))]
    for number, name in enumerate(storages, start=1):
        child = _first(children.get(name, []))
        rows.append(_entry(name, STORAGE, child=child, right=after.get(number, NOBODY)))
    for index, (path, start, size) in enumerate(entries, start=first_stream):
        right = after.get(index, NOBODY)
        rows.append(_entry(path.split("/")[-1], STREAM, right=right, start=start, size=size))
    return b"".join(rows)


def _first(row: list[int]) -> int:
    return row[0] if row else NOBODY


def _entry(
    name: str,
    kind: int,
    *,
    child: int = NOBODY,
    right: int = NOBODY,
    start: int = END,
    size: int = 0,
) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    row = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1)
    row += struct.pack("<III", NOBODY, right, child) + b"\0" * 16 + struct.pack("<I", 0)
    return row + b"\0" * 16 + struct.pack("<IQ", start, size)
