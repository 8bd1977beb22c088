import datetime as dt

import pytest

from counselling.timetable.days import KST
from counselling.timetable.intervals import Interval
from counselling.timetable.recommended_time import Reading, read

START = dt.datetime(2026, 11, 24, 10, 0, tzinfo=KST)
MINUTE = dt.timedelta(minutes=1)


def after(minutes: float, *troubles: Interval) -> Reading:
    return read(
        started_at=START,
        now=START + minutes * MINUTE,
        limit=20 * MINUTE,
        notice=5 * MINUTE,
        troubles=troubles,
    )


@pytest.mark.parametrize(
    ("minutes", "phase"), [(0, "running"), (14.9, "running"), (15, "ending"), (20, "over")]
)
def test_the_end_is_announced_and_then_passed(minutes: float, phase: str) -> None:
    assert after(minutes).phase == phase


def test_the_clock_stands_while_the_connection_is_in_trouble() -> None:
    overlapping = (
        Interval(START - MINUTE, START + MINUTE),
        Interval(START + 3 * MINUTE, START + 6 * MINUTE),
        Interval(START + 5 * MINUTE, START + 8 * MINUTE),
    )

    reading = after(10, *overlapping)

    assert (reading.elapsed, reading.left) == (4 * MINUTE, 16 * MINUTE)


def test_it_never_runs_backwards() -> None:
    assert after(-1).elapsed == dt.timedelta(0)
    assert after(99).left == dt.timedelta(0)
