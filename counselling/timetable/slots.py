"""Bookable times at one desk."""

import datetime as dt
from bisect import bisect_right
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
    slots = [
        slot for slot in grid(hours, duration, pause=before + after) if slot.starts_at >= not_before
    ]
    if not slots:
        return []
    blocks = _meeting(busy, slots[0].starts_at - before, slots[-1].ends_at + after)
    ends = [block.ends_at for block in blocks]
    return [
        slot
        for slot in slots
        if not _is_met(around(slot, before=before, after=after), blocks, ends)
    ]


def around(slot: Interval, *, before: dt.timedelta, after: dt.timedelta) -> Interval:
    """Return the slot with the time before and after it."""
    return Interval(slot.starts_at - before, slot.ends_at + after)


def _meeting(
    busy: Iterable[Interval], starts_at: dt.datetime, ends_at: dt.datetime
) -> list[Interval]:
    """Merge what is busy in a span; of weeks of appointments a day's slots concern a few."""
    return merge(block for block in busy if block.starts_at < ends_at and starts_at < block.ends_at)


def _is_met(wanted: Interval, blocks: Sequence[Interval], ends: Sequence[dt.datetime]) -> bool:
    """Like `is_busy`, for merged blocks and their ends: looks at the one that could meet it."""
    number = bisect_right(ends, wanted.starts_at)
    return number < len(blocks) and blocks[number].starts_at < wanted.ends_at


def is_busy(wanted: Interval, blocks: Iterable[Interval]) -> bool:
    """Say whether any of the blocks meets the wanted interval."""
    return any(wanted.is_overlapping(block) for block in blocks)


def nearest(slots: Iterable[Interval], *, wanted: dt.datetime, count: int = 3) -> list[Interval]:
    """Return the `count` slots nearest to the wanted time, in order of time."""
    closest = sorted(slots, key=lambda slot: (abs(slot.starts_at - wanted), slot.starts_at))
    return sorted(closest[:count])
