"""Everything an official's board shows, in a constant number of queries."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.utils import timezone

from counselling.domain.desks import staffed_desks
from counselling.domain.queries.turns import in_turn
from counselling.enums import AppointmentState, HandoverState, QueueTicketState, SessionState
from counselling.models import (
    Appointment,
    AttendanceReply,
    CounsellingSession,
    Department,
    Desk,
    EquipmentCheck,
    Handover,
    QueueTicket,
)
from counselling.timetable.days import at, day_of, end_of


@dataclass(frozen=True)
class BoardRow:
    """One person on the board."""

    ticket: QueueTicket
    waited_minutes: int
    check: EquipmentCheck | None
    may_be_called: bool
    """The desk serves this person's service."""


@dataclass(frozen=True)
class Board:
    desk: Desk
    session: CounsellingSession | None
    called: QueueTicket | None
    waiting: tuple[BoardRow, ...]
    at_other_desks: tuple[BoardRow, ...]
    """Called to another desk of the department, or in a call there."""
    parked: tuple[BoardRow, ...]
    missed: tuple[BoardRow, ...]
    appointments: tuple[Appointment, ...]
    staffed_desks: int
    average_wait_minutes: int | None

    @property
    def next_row(self) -> BoardRow | None:
        """Whom `call_next` would call."""
        return next((row for row in self.waiting if row.may_be_called), None)


def load_board(desk: Desk, *, now: dt.datetime | None = None) -> Board:
    """Return the board of a desk: its whole line, and what happens at this desk."""
    now = now or timezone.now()
    serves = frozenset(desk.services.values_list("pk", flat=True))
    rows = [_row(ticket, serves, now) for ticket in _tickets_of(desk.department)]
    at_desk = [row.ticket for row in rows if row.ticket.desk_id == desk.pk]
    return Board(
        desk=desk,
        session=session_at(desk),
        called=next((t for t in at_desk if t.state in QueueTicketState.at_desk()), None),
        waiting=_in_state(rows, QueueTicketState.WAITING),
        at_other_desks=tuple(
            row
            for row in rows
            if row.ticket.state in QueueTicketState.at_desk() and row.ticket.desk_id != desk.pk
        ),
        parked=_in_state(rows, QueueTicketState.PARKED),
        missed=_in_state(rows, QueueTicketState.MISSED),
        appointments=tuple(appointments_today(desk.department, now=now)),
        staffed_desks=staffed_desks(desk.department, now=now).count(),
        average_wait_minutes=average_wait_minutes(desk.department, now=now),
    )


def session_at(desk: Desk) -> CounsellingSession | None:
    """Return the session going on at the desk."""
    return (
        CounsellingSession.objects.filter(desk=desk, state__in=SessionState.unfinished())
        .select_related(
            "service",
            "department__agency",
            "desk",
            "official",
            "appointment",
            "queue_ticket__line__department",
        )
        .prefetch_related("participants", "staff_notes", "citizen_notes")
        .first()
    )


def appointments_today(
    department: Department, *, now: dt.datetime | None = None
) -> QuerySet[Appointment]:
    """Return today's appointments of the department that were confirmed, done ones too."""
    today = day_of(now or timezone.now())
    return (
        Appointment.objects.filter(
            desk__department=department,
            starts_at__gte=at(today, dt.time(0)),
            starts_at__lt=end_of(today),
        )
        .exclude(state__in=[AppointmentState.HELD, AppointmentState.EXPIRED])
        .select_related("service", "desk", "official")
        .annotate(last_answer=Subquery(_last_answers()))
        .order_by("starts_at", "pk")
    )


def _last_answers() -> QuerySet[AttendanceReply, str]:
    """What each of the appointments around was last answered about its present time."""
    same = AttendanceReply.objects.filter(
        appointment=OuterRef("pk"), starts_at=OuterRef("starts_at")
    )
    return same.order_by("-pk").values_list("answer", flat=True)[:1]


def average_wait_minutes(department: Department, *, now: dt.datetime) -> int | None:
    """Return how long today's called walk-ins waited on average; None before the first."""
    today = day_of(now)
    times = QueueTicket.objects.filter(
        line__department=department, day=today, called_at__isnull=False
    ).values_list("waiting_since", "called_at")
    waits = [max((called - since).total_seconds(), 0) for since, called in times if called]
    return round(sum(waits) / len(waits) / 60) if waits else None


def _tickets_of(department: Department) -> QuerySet[QueueTicket]:
    checks = EquipmentCheck.objects.order_by("-pk")
    active = QueueTicket.objects.filter(
        line__department=department, state__in=QueueTicketState.active()
    )
    return (
        in_turn(active)
        .select_related(
            *("service", "appointment", "desk__official", "line__department"),
            "kiosk__booth__site",
        )
        .annotate(is_in_kept_call=Exists(_kept_calls()))
        .prefetch_related(
            Prefetch("equipment_checks", checks, to_attr="own_checks"),
            Prefetch("appointment__equipment_checks", checks, to_attr="checks_before"),
        )
    )


def _kept_calls() -> QuerySet[Handover]:
    """Whoever waits in a call that another department hands over."""
    return Handover.objects.filter(queue_ticket=OuterRef("pk"), state=HandoverState.OFFERED)


def _row(ticket: QueueTicket, serves: frozenset[int], now: dt.datetime) -> BoardRow:
    checks: list[EquipmentCheck] = list(getattr(ticket, "own_checks", []))
    if ticket.appointment is not None:
        checks += getattr(ticket.appointment, "checks_before", [])
    waited = max((now - ticket.waiting_since).total_seconds(), 0)
    return BoardRow(
        ticket=ticket,
        waited_minutes=int(waited // 60),
        check=max(checks, key=lambda check: check.pk, default=None),
        may_be_called=ticket.service_id in serves,
    )


def _in_state(rows: list[BoardRow], state: QueueTicketState) -> tuple[BoardRow, ...]:
    return tuple(row for row in rows if row.ticket.state == state)
