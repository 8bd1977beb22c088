"""The order of a line in SQL: the same as counselling.timetable.turns."""

import datetime as dt

from django.db.models import (
    BooleanField,
    Case,
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    Value,
    When,
)

from counselling.enums import QueueTicketState
from counselling.models import Department, Desk, QueueTicket
from counselling.timetable.turns import HEAD_STARTS

HEAD_START = Case(
    *(When(priority=priority, then=Value(start)) for priority, start in HEAD_STARTS.items()),
    default=Value(dt.timedelta(0)),
    output_field=DurationField(),
)


def in_turn(tickets: QuerySet[QueueTicket]) -> QuerySet[QueueTicket]:
    """Order tickets as they are called."""
    turn_at = ExpressionWrapper(F("waiting_since") - HEAD_START, output_field=DateTimeField())
    is_lost = ExpressionWrapper(Q(lost_at__isnull=False), output_field=BooleanField())
    return tickets.annotate(is_lost=is_lost, turn_at=turn_at).order_by("is_lost", "turn_at", "pk")


def waiting_in(department: Department) -> QuerySet[QueueTicket]:
    """Return who waits in the department's line, in calling order."""
    waiting = QueueTicket.objects.filter(
        line__department=department, state=QueueTicketState.WAITING
    )
    return in_turn(waiting)


def waiting_for(desk: Desk) -> QuerySet[QueueTicket]:
    """Return whom the desk may call, in calling order: services that it serves."""
    waiting = QueueTicket.objects.filter(
        line__department=desk.department_id,
        state=QueueTicketState.WAITING,
        service__in=desk.services.all(),
    )
    return in_turn(waiting)
