"""A department's line in the few words that citizens read."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from counselling.domain.opening import OpenState
from counselling.domain.queries.lines import LineOverview
from counselling.domain.queries.waiting import expected_wait_now
from counselling.models import Department, Line
from counselling.timetable.waiting_range import WaitingRange

ORDER = ["open", "lunch", "suspended", "closed"]


@dataclass(frozen=True)
class StatusRow:
    """`state` is open, lunch, suspended or closed; `wait` is known for a single line only."""

    department: Department
    state: str
    waiting: int
    reopens_at: dt.datetime | None
    suspended_text: str = ""
    wait: WaitingRange | None = None


def row_of(department: Department) -> StatusRow:
    """Return the row of one department, with the wait that a newcomer would have."""
    place = expected_wait_now(department)
    line = department.line
    is_suspended = line.is_suspended_at(timezone.now())
    return StatusRow(
        department=department,
        state=_word(place.line_state, is_suspended=is_suspended),
        waiting=place.ahead,
        reopens_at=_reopens_at(place.line_state, line),
        suspended_text=line.suspended_text,
        wait=place.wait,
    )


def row_from(overview: LineOverview) -> StatusRow:
    return StatusRow(
        department=overview.department,
        state=_word(overview.state, is_suspended=overview.is_suspended),
        waiting=overview.waiting,
        reopens_at=_reopens_at(overview.state, overview.department.line),
        suspended_text=overview.department.line.suspended_text,
    )


def shortest_first(rows: list[StatusRow]) -> list[StatusRow]:
    """Sort: open lines with the fewest people first, then lunch, suspended, closed."""
    return sorted(rows, key=lambda row: (ORDER.index(row.state), row.waiting))


def _reopens_at(state: OpenState, line: Line) -> dt.datetime | None:
    """Return when somebody may come again: after the hours, or after the suspension."""
    return line.suspended_until if state.is_open and line.is_suspended else state.reopens_at


def _word(state: OpenState, *, is_suspended: bool) -> str:
    if not state.is_open:
        return "lunch" if state.is_lunch else "closed"
    return "suspended" if is_suspended else "open"
