"""How a session ends: the outcome, what the citizen reads, what staff note."""

from django.db import transaction

from counselling import live
from counselling.domain import entry_codes, notices, sessions
from counselling.domain.booking_topics import touch_booking
from counselling.domain.state_changes import AnyUser, change_state
from counselling.enums import AppointmentState, Outcome, QueueTicketState
from counselling.exceptions import OutcomeMissing
from counselling.models import CitizenNote, CounsellingSession, Disposition, StaffNote, User
from video.enums import EndReason


def close_session(
    session: CounsellingSession,
    *,
    outcome: str,
    by: User,
    citizen_note: str = "",
    staff_note: str = "",
) -> Disposition:
    """Close the session with its outcome; ticket and appointment are done, the call ends.

    The citizen can read outcome and citizen note with their code for 7 days and is told so.

    Raises:
        OutcomeMissing: `outcome` is not one of Outcome.
        SessionClosed: Somebody closed it before.
    """
    if outcome not in Outcome.values:
        raise OutcomeMissing
    is_technical = outcome == Outcome.TECHNICAL
    reason = EndReason.TECHNICAL if is_technical else EndReason.FINISHED
    with transaction.atomic():
        sessions.finish(session, by=by, why=outcome, reason=reason)
        disposition = Disposition.objects.create(
            session=session, department=session.department, outcome=outcome, decided_by=by
        )
        if citizen_note.strip():
            CitizenNote.objects.create(session=session, author=by, text=citizen_note.strip())
        if staff_note.strip():
            StaffNote.objects.create(session=session, author=by, text=staff_note.strip())
        _end_ticket(session, by)
        _end_appointment(session, by)
        notices.tell_closed(session)
    return disposition


def _end_ticket(session: CounsellingSession, by: AnyUser) -> None:
    ticket = session.queue_ticket
    if ticket is None:
        return
    change_state(
        ticket,
        to=QueueTicketState.DONE,
        allowed_from=QueueTicketState.at_desk(),
        by=by,
        ended_at=session.closed_at,
    )
    if session.closed_at is not None:
        entry_codes.end_after(ticket, ended_at=session.closed_at)
    live.touch(ticket, ticket.line)


def _end_appointment(session: CounsellingSession, by: AnyUser) -> None:
    appointment = session.appointment
    if appointment is None:
        return
    change_state(
        appointment,
        to=AppointmentState.DONE,
        allowed_from=[AppointmentState.ENTERED, AppointmentState.IN_SESSION],
        by=by,
    )
    if session.closed_at is not None:
        entry_codes.end_after(appointment, ended_at=session.closed_at)
    touch_booking(appointment)
