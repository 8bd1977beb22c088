"""What a waiting person is told: how many are ahead, and how long it may take."""

import datetime as dt
from dataclasses import dataclass
from itertools import takewhile

from django.utils import timezone

from counselling.domain.desks import staffed_desks
from counselling.domain.opening import OpenState, line_state
from counselling.domain.queries.turns import waiting_in
from counselling.enums import SessionState
from counselling.models import CounsellingSession, Department, Desk, QueueTicket
from counselling.timetable.waiting_range import WaitingRange, expected_wait


@dataclass(frozen=True)
class Place:
    """A place in the line. `wait` is None while no desk is staffed: nobody can know."""

    ahead: int
    wait: WaitingRange | None
    staffed: tuple[Desk, ...]
    line_state: OpenState


def place_of(ticket: QueueTicket, *, now: dt.datetime | None = None) -> Place:
    """Return the place of a waiting ticket."""
    now = now or timezone.now()
    department = ticket.line.department
    durations = [dt.timedelta(minutes=minutes) for minutes in durations_ahead(ticket)]
    desks = tuple(staffed_desks(department, now=now))
    return Place(
        ahead=len(durations),
        wait=expected_wait(durations, desks=len(desks), left_at_desks=_left(department, now)),
        staffed=desks,
        line_state=line_state(department, now=now),
    )


def expected_wait_now(department: Department, *, now: dt.datetime | None = None) -> Place:
    """Return what somebody would get who took a queue ticket now."""
    now = now or timezone.now()
    rows = waiting_in(department).values_list("service__duration_minutes", flat=True)
    durations = [dt.timedelta(minutes=minutes) for minutes in rows]
    desks = tuple(staffed_desks(department, now=now))
    return Place(
        ahead=len(durations),
        wait=expected_wait(durations, desks=len(desks), left_at_desks=_left(department, now)),
        staffed=desks,
        line_state=line_state(department, now=now),
    )


def durations_ahead(ticket: QueueTicket) -> list[int]:
    """Return the planned minutes of those who are called before the ticket."""
    line = waiting_in(ticket.line.department).values_list("pk", "service__duration_minutes")
    return [minutes for _pk, minutes in takewhile(lambda row: row[0] != ticket.pk, line)]


def _left(department: Department, now: dt.datetime) -> list[dt.timedelta]:
    """What is left, by the plan, of the sessions going on in the department."""
    going_on = CounsellingSession.objects.filter(
        department=department, state__in=SessionState.unfinished()
    ).values_list("created_at", "service__duration_minutes")
    left = [began + dt.timedelta(minutes=minutes) - now for began, minutes in going_on]
    return [max(remaining, dt.timedelta(minutes=1)) for remaining in left]
