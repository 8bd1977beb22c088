"""The counselling session: opened by a call to the desk, live once media flows, closed by the desk.

Its media is one video call; each participant has a seat in it. Call events come back through
`on_call_event`, registered in apps.ready().
"""

from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone

from counselling import live
from counselling.domain import joint_sessions, kept_calls
from counselling.domain.booking_topics import touch_booking
from counselling.domain.department_topics import supervision_topic
from counselling.domain.representatives import representative_of
from counselling.domain.state_changes import AnyUser, change_state, record_change
from counselling.enums import (
    AppointmentState,
    ParticipantRole,
    ParticipantState,
    QueueTicketState,
    SessionState,
)
from counselling.exceptions import SessionClosed, StateChanged
from counselling.models import Appointment, CounsellingSession, Desk, Participant, QueueTicket, User
from video import calls
from video.enums import EndReason, SeatRole
from video.models import Call, CallEvent, Seat

# What the relay says of a seat -> what the participant is.
STATE_AFTER_EVENT = {
    "seat_connected": ParticipantState.CONNECTED,
    "seat_weak": ParticipantState.WEAK,
    "seat_lost": ParticipantState.LOST,
    "seat_left": ParticipantState.LEFT,
}


def open_session(ticket: QueueTicket, *, desk: Desk, official: User) -> CounsellingSession:
    """Open the session of a called ticket with its video call and two seats.

    A child under 14 has a third: their legal representative's.

    Runs inside the transaction of the claim.
    """
    session = CounsellingSession.objects.create(
        service=ticket.service,
        department_id=desk.department_id,
        desk=desk,
        official=official,
        appointment=ticket.appointment,
        queue_ticket=ticket,
    )
    kept = kept_calls.take_over(session, ticket)
    call = kept or calls.open_call(subject=live.topic_of(session))
    session.call_ref = call.ref
    session.save(update_fields=["call_ref"])
    if kept is None:
        citizen = _seat(
            session, call, name=ticket.name, role=ParticipantRole.CITIZEN, user=ticket.citizen
        )
        _seat_representative(session, call, ticket, citizen)
    _seat(session, call, name=str(official), role=ParticipantRole.OFFICIAL, user=official)
    joint_sessions.bring_members(session)
    record_change(session, from_state="", to=SessionState.OPEN, by=official)
    live.touch(session)
    return session


def start_session(session: CounsellingSession, *, by: AnyUser) -> None:
    """The official joins ("you are about to join <name>" was confirmed); again: nothing.

    Raises:
        SessionClosed: It is over, or the person was put back.
    """
    ticket = session.queue_ticket
    if session.is_closed or ticket is None:
        raise SessionClosed
    ticket.refresh_from_db(fields=["state"])
    if ticket.state == QueueTicketState.IN_SESSION:
        return
    with transaction.atomic():
        try:
            change_state(
                ticket,
                to=QueueTicketState.IN_SESSION,
                allowed_from=[QueueTicketState.CALLED],
                by=by,
            )
        except StateChanged as error:
            raise SessionClosed from error
        if session.appointment is not None:
            _begin_appointment(session.appointment, session.official, by=by)
        kept_calls.note_taken(session, by=by)
        live.touch(session, ticket, ticket.line, session.desk)


def seat_of(session: CounsellingSession, role: ParticipantRole) -> Seat:
    """Return the seat in the call of the citizen or the official of this session.

    Raises:
        SessionClosed: The session has ended.
    """
    if session.is_closed:
        raise SessionClosed
    participant = session.participants.get(role=role)
    return Seat.objects.select_related("call").get(ref=participant.seat_ref)


def open_session_of(ticket: QueueTicket) -> CounsellingSession | None:
    """Return the session to which the ticket was called, while it is not closed."""
    return (
        ticket.counselling_sessions.filter(state__in=SessionState.unfinished())
        .select_related("service", "department__agency", "desk", "official", "appointment")
        .first()
    )


def drop_session(session: CounsellingSession, *, by: AnyUser, why: str) -> None:
    """Close a session that never began: missed, or put back. No outcome is written."""
    finish(session, by=by, why=why, reason=EndReason.NO_SHOW)


