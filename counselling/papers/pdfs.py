"""PDF: opened, its pages found, nothing in it that acts by itself or carries other files."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject

from counselling.papers.limits import PDF_OBJECTS_AT_MOST
from counselling.papers.refusals import Refusal, Refused

TAIL_BYTES = 2048
AFTER_END_AT_MOST = 1024
ACTIVE_KEYS = {"/JS", "/JavaScript", "/EF", "/EmbeddedFiles", "/RichMedia", "/XFA"}
ACTIVE_KINDS = {
    "/JavaScript",
    "/Launch",
    "/EmbeddedFile",
    "/RichMedia",
    "/ImportData",
    "/SubmitForm",
    "/GoToE",
    "/Movie",
    "/3D",
}


def check_pdf(path: Path) -> None:
    """Let a plain PDF pass.

    Raises:
        Refused: Encrypted, damaged, mixed with another format, or with active content.
    """
    _check_end(path)
    reader = PdfReader(path, strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused(Refusal.ENCRYPTED)
    if len(reader.pages) == 0:
        raise Refused(Refusal.DAMAGED)
    reader.pages[0].mediabox  # noqa: B018 - a page that cannot be measured is none
    for thing in _dictionaries(reader):
        if ACTIVE_KEYS & thing.keys() or _kinds_of(thing) & ACTIVE_KINDS:
            raise Refused(Refusal.ACTIVE_CONTENT)


def _check_end(path: Path) -> None:
    """A whole PDF ends with %%EOF; what comes long after it belongs to another format."""
    data = path.read_bytes()
    end = data.rfind(b"%%EOF")
    if end < 0:
        raise Refused(Refusal.DAMAGED)
    if len(data) - end > AFTER_END_AT_MOST or zipfile.is_zipfile(path):
        raise Refused(Refusal.MIXED)


def _kinds_of(thing: DictionaryObject) -> set[str]:
    named = (thing.get(key) for key in ("/S", "/Type", "/Subtype"))
    return {str(name) for name in named if isinstance(name, str)}


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Yield every dictionary of the file, also those that no page leads to."""
    todo: list[PdfObject | None] = [reader.trailer]
    numbers = {number for table in reader.xref.values() for number in table}
    numbers |= set(reader.xref_objStm)
    if len(numbers) > PDF_OBJECTS_AT_MOST:
        raise Refused(Refusal.TOO_MANY_PARTS)
    todo += [reader.get_object(IndirectObject(number, 0, reader)) for number in sorted(numbers)]
    seen = 0
    while todo:
        thing = todo.pop()
        seen += 1
        if seen > PDF_OBJECTS_AT_MOST * 20:
            raise Refused(Refusal.TOO_MANY_PARTS)
        if isinstance(thing, DictionaryObject):
            yield thing
            todo += [value for value in dict.values(thing) if _is_held_here(value)]
        elif isinstance(thing, ArrayObject):
            todo += [value for value in list.__iter__(thing) if _is_held_here(value)]


def _is_held_here(value: object) -> bool:
    """References lead to objects that are visited by their numbers."""
    return isinstance(value, DictionaryObject | ArrayObject)
