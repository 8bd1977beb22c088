"""A citizen's own things: by account, or by what this browser entered with a code."""

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, Q, QuerySet

from counselling.enums import AppointmentState, BookingRequestState, QueueTicketState, SessionState
from counselling.models import (
    Appointment,
    BookingRequest,
    CitizenNote,
    CounsellingSession,
    Disposition,
    QueueTicket,
    User,
)


@dataclass(frozen=True)
class Outcome:
    """What the citizen reads after the session."""

    session: CounsellingSession
    disposition: Disposition
    notes: tuple[CitizenNote, ...]


def appointments_of(
    user: User | AnonymousUser, refs: Collection[str] = ()
) -> QuerySet[Appointment]:
    """Return the person's appointments, newest first; held ones are not shown."""
    own = Q(ref__in=refs)
    if user.is_authenticated:
        own |= Q(citizen=user)
    return (
        Appointment.objects.filter(own)
        .exclude(state__in=[AppointmentState.HELD, AppointmentState.EXPIRED])
        .select_related("service__department__agency", "desk")
        .prefetch_related(_ended_sessions())
        .order_by("-starts_at")
    )


def queue_tickets_of(
    user: User | AnonymousUser, refs: Collection[str] = ()
) -> QuerySet[QueueTicket]:
    """Return the person's walk-in queue tickets, newest first."""
    own = Q(ref__in=refs)
    if user.is_authenticated:
        own |= Q(citizen=user)
    return (
        QueueTicket.objects.filter(own, appointment=None)
        .exclude(state=QueueTicketState.LEFT)
        .select_related("service__department__agency", "line__department")
        .prefetch_related(_ended_sessions())
        .order_by("-pk")
    )


def booking_requests_of(
    user: User | AnonymousUser, refs: Collection[str] = ()
) -> QuerySet[BookingRequest]:
    """Return the person's requests without a slot, newest first; those that became bookings not."""
    own = Q(ref__in=refs)
    if user.is_authenticated:
        own |= Q(citizen=user)
    return (
        BookingRequest.objects.filter(own)
        .exclude(state__in=[BookingRequestState.ACCEPTED, BookingRequestState.WITHDRAWN])
        .select_related("service__department__agency")
        .order_by("-pk")
    )


def outcome_of(subject: Appointment | QueueTicket) -> Outcome | None:
    """Return how the session of an appointment or queue ticket ended; None before its end."""
    session = (
        subject.counselling_sessions.filter(state=SessionState.CLOSED, dispositions__isnull=False)
        .select_related("service", "department__agency", "official", "desk")
        .prefetch_related("dispositions", "citizen_notes")
        .order_by("-pk")
        .first()
    )
    if session is None:
        return None
    return Outcome(
        session=session,
        disposition=session.dispositions.all()[0],
        notes=tuple(session.citizen_notes.all()),
    )


def _ended_sessions() -> "Prefetch[str]":
    """Load the sessions that ended with an outcome as `ended_sessions`, in two queries."""
    ended = CounsellingSession.objects.filter(
        state=SessionState.CLOSED, dispositions__isnull=False
    ).order_by("-pk")
    return Prefetch(
        "counselling_sessions", ended.prefetch_related("dispositions"), to_attr="ended_sessions"
    )
