"""What a waiting person is told: how many are ahead, and how long it may take."""

import datetime as dt
from dataclasses import dataclass, replace

from django.db.models import F, Q
from django.utils import timezone

from counselling.domain.desks import PRESENCE_LASTS, staffed_desks
from counselling.domain.opening import OpenState, line_state
from counselling.domain.queries.turns import waiting_in
from counselling.enums import QueueTicketState, SessionState
from counselling.models import CounsellingSession, Department, Desk, QueueTicket, WaitFit
from counselling.models import WaitForecast as Forecast
from counselling.timetable.days import at, day_of
from counselling.timetable.waiting_model import (
    Busy,
    LineFit,
    LineNow,
    adapted_level,
    narrowest,
    waits,
)
from counselling.timetable.waiting_range import WaitingRange, shown_range


@dataclass(frozen=True)
class Place:
    """A place in the line. `wait` is None while no desk is staffed: nobody can know."""

    ahead: int
    wait: WaitingRange | None
    staffed: tuple[Desk, ...]
    line_state: OpenState


@dataclass(frozen=True)
class LinePlaces:
    """Every place of a line at one moment: what one would be told who stands there.

    `ahead` says by ticket reference how many are ahead; `waits` has a range for each place, and
    one for behind the last, or nothing while no desk is staffed.
    """

    ahead: dict[str, int]
    waits: tuple[WaitingRange, ...]
    staffed: tuple[Desk, ...]
    line_state: OpenState

    def place_of(self, ticket: QueueTicket) -> Place:
        return self.place_at(self.ahead.get(ticket.ref, len(self.ahead)))

    def place_at(self, ahead: int) -> Place:
        wait = self.waits[ahead] if self.waits else None
        return Place(ahead, wait, self.staffed, self.line_state)


def place_of(ticket: QueueTicket, *, now: dt.datetime | None = None) -> Place:
    """Return the place of a waiting ticket."""
    return places_in(ticket.line.department, now=now or timezone.now()).place_of(ticket)


def expected_wait_now(department: Department, *, now: dt.datetime | None = None) -> Place:
    """Return what somebody would get who took a queue ticket now."""
    places = places_in(department, now=now or timezone.now())
    return places.place_at(len(places.ahead))


def places_in(department: Department, *, now: dt.datetime) -> LinePlaces:
    """Return all places of the department's line, in a constant number of queries."""
    line = list(waiting_in(department).values_list("ref", "service__duration_minutes"))
    desks = tuple(staffed_desks(department, now=now))
    return LinePlaces(
        ahead={ref: number for number, (ref, _minutes) in enumerate(line)},
        waits=_waits(department, now, desks, [minutes for _ref, minutes in line]),
        staffed=desks,
        line_state=line_state(department, now=now),
    )


def fit_of(department: Department, *, now: dt.datetime) -> LineFit:
    """Return the line's model as fitted last night, as wide as today's waits have taught."""
    row = WaitFit.objects.filter(line__department=department).first()
    fitted = LineFit() if row is None else _fit_from(row)
    level = adapted_level(_outcomes(department, now), start=fitted.level)
    return replace(fitted, level=level)


def _outcomes(department: Department, now: dt.datetime) -> list[bool]:
    """Return whether today's ranges held; of who still waits, those that are over already."""
    midnight = at(day_of(now), dt.time(0))
    rows = Forecast.objects.filter(
        Q(called_at__gte=midnight)
        | Q(called_at=None, created_at__gte=midnight, queue_ticket__state=QueueTicketState.WAITING),
        line__department=department,
    ).order_by(F("called_at").asc(nulls_last=True), "pk")
    seen: list[bool] = []
    for called_at, is_inside, high, shown_at in rows.values_list(
        "called_at", "is_inside", "high_minutes", "created_at"
    ):
        if called_at is not None:
            seen.append(bool(is_inside))
        elif now - shown_at > dt.timedelta(minutes=high):
            seen.append(False)
    return seen


def _waits(
    department: Department, now: dt.datetime, desks: tuple[Desk, ...], line: list[int]
) -> tuple[WaitingRange, ...]:
    """Play the whole line once, for everybody in it."""
    if not desks:
        return ()
    fitted = fit_of(department, now=now)
    going_on = _going_on(department, now)
    taken = {desk for desk, _busy in going_on}
    present = LineNow(
        fit=replace(fitted, level=0.0, samples=0),  # The plays do not depend on them.
        free_desks=sum(desk.pk not in taken for desk in desks),
        busy=tuple(busy for _desk, busy in going_on),
        away=_away(department, now),
        ahead=tuple(map(float, line)),
    )
    return tuple(shown_range(*narrowest(wait, fitted.level)) for wait in waits(present))


def _going_on(department: Department, now: dt.datetime) -> list[tuple[int | None, Busy]]:
    """Return the desks with a person, with the minutes planned and gone by."""
    rows = CounsellingSession.objects.filter(
        department=department, state__in=SessionState.unfinished()
    ).values_list("desk", "service__duration_minutes", "created_at")
    return [(desk, Busy(float(planned), _minutes(now - began))) for desk, planned, began in rows]


def _away(department: Department, now: dt.datetime) -> tuple[float, ...]:
    """Return since how many minutes each official has been away who is still signed in."""
    rows = Desk.objects.filter(
        department=department,
        official__isnull=False,
        away_since__isnull=False,
        seen_at__gte=now - PRESENCE_LASTS,
    ).values_list("away_since", flat=True)
    return tuple(sorted(_minutes(now - since) for since in rows if since))


def _minutes(span: dt.timedelta) -> float:
    """Whole minutes, so that the plays of this minute serve every page."""
    return float(max(round(span.total_seconds() / 60), 0))


def _fit_from(row: WaitFit) -> LineFit:
    return LineFit(
        log_ratio=row.log_ratio,
        log_spread=row.log_spread,
        leave_share=row.leave_share,
        level=row.level,
        samples=row.samples,
    )
