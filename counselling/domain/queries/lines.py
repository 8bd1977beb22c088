"""All lines at a glance: the home page and the public status board."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from counselling.domain.desks import PRESENCE_LASTS
from counselling.domain.opening import OpenState, line_states
from counselling.enums import QueueTicketState
from counselling.models import Department, Desk


@dataclass(frozen=True)
class LineOverview:
    """One department's line for the public."""

    department: Department
    state: OpenState
    waiting: int
    staffed_desks: int
    is_suspended: bool


def line_overviews(*, now: dt.datetime | None = None) -> list[LineOverview]:
    """Return every line, in a constant number of queries."""
    now = now or timezone.now()
    waiting = Count(
        "line__queue_tickets", filter=Q(line__queue_tickets__state=QueueTicketState.WAITING)
    )
    departments = list(
        Department.objects.select_related("agency", "line")
        .annotate(waiting_count=waiting)
        .order_by("pk")
    )
    states = line_states(departments, now=now)
    staffed = dict(
        Desk.objects.filter(
            official__isnull=False, seen_at__gte=now - PRESENCE_LASTS, away_since=None
        )
        .values_list("department")
        .annotate(Count("pk"))
    )
    return [
        LineOverview(
            department=department,
            state=states[department.pk],
            waiting=department.waiting_count,
            staffed_desks=staffed.get(department.pk, 0),
            is_suspended=department.line.is_suspended_at(now),
        )
        for department in departments
    ]


def count_open_desks(*, now: dt.datetime | None = None) -> int:
    """Return at how many desks an official sits now."""
    since = (now or timezone.now()) - PRESENCE_LASTS
    return Desk.objects.filter(official__isnull=False, seen_at__gte=since, away_since=None).count()
