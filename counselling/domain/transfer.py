"""Handing a person to the service that can help them (이송), with reason and context.

The same queue ticket moves on: the code, the page and the waiting time already served stay, so
nobody identifies again or starts anew. An open session ends without an outcome of its own.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone

from counselling import live
from counselling.domain import handovers, queue, routing_corrections, sessions
from counselling.domain.line_locks import lock_lines
from counselling.domain.opening import line_state
from counselling.domain.state_changes import change_state
from counselling.enums import AppointmentState, KeptCall, QueueTicketState
from counselling.exceptions import (
    AlreadyWaiting,
    LineClosed,
    NotInCall,
    StateChanged,
    TicketTaken,
)
from counselling.models import Line, QueueTicket, Service, StaffNote, TicketTransfer, User
from counselling.timetable.days import day_of
from video.enums import EndReason

IN_SESSION = QueueTicketState.IN_SESSION
TRANSFERABLE = (
    QueueTicketState.WAITING,
    QueueTicketState.CALLED,
    QueueTicketState.IN_SESSION,
    QueueTicketState.PARKED,
    QueueTicketState.MISSED,
)


def transfer(
    ticket: QueueTicket,
    *,
    to: Service,
    reason: str,
    by: User,
    context: str = "",
    call: KeptCall | None = None,
) -> TicketTransfer:
    """Move the person into the line of another service, where they keep their waiting time.

    Args:
        reason: Why, as the citizen reads it.
        context: What the next official should know; staff only.
        call: Leave the citizen in the call, with the official or without; None ends it.

    Raises:
        NotInCall: The call that was to be kept is over.
        LineClosed: The other line takes nobody now; says when it does.
        LineSuspended: The other line is suspended.
        AlreadyWaiting: The person has a place in that line.
        TicketTaken: They left, or are done.
    """
    state = line_state(to.department)
    if not state.is_open or not to.is_offered:
        raise LineClosed(reopens_at=state.reopens_at)
    from_service, old_line, desk = ticket.service, ticket.line, ticket.desk
    number = ticket.number
    try:
        with transaction.atomic():
            line = lock_lines(ticket.line_id, to.department.line.pk)[to.department.line.pk]
            queue.require_not_suspended(line, now=timezone.now())
            session = sessions.open_session_of(ticket)
            if call is not None and (session is None or ticket.state != IN_SESSION):
                raise NotInCall
            _move(ticket, line, to, by=by)
            moved = TicketTransfer.objects.create(
                queue_ticket=ticket,
                session=session,
                from_service=from_service,
                to_service=to,
                reason=reason.strip(),
                context=context.strip(),
                transferred_by=by,
            )
            if session is not None:
                if context.strip():
                    StaffNote.objects.create(session=session, author=by, text=context.strip())
                if call is not None:
                    stays = call == KeptCall.STAYS
                    handovers.offer(moved, session, stays=stays, number=number, by=by)
                else:
                    reason_of_end = EndReason.TRANSFERRED
                    sessions.finish(session, by=by, why="transferred", reason=reason_of_end)
            if ticket.question:
                routing_corrections.learn(ticket.question, found=from_service.code, right=to.code)
            live.touch(ticket, old_line, line, *([desk] if desk else []))
    except IntegrityError as error:
        raise AlreadyWaiting(queue_ticket=ticket) from error
    except StateChanged as error:
        raise TicketTaken from error
    return moved


def _move(ticket: QueueTicket, line: Line, to: Service, *, by: User) -> None:
    """Give the ticket the next number of the other line; the line must be locked."""
    today = day_of(timezone.now())
    number = ticket.number if line.pk == ticket.line_id else queue.next_number(line, today)
    if ticket.appointment is not None and ticket.state == QueueTicketState.IN_SESSION:
        change_state(
            ticket.appointment,
            to=AppointmentState.ENTERED,
            allowed_from=[AppointmentState.IN_SESSION],
            by=by,
            why="transferred",
        )
    change_state(
        ticket,
        to=QueueTicketState.WAITING,
        allowed_from=TRANSFERABLE,
        by=by,
        why=f"transferred to {to.code}",
        line=line,
        service=to,
        desk=None,
        called_at=None,
        day=today,
        number=number,
    )
