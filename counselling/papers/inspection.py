"""One paper from its first byte to its last: what it is, or why it is not taken."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

from counselling.papers import sniffing
from counselling.papers.archives import check_members
from counselling.papers.hangul import check_hwpx, check_ole, is_hwpx
from counselling.papers.images import rewrite
from counselling.papers.limits import FILE_AT_MOST_BYTES
from counselling.papers.names import clean_name, ending_of, with_ending
from counselling.papers.office import check_office, find_office_kind
from counselling.papers.pdfs import check_pdf
from counselling.papers.refusals import Refusal, Refused

ENDINGS = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg"}
PICTURES = {"jpg", "png"}
# Endings that the browser of the reader, or Windows, would run or show as a page.
PROGRAM_ENDINGS = {
    "exe",
    "com",
    "bat",
    "cmd",
    "scr",
    "js",
    "vbs",
    "msi",
    "ps1",
    "jar",
    "lnk",
    "pif",
}
MACRO_ENDINGS = {"docm", "xlsm", "pptm", "dotm", "xltm", "potm", "xlsb", "ppsm", "xlam"}


@dataclass(frozen=True)
class Inspected:
    """A paper that may be taken: its kind, and its name made harmless with the right ending."""

    kind: str
    file_name: str


def inspect_paper(path: Path, name: str) -> Inspected:
    """Look into the file; a picture is replaced by a clean copy of itself.

    Raises:
        Refused: It may not be taken; the reason says why.
    """
    size_bytes = path.stat().st_size
    if size_bytes == 0:
        raise Refused(Refusal.EMPTY)
    if size_bytes > FILE_AT_MOST_BYTES:
        raise Refused(Refusal.TOO_BIG)
    shown = clean_name(name)
    _check_ending(ending_of(shown))
    kind = _look_into(path)
    return Inspected(kind=kind, file_name=_name_for(shown, kind))


def answer(path: Path, name: str) -> dict[str, str]:
    """Return {"kind", "file_name"} or {"refused": reason}, whatever breaks on the way."""
    try:
        found = inspect_paper(path, name)
    except Refused as refused:
        return {"refused": refused.reason}
    except MemoryError:
        return {"refused": Refusal.UNPACKS_TOO_BIG}
    except Exception:  # the edge of the process: whatever breaks a parser is a broken file
        return {"refused": Refusal.DAMAGED}
    return {"kind": found.kind, "file_name": found.file_name}


def _check_ending(ending: str) -> None:
    if ending in PROGRAM_ENDINGS:
        raise Refused(Refusal.PROGRAM)
    if ending in MACRO_ENDINGS:
        raise Refused(Refusal.MACRO)


def _look_into(path: Path) -> str:
    with path.open("rb") as file:
        kind = sniffing.sniff(file.read(sniffing.HEAD_BYTES))
    if kind in PICTURES:
        rewrite(path, kind)
        return kind
    if kind == sniffing.PDF:
        check_pdf(path)
        return kind
    if kind == sniffing.OLE:
        check_ole(path)
        return "hwp"
    return _check_zip(path)


def _check_zip(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        check_members(archive.infolist())
        office = find_office_kind(archive)
        hwpx = office is None and is_hwpx(archive)
    if office is not None:
        check_office(path)
        return office
    if hwpx:
        check_hwpx(path)
        return "hwpx"
    raise Refused(Refusal.ARCHIVE)


def _name_for(name: str, kind: str) -> str:
    """A name may lack its ending; a wrong one is refused, but between pictures it is put right.

    Raises:
        Refused: The ending promises something else.
    """
    ending = ending_of(name)
    meant = ENDINGS.get(ending, ending)
    both_pictures = {meant, kind} <= PICTURES
    if ending and meant != kind and not both_pictures:
        raise Refused(Refusal.WRONG_ENDING)
    return name if meant == kind else with_ending(name, kind)
