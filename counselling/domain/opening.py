"""Loads what decides when desks are open, for many desks at once, in three queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from counselling.enums import DayReason
from counselling.models import Closure, Department, Desk, Holiday, OpeningHours
from counselling.timetable.days import at, day_of, end_of
from counselling.timetable.intervals import Interval
from counselling.timetable.opening import (
    LOOK_AHEAD_DAYS,
    Calendar,
    WeeklyRule,
    closes_at,
    is_lunch_at,
    is_open_at,
    next_opening,
    rules_of_day,
    why_shut,
)

NATION, AGENCY, DEPARTMENT, DESK = range(4)


@dataclass(frozen=True)
class OpenState:
    """Whether a department's line is open now, and when that changes."""

    is_open: bool
    is_lunch: bool = False
    closes_at: dt.datetime | None = None
    reopens_at: dt.datetime | None = None
    reason: DayReason | None = None


def calendars_of(
    desks: Sequence[Desk], *, first_day: dt.date, last_day: dt.date
) -> dict[int, Calendar]:
    """Return the calendar of each desk by its pk; `department` must be loaded with the desks."""
    rules = _rules_by_unit(desks)
    closures = _closures_by_unit(desks, first_day, last_day)
    holidays = frozenset(
        Holiday.objects.filter(day__range=(first_day, last_day)).values_list("day", flat=True)
    )
    return {
        desk.pk: Calendar(
            rules=tuple(rule for unit in _units_of(desk) for rule in rules[unit]),
            holidays=holidays,
            closures=tuple(closure for unit in _units_of(desk) for closure in closures[unit]),
        )
        for desk in desks
    }


def line_state(department: Department, *, now: dt.datetime | None = None) -> OpenState:
    """Say whether the department takes people now; else when it opens again.

    The line is open while any of its open desks is.
    """
    now = now or timezone.now()
    return line_states([department], now=now)[department.pk]


def line_states(departments: Iterable[Department], *, now: dt.datetime) -> dict[int, OpenState]:
    """Like `line_state` for many departments, in a constant number of queries."""
    today = day_of(now)
    desks = list(
        Desk.objects.filter(department__in=list(departments), is_open=True).select_related(
            "department"
        )
    )
    last_day = today + dt.timedelta(days=LOOK_AHEAD_DAYS)
    calendars = calendars_of(desks, first_day=today, last_day=last_day)
    by_department: dict[int, list[Calendar]] = defaultdict(list)
    for desk in desks:
        by_department[desk.department_id].append(calendars[desk.pk])
    return {department.pk: _state(by_department[department.pk], now) for department in departments}


def _state(calendars: list[Calendar], now: dt.datetime) -> OpenState:
    open_now = [calendar for calendar in calendars if is_open_at(calendar, now)]
    if open_now:
        ends = [end for calendar in open_now if (end := closes_at(calendar, now))]
        return OpenState(is_open=True, closes_at=max(ends))
    openings = [moment for calendar in calendars if (moment := next_opening(calendar, now))]
    return OpenState(
        is_open=False,
        is_lunch=any(is_lunch_at(calendar.rules, now) for calendar in calendars),
        reopens_at=min(openings, default=None),
        reason=_reason(calendars, now),
    )


def _reason(calendars: list[Calendar], now: dt.datetime) -> DayReason:
    today = day_of(now)
    if not calendars:
        return DayReason.CLOSED
    shut = why_shut(calendars[0], today)
    if shut == DayReason.CLOSED and rules_of_day(calendars[0].rules, today):
        return DayReason.OVER
    return DayReason(shut)


def _units_of(desk: Desk) -> list[tuple[int, int | None]]:
    return [
        (NATION, None),
        (AGENCY, desk.department.agency_id),
        (DEPARTMENT, desk.department_id),
        (DESK, desk.pk),
    ]


def _unit_of(row: OpeningHours | Closure) -> tuple[int, int | None]:
    if row.desk_id is not None:
        return DESK, row.desk_id
    if row.department_id is not None:
        return DEPARTMENT, row.department_id
    return (AGENCY, row.agency_id) if row.agency_id is not None else (NATION, None)


def _about(desks: Sequence[Desk]) -> Q:
    """Rows of the nation, and of the agencies, departments and desks concerned."""
    return (
        Q(agency=None, department=None, desk=None)
        | Q(agency__in={desk.department.agency_id for desk in desks})
        | Q(department__in={desk.department_id for desk in desks})
        | Q(desk__in={desk.pk for desk in desks})
    )


def _rules_by_unit(desks: Sequence[Desk]) -> dict[tuple[int, int | None], list[WeeklyRule]]:
    rules: dict[tuple[int, int | None], list[WeeklyRule]] = defaultdict(list)
    for row in OpeningHours.objects.filter(_about(desks)):
        unit = _unit_of(row)
        rules[unit].append(_weekly_rule(row, level=unit[0]))
    return rules


def _weekly_rule(row: OpeningHours, *, level: int) -> WeeklyRule:
    return WeeklyRule(
        weekday=row.weekday,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        lunch_from=row.lunch_from,
        lunch_until=row.lunch_until,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        is_open_on_holidays=row.is_open_on_holidays,
        is_closed=row.is_closed,
        level=level,
    )


def _closures_by_unit(
    desks: Sequence[Desk], first_day: dt.date, last_day: dt.date
) -> dict[tuple[int, int | None], list[Interval]]:
    closures: dict[tuple[int, int | None], list[Interval]] = defaultdict(list)
    during = Q(starts_at__lt=end_of(last_day), ends_at__gt=at(first_day, dt.time(0)))
    for row in Closure.objects.filter(_about(desks) & during):
        closures[_unit_of(row)].append(Interval(row.starts_at, row.ends_at))
    return closures
