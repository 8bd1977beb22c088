"""Fixtures of the counselling tests."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from counselling.timetable.days import KST
from tests.cast import Cast, make_cast

# A Tuesday morning, an hour after the desks opened.
OFFICE_TIME = dt.datetime(2026, 11, 24, 10, 0, tzinfo=KST)


@pytest.fixture
def cast(db: None) -> Cast:
    """The fixed people, with their departments open on weekdays."""
    return make_cast()


@pytest.fixture
def office_time() -> Iterator[dt.datetime]:
    """Stand still at 10:00 on a working Tuesday."""
    with time_machine.travel(OFFICE_TIME, tick=False):
        yield OFFICE_TIME


@pytest.fixture
def at_night() -> Iterator[dt.datetime]:
    """Stand still at 22:30 of the same day."""
    night = OFFICE_TIME.replace(hour=22, minute=30)
    with time_machine.travel(night, tick=False):
        yield night