def finish(session: CounsellingSession, *, by: AnyUser, why: str, reason: EndReason) -> None:
    """Close the session and end its call. `disposition.close_session` is what desks use.

    Raises:
        SessionClosed: It was closed already.
    """
    try:
        with transaction.atomic():
            change_state(
                session,
                to=SessionState.CLOSED,
                allowed_from=SessionState.unfinished(),
                by=by,
                why=why,
                closed_at=timezone.now(),
            )
            call = Call.objects.filter(ref=session.call_ref).first()
            if call is not None and not kept_calls.give_back(session):
                calls.end_call(call, reason=reason)
            live.touch(session, session.desk)
    except StateChanged as error:
        raise SessionClosed from error


def on_call_event(event: CallEvent) -> None:
    """Follow the call: who is connected, and that the session is live once media flows.

    Runs in the transaction that writes the event, once per event.
    """
    if event.seat is None:
        return
    participant = (
        # A citizen who was handed over sits in the same seat of several sessions: the last counts.
        Participant.objects.filter(seat_ref=event.seat.ref)
        .select_related("session")
        .order_by("-pk")
        .first()
    )
    if participant is None:
        return
    if event.type == "media_received":
        _note_media(participant, event)
    elif event.type in STATE_AFTER_EVENT:
        _note_state(participant, event)
    else:
        return
    live.touch(participant.session, supervision_topic(participant.session.department_id))


def _begin_appointment(appointment: Appointment, official: User, *, by: AnyUser) -> None:
    """The official who joins takes the appointment, if it was not given to them before.

    One who is planned for another appointment at this time keeps that one: nobody has two.
    """
    begin = partial(
        change_state,
        appointment,
        to=AppointmentState.IN_SESSION,
        allowed_from=[AppointmentState.ENTERED],
        by=by,
    )
    try:
        begin(official=official)
    except IntegrityError:
        begin(official=None)
    touch_booking(appointment)


def _note_state(participant: Participant, event: CallEvent) -> None:
    state = STATE_AFTER_EVENT[event.type]
    rows = Participant.objects.filter(pk=participant.pk)
    rows.update(state=state)
    if state == ParticipantState.CONNECTED:
        rows.filter(joined_at=None).update(joined_at=event.happened_at)
    if state == ParticipantState.LEFT:
        rows.update(left_at=event.happened_at)


def _note_media(participant: Participant, event: CallEvent) -> None:
    """Media of one side while both are connected makes the session live.

    One side is enough: somebody may take part by listening only.
    """
    Participant.objects.filter(pk=participant.pk, media_received_at=None).update(
        media_received_at=event.happened_at
    )
    session = participant.session
    joined = set(session.participants.exclude(joined_at=None).values_list("role", flat=True))
    if {ParticipantRole.CITIZEN, ParticipantRole.OFFICIAL} <= joined:
        _make_live(session, event)


def _make_live(session: CounsellingSession, event: CallEvent) -> None:
    if session.state != SessionState.OPEN:
        return
    try:
        change_state(
            session,
            to=SessionState.LIVE,
            allowed_from=[SessionState.OPEN],
            by=None,
            why="media received",
            live_at=event.happened_at,
        )
    except StateChanged:
        return
    live.touch(session.desk)


def _seat_representative(
    session: CounsellingSession, call: Call, ticket: QueueTicket, citizen: Participant
) -> None:
    representative = representative_of(ticket)
    if representative is None:
        return
    role = ParticipantRole.REPRESENTATIVE
    participant = _seat(session, call, name=representative.name, role=role, user=None)
    participant.linked_to = citizen
    participant.save(update_fields=["linked_to"])


def _seat(
    session: CounsellingSession,
    call: Call,
    *,
    name: str,
    role: ParticipantRole,
    user: User | None,
) -> Participant:
    is_official = role == ParticipantRole.OFFICIAL
    # video knows nothing of representatives: in the call they are guests.
    is_guest = role == ParticipantRole.REPRESENTATIVE
    seat_role = SeatRole.GUEST if is_guest else SeatRole(role.value)
    seat = calls.give_seat(call, name=name, role=seat_role, moderate=is_official)
    return Participant.objects.create(
        session=session, user=user, name=name, role=role, seat_ref=seat.ref
    )
