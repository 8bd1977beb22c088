"""What a waiting person is told: how many are ahead, and how long it may take."""

import datetime as dt
from dataclasses import dataclass, replace

from django.db.models import Q
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
    span_to_show,
    still_holds,
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
        waits=_waits(department, now, desks, line),
        staffed=desks,
        line_state=line_state(department, now=now),
    )


def fit_of(department: Department, *, now: dt.datetime) -> LineFit:
    """Return the line's model as fitted last night, as wide as today's waits have taught."""
    fitted = _fitted(department)
    held = [float(bool(row.is_inside)) for row in _shown_today(department, now) if row.called_at]
    return replace(fitted, level=adapted_level(held, start=fitted.level))


def _fitted(department: Department) -> LineFit:
    row = WaitFit.objects.filter(line__department=department).first()
    return LineFit() if row is None else _fit_from(row)


def _shown_today(department: Department, now: dt.datetime) -> list[Forecast]:
    """Return today's ranges of those who were called, and of those who still wait."""
    midnight = at(day_of(now), dt.time(0))
    rows = Forecast.objects.filter(
        Q(called_at__gte=midnight)
        | Q(called_at=None, created_at__gte=midnight, queue_ticket__state=QueueTicketState.WAITING),
        line__department=department,
    )
    shown = ("low_minutes", "high_minutes", "created_at", "called_at", "is_inside")
    return list(rows.select_related("queue_ticket").only(*shown, "queue_ticket__ref"))


def _waits(
    department: Department, now: dt.datetime, desks: tuple[Desk, ...], line: list[tuple[str, int]]
) -> tuple[WaitingRange, ...]:
    """Play the whole line once, for everybody in it."""
    if not desks:
        return ()
    fitted = _fitted(department)
    going_on = _going_on(department, now)
    taken = {desk for desk, _busy in going_on}
    present = LineNow(
        fit=replace(fitted, level=0.0, samples=0),  # The plays do not depend on them.
        free_desks=sum(desk.pk not in taken for desk in desks),
        busy=tuple(busy for _desk, busy in going_on),
        away=_away(department, now),
        ahead=tuple(float(minutes) for _ref, minutes in line),
    )
    plays = waits(present)
    by_ref = {ref: plays[place] for place, (ref, _minutes) in enumerate(line)}
    held = [_holds(row, by_ref, now) for row in _shown_today(department, now)]
    level = adapted_level(held, start=fitted.level)
    return tuple(shown_range(*span_to_show(wait, level)) for wait in plays)


def _holds(shown: Forecast, plays: dict[str, tuple[float, ...]], now: dt.datetime) -> float:
    """Say whether a range held, or of who still waits how likely that is as it looks now."""
    if shown.called_at is not None:
        return float(bool(shown.is_inside))
    waited = (now - shown.created_at).total_seconds() / 60
    return still_holds(
        plays.get(shown.queue_ticket.ref, (0.0,)),
        low=shown.low_minutes,
        high=shown.high_minutes,
        waited=waited,
    )


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
