"""The handling period of petitions (처리기간): when something received is due.

Civil Petitions Treatment Act, article 19: up to five days are counted in working hours from the
moment of receipt, eight a day; six days and more in days, the first included. Saturdays and
public holidays do not count. "At once" is three working hours (Enforcement Decree, article 19).
The time in which the citizen was asked to supplement something does not count (article 20 of the
Decree; article 11 of the Enforcement Decree of the Administrative Procedures Act).
"""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from counselling.timetable.days import at, day_of, is_weekend
from counselling.timetable.intervals import Interval, subtract

DAY_BEGINS, DAY_ENDS = dt.time(9), dt.time(18)
LUNCH_FROM, LUNCH_UNTIL = dt.time(12), dt.time(13)
HOURS_OF_A_DAY = 8
COUNTED_IN_HOURS_UP_TO_DAYS = 5
NO_TIME = dt.timedelta(0)


@dataclass(frozen=True)
class Period:
    """How long handling may take: working days, or working hours."""

    days: int = 0
    hours: int = 0

    @property
    def is_in_hours(self) -> bool:
        return self.days <= COUNTED_IN_HOURS_UP_TO_DAYS

    @property
    def working_time(self) -> dt.timedelta:
        """The length where it is counted in hours."""
        return dt.timedelta(hours=self.hours + self.days * HOURS_OF_A_DAY)

    def times(self, number: int) -> "Period":
        """Return the period `number` times over: each extension adds as much again at most."""
        return Period(days=self.days * number, hours=self.hours * number)


def due_at(
    received_at: dt.datetime,
    period: Period,
    *,
    holidays: Collection[dt.date] = (),
    pauses: Sequence[Interval] = (),
) -> dt.datetime:
    """Return until when it must be handled.

    Args:
        pauses: When something was awaited from the citizen. Counted in days, a day does not count
            if it begins while something is awaited.
    """
    if period.is_in_hours:
        return _after_working_time(received_at, period.working_time, holidays, pauses)
    return _end_of_nth_day(received_at, period.days, holidays, pauses)


def working_time_between(
    start: dt.datetime, end: dt.datetime, *, holidays: Collection[dt.date] = ()
) -> dt.timedelta:
    """Return how much working time lies between two moments."""
    total = NO_TIME
    for piece in _working_pieces(start, holidays, ()):
        if piece.starts_at >= end:
            break
        total += min(piece.ends_at, end) - piece.starts_at
    return total


def working_days_left(
    now: dt.datetime, due: dt.datetime, *, holidays: Collection[dt.date] = ()
) -> int:
    """Return how many working days there are from today to the one on which it is due."""
    day, count = day_of(now), 0
    while day <= day_of(due):
        count += is_working_day(day, holidays)
        day += dt.timedelta(days=1)
    return count


def is_working_day(day: dt.date, holidays: Collection[dt.date]) -> bool:
    return not is_weekend(day) and day not in holidays


def _after_working_time(
    start: dt.datetime,
    length: dt.timedelta,
    holidays: Collection[dt.date],
    pauses: Sequence[Interval],
) -> dt.datetime:
    left = length
    for piece in _working_pieces(start, holidays, pauses):
        if piece.length >= left:
            return piece.starts_at + left
        left -= piece.length
    raise ValueError("There is always a next working day.")


def _end_of_nth_day(
    received_at: dt.datetime,
    days: int,
    holidays: Collection[dt.date],
    pauses: Sequence[Interval],
) -> dt.datetime:
    """What comes in after hours is received on the next working day."""
    day = day_of(next(_working_pieces(received_at, holidays, ())).starts_at)
    left = days
    while True:
        begins_paused = any(pause.has(at(day, DAY_BEGINS)) for pause in pauses)
        if is_working_day(day, holidays) and not begins_paused:
            left -= 1
        if left == 0:
            return at(day, DAY_ENDS)
        day += dt.timedelta(days=1)


def _working_pieces(
    start: dt.datetime, holidays: Collection[dt.date], pauses: Sequence[Interval]
) -> Iterator[Interval]:
    """Yield working time from `start` on, for ever."""
    day = day_of(start)
    while True:
        if is_working_day(day, holidays):
            halves = [
                Interval(at(day, DAY_BEGINS), at(day, LUNCH_FROM)),
                Interval(at(day, LUNCH_UNTIL), at(day, DAY_ENDS)),
            ]
            for piece in subtract(halves, pauses):
                if piece.ends_at > start:
                    yield Interval(max(piece.starts_at, start), piece.ends_at)
        day += dt.timedelta(days=1)
