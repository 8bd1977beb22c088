"""A transfer that keeps the call (F7): the citizen stays in their seat of it.

The queue ticket moves into the other line as in every transfer, with its waiting time; only the
call is not ended. The first official stays in it for a word of handing over, or goes at once.
Whoever calls the ticket to a desk gets a session with the same call (`kept_calls`). If nobody
does in time, the call ends and the place in the other line is kept.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from counselling import live
from counselling.domain import queue
from counselling.domain.line_locks import lock_lines
from counselling.domain.queries.handovers import RELATED
from counselling.domain.state_changes import AnyUser, change_state, record_change
from counselling.domain.unit_settings import setting
from counselling.enums import (
    AppointmentState,
    HandoverState,
    ParticipantRole,
    QueueTicketState,
    SessionState,
)
from counselling.exceptions import HandoverOver, NotInCall, StateChanged
from counselling.models import CounsellingSession, Handover, TicketTransfer, User
from counselling.timetable.days import day_of
from video import calls
from video.enums import EndReason
from video.models import Call, Seat

STILL_COMING = (QueueTicketState.WAITING, QueueTicketState.CALLED, QueueTicketState.IN_SESSION)


def offer(
    moved: TicketTransfer, session: CounsellingSession, *, stays: bool, number: int, by: User
) -> Handover:
    """Keep the call of a session whose ticket was just transferred, in that transaction.

    Args:
        stays: The official waits in the call for the next one.
        number: The ticket's number in the line it comes from.

    Raises:
        NotInCall: There is no call to stay in.
    """
    if not calls.open_calls().filter(ref=session.call_ref).exists():
        raise NotInCall
    minutes = setting(moved.to_service.department, "handover_minutes")
    handover = Handover.objects.create(
        transfer=moved,
        queue_ticket=moved.queue_ticket,
        from_session=session,
        call_ref=session.call_ref,
        stays=stays,
        from_number=number,
        expires_at=timezone.now() + dt.timedelta(minutes=minutes),
    )
    record_change(handover, from_state="", to=HandoverState.OFFERED, by=by)
    change_state(
        session,
        to=SessionState.HANDING_OVER,
        allowed_from=SessionState.unfinished(),
        by=by,
        why="handed over",
    )
    if not stays:
        leave(handover, by=by)
    _touch(handover)
    return handover


def leave(handover: Handover, *, by: AnyUser) -> None:
    """The first official goes; the citizen stays, alone or with whoever took the call.

    Raises:
        HandoverOver: They went before, or took the citizen back.
    """
    session = handover.from_session
    try:
        with transaction.atomic():
            change_state(
                session,
                to=SessionState.CLOSED,
                allowed_from=[SessionState.HANDING_OVER],
                by=by,
                why="transferred",
                closed_at=timezone.now(),
            )
            _revoke_official(session)
            if is_overdue(handover):
                _lapse(handover, by=by)
            _touch(handover)
    except StateChanged as error:
        raise HandoverOver from error


def take_back(handover: Handover, *, by: User) -> None:
    """Nobody has come yet, and the first official goes on: the ticket returns to their desk.

    Raises:
        HandoverOver: Somebody took the call, or the first official has gone.
    """
    ticket, session = handover.queue_ticket, handover.from_session
    try:
        with transaction.atomic():
            before = lock_lines(session.department.line.pk, ticket.line_id)
            ticket.refresh_from_db()
            line = before[session.department.line.pk]
            today = day_of(timezone.now())
            taken = line.queue_tickets.filter(day=today, number=handover.from_number).exists()
            number = queue.next_number(line, today) if taken else handover.from_number
            back_to = SessionState.LIVE if session.live_at else SessionState.OPEN
            change_state(
                ticket,
                to=QueueTicketState.IN_SESSION,
                allowed_from=[QueueTicketState.WAITING],
                by=by,
                why="taken back",
                line=line,
                service=session.service,
                desk=session.desk,
                called_at=timezone.now(),
                day=today,
                number=number,
            )
            change_state(
                session,
                to=back_to,
                allowed_from=[SessionState.HANDING_OVER],
                by=by,
                why="taken back",
            )
            if ticket.appointment is not None:
                change_state(
                    ticket.appointment,
                    to=AppointmentState.IN_SESSION,
                    allowed_from=[AppointmentState.ENTERED],
                    by=by,
                    why="taken back",
                )
            _settle(handover, HandoverState.TAKEN_BACK, by=by)
            live.touch(*before.values())
            _touch(handover)
    except StateChanged as error:
        raise HandoverOver from error


def citizens_seat(handover: Handover, role: ParticipantRole) -> Seat:
    """Return the seat of the citizen, or of their representative, in the call that goes on.

    Raises:
        HandoverOver: The call has ended.
    """
    if not calls.open_calls().filter(ref=handover.call_ref).exists():
        raise HandoverOver
    participant = handover.from_session.participants.get(role=role)
    return Seat.objects.select_related("call").get(ref=participant.seat_ref)


def is_overdue(handover: Handover, *, now: dt.datetime | None = None) -> bool:
    """Nobody has called the person, and the time is over."""
    is_open = handover.state == HandoverState.OFFERED and handover.to_session_id is None
    return is_open and handover.expires_at <= (now or timezone.now())


def lapse_overdue(*, now: dt.datetime | None = None) -> int:
    """End calls in which a citizen waits alone for too long, or which they gave up.

    While the first official is there nobody is cut off: they decide themselves.
    """
    now = now or timezone.now()
    alone = Q(from_session__state=SessionState.CLOSED, to_session=None, expires_at__lte=now)
    given_up = ~Q(queue_ticket__state__in=STILL_COMING)
    rows = Handover.objects.filter(alone | given_up, state=HandoverState.OFFERED)
    lapsed = 0
    for handover in rows.select_related(*RELATED).order_by("pk"):
        try:
            with transaction.atomic():
                _lapse(handover, by=None)
                _touch(handover)
        except StateChanged:
            continue
        lapsed += 1
    return lapsed


def _lapse(handover: Handover, *, by: AnyUser) -> None:
    _settle(handover, HandoverState.LAPSED, by=by)
    session = handover.from_session
    if session.state == SessionState.HANDING_OVER:
        change_state(
            session,
            to=SessionState.CLOSED,
            allowed_from=[SessionState.HANDING_OVER],
            by=by,
            why="transferred",
            closed_at=timezone.now(),
        )
    call = Call.objects.filter(ref=handover.call_ref).first()
    if call is not None:
        calls.end_call(call, reason=EndReason.TRANSFERRED)


def _settle(handover: Handover, to: HandoverState, *, by: AnyUser) -> None:
    change_state(handover, to=to, allowed_from=[HandoverState.OFFERED], by=by)


def _revoke_official(session: CounsellingSession) -> None:
    official = session.participants.get(role=ParticipantRole.OFFICIAL)
    seat = Seat.objects.select_related("call").filter(ref=official.seat_ref).first()
    if seat is not None:
        calls.revoke_seat(seat, reason="handed_over")


def _touch(handover: Handover) -> None:
    session, ticket = handover.from_session, handover.queue_ticket
    live.touch(session, session.desk, ticket, ticket.line)
