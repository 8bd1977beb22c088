"""The handling period, against the examples of the Act and against a slow second way."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counselling.timetable.days import KST, at, day_of
from counselling.timetable.handling_period import (
    Period,
    due_at,
    is_working_day,
    working_days_left,
    working_time_between,
)
from counselling.timetable.intervals import Interval

AT_ONCE, WEEK, TWO_WEEKS = Period(hours=3), Period(days=7), Period(days=14)
FRIDAY = dt.date(2026, 11, 20)
HOLIDAYS = frozenset({dt.date(2026, 11, 24), dt.date(2026, 12, 25)})

MOMENTS = st.datetimes(
    dt.datetime(2026, 11, 1), dt.datetime(2026, 12, 31), timezones=st.just(KST)
).map(lambda moment: moment.replace(second=0, microsecond=0))
PERIODS = st.sampled_from([AT_ONCE, Period(days=1), Period(days=5), Period(days=6), WEEK])
PAUSES = st.lists(
    st.tuples(MOMENTS, st.integers(1, 6000)).map(
        lambda pause: Interval(pause[0], pause[0] + dt.timedelta(minutes=pause[1]))
    ),
    max_size=3,
)


def friday(hour: int, minute: int = 0) -> dt.datetime:
    return at(FRIDAY, dt.time(hour, minute))


@pytest.mark.parametrize(
    ("received_at", "period", "expected"),
    [
        (friday(9), AT_ONCE, dt.datetime(2026, 11, 20, 12)),
        (friday(10), AT_ONCE, dt.datetime(2026, 11, 20, 14)),  # Lunch does not count.
        (friday(16, 30), AT_ONCE, dt.datetime(2026, 11, 23, 10, 30)),  # Nor does the weekend.
        (friday(20), AT_ONCE, dt.datetime(2026, 11, 23, 12)),
        (friday(14), Period(days=2), dt.datetime(2026, 11, 25, 14)),  # The 24th is a holiday.
        (friday(14), WEEK, dt.datetime(2026, 12, 1, 18)),  # The first day counts.
        (friday(18, 30), WEEK, dt.datetime(2026, 12, 2, 18)),  # After hours: the next day.
        (friday(9), TWO_WEEKS, dt.datetime(2026, 12, 10, 18)),
    ],
)
def test_periods_are_counted_as_the_act_says(
    received_at: dt.datetime, period: Period, expected: dt.datetime
) -> None:
    assert due_at(received_at, period, holidays=HOLIDAYS) == expected.replace(tzinfo=KST)


def test_the_time_of_a_supplement_does_not_count() -> None:
    asked = Interval(friday(10), at(dt.date(2026, 11, 25), dt.time(11)))

    # Two hours are left on Wednesday at 11; in days, Monday and Wednesday began while waiting.
    assert due_at(friday(9), AT_ONCE, holidays=HOLIDAYS, pauses=[asked]) == at(
        dt.date(2026, 11, 25), dt.time(14)
    )
    assert due_at(friday(9), WEEK, holidays=HOLIDAYS, pauses=[asked]) == at(
        dt.date(2026, 12, 3), dt.time(18)
    )


@settings(max_examples=60, deadline=None)
@given(received_at=MOMENTS, period=PERIODS, pauses=PAUSES)
def test_hours_are_used_up_minute_by_minute(
    received_at: dt.datetime, period: Period, pauses: list[Interval]
) -> None:
    """The slow way: go on minute by minute, or day by day, and count those that count."""
    due = due_at(received_at, period, holidays=HOLIDAYS, pauses=pauses)

    if period.is_in_hours:
        left, moment = period.working_time // dt.timedelta(minutes=1), received_at
        while left:
            left -= _is_working(moment) and not any(pause.has(moment) for pause in pauses)
            moment += dt.timedelta(minutes=1)
        assert due == moment
    else:
        first = received_at
        while not _is_working(first):
            first += dt.timedelta(minutes=1)
        days = [day_of(first) + dt.timedelta(days=n) for n in range((due - first).days + 2)]
        counted = [
            day
            for day in days
            if day <= day_of(due)
            and is_working_day(day, HOLIDAYS)
            and not any(pause.has(at(day, dt.time(9))) for pause in pauses)
        ]
        assert (len(counted), counted[-1], due) == (
            period.days,
            day_of(due),
            at(day_of(due), dt.time(18)),
        )


@settings(max_examples=60, deadline=None)
@given(received_at=MOMENTS, later=st.integers(0, 5000), period=PERIODS, pauses=PAUSES)
def test_nothing_makes_the_time_shorter(
    received_at: dt.datetime, later: int, period: Period, pauses: list[Interval]
) -> None:
    due = due_at(received_at, period, holidays=HOLIDAYS)

    assert due > received_at
    assert due_at(received_at, period, holidays=HOLIDAYS, pauses=pauses) >= due
    assert due_at(received_at, period.times(2), holidays=HOLIDAYS) > due
    assert due_at(received_at + dt.timedelta(minutes=later), period, holidays=HOLIDAYS) >= due


def test_working_time_and_days_that_are_left() -> None:
    due = at(dt.date(2026, 11, 25), dt.time(11))

    assert working_time_between(friday(17), due, holidays=HOLIDAYS) == dt.timedelta(hours=11)
    assert working_days_left(friday(17), due, holidays=HOLIDAYS) == 3
    assert working_days_left(due, friday(9), holidays=HOLIDAYS) == 0


def _is_working(moment: dt.datetime) -> bool:
    hour = moment.astimezone(KST).hour
    return is_working_day(day_of(moment), HOLIDAYS) and 9 <= hour < 18 and hour != 12
