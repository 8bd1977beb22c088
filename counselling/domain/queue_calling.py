"""Calling people to a desk: next, this one, missed, put back, parked.

A claim is one conditional update of the queue ticket (waiting -> called): of two officials who
press at once one row changes for one of them only, on PostgreSQL and on SQLite alike. The desk
row is locked first, so a desk never calls two people; on PostgreSQL `call_next` passes over
people whom somebody else is calling at this moment, instead of waiting for that lock.
"""

import datetime as dt
import time

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from counselling import live
from counselling.domain import sessions
from counselling.domain.state_changes import AnyUser, change_state
from counselling.enums import QueueTicketState, SessionState
from counselling.exceptions import DeskBusy, NobodyWaiting, StateChanged, TicketTaken
from counselling.models import CounsellingSession, Desk, QueueTicket, User

# While others are calling everybody who waits: how long and how often to look again.
LOOKING_LASTS_SECONDS = 5.0
LOOK_AGAIN_SECONDS = 0.05


def waiting_for(desk: Desk) -> QuerySet[QueueTicket]:
    """Return whom the desk may call, in order: services it serves, appointments first."""
    return QueueTicket.objects.filter(
        line__department=desk.department_id,
        state=QueueTicketState.WAITING,
        service__in=desk.services.all(),
    ).order_by("priority", "waiting_since", "pk")


def call_next(desk: Desk, *, official: User, now: dt.datetime | None = None) -> CounsellingSession:
    """Call the first person in line whom the desk serves; opens their session and call.

    Raises:
        NobodyWaiting: The line holds nobody for this desk.
        DeskBusy: Somebody is at the desk already.
    """
    now = now or timezone.now()
    give_up_at = time.monotonic() + LOOKING_LASTS_SECONDS
    while time.monotonic() < give_up_at:
        with transaction.atomic():
            _lock_free_desk(desk)
            ticket = _lock_first(waiting_for(desk))
            if ticket is not None:
                return _call(desk, ticket, official=official, now=now)
        if not waiting_for(desk).exists():
            raise NobodyWaiting
        time.sleep(LOOK_AGAIN_SECONDS)
    raise NobodyWaiting


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
        return _call(desk, ticket, official=official, now=now or timezone.now())


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


def park(ticket: QueueTicket, *, by: AnyUser, why: str = "") -> None:
    """Set a waiting person aside, for example until papers arrive."""
    with transaction.atomic():
        change_state(
            ticket,
            to=QueueTicketState.PARKED,
            allowed_from=[QueueTicketState.WAITING],
            by=by,
            why=why,
        )
        live.touch(ticket, ticket.line)


def resume(ticket: QueueTicket, *, by: AnyUser) -> None:
    """Bring a parked or missed person back to their old place in the line."""
    with transaction.atomic():
        change_state(
            ticket,
            to=QueueTicketState.WAITING,
            allowed_from=[QueueTicketState.PARKED, QueueTicketState.MISSED],
            by=by,
            why="resumed",
        )
        live.touch(ticket, ticket.line)


def _lock_free_desk(desk: Desk) -> None:
    Desk.objects.select_for_update(of=("self",), no_key=True).get(pk=desk.pk)
    if QueueTicket.objects.filter(desk=desk, state__in=QueueTicketState.at_desk()).exists():
        raise DeskBusy


def _lock_first(tickets: QuerySet[QueueTicket]) -> QueueTicket | None:
    """Lock the first in line whom nobody else is calling at this moment."""
    rows = tickets.select_for_update(of=("self",), skip_locked=True)
    return rows.select_related("line", "appointment").first()


def _call(
    desk: Desk, ticket: QueueTicket, *, official: User, now: dt.datetime
) -> CounsellingSession:
    _claim(ticket, desk, official, now)
    session = sessions.open_session(ticket, desk=desk, official=official)
    live.touch(ticket, ticket.line, desk)
    return session


def _claim(ticket: QueueTicket, desk: Desk, official: User, now: dt.datetime) -> None:
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
            desk=desk,
            called_at=now,
        )
    except StateChanged as error:
        raise TicketTaken from error


def _send_away(
    ticket: QueueTicket, *, to: QueueTicketState, by: AnyUser, why: str, **fields: int
) -> None:
    desk = ticket.desk
    with transaction.atomic():
        change_state(
            ticket,
            to=to,
            allowed_from=[QueueTicketState.CALLED],
            by=by,
            why=why,
            desk=None,
            called_at=None,
            **fields,
        )
        session = ticket.counselling_sessions.filter(state__in=SessionState.unfinished()).first()
        if session is not None:
            sessions.drop_session(session, by=by, why=why)
        live.touch(ticket, ticket.line, *([desk] if desk else []))
