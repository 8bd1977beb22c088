"""Plays the calls of a line again from its history, through the pure rule of turns."""

import datetime as dt
from collections.abc import Mapping

from counselling.enums import QueueTicketState
from counselling.models import Desk, Line, QueueTicketChange
from counselling.timetable.days import at, end_of
from counselling.timetable.turns import Place, Step, replay


def calls_of_day(line: Line, day: dt.date) -> list[tuple[int, int | None]]:
    """Return for each call in turn of the day: the ticket that was called, and whose turn it was.

    What the desks serve is taken as it is now.
    """
    serves = {
        desk.pk: frozenset(service.pk for service in desk.services.all())
        for desk in Desk.objects.filter(department=line.department_id).prefetch_related("services")
    }
    first = at(day, dt.time(0))
    here = QueueTicketChange.objects.filter(
        line=line, created_at__gte=first, created_at__lt=end_of(day)
    )
    rows = QueueTicketChange.objects.filter(
        queue_ticket__in=here.values("queue_ticket"),
        created_at__gte=first,
        created_at__lt=end_of(day),
    )
    return replay([_step(row, line, serves) for row in rows.order_by("pk")])


def _step(row: QueueTicketChange, line: Line, serves: Mapping[int, frozenset[int]]) -> Step:
    is_call = row.is_in_turn and row.line_id == line.pk and row.desk_id is not None
    return Step(
        key=row.queue_ticket_id,
        place=_place(row) if row.line_id == line.pk else None,
        serves=serves.get(row.desk_id or 0) if is_call else None,
    )


def _place(row: QueueTicketChange) -> Place | None:
    if row.to_state != QueueTicketState.WAITING:
        return None
    if row.service_id is None or row.priority is None or row.waiting_since is None:
        return None
    return Place(
        key=row.queue_ticket_id,
        service=row.service_id,
        priority=row.priority,
        waiting_since=row.waiting_since,
        is_lost=row.is_lost,
    )
