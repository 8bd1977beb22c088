"""Correcting the record of a closed session: a new version of its sheet, the old one stays."""

from django.db import transaction

from counselling.domain import notices, sheets
from counselling.domain.written_record import Written, write
from counselling.exceptions import NoSheet
from counselling.models import CounsellingSession, Department, SessionSheet, User


def correct(
    session: CounsellingSession, department: Department, written: Written, *, why: str, by: User
) -> SessionSheet:
    """Write the part of a department anew; the citizen is told that there is a new sheet.

    Raises:
        NoSheet: The session ended without an outcome, or has not ended.
    """
    with transaction.atomic():
        lock_closed(session)
        write(session, department, written, by=by)
        sheet = sheets.make_sheet(session, by=by, why=why.strip())
        notices.tell_sheet_corrected(session)
    return sheet


def lock_closed(session: CounsellingSession) -> None:
    """Lock the row of the session, so that versions are counted one after another.

    Raises:
        NoSheet: It has no sheet.
    """
    CounsellingSession.objects.select_for_update(of=("self",), no_key=True).get(pk=session.pk)
    if not session.sheets.exists():
        raise NoSheet
