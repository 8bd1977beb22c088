"""HWP (OLE container, version 5) and HWPX (ZIP) of Hancom.

HWP 5.0 format, revision 1.3: FileHeader is 256 bytes: signature 32, version 4, flags 4 (bit 0
compressed, bit 1 password, bit 2 for distribution, bit 4 DRM), little endian. BodyText, DocInfo
and BinData are raw deflate when compressed.
"""

import re
import struct
import zipfile
import zlib
from pathlib import Path

import olefile

from counselling.papers.archives import PROGRAMS, Unpacked, check_archive
from counselling.papers.limits import MEMBERS_AT_MOST
from counselling.papers.refusals import Refusal, Refused

HWPX_MIMETYPE = b"application/hwp+zip"
HWPX_NEEDS = ("Contents/content.hpf", "Contents/header.xml", "Contents/section0.xml")
SIGNATURE = b"HWP Document File"
COMPRESSED, PASSWORD, FOR_DISTRIBUTION, DRM = 1, 2, 4, 16
OLD_OFFICE = ("WordDocument", "Workbook", "Book", "PowerPoint Document")
# A picture in this language is a program for the printer; readers of HWP ran it.
POSTSCRIPT = (b"%!PS", b"\xc5\xd0\xd3\xc6")
CHUNK = 256 * 1024
# What Hancom writes into the script of every new file, which does nothing.
IDLE_SCRIPT = re.compile(
    r"var\s+Documents\s*=\s*XHwpDocuments\s*;|"
    r"var\s+Document\s*=\s*Documents\.Active_XHwpDocument\s*;|"
    r"function\s+OnDocument_\w+\s*\(\s*\)\s*\{\s*\}"
)
COMMENT = re.compile(r"//[^\r\n]*|/\*.*?\*/", re.DOTALL)


def check_hwpx(path: Path) -> None:
    """Let a plain HWPX pass.

    Raises:
        Refused: Encrypted, damaged, with macros, or what `check_archive` refuses.
    """
    seen = check_archive(path)
    if not all(name in seen.names for name in HWPX_NEEDS):
        raise Refused(Refusal.DAMAGED)
    with zipfile.ZipFile(path) as archive:
        manifest = "META-INF/manifest.xml"
        if manifest in seen.names and b"encryption-data" in archive.read(manifest):
            raise Refused(Refusal.ENCRYPTED)
        for name in archive.namelist():
            if name.startswith("Scripts/") and not _is_idle(_script_text(archive.read(name))):
                raise Refused(Refusal.MACRO)


def check_ole(path: Path) -> None:
    """Let a plain HWP pass; say what another OLE file is.

    Raises:
        Refused: Not HWP, encrypted, damaged, with macros, or unpacking to too much.
    """
    with olefile.OleFileIO(str(path)) as ole:
        if not ole.exists("FileHeader"):
            raise Refused(_other_ole(ole))
        header = ole.openstream("FileHeader").read(256)
        if not header.startswith(SIGNATURE) or len(header) < 40:
            raise Refused(Refusal.DAMAGED)
        flags = struct.unpack_from("<I", header, 36)[0]
        if flags & (PASSWORD | DRM | FOR_DISTRIBUTION):
            raise Refused(Refusal.ENCRYPTED)
        if not ole.exists("DocInfo") or not ole.exists("BodyText/Section0"):
            raise Refused(Refusal.DAMAGED)
        seen = Unpacked(packed_bytes=path.stat().st_size)
        for entry in ole.listdir(streams=True, storages=False):
            seen.members += 1
            if seen.members > MEMBERS_AT_MOST:
                raise Refused(Refusal.TOO_MANY_PARTS)
            _check_stream(ole, entry, seen, is_compressed=bool(flags & COMPRESSED))


def is_hwpx(archive: zipfile.ZipFile) -> bool:
    """Say whether the archive names itself HWPX."""
    names = archive.namelist()
    if "mimetype" not in names or archive.getinfo("mimetype").file_size > 100:
        return False
    return archive.read("mimetype").strip() == HWPX_MIMETYPE


def _other_ole(ole: olefile.OleFileIO) -> Refusal:
    if ole.exists("EncryptedPackage"):
        return Refusal.ENCRYPTED
    if any(ole.exists(name) for name in OLD_OFFICE):
        return Refusal.OLD_FORMAT
    return Refusal.NOT_ALLOWED


def _check_stream(
    ole: olefile.OleFileIO, entry: list[str], seen: Unpacked, *, is_compressed: bool
) -> None:
    data = ole.openstream(entry).read()
    if entry[0] in {"DocInfo", "BodyText", "BinData", "Scripts", "ViewText"} and is_compressed:
        data = _inflate(data, seen, is_needed=entry[0] in {"DocInfo", "BodyText"})
    else:
        seen.count(len(data))
    if entry[0] == "BinData" and data.startswith((*PROGRAMS, *POSTSCRIPT)):
        raise Refused(Refusal.ACTIVE_CONTENT)
    if entry[0] == "Scripts" and entry[-1] == "DefaultJScript" and not _is_idle(_script_text(data)):
        raise Refused(Refusal.MACRO)


def _inflate(data: bytes, seen: Unpacked, *, is_needed: bool) -> bytes:
    """Unpack raw deflate piece by piece; what is not packed after all is returned as it is."""
    unpacker, parts = zlib.decompressobj(-zlib.MAX_WBITS), []
    rest = data
    try:
        while rest:
            part = unpacker.decompress(rest, CHUNK)
            seen.count(len(part))
            parts.append(part)
            rest = unpacker.unconsumed_tail
    except zlib.error as error:
        if is_needed:
            raise Refused(Refusal.DAMAGED) from error
        return data
    if is_needed and not unpacker.eof:
        raise Refused(Refusal.DAMAGED)
    return b"".join(parts)


def _script_text(data: bytes) -> str:
    """Return the letters of a script in UTF-16 or UTF-8; lengths between them fall away."""
    encoding = "utf-16-le" if b"\0" in data else "utf-8"
    text = data.decode(encoding, errors="ignore")
    return "".join(letter for letter in text if letter.isprintable() or letter in "\r\n\t")


def _is_idle(script: str) -> bool:
    """Say whether nothing is left of a script without comments and the empty beginnings."""
    left = IDLE_SCRIPT.sub("", COMMENT.sub("", script))
    return not re.search(r"[(=;]", left)
