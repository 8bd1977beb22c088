"""A citizen's own things: by account, or by what this browser entered with a code."""

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from counselling.enums import AppointmentState, QueueTicketState, SessionState
from counselling.models import (
    Appointment,
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
