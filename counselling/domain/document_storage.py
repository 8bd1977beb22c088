"""Where papers lie: DOCUMENTS_DIR/<two letters>/<random name>, outside the web root.

A file is written to DOCUMENTS_DIR/incoming first and moved when its row is written, so that a
file without a row is at most an orphan, which `remove_orphans` takes away.
"""

import contextlib
import errno
import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from counselling.domain.paper_refusals import CaseRefusal, PaperRefused
from counselling.models import Document
from counselling.references import new_ref

NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# An upload is looked into within this time; what is older belongs to nobody.
ORPHAN_AFTER_SECONDS = 3600
CHUNK = 256 * 1024


@contextmanager
def incoming(chunks: Iterable[bytes]) -> Iterator[Path]:
    """Write the parts to a new file; remove it at the end unless it was moved.

    Raises:
        PaperRefused: The disk is full.
    """
    path = _folder("incoming") / new_ref()
    try:
        with full_disk_told():
            with path.open("xb") as file:
                for chunk in chunks:
                    file.write(chunk)
            path.chmod(0o600)
        yield path
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def full_disk_told() -> Iterator[None]:
    """Turn "no space left on device" into a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_SPACE:
            raise PaperRefused(CaseRefusal.NO_SPACE) from error
        raise


def keep(path: Path, stored_name: str) -> None:
    """Move an incoming file to its place."""
    with full_disk_told():
        path.rename(_folder(stored_name[:2]) / stored_name)


def path_of(document: Document) -> Path:
    return _root() / document.stored_name[:2] / document.stored_name


def remove(stored_name: str) -> None:
    """Delete the file; one that is gone already is no error."""
    (_root() / stored_name[:2] / stored_name).unlink(missing_ok=True)


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def stored_long_ago(*, now: float | None = None) -> list[Path]:
    """Return the files that are old enough to have a row by now."""
    before = (now or time.time()) - ORPHAN_AFTER_SECONDS
    found = []
    for path in _root().glob("*/*"):
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < before:
                found.append(path)
    return found


def _root() -> Path:
    return Path(settings.DOCUMENTS_DIR)


def _folder(name: str) -> Path:
    folder = _root() / name
    with full_disk_told():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def is_writable() -> bool:
    """Say whether papers can be stored at all."""
    return os.access(_folder("incoming"), os.W_OK)
