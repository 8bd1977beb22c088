"""Loads what decides when desks and sites are open, for many at once, in four queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from django.db.models import Q
from django.utils import timezone

from counselling.enums import DayReason
from counselling.models import (
    Absence,
    Closure,
    Department,
    Desk,
    Holiday,
    OpeningHours,
    Site,
)
from counselling.timetable.days import MIDNIGHT, at, day_of, end_of
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


class Level(IntEnum):
    """A higher level is more specific."""

    NATION, AGENCY, DEPARTMENT, DESK = range(4)


Unit = tuple[Level, int | None]
Path = list[Unit]
NATION: Unit = (Level.NATION, None)


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
    """Return the calendar of each desk by its pk; `department` must be loaded with the desks.

    While a desk is absent it is shut.
    """
    calendars = _calendars({desk.pk: _path_of(desk) for desk in desks}, first_day, last_day)
    during = Interval(at(first_day, MIDNIGHT), end_of(last_day))
    gone = absences_by("desk", [desk.pk for desk in desks], during)
    return {
        pk: replace(calendar, closures=(*calendar.closures, *gone[pk]))
        for pk, calendar in calendars.items()
    }


def calendars_of_sites(
    sites: Iterable[Site], *, first_day: dt.date, last_day: dt.date
) -> dict[int, Calendar]:
    """Return by pk when each site, and so its booths, is open: the hours of its agency."""
    paths: dict[int, Path] = {site.pk: [NATION, (Level.AGENCY, site.agency_id)] for site in sites}
    return _calendars(paths, first_day, last_day)


def calendar_along(path: Path, *, first_day: dt.date, last_day: dt.date) -> Calendar:
    """Return the calendar of one unit by its path from the nation down, without absences."""
    return _calendars({0: path}, first_day, last_day)[0]


def absences_by(
    resource: str, pks: Collection[int], during: Interval
) -> defaultdict[int, list[Interval]]:
    """Return when each desk, official, booth or interpreter is absent, in one query."""
    rows = Absence.objects.filter(
        taken_back_at=None, starts_at__lt=during.ends_at, ends_at__gt=during.starts_at
    ).filter(**{f"{resource}__in": pks})
    absent: defaultdict[int, list[Interval]] = defaultdict(list)
    for pk, starts_at, ends_at in rows.values_list(f"{resource}_id", "starts_at", "ends_at"):
        absent[pk].append(Interval(starts_at, ends_at))
    return absent


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


def _path_of(desk: Desk) -> Path:
    return [
        NATION,
        (Level.AGENCY, desk.department.agency_id),
        (Level.DEPARTMENT, desk.department_id),
        (Level.DESK, desk.pk),
    ]


def _calendars(
    paths: dict[int, Path], first_day: dt.date, last_day: dt.date
) -> dict[int, Calendar]:
    """Make the calendar of each path of units, from the nation down."""
    units = {unit for path in paths.values() for unit in path}
    rules = _rules_by_unit(units)
    closures = _closures_by_unit(units, first_day, last_day)
    holidays = frozenset(
        Holiday.objects.filter(day__range=(first_day, last_day)).values_list("day", flat=True)
    )
    return {
        key: Calendar(
            rules=tuple(rule for unit in path for rule in rules[unit]),
            holidays=holidays,
            closures=tuple(closure for unit in path for closure in closures[unit]),
        )
        for key, path in paths.items()
    }


def _unit_of(row: OpeningHours | Closure) -> Unit:
    if row.desk_id is not None:
        return Level.DESK, row.desk_id
    if row.department_id is not None:
        return Level.DEPARTMENT, row.department_id
    return (Level.AGENCY, row.agency_id) if row.agency_id is not None else NATION


def _about(units: Collection[Unit]) -> Q:
    """Rows of the nation, and of the agencies, departments and desks concerned."""
    of_level: dict[Level, set[int | None]] = {level: set() for level in Level}
    for level, pk in units:
        of_level[level].add(pk)
    return (
        Q(agency=None, department=None, desk=None)
        | Q(agency__in=of_level[Level.AGENCY])
        | Q(department__in=of_level[Level.DEPARTMENT])
        | Q(desk__in=of_level[Level.DESK])
    )


def _rules_by_unit(units: Collection[Unit]) -> dict[Unit, list[WeeklyRule]]:
    rules: dict[Unit, list[WeeklyRule]] = defaultdict(list)
    for row in OpeningHours.objects.filter(_about(units)):
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
    units: Collection[Unit], first_day: dt.date, last_day: dt.date
) -> dict[Unit, list[Interval]]:
    closures: dict[Unit, list[Interval]] = defaultdict(list)
    during = Q(starts_at__lt=end_of(last_day), ends_at__gt=at(first_day, MIDNIGHT))
    for row in Closure.objects.filter(_about(units) & during):
        closures[_unit_of(row)].append(Interval(row.starts_at, row.ends_at))
    return closures
