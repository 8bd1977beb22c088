"""What an official's board shows: who is at the desk, in line, missed, booked today; earlier cases."""

import datetime as dt

from django.db.models import Prefetch, Q, QuerySet

from counselling.enums import AppointmentState, QueueTicketState, SessionState
from counselling.models import Appointment, CounsellingSession, Desk, QueueTicket, StaffNote
from counselling.timetable.days import at, day_of, end_of

# Booked people who are still expected, or are here.
SHOWN_APPOINTMENTS = (
    AppointmentState.CONFIRMED,
    AppointmentState.ENTERED,
    AppointmentState.IN_SESSION,
)
EARLIER_SHOWN = 5


def session_at(desk: Desk) -> CounsellingSession | None:
    """Return the session of the person who was called to the desk, until it is closed."""
    return (
        CounsellingSession.objects.filter(desk=desk, state__in=SessionState.unfinished())
        .select_related("service", "official", "queue_ticket__service", "queue_ticket__appointment")
        .first()
    )


def waiting_people(desk: Desk) -> QuerySet[QueueTicket]:
    """Return whom the desk may call, in the order of calling (see queue_calling.waiting_for)."""
    return (
        _tickets_for(desk)
        .filter(state=QueueTicketState.WAITING)
        .order_by("priority", "waiting_since", "pk")
    )


def missed_people(desk: Desk, *, now: dt.datetime) -> QuerySet[QueueTicket]:
    """Return who was called today and did not come, the latest first."""
    missed = _tickets_for(desk).filter(state=QueueTicketState.MISSED, day=day_of(now))
    return missed.order_by("-number")


def people_at_other_desks(desk: Desk) -> QuerySet[QueueTicket]:
    """Return who was called to, or is at, another desk of the same line."""
    return (
        QueueTicket.objects.filter(
            line__department=desk.department_id, state__in=QueueTicketState.at_desk()
        )
        .exclude(desk=desk)
        .select_related("desk", "service")
        .order_by("desk__number")
    )


def appointments_today(desk: Desk, *, now: dt.datetime) -> QuerySet[Appointment]:
    """Return today's appointments of the department that this desk could serve, by time."""
    today = day_of(now)
    return (
        Appointment.objects.filter(
            desk__department=desk.department_id,
            service__in=desk.services.all(),
            state__in=SHOWN_APPOINTMENTS,
            starts_at__gte=at(today, dt.time(0)),
            starts_at__lt=end_of(today),
        )
        .select_related("service")
        .order_by("starts_at", "pk")
    )


def earlier_sessions(session: CounsellingSession) -> QuerySet[CounsellingSession]:
    """Return the closed sessions that this department had with the same person, newest first.

    The same person is the same account, or the same name with the same phone or e-mail.
    """
    ticket = session.queue_ticket
    if ticket is None or not (ticket.citizen_id or ticket.phone or ticket.email):
        return CounsellingSession.objects.none()
    return (
        CounsellingSession.objects.filter(
            _same_person(ticket), department=session.department_id, dispositions__isnull=False
        )
        .exclude(pk=session.pk)
        .select_related("service")
        .prefetch_related(
            "dispositions",
            "citizen_notes",
            Prefetch("staff_notes", StaffNote.objects.select_related("author")),
        )
        .distinct()
        .order_by("-created_at")[:EARLIER_SHOWN]
    )


def _tickets_for(desk: Desk) -> QuerySet[QueueTicket]:
    return QueueTicket.objects.filter(
        line__department=desk.department_id, service__in=desk.services.all()
    ).select_related("service", "appointment")


def _same_person(ticket: QueueTicket) -> Q:
    same = Q()
    if ticket.citizen_id is not None:
        same |= Q(queue_ticket__citizen=ticket.citizen_id)
    if ticket.phone:
        same |= Q(queue_ticket__name=ticket.name, queue_ticket__phone=ticket.phone)
    if ticket.email:
        same |= Q(queue_ticket__name=ticket.name, queue_ticket__email=ticket.email)
    return same
