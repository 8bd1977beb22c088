"""What a department already talked about: with the person at the desk now, or there today."""

import datetime as dt

from django.db.models import Prefetch, Q, QuerySet

from counselling.domain.consents import has_refused
from counselling.enums import ConsentItem
from counselling.models import CounsellingSession, Desk, QueueTicket, StaffNote
from counselling.timetable.days import MIDNIGHT, at, day_of

SHOWN = 5
SHOWN_OF_TODAY = 10


def earlier_sessions(session: CounsellingSession) -> QuerySet[CounsellingSession]:
    """Return the sessions with an outcome that the department had with this person, newest first.

    The same person is the same account, or the same name with the same phone or e-mail. Nothing
    is shown of who did not agree to it.
    """
    ticket = session.queue_ticket
    if ticket is None or not (ticket.citizen_id or ticket.phone or ticket.email):
        return CounsellingSession.objects.none()
    if has_refused(ticket, ConsentItem.HISTORY):
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
        .order_by("-created_at", "-pk")[:SHOWN]
    )


def ended_today(desk: Desk, *, now: dt.datetime) -> QuerySet[CounsellingSession]:
    """Return the sessions with an outcome that ended at the desk today, the last one first."""
    return (
        CounsellingSession.objects.filter(
            desk=desk, closed_at__gte=at(day_of(now), MIDNIGHT), dispositions__isnull=False
        )
        .select_related("service", "queue_ticket")
        .distinct()
        .order_by("-closed_at", "-pk")[:SHOWN_OF_TODAY]
    )


def _same_person(ticket: QueueTicket) -> Q:
    same = Q()
    if ticket.citizen_id is not None:
        same |= Q(queue_ticket__citizen=ticket.citizen_id)
    if ticket.phone:
        same |= Q(queue_ticket__name=ticket.name, queue_ticket__phone=ticket.phone)
    if ticket.email:
        same |= Q(queue_ticket__name=ticket.name, queue_ticket__email=ticket.email)
    return same
