"""Who came to an appointment (부재 판정): found from evidence, which a poll looks for.

Evidence is what the relay said of both seats, when the citizen came into the waiting room and
when a desk called. A verdict that people corrected (domain.no_show_corrections) stays as it is.
"""

import datetime as dt
import logging

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from counselling.domain import entry_codes, queue, reminders
from counselling.domain.attendance_evidence import LOOKED_BACK, evidence_of, sessions_of
from counselling.domain.attendance_findings import finding_of, write_finding
from counselling.domain.state_changes import change_state
from counselling.domain.unit_settings import settings_of
from counselling.domain.walk_in_attendance import judge_walk_ins, note_walk_in
from counselling.enums import AppointmentState, QueueTicketState
from counselling.exceptions import StateChanged
from counselling.models import Appointment, AttendanceFinding, CounsellingSession
from counselling.timetable.attendance import judge
from video.calls import CALL_ENDED
from video.models import CallEvent

logger = logging.getLogger(__name__)

JUDGED_AT_ONCE = 200


def note_evidence(appointment: Appointment, *, now: dt.datetime | None = None) -> AttendanceFinding:
    """Write the verdict that the evidence gives; what people corrected is left alone.

    A fault that is not the citizen's lets them choose another time at once.
    """
    finding = judge(evidence_of(appointment, now=now or timezone.now()))
    with transaction.atomic():
        return write_finding(
            appointment,
            finding,
            starts_at=appointment.starts_at,
            session=appointment.counselling_sessions.order_by("-pk").first(),
        )


def judge_due(*, now: dt.datetime | None = None) -> int:
    """Judge the appointments whose time has come, and walk-ins; return how many."""
    now = now or timezone.now()
    judged = sum(_judge_one(appointment, now) for appointment in _due(now))
    judged += judge_walk_ins(now=now)
    for appointment in _done_without_verdict(now):
        note_evidence(appointment, now=now)
        judged += 1
    return judged


def on_call_event(event: CallEvent) -> None:
    """Judge at once when the call of somebody who was missed, or is done, has ended."""
    if event.type != CALL_ENDED:
        return
    session = (
        CounsellingSession.objects.filter(call_ref=event.call.ref)
        .select_related("appointment__service__department__agency", "appointment__desk")
        .select_related("queue_ticket__line")
        .order_by("-pk")
        .first()
    )
    over = (QueueTicketState.DONE, QueueTicketState.MISSED)
    if session is None or session.queue_ticket is None or session.queue_ticket.state not in over:
        return
    if session.appointment is None:
        note_walk_in(session.queue_ticket)
    else:
        note_evidence(session.appointment)


def _judge_one(appointment: Appointment, now: dt.datetime) -> bool:
    minutes = settings_of(appointment.service.department).no_show_minutes
    grace = dt.timedelta(minutes=minutes)
    ticket = queue.active_ticket_of(appointment)
    try:
        if ticket is not None and ticket.state in QueueTicketState.at_desk():
            return False
        if ticket is not None and ticket.state == QueueTicketState.PARKED:
            return False
        if ticket is not None and ticket.state == QueueTicketState.WAITING:
            return _let_down(appointment, now, grace)
        if now < appointment.ends_at + grace:
            return ticket is not None and _note_first(appointment, now)
        with transaction.atomic():
            if ticket is not None:
                queue.leave(ticket, why="no show")
                appointment.refresh_from_db(fields=["state"])
            _end(appointment, note_evidence(appointment, now=now))
    except StateChanged:
        return False
    return True


def _let_down(appointment: Appointment, now: dt.datetime, grace: dt.timedelta) -> bool:
    """Somebody waits and was not called in time: their place stays, other times are offered."""
    if now < appointment.starts_at + grace or sessions_of(appointment):
        return False
    return _note_first(appointment, now)


def _note_first(appointment: Appointment, now: dt.datetime) -> bool:
    if finding_of(appointment) is not None:
        return False
    note_evidence(appointment, now=now)
    return True


def _end(appointment: Appointment, finding: AttendanceFinding) -> None:
    """The time is over and nobody met; the code still opens what can be read and chosen."""
    change_state(
        appointment,
        to=AppointmentState.NO_SHOW,
        allowed_from=[AppointmentState.CONFIRMED],
        by=None,
        why=finding.state,
    )
    reminders.drop(appointment)
    entry_codes.end_after(appointment, ended_at=appointment.ends_at)
    logger.info("appointment %s: no show, %s", appointment.ref, finding.state)


def _due(now: dt.datetime) -> QuerySet[Appointment]:
    begun = Appointment.objects.filter(
        state__in=AppointmentState.upcoming(),
        starts_at__lte=now,
        starts_at__gte=now - LOOKED_BACK,
    )
    related = ("service__department__agency", "desk__department__line")
    return begun.select_related(*related).order_by("starts_at")[:JUDGED_AT_ONCE]


def _done_without_verdict(now: dt.datetime) -> QuerySet[Appointment]:
    """Those whose call had ended before the session was closed."""
    known = AttendanceFinding.objects.filter(
        appointment=OuterRef("pk"), starts_at=OuterRef("starts_at"), session__isnull=False
    )
    done = Appointment.objects.filter(
        state=AppointmentState.DONE, starts_at__gte=now - LOOKED_BACK, starts_at__lte=now
    )
    called = CounsellingSession.objects.filter(appointment=OuterRef("pk"))
    return (
        done.filter(Exists(called) & ~Exists(known))
        .select_related("service__department__agency", "desk__department__line")
        .order_by("pk")[:JUDGED_AT_ONCE]
    )
