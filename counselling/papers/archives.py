"""ZIP containers (DOCX, XLSX, PPTX, HWPX): unpacked in thought, within limits."""

import io
import stat
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO
from xml.parsers import expat

from counselling.papers.limits import (
    MEMBERS_AT_MOST,
    NESTED_AT_MOST,
    RATIO_AT_MOST,
    RATIO_COUNTS_FROM_BYTES,
    UNPACKED_AT_MOST_BYTES,
)
from counselling.papers.refusals import Refusal, Refused

CHUNK = 256 * 1024
PASSWORD_FLAG = 0x1
OTHER_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"BZh", b"\xfd7zXZ")
PROGRAMS = (b"MZ", b"\x7fELF")
XML_ENDINGS = (".xml", ".rels", ".hpf", ".rdf", ".vml")


@dataclass
class Unpacked:
    """What was seen so far, over all levels."""

    packed_bytes: int
    members: int = 0
    size_bytes: int = 0
    names: set[str] = field(default_factory=set)

    def count(self, more_bytes: int) -> None:
        self.size_bytes += more_bytes
        ratio = self.size_bytes / max(self.packed_bytes, 1)
        is_bomb = ratio > RATIO_AT_MOST and self.size_bytes > RATIO_COUNTS_FROM_BYTES
        if is_bomb or self.size_bytes > UNPACKED_AT_MOST_BYTES:
            raise Refused(Refusal.UNPACKS_TOO_BIG)


def check_archive(path: Path) -> Unpacked:
    """Walk through the whole archive and the archives in it; return what was seen.

    Raises:
        Refused: A bomb, a bad path, a password, a program, damage.
    """
    seen = Unpacked(packed_bytes=path.stat().st_size)
    with path.open("rb") as file:
        if not file.read(4) == b"PK\x03\x04":
            raise Refused(Refusal.MIXED)
        _walk(file, seen, depth=0)
    return seen


def check_members(members: Iterable[zipfile.ZipInfo]) -> None:
    """Let members pass that stay where they are unpacked and have no password.

    Raises:
        Refused: A password, a link, or a path that leads elsewhere.
    """
    for member in members:
        if member.flag_bits & PASSWORD_FLAG:
            raise Refused(Refusal.ENCRYPTED)
        name = member.filename.replace("\\", "/")
        is_link = stat.S_ISLNK(member.external_attr >> 16)
        if is_link or name.startswith("/") or ":" in name or ".." in PurePosixPath(name).parts:
            raise Refused(Refusal.BAD_PATHS)


def _walk(file: IO[bytes], seen: Unpacked, *, depth: int) -> None:
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        seen.members += len(members)
        if seen.members > MEMBERS_AT_MOST:
            raise Refused(Refusal.TOO_MANY_PARTS)
        check_members(members)
        # What the directory of the archive admits to; what is really there is counted too.
        if seen.size_bytes + sum(member.file_size for member in members) > UNPACKED_AT_MOST_BYTES:
            raise Refused(Refusal.UNPACKS_TOO_BIG)
        for member in members:
            seen.names.add(member.filename)
            _read(archive, member, seen, depth)


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, seen: Unpacked, depth: int) -> None:
    """Read one member to its end: sizes, check sums and XML are what they claim to be."""
    with archive.open(member) as stream:
        first = stream.read(CHUNK)
        seen.count(len(first))
        if first.startswith(PROGRAMS):
            raise Refused(Refusal.ACTIVE_CONTENT)
        if first.startswith(OTHER_ARCHIVES):
            raise Refused(Refusal.NESTED)
        if first.startswith(b"PK\x03\x04"):
            if depth >= NESTED_AT_MOST:
                raise Refused(Refusal.NESTED)
            inner = first + b"".join(_rest(stream, seen))
            _walk(io.BytesIO(inner), seen, depth=depth + 1)
        elif member.filename.lower().endswith(XML_ENDINGS):
            check_xml(_joined(first, _rest(stream, seen)))
        else:
            for _part in _rest(stream, seen):
                pass


def _rest(stream: IO[bytes], seen: Unpacked) -> Iterator[bytes]:
    while part := stream.read(CHUNK):
        seen.count(len(part))
        yield part


def _joined(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def check_xml(parts: Iterator[bytes]) -> None:
    """Let well-formed XML pass that declares no document type: no entities, nothing fetched.

    Raises:
        Refused: A document type, or not well-formed.
    """
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        for part in parts:
            parser.Parse(part, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refused(Refusal.DAMAGED) from error


def _refuse_doctype(*_words: object) -> None:
    raise Refused(Refusal.ACTIVE_CONTENT)
