import datetime as dt

import pytest

from counselling.timetable.attendance import (
    Evidence,
    Finding,
    Presence,
    SeatEvent,
    judge,
    presences,
)
from counselling.timetable.days import KST
from counselling.timetable.intervals import Interval

START = dt.datetime(2026, 11, 24, 10, 0, tzinfo=KST)


def at(minute: float) -> dt.datetime:
    return START + dt.timedelta(minutes=minute)


def there(since: float, until: float, *, media: bool = True) -> tuple[Presence, ...]:
    return (Presence(Interval(at(since), at(until)), media),)


def test_presence_is_read_from_what_the_relay_said() -> None:
    events = [
        SeatEvent("seat_connected", at(0)),
        SeatEvent("media_received", at(0.5)),
        SeatEvent("seat_weak", at(1)),
        SeatEvent("seat_lost", at(2)),
        SeatEvent("seat_connected", at(3)),
    ]

    assert presences(events, until=at(4)) == there(0, 2) + there(3, 4, media=False)


def test_media_is_evidence_where_the_connection_was_not_noted() -> None:
    assert presences([SeatEvent("media_received", at(1))], until=at(2)) == there(1, 2)


def test_a_few_seconds_of_media_are_no_evidence() -> None:
    events = [SeatEvent("media_received", at(1)), SeatEvent("seat_left", at(1.4))]

    assert presences(events, until=at(2)) == there(1, 1.4, media=False)


def test_nothing_said_is_nobody_there() -> None:
    assert presences([], until=at(5)) == ()


CASES = {
    "both with media at once": (
        {"citizen_in_call": there(0, 9, media=False), "office_in_call": there(1, 9)},
        Finding("met"),
    ),
    "both, but never at the same time": (
        {"citizen_in_call": there(0, 2), "office_in_call": there(3, 9)},
        Finding("technical"),
    ),
    "both at once, but nothing came in": (
        {
            "citizen_in_call": there(0, 9, media=False),
            "office_in_call": there(0, 9, media=False),
        },
        Finding("technical"),
    ),
    "called, came, and nobody was there": (
        {"citizen_in_call": there(2, 9), "called_at": at(1)},
        Finding("office", office_missing_from=at(2)),
    ),
    "called and did not come": (
        {"citizen_waits_from": at(-5), "called_at": at(3)},
        Finding("citizen", citizen_missing_from=at(3)),
    ),
    "the office alone in the call": (
        {"office_in_call": there(1, 9)},
        Finding("citizen", citizen_missing_from=at(1)),
    ),
    "waited and was not called": (
        {"citizen_waits_from": at(-5)},
        Finding("office", office_missing_from=at(0)),
    ),
    "never came": ({}, Finding("citizen", citizen_missing_from=at(0))),
    "never came, and no desk was staffed": (
        {"is_staffed": False},
        Finding("office", citizen_missing_from=at(0), office_missing_from=at(0)),
    ),
}


@pytest.mark.parametrize("name", sorted(CASES))
def test_who_was_missing(name: str) -> None:
    known, finding = CASES[name]

    assert judge(Evidence(starts_at=START, **known)) == finding  # type: ignore[arg-type]
