"""Which characters a TrueType font can show: its `cmap` table, format 12 (OpenType 1.9, cmap)."""

import struct
from functools import cache
from pathlib import Path

TABLE_COUNT_AT, DIRECTORY_AT, DIRECTORY_ROW = 4, 12, 16
FORMAT_ALL_OF_UNICODE = 12


class NoSuchTable(Exception):
    """The font has no table of characters in the format that is read here."""


@cache
def characters_of(font: Path) -> frozenset[int]:
    """Return the code points that the font has a glyph for.

    Raises:
        NoSuchTable: Not a TrueType font with a format-12 subtable.
    """
    content = font.read_bytes()
    start = _table(content, b"cmap")
    (count,) = struct.unpack_from(">H", content, start + 2)
    for number in range(count):
        # 8 bytes each: platform, encoding, offset of the subtable from the start of the table.
        _platform, _encoding, offset = struct.unpack_from(">HHI", content, start + 4 + 8 * number)
        if struct.unpack_from(">H", content, start + offset)[0] == FORMAT_ALL_OF_UNICODE:
            return _groups(content, start + offset)
    raise NoSuchTable(f"{font.name} has no cmap subtable of format 12.")


def _table(content: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", content, TABLE_COUNT_AT)
    for number in range(count):
        row = DIRECTORY_AT + DIRECTORY_ROW * number
        if content[row : row + 4] == tag:
            return int(struct.unpack_from(">I", content, row + 8)[0])
    raise NoSuchTable(f"The font has no table {tag!r}.")


def _groups(content: bytes, at: int) -> frozenset[int]:
    """Read the groups: 12 bytes each, first and last code point and the first glyph."""
    (count,) = struct.unpack_from(">I", content, at + 12)
    shown: set[int] = set()
    for number in range(count):
        first, last, _glyph = struct.unpack_from(">III", content, at + 16 + 12 * number)
        shown.update(range(first, last + 1))
    return frozenset(shown)
