"""What a change of hours would do: the resulting week, and the bookings it hits.

The change is really made, looked at, and undone unless the administrator has seen the list of
bookings that it hits: what is previewed and what is saved can never differ.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from counselling.domain.opening import Level, calendar_along, calendars_of
from counselling.domain.units import Unit
from counselling.enums import AppointmentState
from counselling.models import Appointment, Desk, Holiday
from counselling.timetable.days import MIDNIGHT, at, day_of, days_from
from counselling.timetable.intervals import Interval
from counselling.timetable.opening import Calendar, open_intervals, rules_of_day, why_shut

LISTED_AT_MOST = 100


@dataclass(frozen=True)
class WeekDay:
    """One day of a unit's week as it will be."""

    day: dt.date
    hours: tuple[Interval, ...]
    why_shut: str
    holiday: str
    source: Unit | None
    """The unit whose hours count on this day."""
    is_changed: bool = False

    @property
    def bars(self) -> list[tuple[int, int]]:
        """Start and length of each stretch in minutes of the day, for drawing."""
        midnight = at(self.day, MIDNIGHT)
        return [
            (_minutes(piece.starts_at - midnight), _minutes(piece.length)) for piece in self.hours
        ]


@dataclass(frozen=True)
class Effects:
    week: tuple[WeekDay, ...]
    hit: tuple[Appointment, ...]
    """Upcoming bookings that could take place before the change and cannot after it, by time."""
    is_saved: bool

    @property
    def digest(self) -> str:
        """Name what is shown, so that only what was seen can be accepted."""
        refs = sorted(appointment.ref for appointment in self.hit)
        hours = [f"{piece.starts_at}-{piece.ends_at}" for day in self.week for piece in day.hours]
        return hashlib.sha256(",".join([*refs, *hours]).encode()).hexdigest()[:16]

    @property
    def listed(self) -> tuple[Appointment, ...]:
        return self.hit[:LISTED_AT_MOST]

    @property
    def unlisted(self) -> int:
        return max(0, len(self.hit) - LISTED_AT_MOST)


def try_change(
    unit: Unit,
    change: Callable[[], object],
    *,
    accepted: str,
    first_day: dt.date,
    now: dt.datetime | None = None,
) -> Effects:
    """Make the change if its effects are those that the administrator has seen and accepted.

    Args:
        change: Writes; called inside a transaction that is undone when `accepted` is not the
            digest of the effects.
        first_day: The week that is shown holds this day.
    """
    now = now or timezone.now()
    with transaction.atomic():
        booked = _booked(unit, now)
        kept_before = _kept(booked)
        week_before = week_of(unit, first_day)
        change()
        kept_after = _kept(booked)
        effects = Effects(
            week=_marked(week_of(unit, first_day), week_before),
            hit=tuple(row for row in booked if row.pk in kept_before - kept_after),
            is_saved=True,
        )
        if effects.digest == accepted:
            return effects
        transaction.set_rollback(True)
    return Effects(week=effects.week, hit=effects.hit, is_saved=False)


def week_of(unit: Unit, day: dt.date) -> tuple[WeekDay, ...]:
    """Return the unit's hours on the seven days of the week that holds `day`."""
    days = days_from(day - dt.timedelta(days=day.weekday()), 7)
    path = [(Level(n), step.own.pk if step.own else None) for n, step in enumerate(unit.path)]
    calendar = calendar_along(path, first_day=days[0], last_day=days[-1])
    named = dict(Holiday.objects.filter(day__in=days).values_list("day", "name_ko"))
    return tuple(_week_day(unit, calendar, each, named.get(each, "")) for each in days)


def _minutes(length: dt.timedelta) -> int:
    return int(length / dt.timedelta(minutes=1))


def _week_day(unit: Unit, calendar: Calendar, day: dt.date, holiday: str) -> WeekDay:
    hours = tuple(open_intervals(calendar, day))
    fitting = [rule for rule in calendar.rules if rule.is_for(day)]
    highest = max(fitting, key=lambda rule: rule.rank, default=None)
    return WeekDay(
        day=day,
        hours=hours,
        why_shut="" if hours else _why_shut(calendar, day),
        holiday=holiday,
        source=unit.path[highest.level] if highest else None,
    )


def _why_shut(calendar: Calendar, day: dt.date) -> str:
    shut = why_shut(calendar, day)
    is_off = shut == "closed" and not rules_of_day(calendar.rules, day)
    return "off" if is_off else shut


def _marked(after: Sequence[WeekDay], before: Sequence[WeekDay]) -> tuple[WeekDay, ...]:
    return tuple(
        WeekDay(
            day=new.day,
            hours=new.hours,
            why_shut=new.why_shut,
            holiday=new.holiday,
            source=new.source,
            is_changed=new.hours != old.hours,
        )
        for new, old in zip(after, before, strict=True)
    )


def _booked(unit: Unit, now: dt.datetime) -> list[Appointment]:
    """Return the bookings to come at the unit's desks."""
    rows = Appointment.objects.filter(
        state__in=AppointmentState.upcoming(), starts_at__gt=now, desk__in=unit.desks
    )
    return list(rows.select_related("service", "desk__department").order_by("starts_at", "pk"))


def _kept(booked: Sequence[Appointment]) -> set[int]:
    """Return the keys of the bookings that can take place: their desk is there, open, and serves.

    A constant number of queries, however many bookings there are.
    """
    if not booked:
        return set()
    desks = Desk.objects.filter(pk__in={row.desk_id for row in booked}, is_open=True)
    by_pk = {desk.pk: desk for desk in desks.select_related("department")}
    days = [day_of(row.starts_at) for row in booked]
    calendars = calendars_of(list(by_pk.values()), first_day=min(days), last_day=max(days))
    served = set(
        Desk.services.through.objects.filter(desk__in=by_pk).values_list("desk_id", "service_id")
    )
    hours: dict[tuple[int, dt.date], list[Interval]] = {}
    kept = set()
    for row, day in zip(booked, days, strict=True):
        if (row.desk_id, row.service_id) not in served:
            continue
        if (row.desk_id, day) not in hours:
            hours[row.desk_id, day] = open_intervals(calendars[row.desk_id], day)
        slot = Interval(row.starts_at, row.ends_at)
        if any(piece.is_covering(slot) for piece in hours[row.desk_id, day]):
            kept.add(row.pk)
    return kept
