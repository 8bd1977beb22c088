"""Half-open intervals [starts_at, ends_at) of aware datetimes."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Interval:
    """[starts_at, ends_at): two intervals that only touch do not overlap."""

    starts_at: dt.datetime
    ends_at: dt.datetime

    def __post_init__(self) -> None:
        if self.ends_at <= self.starts_at:
            raise ValueError(f"An interval ends after it starts: {self.starts_at}, {self.ends_at}.")

    @property
    def length(self) -> dt.timedelta:
        return self.ends_at - self.starts_at

    def is_overlapping(self, other: "Interval") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def is_covering(self, other: "Interval") -> bool:
        return self.starts_at <= other.starts_at and other.ends_at <= self.ends_at

    def has(self, moment: dt.datetime) -> bool:
        return self.starts_at <= moment < self.ends_at


def in_utc(interval: Interval) -> Interval:
    """Return the same time in UTC, which compares faster than moments of two zones."""
    return Interval(interval.starts_at.astimezone(dt.UTC), interval.ends_at.astimezone(dt.UTC))


def merge(intervals: Iterable[Interval]) -> list[Interval]:
    """Join intervals that overlap or touch; sorted."""
    merged: list[Interval] = []
    for interval in sorted(intervals):
        if merged and interval.starts_at <= merged[-1].ends_at:
            last = merged.pop()
            interval = Interval(last.starts_at, max(last.ends_at, interval.ends_at))
        merged.append(interval)
    return merged


def subtract(free: Iterable[Interval], busy: Iterable[Interval]) -> list[Interval]:
    """Return what is left of `free` without `busy`; sorted, nothing overlaps."""
    left = merge(free)
    for block in merge(busy):
        left = [piece for interval in left for piece in _without(interval, block)]
    return left


def _without(interval: Interval, block: Interval) -> list[Interval]:
    if not interval.is_overlapping(block):
        return [interval]
    pieces = []
    if interval.starts_at < block.starts_at:
        pieces.append(Interval(interval.starts_at, block.starts_at))
    if block.ends_at < interval.ends_at:
        pieces.append(Interval(block.ends_at, interval.ends_at))
    return pieces
