"""How a session ends: the outcome, what the citizen reads, what staff note, the sheet."""

from collections.abc import Sequence

from django.db import transaction

from counselling import live
from counselling.domain import entry_codes, legal_clocks, notices, sessions, sheets
from counselling.domain.booking_topics import touch_booking
from counselling.domain.outcomes import chosen
from counselling.domain.state_changes import AnyUser, change_state
from counselling.domain.written_record import Promised, Written, write
from counselling.enums import AppointmentState, Outcome, QueueTicketState
from counselling.models import CounsellingSession, Disposition, User
from video.enums import EndReason


def close_session(
    session: CounsellingSession,
    *,
    outcome: str,
    by: User,
    citizen_note: str = "",
    staff_note: str = "",
    named_official: User | None = None,
    promises: Sequence[Promised] = (),
) -> Disposition:
    """Close the session with its outcome; ticket and appointment are done, the call ends.

    The citizen can read it, and get the sheet, with their code for 7 days and is told so.

    Raises:
        OutcomeMissing: `outcome` is not one that the service may end with.
        SessionClosed: Somebody closed it before.
        DayTooFar: Something was promised for a day too far away.
    """
    ends_with = chosen(session.service, outcome).outcome
    is_technical = ends_with == Outcome.TECHNICAL
    reason = EndReason.TECHNICAL if is_technical else EndReason.FINISHED
    written = Written(outcome, citizen_note, staff_note, named_official, promises)
    with transaction.atomic():
        sessions.finish(session, by=by, why=ends_with, reason=reason)
        disposition = write(session, session.department, written, by=by)
        _end_ticket(session, by)
        _end_appointment(session, by)
        legal_clocks.note_outcome(session, ends_with, by=by)
        sheets.make_sheet(session, by=by)
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
