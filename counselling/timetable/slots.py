"""Bookable times at one desk."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable

from counselling.timetable.intervals import Interval, merge

NO_TIME = dt.timedelta(0)


class Taken:
    """When somebody or something is taken, made for many questions: "is this time free?".

    It reckons in UTC: moments of two time zones compare a dozen times slower.
    """

    def __init__(self, busy: Iterable[Interval]) -> None:
        self._starts: list[dt.datetime] = []
        self._ends: list[dt.datetime] = []
        moments = sorted(
            (block.starts_at.astimezone(dt.UTC), block.ends_at.astimezone(dt.UTC)) for block in busy
        )
        for starts_at, ends_at in moments:
            if self._ends and starts_at <= self._ends[-1]:
                self._ends[-1] = max(ends_at, self._ends[-1])
            else:
                self._starts.append(starts_at)
                self._ends.append(ends_at)

    def is_free(self, wanted: Interval) -> bool:
        """Say whether nothing meets the wanted time; of the blocks one could."""
        number = bisect_right(self._ends, wanted.starts_at)
        return number == len(self._ends) or self._starts[number] >= wanted.ends_at


def grid(
    hours: Iterable[Interval], duration: dt.timedelta, *, pause: dt.timedelta = NO_TIME
) -> list[Interval]:
    """Cut open hours into slots of `duration`, one after the other from each opening.

    Between two slots is a `pause`. Several desks of a department share the grid, so a slot is the
    same time at each of them.
    """
    slots = []
    for interval in merge(hours):
        starts_at = interval.starts_at
        while starts_at + duration <= interval.ends_at:
            slots.append(Interval(starts_at, starts_at + duration))
            starts_at += duration + pause
    return slots


def coming_slots(
    hours: Iterable[Interval],
    *,
    duration: dt.timedelta,
    not_before: dt.datetime,
    pause: dt.timedelta = NO_TIME,
) -> list[Interval]:
    """Return the slots of the grid that start at or after `not_before`."""
    slots = grid(hours, duration, pause=pause)
    if slots and slots[0].starts_at >= not_before:
        return slots
    return [slot for slot in slots if slot.starts_at >= not_before]


def around(slot: Interval, *, before: dt.timedelta, after: dt.timedelta) -> Interval:
    """Return the slot with the time before and after it."""
    return Interval(slot.starts_at - before, slot.ends_at + after)


def nearest(slots: Iterable[Interval], *, wanted: dt.datetime, count: int = 3) -> list[Interval]:
    """Return the `count` slots nearest to the wanted time, in order of time."""
    closest = sorted(slots, key=lambda slot: (abs(slot.starts_at - wanted), slot.starts_at))
    return sorted(closest[:count])
