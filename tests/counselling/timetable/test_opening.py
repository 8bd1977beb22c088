import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.timetable.days import KST, at, day_of, whole
from counselling.timetable.intervals import Interval
from counselling.timetable.opening import (
    Calendar,
    WeeklyRule,
    closes_at,
    is_lunch_at,
    is_open_at,
    next_opening,
    open_intervals,
    why_shut,
)

TUESDAY = dt.date(2026, 11, 24)
SATURDAY = dt.date(2026, 11, 28)


def rule(weekday: int, opens: int = 9, closes: int = 18, **fields: object) -> WeeklyRule:
    return WeeklyRule(weekday=weekday, opens_at=dt.time(opens), closes_at=dt.time(closes), **fields)


WEEKDAYS = tuple(
    rule(weekday, lunch_from=dt.time(12), lunch_until=dt.time(13)) for weekday in range(5)
)
OFFICE = Calendar(rules=WEEKDAYS)


def hours(day: dt.date, *pairs: tuple[int, int]) -> list[Interval]:
    return [Interval(at(day, dt.time(start)), at(day, dt.time(end))) for start, end in pairs]


def test_a_working_day_is_split_by_lunch() -> None:
    assert open_intervals(OFFICE, TUESDAY) == hours(TUESDAY, (9, 12), (13, 18))


def test_a_holiday_is_shut_unless_the_rule_says_otherwise() -> None:
    holidays = frozenset([TUESDAY])

    assert open_intervals(Calendar(WEEKDAYS, holidays), TUESDAY) == []
    always = Calendar((rule(1, is_open_on_holidays=True),), holidays)
    assert open_intervals(always, TUESDAY) == hours(TUESDAY, (9, 18))


def test_a_more_specific_rule_replaces_the_weekday_only() -> None:
    late = rule(1, closes=20, level=2)
    calendar = Calendar((*WEEKDAYS, late))

    assert open_intervals(calendar, TUESDAY) == hours(TUESDAY, (9, 20))
    wednesday = TUESDAY + dt.timedelta(days=1)
    assert open_intervals(calendar, wednesday) == hours(wednesday, (9, 12), (13, 18))


def test_a_one_off_day_goes_before_every_weekly_rule() -> None:
    one_off = rule(1, closes=15, valid_from=TUESDAY, valid_until=TUESDAY)
    calendar = Calendar((*WEEKDAYS, rule(1, closes=20, level=3), one_off))

    assert open_intervals(calendar, TUESDAY) == hours(TUESDAY, (9, 15))
    week_later = TUESDAY + dt.timedelta(days=7)
    assert open_intervals(calendar, week_later) == hours(week_later, (9, 20))


def test_hours_that_began_later_replace_the_older_ones_of_a_unit() -> None:
    summer = rule(1, opens=10, valid_from=TUESDAY - dt.timedelta(days=1))

    assert open_intervals(Calendar((rule(1), summer)), TUESDAY) == hours(TUESDAY, (10, 18))


def test_a_lower_unit_may_be_shut_on_a_day_when_the_one_above_is_open() -> None:
    calendar = Calendar((*WEEKDAYS, rule(1, level=2, is_closed=True)))

    assert open_intervals(calendar, TUESDAY) == []
    assert why_shut(calendar, TUESDAY) == "closed"


def test_the_lunch_of_one_rule_does_not_cut_another() -> None:
    round_the_clock = rule(1, opens=0, closes=0)

    assert open_intervals(Calendar((*WEEKDAYS, round_the_clock)), TUESDAY) == [whole(TUESDAY)]


def test_validity_dates_are_both_included() -> None:
    one_day = rule(1, valid_from=TUESDAY, valid_until=TUESDAY)

    assert open_intervals(Calendar((one_day,)), TUESDAY) == hours(TUESDAY, (9, 18))
    assert open_intervals(Calendar((one_day,)), TUESDAY + dt.timedelta(days=7)) == []


def test_a_closure_cuts_what_it_meets() -> None:
    closure = Interval(at(TUESDAY, dt.time(10)), at(TUESDAY, dt.time(14)))

    assert open_intervals(Calendar(WEEKDAYS, closures=(closure,)), TUESDAY) == hours(
        TUESDAY, (9, 10), (14, 18)
    )


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (at(TUESDAY, dt.time(8)), at(TUESDAY, dt.time(9))),
        (at(TUESDAY, dt.time(10, 30)), at(TUESDAY, dt.time(10, 30))),
        (at(TUESDAY, dt.time(12, 30)), at(TUESDAY, dt.time(13))),
        (at(TUESDAY, dt.time(18)), at(TUESDAY + dt.timedelta(days=1), dt.time(9))),
        (at(SATURDAY, dt.time(10)), at(dt.date(2026, 11, 30), dt.time(9))),
    ],
)
def test_next_opening(now: dt.datetime, opens: dt.datetime) -> None:
    assert next_opening(OFFICE, now) == opens


def test_next_opening_is_unknown_without_rules() -> None:
    assert next_opening(Calendar(), at(TUESDAY, dt.time(9))) is None


def test_an_office_that_never_shuts_is_open_at_midnight_and_on_leap_day() -> None:
    always = Calendar(tuple(rule(weekday, opens=0, closes=0) for weekday in range(7)))

    assert is_open_at(always, at(dt.date(2028, 2, 29), dt.time(0)))
    assert is_open_at(always, at(dt.date(2026, 12, 31), dt.time(23, 59)))


def test_why_shut() -> None:
    closed = Calendar(WEEKDAYS, closures=(whole(TUESDAY),))

    assert why_shut(OFFICE, SATURDAY) == "weekend"
    assert why_shut(Calendar(WEEKDAYS, frozenset([TUESDAY])), TUESDAY) == "holiday"
    assert why_shut(closed, TUESDAY) == "closed"
    assert why_shut(Calendar(), TUESDAY) == "closed"


def test_lunch_is_known_as_lunch() -> None:
    assert is_lunch_at(WEEKDAYS, at(TUESDAY, dt.time(12)))
    assert not is_lunch_at(WEEKDAYS, at(TUESDAY, dt.time(13)))


def test_closing_time_is_that_of_the_stretch_one_is_in() -> None:
    assert closes_at(OFFICE, at(TUESDAY, dt.time(11))) == at(TUESDAY, dt.time(12))
    assert closes_at(OFFICE, at(TUESDAY, dt.time(12))) is None


def test_a_day_is_a_korean_day() -> None:
    assert day_of(dt.datetime(2026, 11, 23, 15, 0, tzinfo=dt.UTC)) == TUESDAY
    assert day_of(dt.datetime(2026, 11, 23, 14, 59, tzinfo=dt.UTC)) == dt.date(2026, 11, 23)


@given(
    st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2029, 1, 1), timezones=st.just(KST)),
    st.frozensets(st.dates(dt.date(2026, 1, 1), dt.date(2029, 1, 1)), max_size=5),
)
def test_the_next_opening_is_open_and_nothing_before_it_is(
    now: dt.datetime, holidays: frozenset[dt.date]
) -> None:
    calendar = Calendar(WEEKDAYS, holidays)

    opens = next_opening(calendar, now)

    assert opens is not None
    assert is_open_at(calendar, opens)
    if opens > now:
        assert not is_open_at(calendar, now)
        assert not is_open_at(calendar, opens - dt.timedelta(microseconds=1))
