"""From weekly rules, holidays and closures to the hours of one day, and to the next opening."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from counselling.timetable.days import KST, MIDNIGHT, at, day_of, days_from, end_of, is_weekend
from counselling.timetable.intervals import Interval, subtract

LOOK_AHEAD_DAYS = 30  # no office is shut for longer without saying so


@dataclass(frozen=True)
class WeeklyRule:
    """Hours of one weekday. A higher `level` is more specific (nation 0 ... desk 3).

    `closes_at` 00:00 is the midnight that ends the day. `valid_until` is included.
    `is_closed` says that there are no hours on this weekday.
    """

    weekday: int
    opens_at: dt.time
    closes_at: dt.time
    lunch_from: dt.time | None = None
    lunch_until: dt.time | None = None
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    is_open_on_holidays: bool = False
    level: int = 0
    is_closed: bool = False

    def is_for(self, day: dt.date) -> bool:
        return (
            self.weekday == day.weekday()
            and (self.valid_from is None or self.valid_from <= day)
            and (self.valid_until is None or day <= self.valid_until)
        )

    @property
    def rank(self) -> tuple[bool, int, dt.date]:
        """Of the rules that fit a day those of the highest rank count.

        A one-off day goes before weekly rules, a lower unit before a higher one, and in one unit
        the rule that began to be valid last before the older one.
        """
        is_one_off = self.valid_from is not None and self.valid_from == self.valid_until
        return is_one_off, self.level, self.valid_from or dt.date.min

    def hours(self, day: dt.date) -> Interval:
        closes = end_of(day) if self.closes_at == MIDNIGHT else at(day, self.closes_at)
        return Interval(at(day, self.opens_at), closes)

    def lunch(self, day: dt.date) -> list[Interval]:
        if self.lunch_from is None or self.lunch_until is None:
            return []
        return [Interval(at(day, self.lunch_from), at(day, self.lunch_until))]


@dataclass(frozen=True)
class Calendar:
    """All that decides when one desk is open."""

    rules: tuple[WeeklyRule, ...] = ()
    holidays: frozenset[dt.date] = frozenset()
    closures: tuple[Interval, ...] = field(default=())


def rules_of_day(rules: Iterable[WeeklyRule], day: dt.date) -> list[WeeklyRule]:
    """Return the rules that count on this day: those of the highest rank, unless they shut it."""
    fitting = [rule for rule in rules if rule.is_for(day)]
    highest = max((rule.rank for rule in fitting), default=None)
    return [rule for rule in fitting if rule.rank == highest and not rule.is_closed]


def open_intervals(calendar: Calendar, day: dt.date) -> list[Interval]:
    """Return when the desk is open on the day: hours without lunch and closures."""
    rules = rules_of_day(calendar.rules, day)
    if day in calendar.holidays:
        rules = [rule for rule in rules if rule.is_open_on_holidays]
    hours = [piece for rule in rules for piece in subtract([rule.hours(day)], rule.lunch(day))]
    return subtract(hours, calendar.closures)


def is_open_at(calendar: Calendar, moment: dt.datetime) -> bool:
    return any(interval.has(moment) for interval in open_intervals(calendar, day_of(moment)))


def closes_at(calendar: Calendar, moment: dt.datetime) -> dt.datetime | None:
    """Return when the interval that holds the moment ends; None when it is shut."""
    for interval in open_intervals(calendar, day_of(moment)):
        if interval.has(moment):
            return interval.ends_at
    return None


def next_opening(calendar: Calendar, after: dt.datetime) -> dt.datetime | None:
    """Return the first moment at or after `after` when the desk is open, within 30 days."""
    for day in days_from(day_of(after), LOOK_AHEAD_DAYS):
        for interval in open_intervals(calendar, day):
            if interval.ends_at > after:
                return max(interval.starts_at, after.astimezone(KST))
    return None


def why_shut(calendar: Calendar, day: dt.date) -> str:
    """Say why a day has no open hours: `holiday`, `closed` (closure) or `weekend`."""
    hours = rules_of_day(calendar.rules, day)
    if day in calendar.holidays:
        return "holiday"
    if hours:
        return "closed"
    return "weekend" if is_weekend(day) else "closed"


def is_lunch_at(rules: Sequence[WeeklyRule], moment: dt.datetime) -> bool:
    """Say whether the moment falls into the lunch break of its day."""
    day = day_of(moment)
    return any(lunch.has(moment) for rule in rules_of_day(rules, day) for lunch in rule.lunch(day))
