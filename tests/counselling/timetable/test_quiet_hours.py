import datetime as dt

import pytest

from counselling.timetable.days import KST
from counselling.timetable.quiet_hours import after_quiet_hours, is_quiet

NINE_TO_EIGHT = {"quiet_from": dt.time(21), "quiet_until": dt.time(8)}
AFTERNOON = {"quiet_from": dt.time(13), "quiet_until": dt.time(15)}
NEVER = {"quiet_from": dt.time(21), "quiet_until": dt.time(21)}


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=KST)


@pytest.mark.parametrize(
    ("moment", "goes_at"),
    [
        (at(24, 20, 59), at(24, 20, 59)),
        (at(24, 21), at(25, 8)),
        (at(24, 23, 59), at(25, 8)),
        (at(25, 0), at(25, 8)),
        (at(25, 7, 59), at(25, 8)),
        (at(25, 8), at(25, 8)),
    ],
)
def test_a_night_ends_on_the_next_morning(moment: dt.datetime, goes_at: dt.datetime) -> None:
    assert after_quiet_hours(moment, **NINE_TO_EIGHT) == goes_at


def test_quiet_hours_may_lie_within_a_day() -> None:
    assert after_quiet_hours(at(24, 14), **AFTERNOON) == at(24, 15)
    assert after_quiet_hours(at(24, 15), **AFTERNOON) == at(24, 15)


def test_the_same_time_twice_means_no_quiet_hours() -> None:
    assert not any(is_quiet(at(24, hour), **NEVER) for hour in range(24))


def test_the_night_is_the_korean_one_whatever_the_zone_of_the_moment() -> None:
    assert is_quiet(dt.datetime(2026, 11, 24, 12, 30, tzinfo=dt.UTC), **NINE_TO_EIGHT)
    assert not is_quiet(dt.datetime(2026, 11, 24, 23, 30, tzinfo=dt.UTC), **NINE_TO_EIGHT)
