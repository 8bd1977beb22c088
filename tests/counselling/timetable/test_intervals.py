import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.timetable.days import KST
from counselling.timetable.intervals import Interval, merge, subtract

DAY = dt.datetime(2026, 11, 24, tzinfo=KST)


def interval(start: int, end: int) -> Interval:
    """Minutes after midnight."""
    return Interval(DAY + dt.timedelta(minutes=start), DAY + dt.timedelta(minutes=end))


def minutes(intervals: list[Interval]) -> set[int]:
    """Every minute that is inside one of the intervals."""
    return {
        minute
        for item in intervals
        for minute in range(
            int((item.starts_at - DAY).total_seconds() // 60),
            int((item.ends_at - DAY).total_seconds() // 60),
        )
    }


intervals = st.lists(
    st.tuples(st.integers(0, 300), st.integers(1, 120)).map(lambda p: interval(p[0], p[0] + p[1])),
    max_size=8,
)


def test_intervals_that_only_touch_do_not_overlap() -> None:
    assert not interval(0, 10).is_overlapping(interval(10, 20))
    assert interval(0, 11).is_overlapping(interval(10, 20))


def test_an_interval_ends_after_it_starts() -> None:
    with pytest.raises(ValueError, match="ends after it starts"):
        interval(10, 10)


def test_the_end_is_outside() -> None:
    assert interval(0, 10).has(DAY)
    assert not interval(0, 10).has(DAY + dt.timedelta(minutes=10))


@given(intervals)
def test_merge_keeps_every_minute_and_leaves_gaps_between(items: list[Interval]) -> None:
    merged = merge(items)

    assert minutes(merged) == minutes(items)
    assert all(one.ends_at < other.starts_at for one, other in itertools.pairwise(merged))


@given(intervals, intervals)
def test_subtract_leaves_exactly_the_free_minutes(
    free: list[Interval], busy: list[Interval]
) -> None:
    left = subtract(free, busy)

    assert minutes(left) == minutes(free) - minutes(busy)
    assert all(one.ends_at <= other.starts_at for one, other in itertools.pairwise(left))
