"""A line that takes nobody new for now (Q14); those inside are still served."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from counselling import live
from counselling.domain.state_changes import AnyUser, record_change
from counselling.enums import LineState
from counselling.models import Line


def suspend_line(
    line: Line,
    *,
    by: AnyUser,
    text_ko: str = "",
    text_en: str = "",
    note: str = "",
    until: dt.datetime | None = None,
) -> None:
    """Take nobody new.

    Args:
        text_ko: What citizens read, also in `text_en`.
        note: The reason, for staff only.
        until: When the line opens again by itself.
    """
    fields = {
        "is_suspended": True,
        "suspended_text_ko": text_ko,
        "suspended_text_en": text_en,
        "suspended_note": note,
        "suspended_until": until,
    }
    _set(line, LineState.SUSPENDED, by, note, fields)


def resume_line(line: Line, *, by: AnyUser, why: str = "") -> None:
    """Take people again; of a line that does so already nothing changes."""
    fields = {
        "is_suspended": False,
        "suspended_text_ko": "",
        "suspended_text_en": "",
        "suspended_note": "",
        "suspended_until": None,
    }
    _set(line, LineState.OPEN, by, why, fields)


def resume_due_lines(*, now: dt.datetime | None = None) -> int:
    """Open the lines again whose time has come; return how many."""
    due = Line.objects.filter(is_suspended=True, suspended_until__lte=now or timezone.now())
    lines = list(due.order_by("pk"))
    for line in lines:
        resume_line(line, by=None, why="time came")
    return len(lines)


def _set(line: Line, to: LineState, by: AnyUser, why: str, fields: dict[str, object]) -> None:
    with transaction.atomic():
        row = Line.objects.select_for_update(no_key=True).get(pk=line.pk)
        before = LineState.SUSPENDED if row.is_suspended else LineState.OPEN
        if to == LineState.OPEN and before == to:
            return
        Line.objects.filter(pk=line.pk).update(**fields)
        record_change(line, from_state=before, to=to, by=by, why=why)
        line.refresh_from_db()
        live.touch(line)
