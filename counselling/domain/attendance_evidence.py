"""What is known of who came: from the relay, from the waiting room, from the calls of a desk."""

import datetime as dt

from counselling.domain.desks import staffed_desks
from counselling.domain.unit_settings import settings_of
from counselling.enums import AppointmentState, ParticipantRole
from counselling.models import (
    Appointment,
    AppointmentChange,
    CounsellingSession,
    Participant,
    QueueTicket,
)
from counselling.timetable.attendance import Evidence, Presence, SeatEvent, presences
from video.models import CallEvent

CITIZENS_SIDE = (ParticipantRole.CITIZEN, ParticipantRole.REPRESENTATIVE)
OFFICES_SIDE = (ParticipantRole.OFFICIAL, ParticipantRole.JOINT_OFFICIAL)
SEAT_EVENTS = ("seat_connected", "media_received", "seat_lost", "seat_left")
# Who sits at a desk is known for now only: a poll that comes later than this cannot tell.
STAFF_IS_KNOWN_FOR = dt.timedelta(minutes=5)
LOOKED_BACK = dt.timedelta(days=2)


def evidence_of(appointment: Appointment, *, now: dt.datetime) -> Evidence:
    """Collect what is known of the appointment at its present time, in six queries."""
    since = _began_at(appointment)
    sessions = sessions_of(appointment)
    tickets = appointment.queue_tickets.filter(created_at__gte=since).order_by("pk")
    waits_from = tickets.values_list("created_at", flat=True).first()
    return Evidence(
        starts_at=appointment.starts_at,
        citizen_in_call=in_call(sessions, CITIZENS_SIDE, now=now),
        office_in_call=in_call(sessions, OFFICES_SIDE, now=now),
        citizen_waits_from=waits_from,
        called_at=min((session.created_at for session in sessions), default=None),
        is_staffed=_is_staffed(appointment, now),
    )


def evidence_of_walk_in(ticket: QueueTicket, *, now: dt.datetime) -> Evidence:
    """Collect what is known of a walk-in in the line where they are now.

    Nobody has agreed on a time with them: it is about them from the first call to a desk on.
    """
    sessions = sessions_of_walk_in(ticket)
    called_at = min((session.created_at for session in sessions), default=None)
    return Evidence(
        starts_at=called_at or ticket.created_at,
        citizen_in_call=in_call(sessions, CITIZENS_SIDE, now=now),
        office_in_call=in_call(sessions, OFFICES_SIDE, now=now),
        citizen_waits_from=ticket.created_at,
        called_at=called_at,
    )


def in_call(
    sessions: list[CounsellingSession], roles: tuple[ParticipantRole, ...], *, now: dt.datetime
) -> tuple[Presence, ...]:
    """Return when the side was in the calls of these sessions, by what the relay said."""
    people = Participant.objects.filter(session__in=sessions, role__in=roles)
    ends = {session.pk: session.closed_at or now for session in sessions}
    seats = {seat: ends[pk] for seat, pk in people.values_list("seat_ref", "session_id") if seat}
    events = CallEvent.objects.filter(seat__ref__in=seats, type__in=SEAT_EVENTS)
    rows = events.order_by("happened_at", "pk").values_list("seat__ref", "type", "happened_at")
    by_seat: dict[str, list[SeatEvent]] = {seat: [] for seat in seats}
    for seat, kind, happened_at in rows:
        by_seat[seat].append(SeatEvent(kind, happened_at))
    found = [
        presence
        for seat, until in seats.items()
        for presence in presences(by_seat[seat], until=until)
    ]
    return tuple(sorted(found, key=lambda presence: presence.interval))


def sessions_of(appointment: Appointment) -> list[CounsellingSession]:
    """Return to which sessions they were called; a call that was taken back is none."""
    since = _began_at(appointment)
    sessions = appointment.counselling_sessions.filter(created_at__gte=since)
    return list(sessions.exclude(changes__why="put back"))


def sessions_of_walk_in(ticket: QueueTicket) -> list[CounsellingSession]:
    """Return to which sessions they were called since they came into this line."""
    sessions = ticket.counselling_sessions.exclude(changes__why="put back")
    moved = ticket.transfers.order_by("-pk").values_list("created_at", flat=True).first()
    return list(sessions.filter(created_at__gte=moved) if moved else sessions)


def _began_at(appointment: Appointment) -> dt.datetime:
    """Return from when on things are about its present time: since it was last moved there."""
    moved = AppointmentChange.objects.filter(
        appointment=appointment, to_state=AppointmentState.MOVED
    )
    last = moved.order_by("-pk").values_list("created_at", flat=True).first()
    return last or appointment.starts_at - LOOKED_BACK


def _is_staffed(appointment: Appointment, now: dt.datetime) -> bool:
    department = appointment.service.department
    grace = dt.timedelta(minutes=settings_of(department).no_show_minutes)
    if now > appointment.ends_at + grace + STAFF_IS_KNOWN_FOR:
        return True
    return staffed_desks(department, now=now).exists()
