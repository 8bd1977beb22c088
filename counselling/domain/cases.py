"""A case: an appointment, or a walk-in's queue ticket. What was collected about it hangs on it."""

from typing import Any

from django.db import models

from counselling import live
from counselling.enums import AppointmentState, DocumentState, QueueTicketState
from counselling.models import (
    Appointment,
    CounsellingSession,
    Document,
    QueueTicket,
)
from counselling.models.cases import CaseRecord

Case = Appointment | QueueTicket


def case_of(subject: Case | CounsellingSession) -> Case:
    """Return what the rows hang on: the appointment where there is one."""
    if isinstance(subject, CounsellingSession):
        found = subject.appointment or subject.queue_ticket
        if found is None:
            raise ValueError(f"session {subject.pk} is about nobody")
        return case_of(found)
    if isinstance(subject, QueueTicket) and subject.appointment is not None:
        return subject.appointment
    return subject


def about(case: Case) -> dict[str, Any]:
    """Return the field and value that make, or find, a row of the case."""
    return {"appointment" if isinstance(case, Appointment) else "queue_ticket": case}


def case_of_row(row: CaseRecord) -> Case:
    case = row.appointment or row.queue_ticket
    if case is None:
        raise ValueError(f"row {row.pk} is about nobody")
    return case


def is_open(case: Case) -> bool:
    """Say whether something may still be added to the case."""
    if isinstance(case, Appointment):
        return case.state in AppointmentState.active()
    return case.state in QueueTicketState.active()


def touch_case(case: Case) -> None:
    """Tell the pages that show the case: the citizen's, and the board of the desk it is at."""
    subjects: list[models.Model] = [case]
    if isinstance(case, Appointment):
        subjects += case.queue_tickets.filter(state__in=QueueTicketState.active())
    subjects += case.counselling_sessions.exclude(closed_at__isnull=False)
    live.touch(*subjects)


def lock_case(case: Case) -> None:
    """Let one after another count and add to the case. Call it in a transaction."""
    rows = type(case)._default_manager.select_for_update(of=("self",))
    rows.only("pk").get(pk=case.pk)


def carry_papers_over(refs: frozenset[str], to: Appointment) -> None:
    """Bring the papers of holds that this browser let go to the time it holds now."""
    left = Document.objects.filter(
        appointment__ref__in=refs,
        appointment__state=AppointmentState.EXPIRED,
        state__in=DocumentState.shown(),
    )
    left.update(appointment=to)
