import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from counselling.timetable.waiting_range import WaitingRange, expected_wait

TEN = dt.timedelta(minutes=10)


def test_nobody_ahead_and_a_free_desk_is_nearly_at_once() -> None:
    assert expected_wait([], desks=1) == WaitingRange(0, 5)


def test_without_a_staffed_desk_nobody_can_know() -> None:
    assert expected_wait([TEN], desks=0) is None


def test_two_desks_halve_the_line() -> None:
    assert expected_wait([TEN] * 4, desks=1) == WaitingRange(20, 60)
    assert expected_wait([TEN] * 4, desks=2) == WaitingRange(10, 30)


def test_what_is_left_at_the_desks_counts() -> None:
    assert expected_wait([], desks=1, left_at_desks=[TEN]) == WaitingRange(5, 15)


@given(
    st.lists(st.integers(5, 60), max_size=20),
    st.integers(1, 6),
    st.integers(5, 60),
)
def test_more_people_never_wait_less_and_more_desks_never_more(
    durations: list[int], desks: int, one_more: int
) -> None:
    line = [dt.timedelta(minutes=minutes) for minutes in durations]

    wait = expected_wait(line, desks=desks)
    longer = expected_wait([*line, dt.timedelta(minutes=one_more)], desks=desks)
    quicker = expected_wait(line, desks=desks + 1)

    assert wait and longer and quicker
    assert 0 <= wait.low_minutes < wait.high_minutes
    assert longer.low_minutes >= wait.low_minutes
    assert longer.high_minutes >= wait.high_minutes
    assert quicker.high_minutes <= wait.high_minutes
