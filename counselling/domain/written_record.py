"""What an official writes about a session for their department: outcome, notes, promises.

Used when the session ends, when another department of a joint session adds its part, and when
something is corrected.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from counselling.domain import outcomes
from counselling.domain.working_days import days_to_promise
from counselling.exceptions import DayTooFar
from counselling.models import (
    CitizenNote,
    CounsellingSession,
    Department,
    Disposition,
    Promise,
    SessionDraft,
    StaffNote,
    User,
)
from counselling.timetable.days import day_of


@dataclass(frozen=True)
class Promised:
    """Something that one side does within so many working days."""

    side: str
    text: str
    working_days: int


@dataclass(frozen=True)
class Written:
    """What is typed into the form of the record."""

    outcome: str
    citizen_note: str = ""
    staff_note: str = ""
    named_official: User | None = None
    promises: Sequence[Promised] = ()


def write(
    session: CounsellingSession, department: Department, written: Written, *, by: User
) -> Disposition:
    """Write the part of one department, in place of what it wrote before; staff notes add up.

    Runs in the caller's transaction. What was typed and not sent is thrown away.

    Raises:
        OutcomeMissing: Not an outcome of the session's service.
        DayTooFar: A promise names no working day that may be promised.
    """
    ends_with = outcomes.chosen(session.service, written.outcome)
    disposition, _is_new = Disposition.objects.update_or_create(
        session=session,
        department=department,
        defaults={
            "outcome": ends_with.outcome,
            "text_ko": ends_with.text_ko,
            "text_en": ends_with.text_en,
            "decided_by": by,
            "named_official": written.named_official or by,
        },
    )
    _write_citizen_note(session, department, written.citizen_note.strip(), by)
    if written.staff_note.strip():
        StaffNote.objects.create(session=session, author=by, text=written.staff_note.strip())
    _write_promises(session, department, written.promises)
    SessionDraft.objects.filter(session=session, author=by).delete()
    return disposition


def _write_citizen_note(
    session: CounsellingSession, department: Department, text: str, by: User
) -> None:
    session.citizen_notes.filter(department=department).delete()
    if text:
        CitizenNote.objects.create(session=session, department=department, author=by, text=text)


def _write_promises(
    session: CounsellingSession, department: Department, promises: Sequence[Promised]
) -> None:
    """Count the days from the end of the session: a later correction moves no day."""
    session.promises.filter(department=department).delete()
    if not promises:
        return
    days = days_to_promise(_counted_from(session))
    for promise in promises:
        if not 1 <= promise.working_days <= len(days):
            raise DayTooFar
        Promise.objects.create(
            session=session,
            department=department,
            side=promise.side,
            text=promise.text.strip(),
            working_days=promise.working_days,
            due_on=days[promise.working_days - 1],
        )


def _counted_from(session: CounsellingSession) -> dt.date:
    return day_of(session.closed_at or timezone.now())
