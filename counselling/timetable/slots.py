"""Bookable times at one desk."""

import datetime as dt
from collections.abc import Iterable, Sequence

from counselling.timetable.intervals import Interval, merge

NO_TIME = dt.timedelta(0)


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


def free_slots(
    hours: Sequence[Interval],
    *,
    duration: dt.timedelta,
    busy: Iterable[Interval],
    not_before: dt.datetime,
    before: dt.timedelta = NO_TIME,
    after: dt.timedelta = NO_TIME,
) -> list[Interval]:
    """Return the slots of the grid that start at or after `not_before` and meet nothing busy.

    `before` and `after` is time around the slot that must be free too.
    """
    blocks = merge(busy)
    return [
        slot
        for slot in grid(hours, duration, pause=before + after)
        if slot.starts_at >= not_before
        and not is_busy(around(slot, before=before, after=after), blocks)
    ]


def around(slot: Interval, *, before: dt.timedelta, after: dt.timedelta) -> Interval:
    """Return the slot with the time before and after it."""
    return Interval(slot.starts_at - before, slot.ends_at + after)


def is_busy(wanted: Interval, blocks: Iterable[Interval]) -> bool:
    """Say whether any of the blocks meets the wanted interval."""
    return any(wanted.is_overlapping(block) for block in blocks)


def nearest(slots: Iterable[Interval], *, wanted: dt.datetime, count: int = 3) -> list[Interval]:
    """Return the `count` slots nearest to the wanted time, in order of time."""
    closest = sorted(slots, key=lambda slot: (abs(slot.starts_at - wanted), slot.starts_at))
    return sorted(closest[:count])
