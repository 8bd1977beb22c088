"""Calling people to a desk: next, this one, again, missed, put back.

The desk's row is locked first, so a desk never calls two people, then the line's: whoever presses
at the same moment waits for the other's call to be written, so the order of a line's calls is
exactly that of `counselling.timetable.turns`. A claim is one conditional update of the queue
ticket (waiting -> called), on PostgreSQL and on SQLite alike.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from counselling import live
from counselling.domain import legal_clocks, near_turn, sessions, waits
from counselling.domain.line_locks import lock_line, lock_line_of
from counselling.domain.queries.turns import waiting_for
from counselling.domain.queue_presence import note_lost
from counselling.domain.state_changes import AnyUser, change_state
from counselling.domain.unit_settings import setting
from counselling.enums import QueueTicketState, SessionState
from counselling.exceptions import DeskBusy, NobodyWaiting, StateChanged, TicketTaken
from counselling.models import CounsellingSession, Desk, QueueTicket, User


def call_next(desk: Desk, *, official: User, now: dt.datetime | None = None) -> CounsellingSession:
    """Call the first person in line whom the desk serves; opens their session and call.

    Raises:
        NobodyWaiting: The line holds nobody for this desk.
        DeskBusy: Somebody is at the desk already.
    """
    now = now or timezone.now()
    with transaction.atomic():
        _lock_free_desk(desk)
        note_lost(lock_line(desk.department_id), now=now)
        ticket = waiting_for(desk).select_related("line__department", "appointment").first()
        if ticket is None:
            raise NobodyWaiting
        return _call(desk, ticket, official=official, now=now, in_turn=True)


def call_this(
    desk: Desk, ticket: QueueTicket, *, official: User, now: dt.datetime | None = None
) -> CounsellingSession:
    """Call a chosen person, waiting, missed or parked, to the desk.

    Raises:
        TicketTaken: Another official was faster, or the person left.
        DeskBusy: Somebody is at the desk already.
    """
    with transaction.atomic():
        _lock_free_desk(desk)
        lock_line_of(ticket)
        return _call(desk, ticket, official=official, now=now or timezone.now(), in_turn=False)


def call_again(ticket: QueueTicket, *, by: AnyUser, now: dt.datetime | None = None) -> bool:
    """Ring once more for the called person; after the unit's number of calls they are missed.

    Returns whether they were called again.

    Raises:
        StateChanged: They are not called (any more).
    """
    most = setting(ticket.line.department, "calls_before_missed")
    if ticket.times_called >= most:
        mark_missed(ticket, by=by)
        return False
    with transaction.atomic():
        change_state(
            ticket,
            to=QueueTicketState.CALLED,
            allowed_from=[QueueTicketState.CALLED],
            by=by,
            why="called again",
            called_at=now or timezone.now(),
            times_called=ticket.times_called + 1,
        )
        live.touch(ticket, ticket.line, *([ticket.desk] if ticket.desk else []))
    return True


def mark_missed(ticket: QueueTicket, *, by: AnyUser) -> None:
    """The called person did not come: close their session; they may return to the line.

    Raises:
        StateChanged: They are not called (any more).
    """
    times = ticket.times_missed + 1
    _send_away(ticket, to=QueueTicketState.MISSED, by=by, why="missed", times_missed=times)


def put_back(ticket: QueueTicket, *, by: AnyUser) -> None:
    """Undo a call: the person waits again at the same place.

    Raises:
        StateChanged: They are not called (any more).
    """
    _send_away(ticket, to=QueueTicketState.WAITING, by=by, why="put back")


def _lock_free_desk(desk: Desk) -> None:
    Desk.objects.select_for_update(of=("self",), no_key=True).get(pk=desk.pk)
    if QueueTicket.objects.filter(desk=desk, state__in=QueueTicketState.at_desk()).exists():
        raise DeskBusy
    if desk.counselling_sessions.filter(state=SessionState.HANDING_OVER).exists():
        raise DeskBusy


def _call(
    desk: Desk, ticket: QueueTicket, *, official: User, now: dt.datetime, in_turn: bool
) -> CounsellingSession:
    was_waiting = ticket.state == QueueTicketState.WAITING
    _claim(ticket, desk, official, now, in_turn)
    if was_waiting:
        waits.note_called(ticket, desk=desk, now=now)
    session = sessions.open_session(ticket, desk=desk, official=official)
    legal_clocks.begin(session)
    near_turn.tell_who_is_near(ticket.line)
    live.touch(ticket, ticket.line, desk)
    return session


def _claim(
    ticket: QueueTicket, desk: Desk, official: User, now: dt.datetime, in_turn: bool
) -> None:
    try:
        change_state(
            ticket,
            to=QueueTicketState.CALLED,
            allowed_from=[
                QueueTicketState.WAITING,
                QueueTicketState.MISSED,
                QueueTicketState.PARKED,
            ],
            by=official,
            noted={"is_in_turn": in_turn},
            desk=desk,
            called_at=now,
            times_called=1,
            lost_at=None,
        )
    except StateChanged as error:
        raise TicketTaken from error


def _send_away(
    ticket: QueueTicket, *, to: QueueTicketState, by: AnyUser, why: str, **fields: Any
) -> None:
    desk = ticket.desk
    with transaction.atomic():
        line = lock_line_of(ticket)
        change_state(
            ticket,
            to=to,
            allowed_from=[QueueTicketState.CALLED],
            by=by,
            why=why,
            desk=None,
            called_at=None,
            times_called=0,
            seen_at=timezone.now(),
            **fields,
        )
        session = ticket.counselling_sessions.filter(state__in=SessionState.unfinished()).first()
        if session is not None:
            sessions.drop_session(session, by=by, why=why)
        live.touch(ticket, line, *([desk] if desk else []))
