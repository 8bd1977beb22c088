"""Bombs, bad paths and nests inside what looks like Office and Hancom files."""

import io
import struct
import zipfile
import zlib

from counselling.papers.limits import MEMBERS_AT_MOST
from counselling.papers.refusals import Refusal
from tests.papers import good
from tests.papers.hostile_shape import Hostile

MB = 1024 * 1024
BOMB, NESTED, PATHS = Refusal.UNPACKS_TOO_BIG, Refusal.NESTED, Refusal.BAD_PATHS


def _docx(name: str, data: bytes | str) -> bytes:
    return good.office_with("docx", {name: data})


def _zeros_in(depth: int) -> bytes:
    """Return zeros in a ZIP in a ZIP ..., like 42.zip."""
    inner = good.zip_of({"0.dll": bytes(20 * MB)})
    for level in range(depth):
        inner = good.zip_of({f"{level}-{copy}.zip": inner for copy in range(4)})
    return inner


def _lying_sizes() -> bytes:
    """Say in the directory that a member of 5 MB has 10 bytes."""
    data = bytearray(_docx("word/media/a.bin", bytes(5 * MB)))
    real = struct.pack("<I", 5 * MB)
    place = data.rfind(real)
    data[place : place + 4] = struct.pack("<I", 10)
    return bytes(data)


def _overlapping() -> bytes:
    """Let many directory entries share one member, as the bombs without nesting do."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in good.office_members("docx").items():
            archive.writestr(name, data)
        archive.writestr("word/media/0.bin", bytes(900 * 1024))
        first = archive.infolist()[-1]
        for number in range(1, 300):
            twin = zipfile.ZipInfo(f"word/media/{number:03}.bin")
            for field in ("compress_type", "CRC", "compress_size", "file_size", "header_offset"):
                setattr(twin, field, getattr(first, field))
            archive.filelist.append(twin)
    return out.getvalue()


def _link() -> bytes:
    info = zipfile.ZipInfo("word/media/link.png")
    info.create_system = 3
    info.external_attr = 0o120777 << 16
    out = io.BytesIO(good.office("docx"))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def _with_password() -> bytes:
    """Set the password flag of every member, in both places where it is written."""
    data = bytearray(good.office("docx"))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(mark, place + 4)
    return bytes(data)


def _wrong_sum() -> bytes:
    data = bytearray(good.zip_of(good.office_members("docx"), stored=True))
    place = data.find("내용".encode())
    data[place] ^= 0x01
    return bytes(data)


def _self_like() -> bytes:
    """A ZIP that holds a copy of itself, as deep as one cares to look (a quine in effect)."""
    inner = b""
    for _level in range(6):
        inner = good.zip_of({"r/r.zip": inner or b"PK\3\4"})
    return inner


SET = [
    Hostile(
        "zeros in a docx", "서류.docx", lambda: _docx("word/media/a.bin", bytes(30 * MB)), BOMB
    ),
    Hostile(
        "zeros in a pptx",
        "도면.pptx",
        lambda: good.office_with("pptx", {"ppt/a.xml": b"<a>" + b" " * 30 * MB + b"</a>"}),
        BOMB,
    ),
    Hostile(
        "zeros in an xlsx",
        "내역.xlsx",
        lambda: good.office_with("xlsx", {"xl/a.bin": bytes(8 * MB)}),
        BOMB,
    ),
    Hostile(
        "zeros in an hwpx", "민원.hwpx", lambda: good.hwpx({"BinData/a.bmp": bytes(30 * MB)}), BOMB
    ),
    Hostile(
        "zeros in an hwp",
        "민원.hwp",
        lambda: good.hwp({"BinData/BIN0001.bmp": good.deflated(bytes(30 * MB))}),
        BOMB,
    ),
    Hostile(
        "more than 200 MB in all",
        "서류.docx",
        lambda: good.office_with("docx", {f"word/{n}.bin": bytes(45 * MB) for n in range(5)}),
        BOMB,
    ),
    Hostile(
        "42.zip in a docx",
        "서류.docx",
        lambda: _docx("word/embeddings/42.zip", _zeros_in(2)),
        NESTED,
    ),
    Hostile(
        "zeros one level down",
        "서류.docx",
        lambda: _docx("word/embeddings/a.xlsx", _zeros_in(0)),
        BOMB,
    ),
    Hostile(
        "zip that holds itself",
        "서류.docx",
        lambda: _docx("word/embeddings/r.zip", _self_like()),
        NESTED,
    ),
    Hostile(
        "two levels of office files",
        "서류.docx",
        lambda: _docx(
            "word/embeddings/a.docx", _docx("word/embeddings/b.xlsx", good.office("xlsx"))
        ),
        NESTED,
    ),
    Hostile(
        "rar in a docx", "서류.docx", lambda: _docx("word/media/a.rar", b"Rar!\x1a\x07\0\0"), NESTED
    ),
    Hostile(
        "7z in an hwpx",
        "민원.hwpx",
        lambda: good.hwpx({"BinData/a.7z": b"7z\xbc\xaf\x27\x1c\0"}),
        NESTED,
    ),
    Hostile("sizes that lie", "서류.docx", _lying_sizes, Refusal.DAMAGED),
    Hostile("members that overlap", "서류.docx", _overlapping, BOMB),
    Hostile(
        "too many members",
        "내역.xlsx",
        lambda: good.office_with("xlsx", {f"xl/{n}.xml": "<a/>" for n in range(MEMBERS_AT_MOST)}),
        Refusal.TOO_MANY_PARTS,
    ),
    Hostile(
        "path that climbs",
        "서류.docx",
        lambda: _docx("../../etc/cron.d/x", "* * * * * root x"),
        PATHS,
    ),
    Hostile("path from the root", "서류.docx", lambda: _docx("/etc/passwd", "root"), PATHS),
    Hostile("path with a drive", "서류.docx", lambda: _docx("C:/Windows/x.bin", "x"), PATHS),
    Hostile("path with backslashes", "서류.docx", lambda: _docx("..\\..\\x.bin", "x"), PATHS),
    Hostile("symbolic link", "서류.docx", _link, PATHS),
    Hostile("docx with a password flag", "서류.docx", _with_password, Refusal.ENCRYPTED),
    Hostile("wrong check sum", "서류.docx", _wrong_sum, Refusal.DAMAGED),
    Hostile("docx cut off", "서류.docx", lambda: good.office("docx")[:-40], Refusal.DAMAGED),
    Hostile(
        "xlsx cut in the middle", "내역.xlsx", lambda: good.office("xlsx")[:200], Refusal.DAMAGED
    ),
    Hostile(
        "hwp with broken deflate",
        "민원.hwp",
        lambda: good.hwp({"DocInfo": zlib.compress(b"x" * 99)}),
        Refusal.DAMAGED,
    ),
]
