import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from counselling.timetable.days import KST
from counselling.timetable.intervals import Interval
from counselling.timetable.slots import Taken, coming_slots, grid, nearest

NINE = dt.datetime(2026, 11, 24, 9, 0, tzinfo=KST)
MINUTE = dt.timedelta(minutes=1)


def interval(start: int, end: int) -> Interval:
    """Minutes after 09:00."""
    return Interval(NINE + start * MINUTE, NINE + end * MINUTE)


MORNING = interval(0, 180)


def test_slots_follow_each_other_from_the_opening() -> None:
    slots = grid([interval(0, 50)], 20 * MINUTE)

    assert slots == [interval(0, 20), interval(20, 40)]


def test_each_opening_starts_its_own_grid() -> None:
    slots = grid([interval(0, 25), interval(60, 85)], 20 * MINUTE)

    assert slots == [interval(0, 20), interval(60, 80)]


def test_a_slot_next_to_a_busy_time_is_free() -> None:
    taken = Taken([interval(20, 40)])

    free = [slot for slot in grid([interval(0, 60)], 20 * MINUTE) if taken.is_free(slot)]

    assert free == [interval(0, 20), interval(40, 60)]


def test_a_slot_that_has_begun_is_not_offered() -> None:
    slots = coming_slots([interval(0, 60)], duration=20 * MINUTE, not_before=NINE + MINUTE)

    assert slots == [interval(20, 40), interval(40, 60)]


def test_nearest_slots_come_in_order_of_time() -> None:
    slots = grid([MORNING], 20 * MINUTE)

    assert nearest(slots, wanted=NINE + 60 * MINUTE) == [
        interval(40, 60),
        interval(60, 80),
        interval(80, 100),
    ]


@given(
    st.integers(5, 60),
    st.lists(st.tuples(st.integers(0, 170), st.integers(1, 60)), max_size=6),
    st.integers(0, 180),
)
def test_free_slots_are_open_free_and_not_past(
    duration: int, blocks: list[tuple[int, int]], now: int
) -> None:
    busy = [interval(start, start + length) for start, length in blocks]
    taken = Taken(busy)
    slots = coming_slots([MORNING], duration=duration * MINUTE, not_before=NINE + now * MINUTE)

    for slot in grid([MORNING], duration * MINUTE):
        assert MORNING.is_covering(slot)
        assert slot.length == duration * MINUTE
        assert (slot in slots) == (slot.starts_at >= NINE + now * MINUTE)
        assert taken.is_free(slot) != any(map(slot.is_overlapping, busy))
