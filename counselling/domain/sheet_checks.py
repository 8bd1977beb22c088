"""Is a session sheet genuine? By its check code, or by the file itself."""

import hashlib
from dataclasses import dataclass
from enum import Enum

from django.db.models import QuerySet

from counselling.domain.sheet_content import hash_of
from counselling.domain.sheets import latest_sheet
from counselling.models import SessionSheet

SHOWN_OF_NAME = 1


class Verdict(Enum):
    GENUINE = "genuine"
    SUPERSEDED = "superseded"
    UNKNOWN = "unknown"
    CHANGED = "changed"
    """The file is not the one that was handed out, or the kept content was tampered with."""


@dataclass(frozen=True)
class SheetCheck:
    verdict: Verdict
    sheet: SessionSheet | None = None
    latest: SessionSheet | None = None
    has_file: bool = False
    """A file was compared, byte for byte."""

    @property
    def masked_name(self) -> str:
        """The citizen's name as strangers may read it: 홍○○."""
        name = str(self.sheet.content["citizen"]) if self.sheet else ""
        return name[:SHOWN_OF_NAME] + "○" * max(len(name) - SHOWN_OF_NAME, 0)


def check(*, code: str = "", file: bytes | None = None) -> SheetCheck:
    """Compare a typed check code, an uploaded file, or the file that belongs to a code."""
    if code:
        sheet = _sheets().filter(check_code=normalised(code)).first()
        if sheet is None:
            return SheetCheck(Verdict.UNKNOWN)
        return _about(sheet, file)
    sha256 = hashlib.sha256(file or b"").hexdigest()
    sheet = _sheets().filter(file__sha256=sha256).first()
    return _about(sheet, file) if sheet else SheetCheck(Verdict.CHANGED, has_file=True)


def normalised(code: str) -> str:
    """Read a code as it is typed: with or without blanks and hyphens, in any case."""
    return "".join(letter for letter in code.lower() if letter.isalnum())


def _about(sheet: SessionSheet, file: bytes | None) -> SheetCheck:
    latest = latest_sheet(sheet.session)
    if file is not None and not _is_file_of(sheet, file):
        return SheetCheck(Verdict.CHANGED, sheet, latest, has_file=True)
    if hash_of(sheet.content) != sheet.content_hash:
        return SheetCheck(Verdict.CHANGED, sheet, latest)
    is_latest = latest is not None and latest.pk == sheet.pk
    verdict = Verdict.GENUINE if is_latest else Verdict.SUPERSEDED
    return SheetCheck(verdict, sheet, latest, has_file=file is not None)


def _is_file_of(sheet: SessionSheet, file: bytes) -> bool:
    kept = getattr(sheet, "file", None)
    return kept is not None and kept.sha256 == hashlib.sha256(file).hexdigest()


def _sheets() -> QuerySet[SessionSheet]:
    return SessionSheet.objects.select_related("session", "file")
