"""DOCX, XLSX and PPTX: the right main part, no macros, nothing fetched or run on opening."""

import re
import zipfile
from pathlib import Path
from typing import Any
from xml.parsers import expat

from counselling.papers.archives import check_archive
from counselling.papers.refusals import Refusal, Refused

CONTENT_TYPES = "[Content_Types].xml"
MAIN_PARTS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
}
MACRO_NAMES = re.compile(r"vba(Project|Data)|/macrosheets/|/dialogsheets/", re.IGNORECASE)
ACTIVE_NAMES = re.compile(r"/activeX/|/ctrlProps/.*\.bin|oleObject\d*\.bin$", re.IGNORECASE)
# Relationships that a program follows by itself when the file is opened.
FETCHED = ("attachedTemplate", "oleObject", "frame", "subDocument", "aFChunk", "externalLinkPath")
FIELD_TEXT = {"instrText", "fldSimple"}
DDE = re.compile(r"\bDDE(AUTO)?\b", re.IGNORECASE)
PART_AT_MOST_BYTES = 64 * 1024 * 1024


def find_office_kind(archive: zipfile.ZipFile) -> str | None:
    """Return docx, xlsx or pptx by the content types of the archive; None for another ZIP.

    Raises:
        Refused: An Office file of a kind that carries macros.
    """
    if CONTENT_TYPES not in archive.namelist():
        return None
    types = _content_types(archive)
    if any("macroenabled" in name.lower() for name in types):
        raise Refused(Refusal.MACRO)
    return next((kind for kind, main in MAIN_PARTS.items() if main in types), None)


def check_office(path: Path) -> None:
    """Let a plain Office file pass.

    Raises:
        Refused: Macros, active content, or what `check_archive` refuses.
    """
    seen = check_archive(path)
    if any(MACRO_NAMES.search(name) for name in seen.names):
        raise Refused(Refusal.MACRO)
    if any(ACTIVE_NAMES.search(name) for name in seen.names):
        raise Refused(Refusal.ACTIVE_CONTENT)
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if member.filename.endswith(".rels"):
                _check_relationships(_part(archive, member.filename))
            elif member.filename.endswith(".xml"):
                _check_fields(_part(archive, member.filename))


def _content_types(archive: zipfile.ZipFile) -> set[str]:
    found: set[str] = set()

    def start(name: str, attributes: dict[str, str]) -> None:
        if _local(name) in {"Override", "Default"}:
            found.add(attributes.get("ContentType", ""))

    _parse(_part(archive, CONTENT_TYPES), start=start)
    return found


def _check_relationships(data: bytes) -> None:
    def start(name: str, attributes: dict[str, str]) -> None:
        if _local(name) != "Relationship" or attributes.get("TargetMode") != "External":
            return
        if attributes.get("Type", "").rpartition("/")[2] in FETCHED:
            raise Refused(Refusal.ACTIVE_CONTENT)

    _parse(data, start=start)


def _check_fields(data: bytes) -> None:
    """Refuse fields and links that start another program (DDE)."""
    if b"instrText" not in data and b"fldSimple" not in data and b"ddeLink" not in data:
        return
    inside: list[str] = []
    words: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        inside.append(_local(name))
        if inside[-1] == "ddeLink":
            raise Refused(Refusal.ACTIVE_CONTENT)
        words.extend(value for key, value in attributes.items() if _local(key) == "instr")

    def text(data: str) -> None:
        if inside and inside[-1] in FIELD_TEXT:
            words.append(data)

    _parse(data, start=start, end=lambda _name: inside.pop(), text=text)
    # Word joins the pieces of a field, so "DD" + "EAUTO" is one word too.
    if DDE.search("".join(words)) or DDE.search(" ".join(words)):
        raise Refused(Refusal.ACTIVE_CONTENT)


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > PART_AT_MOST_BYTES:
        raise Refused(Refusal.UNPACKS_TOO_BIG)
    return archive.read(name)


def _parse(data: bytes, *, start: Any, end: Any = None, text: Any = None) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Refused(Refusal.DAMAGED) from error


def _refuse_doctype(*_words: object) -> None:
    raise Refused(Refusal.ACTIVE_CONTENT)


def _local(name: str) -> str:
    return name.rpartition(":")[2]
