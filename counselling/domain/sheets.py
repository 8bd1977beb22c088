"""Versions of the session sheet: made when the session ends, and again by each correction."""

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from counselling import live
from counselling.domain.sheet_content import content_of, hash_of
from counselling.models import CounsellingSession, SessionSheet, SheetFile, User
from counselling.references import ALPHABET

CODE_LENGTH = 16  # 31 ** 16 is about 79 bits: a code is not to be guessed


def make_sheet(
    session: CounsellingSession,
    *,
    by: User | None,
    why: str = "",
    now: dt.datetime | None = None,
) -> SessionSheet:
    """Write down the next version; the one before is superseded and stays as it is.

    Runs in the transaction of the change that it writes down, after the session's row was
    changed or locked there.
    """
    last = latest_sheet(session)
    version = last.version + 1 if last else 1
    code = _new_code()
    content = content_of(session, version=version, code=code, why=why, now=now or timezone.now())
    sheet = SessionSheet.objects.create(
        session=session,
        version=version,
        check_code=code,
        content=content,
        content_hash=hash_of(content),
        why=why,
        made_by=by,
    )
    live.touch(session)
    return sheet


def latest_sheet(session: CounsellingSession) -> SessionSheet | None:
    """Return the version that counts."""
    return session.sheets.order_by("-version").first()


def keep_file(sheet: SessionSheet, pdf: bytes) -> SheetFile:
    """Keep the file of a sheet; of two that are made at once the first counts."""
    with transaction.atomic():
        file, _is_new = SheetFile.objects.get_or_create(
            sheet=sheet, defaults={"pdf": pdf, "sha256": hashlib.sha256(pdf).hexdigest()}
        )
    return file


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
