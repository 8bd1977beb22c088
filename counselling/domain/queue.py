"""A place in the line: taking it, giving it up, coming back to it.

Everything that moves a line runs under the lock of its row, so that what happens in it has one
order, which its history keeps (counselling.domain.turn_replay).
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from counselling import live
from counselling.domain import entry_codes, near_turn, notices
from counselling.domain.booking_topics import touch_booking
from counselling.domain.line_locks import lock_line, lock_line_of
from counselling.domain.opening import line_state
from counselling.domain.state_changes import AnyUser, change_state, record_change
from counselling.domain.unit_settings import setting
from counselling.enums import AppointmentState, Language, PriorityClass, QueueTicketState
from counselling.exceptions import AlreadyWaiting, LineClosed, LineSuspended
from counselling.models import Appointment, Kiosk, Line, QueueTicket, Service, User
from counselling.timetable.days import day_of

STATES_TO_LEAVE = (
    QueueTicketState.WAITING,
    QueueTicketState.PARKED,
    QueueTicketState.MISSED,
)


@dataclass(frozen=True)
class TakenTicket:
    """A fresh queue ticket with its entry code, which is told only here."""

    queue_ticket: QueueTicket
    code: str


def take_queue_ticket(
    service: Service,
    *,
    holder: str,
    name: str,
    phone: str = "",
    email: str = "",
    question: str = "",
    language: str = Language.KOREAN,
    citizen: User | None = None,
    kiosk: Kiosk | None = None,
    texts_when_near: bool = False,
    now: dt.datetime | None = None,
) -> TakenTicket:
    """Give a walk-in a place at the end of the department's line.

    Args:
        holder: Who it is, see `counselling.entered.holder_of` (at a kiosk too: wiping forgets it).
        texts_when_near: They want a text message when their turn is near, and may go away.

    Raises:
        LineClosed: Outside opening hours; says when it reopens.
        LineSuspended: The line takes nobody new at present; says until when, if that is known.
        AlreadyWaiting: This holder has a place in the line; the error carries it.
    """
    now = now or timezone.now()
    state = line_state(service.department, now=now)
    if not state.is_open or not service.is_offered:
        raise LineClosed(reopens_at=state.reopens_at)
    with transaction.atomic():
        line = lock_line(service.department_id)
        require_not_suspended(line, now=now)
        _refuse_second_place(line, holder)
        ticket = _create_ticket(
            line,
            now,
            service=service,
            holder=holder,
            name=name.strip(),
            phone=phone,
            email=email,
            question=question,
            language=language,
            citizen=citizen,
            kiosk=kiosk,
            priority=PriorityClass.WALK_IN,
            texts_when_near=texts_when_near and bool(phone),
        )
        record_change(ticket, from_state="", to=QueueTicketState.WAITING, by=citizen)
        code = entry_codes.issue(ticket)
        notices.tell_queue_ticket_taken(ticket, code=code)
        near_turn.tell_who_is_near(line)
        live.touch(line)
    return TakenTicket(ticket, code)


def enter_for_appointment(
    appointment: Appointment,
    *,
    by: AnyUser = None,
    kiosk: Kiosk | None = None,
    now: dt.datetime | None = None,
) -> QueueTicket:
    """Bring an appointment into the line; again: return the same place.

    In its window, from when the door opens until `late_minutes` after its time, it comes before
    walk-ins; whoever comes later still waits like a walk-in.

    Raises:
        TooEarly: The door opens 10 minutes before.
        StateChanged: The appointment is cancelled, over or not confirmed.
    """
    now = now or timezone.now()
    entry_codes.require_open_door(appointment, now=now)
    with transaction.atomic():
        line = lock_line(appointment.service.department_id)
        ticket = active_ticket_of(appointment)
        if ticket is not None:
            return ticket
        change_state(
            appointment,
            to=AppointmentState.ENTERED,
            allowed_from=AppointmentState.upcoming(),
            by=by,
        )
        ticket = _create_ticket(
            line,
            now,
            service=appointment.service,
            appointment=appointment,
            holder=f"appointment:{appointment.pk}",
            name=appointment.name,
            phone=appointment.phone,
            email=appointment.email,
            question=appointment.question,
            language=appointment.language,
            citizen=appointment.citizen,
            kiosk=kiosk,
            priority=_class_of(appointment, now),
            waiting_since=max(appointment.starts_at, now),
        )
        record_change(ticket, from_state="", to=QueueTicketState.WAITING, by=by)
        live.touch(line)
        touch_booking(appointment)
    return ticket


def active_ticket_of(appointment: Appointment) -> QueueTicket | None:
    """Return the place in the line that the appointment has now."""
    return appointment.queue_tickets.filter(state__in=QueueTicketState.active()).first()


def leave(ticket: QueueTicket, *, by: AnyUser = None, why: str = "") -> None:
    """Give the place up. The appointment, if any, is confirmed again and may be entered anew.

    Raises:
        StateChanged: The person is already at the desk, or gone.
    """
    with transaction.atomic():
        line = lock_line_of(ticket)
        change_state(
            ticket,
            to=QueueTicketState.LEFT,
            allowed_from=STATES_TO_LEAVE,
            by=by,
            why=why,
            ended_at=timezone.now(),
        )
        if ticket.appointment is not None:
            _unenter(ticket.appointment, by)
        entry_codes.end_after(ticket, ended_at=timezone.now())
        near_turn.tell_who_is_near(line)
        live.touch(ticket, line)


def return_to_line(ticket: QueueTicket, *, by: AnyUser = None) -> None:
    """Let a person who was missed wait again at their old place.

    Raises:
        StateChanged: They are not missed (any more).
    """
    with transaction.atomic():
        line = lock_line_of(ticket)
        change_state(
            ticket,
            to=QueueTicketState.WAITING,
            allowed_from=[QueueTicketState.MISSED],
            by=by,
            why="came back",
            lost_at=None,
            seen_at=timezone.now(),
        )
        live.touch(ticket, line)


def require_not_suspended(line: Line, *, now: dt.datetime) -> None:
    """Refuse somebody new while the line takes nobody.

    Raises:
        LineSuspended: With the text for citizens and the time of reopening.
    """
    if line.is_suspended_at(now):
        raise LineSuspended(line.suspended_text or None, until=line.suspended_until)


def next_number(line: Line, day: dt.date) -> int:
    """Return the number that the next person of a day gets; the line must be locked."""
    last = QueueTicket.objects.filter(line=line, day=day).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _refuse_second_place(line: Line, holder: str) -> None:
    ticket = QueueTicket.objects.filter(
        line=line, holder=holder, state__in=QueueTicketState.active()
    ).first()
    if ticket is not None:
        raise AlreadyWaiting(queue_ticket=ticket)


def _create_ticket(line: Line, now: dt.datetime, **fields: object) -> QueueTicket:
    """Create a place with the next number of the day; the line must be locked."""
    today = day_of(now)
    fields.setdefault("waiting_since", now)
    return QueueTicket.objects.create(
        line=line, day=today, number=next_number(line, today), seen_at=now, **fields
    )


def _class_of(appointment: Appointment, now: dt.datetime) -> PriorityClass:
    late = dt.timedelta(minutes=setting(appointment.service.department, "late_minutes"))
    is_in_time = now <= appointment.starts_at + late
    return PriorityClass.APPOINTMENT if is_in_time else PriorityClass.WALK_IN


def _unenter(appointment: Appointment, by: AnyUser) -> None:
    change_state(
        appointment,
        to=AppointmentState.CONFIRMED,
        allowed_from=[AppointmentState.ENTERED],
        by=by,
        why="left the waiting room",
    )
    touch_booking(appointment)
