"""Who came to an appointment (부재 판정): found from evidence, which a poll looks for.

Evidence is what the relay said of both seats, when the citizen came into the waiting room and
when a desk called. A verdict that people corrected (domain.no_show_corrections) stays as it is.
"""

import datetime as dt
import logging
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from counselling import live
from counselling.domain import entry_codes, queue, reminders
from counselling.domain.booking_topics import touch_booking
from counselling.domain.desks import staffed_desks
from counselling.domain.new_times import offer_new_times
from counselling.domain.state_changes import change_state, record_change
from counselling.domain.unit_settings import settings_of
from counselling.enums import (
    AppointmentState,
    AttendanceSource,
    AttendanceVerdict,
    ParticipantRole,
    QueueTicketState,
)
from counselling.exceptions import StateChanged
from counselling.models import (
    Appointment,
    AppointmentChange,
    AttendanceFinding,
    CounsellingSession,
    Participant,
)
from counselling.timetable.attendance import (
    Evidence,
    Finding,
    Presence,
    SeatEvent,
    judge,
    presences,
)
from video.calls import CALL_ENDED
from video.models import CallEvent

logger = logging.getLogger(__name__)

CITIZENS_SIDE = (ParticipantRole.CITIZEN, ParticipantRole.REPRESENTATIVE)
OFFICES_SIDE = (ParticipantRole.OFFICIAL, ParticipantRole.JOINT_OFFICIAL)
SEAT_EVENTS = ("seat_connected", "media_received", "seat_lost", "seat_left")
# Who sits at a desk is known for now only: a poll that comes later than this cannot tell.
STAFF_IS_KNOWN_FOR = dt.timedelta(minutes=5)
JUDGED_AT_ONCE = 200
LOOKED_BACK = dt.timedelta(days=2)


def finding_of(appointment: Appointment) -> AttendanceFinding | None:
    """Return the verdict on the appointment at its present time."""
    return AttendanceFinding.objects.filter(
        appointment=appointment, starts_at=appointment.starts_at
    ).first()


def evidence_of(appointment: Appointment, *, now: dt.datetime) -> Evidence:
    """Collect what is known of the appointment at its present time, in six queries."""
    since = _began_at(appointment)
    sessions = _sessions(appointment, since)
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


def note_evidence(appointment: Appointment, *, now: dt.datetime | None = None) -> AttendanceFinding:
    """Write the verdict that the evidence gives; what people corrected is left alone.

    A fault that is not the citizen's lets them choose another time at once.
    """
    now = now or timezone.now()
    finding = judge(evidence_of(appointment, now=now))
    with transaction.atomic():
        row = _row(appointment, finding)
        if row.source == AttendanceSource.EVIDENCE:
            _write(row, finding)
        if row.state in AttendanceVerdict.not_the_citizens():
            offer_new_times(row)
        touch_booking(appointment)
        live.touch(*appointment.queue_tickets.filter(state__in=QueueTicketState.active()))
    return row


def judge_due(*, now: dt.datetime | None = None) -> int:
    """Judge the appointments whose time has come; return how many."""
    now = now or timezone.now()
    judged = sum(_judge_one(appointment, now) for appointment in _due(now))
    for appointment in _done_without_verdict(now):
        note_evidence(appointment, now=now)
        judged += 1
    return judged


def on_call_event(event: CallEvent) -> None:
    """Judge at once when the call of somebody who was missed, or is done, has ended."""
    if event.type != CALL_ENDED:
        return
    session = (
        CounsellingSession.objects.filter(call_ref=event.call.ref, appointment__isnull=False)
        .select_related("appointment__service__department__agency", "appointment__desk")
        .select_related("queue_ticket")
        .first()
    )
    over = (QueueTicketState.DONE, QueueTicketState.MISSED)
    if session is None or session.queue_ticket is None or session.appointment is None:
        return
    if session.queue_ticket.state in over:
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
    if now < appointment.starts_at + grace or _sessions(appointment, _began_at(appointment)):
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


def _row(appointment: Appointment, finding: Finding) -> AttendanceFinding:
    """Lock the verdict on the present time, or write the first one."""
    rows = AttendanceFinding.objects.select_for_update(of=("self",))
    row, is_new = rows.get_or_create(
        appointment=appointment,
        starts_at=appointment.starts_at,
        defaults={"state": finding.verdict},
    )
    if is_new:
        record_change(row, from_state="", to=finding.verdict, by=None, why="evidence")
    row.appointment = appointment
    return row


def _write(row: AttendanceFinding, finding: Finding) -> None:
    missing: dict[str, Any] = {
        "citizen_missing_from": finding.citizen_missing_from,
        "office_missing_from": finding.office_missing_from,
        "session": row.appointment.counselling_sessions.order_by("-pk").first(),
    }
    if row.state != finding.verdict:
        change_state(
            row, to=finding.verdict, allowed_from=[row.state], by=None, why="evidence", **missing
        )
        return
    AttendanceFinding.objects.filter(pk=row.pk).update(**missing)
    for name, value in missing.items():
        setattr(row, name, value)


def _began_at(appointment: Appointment) -> dt.datetime:
    """Return from when on things are about its present time: since it was last moved there."""
    moved = AppointmentChange.objects.filter(
        appointment=appointment, to_state=AppointmentState.MOVED
    )
    last = moved.order_by("-pk").values_list("created_at", flat=True).first()
    return last or appointment.starts_at - LOOKED_BACK


def _sessions(appointment: Appointment, since: dt.datetime) -> list[CounsellingSession]:
    """Return to which sessions they were called; a call that was taken back is none."""
    sessions = appointment.counselling_sessions.filter(created_at__gte=since)
    return list(sessions.exclude(changes__why="put back"))


def _is_staffed(appointment: Appointment, now: dt.datetime) -> bool:
    department = appointment.service.department
    grace = dt.timedelta(minutes=settings_of(department).no_show_minutes)
    if now > appointment.ends_at + grace + STAFF_IS_KNOWN_FOR:
        return True
    return staffed_desks(department, now=now).exists()
