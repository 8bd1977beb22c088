import datetime as dt

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from counselling.domain.opening import line_state, line_states
from counselling.enums import DayReason
from counselling.models import Desk
from counselling.timetable.days import KST, at
from tests.cast import Cast
from tests.factories.opening_hours import make_closure, make_holiday, make_opening_hours

pytestmark = pytest.mark.django_db

TUESDAY = dt.date(2026, 11, 24)
SATURDAY = dt.date(2026, 11, 28)


def moment(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=KST)


def test_an_open_line_says_until_when(cast: Cast) -> None:
    state = line_state(cast.food, now=moment(TUESDAY, 10))

    assert (state.is_open, state.closes_at) == (True, moment(TUESDAY, 12))


def test_lunch_is_named_and_ends(cast: Cast) -> None:
    state = line_state(cast.food, now=moment(TUESDAY, 12, 30))

    assert (state.is_open, state.is_lunch) == (False, True)
    assert state.reopens_at == moment(TUESDAY, 13)


@pytest.mark.parametrize(
    ("now", "reason"),
    [(moment(TUESDAY, 19), DayReason.OVER), (moment(SATURDAY, 10), DayReason.WEEKEND)],
)
def test_a_closed_line_says_why(cast: Cast, now: dt.datetime, reason: DayReason) -> None:
    assert line_state(cast.food, now=now).reason == reason


def test_a_holiday_is_named(cast: Cast) -> None:
    make_holiday(TUESDAY)

    state = line_state(cast.food, now=moment(TUESDAY, 10))

    assert (state.is_open, state.reason) == (False, DayReason.HOLIDAY)
    assert state.reopens_at == moment(TUESDAY + dt.timedelta(days=1), 9)


def test_each_level_replaces_the_one_above(cast: Cast) -> None:
    evening = moment(TUESDAY, 19)
    assert not line_state(cast.food, now=evening).is_open

    make_opening_hours(weekday=1, agency=cast.mfds, closes_at=dt.time(20))
    assert line_state(cast.food, now=evening).is_open
    make_opening_hours(weekday=1, department=cast.food, closes_at=dt.time(18))
    assert not line_state(cast.food, now=evening).is_open
    make_opening_hours(weekday=1, desk=cast.desk2, closes_at=dt.time(21))
    assert line_state(cast.food, now=evening).closes_at == moment(TUESDAY, 21)


def test_a_closure_concerns_its_own_unit(cast: Cast) -> None:
    make_closure(at(TUESDAY, dt.time(9)), at(TUESDAY, dt.time(11)), agency=cast.mfds)

    assert line_state(cast.food, now=moment(TUESDAY, 10)).reopens_at == moment(TUESDAY, 11)
    assert line_state(cast.civil, now=moment(TUESDAY, 10)).is_open


def test_a_line_without_open_desks_is_closed(cast: Cast) -> None:
    Desk.objects.filter(department=cast.food).update(is_open=False)

    state = line_state(cast.food, now=moment(TUESDAY, 10))

    assert (state.is_open, state.reopens_at, state.reason) == (False, None, DayReason.CLOSED)


def test_many_lines_take_five_queries(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(5):
        states = line_states([cast.food, cast.civil], now=moment(TUESDAY, 10))

    assert [state.is_open for state in states.values()] == [True, True]
