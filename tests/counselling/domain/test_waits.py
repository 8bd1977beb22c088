"""Honest waiting times (F13): what was shown is kept, compared each night, and learned from."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from counselling.domain import desks, queue, queue_calling, queue_setting_aside, sessions, waits
from counselling.domain.disposition import close_session
from counselling.domain.queries.wait_days import waits_of
from counselling.domain.queries.waiting import expected_wait_now, fit_of, place_of
from counselling.models import QueueTicket, WaitDay, WaitFit, WaitForecast
from counselling.timetable.waiting_model import START_LEVEL
from counselling.timetable.waiting_range import WaitingRange
from tests.cast import Cast
from tests.factories.queue import make_queue_ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

MINUTE = dt.timedelta(minutes=1)


def see_the_page(ticket: QueueTicket) -> None:
    waits.note_shown(ticket, place_of(ticket))


def wait_and_be_called(cast: Cast, minutes: int) -> WaitForecast:
    """Come, look at the waiting page, and be called after so many minutes."""
    ticket = make_queue_ticket(cast.service, holder=f"browser:{timezone.now()}{minutes}")
    see_the_page(ticket)
    with time_machine.travel(timezone.now() + minutes * MINUTE, tick=False):
        queue_calling.call_this(cast.desk1, ticket, official=cast.kim)
        queue_calling.mark_missed(ticket, by=cast.kim)
        queue.leave(ticket)
    return WaitForecast.objects.get(queue_ticket=ticket)


@pytest.fixture(autouse=True)
def _staffed(cast: Cast) -> None:
    desks.sit_down(cast.desk1, official=cast.kim)


def test_f13_the_first_range_shown_is_kept(cast: Cast) -> None:
    ticket = make_queue_ticket(cast.service)
    see_the_page(ticket)
    make_queue_ticket(cast.service, waiting_since=timezone.now() - 9 * MINUTE)
    see_the_page(ticket)

    forecast = WaitForecast.objects.get()
    assert (forecast.ahead, forecast.staffed_desks, forecast.low_minutes) == (0, 1, 0)
    assert forecast.is_inside is None


def test_f13_the_real_wait_is_written_down_at_the_call(cast: Cast) -> None:
    inside, outside = wait_and_be_called(cast, 1), wait_and_be_called(cast, 50)

    assert (inside.real_seconds, inside.is_inside, inside.desk) == (60, True, cast.desk1)
    assert (outside.real_seconds, outside.is_inside) == (3000, False)


def test_f13_who_was_set_aside_says_nothing_about_the_line(cast: Cast) -> None:
    ticket = make_queue_ticket(cast.service)
    see_the_page(ticket)

    queue_setting_aside.park(ticket, by=cast.kim)

    assert not WaitForecast.objects.exists()


def test_f13_each_night_shown_and_real_are_compared_per_line_and_desk(cast: Cast) -> None:
    for minutes in (0, 1, 2, 50):
        wait_and_be_called(cast, minutes)

    with time_machine.travel(timezone.now() + dt.timedelta(hours=15), tick=False):
        assert waits.compare_days() == 2
        assert waits.compare_days() == 2

    day = WaitDay.objects.get(desk=None)
    assert (day.shown, day.inside, day.median_real_seconds) == (4, 3, 90)
    shown = waits_of(cast.line)
    assert (shown.inside_percent, shown.desks[0].desk, shown.desks[0].inside) == (75, cast.desk1, 3)


def test_f13_a_line_is_fitted_to_its_own_sessions(cast: Cast) -> None:
    for _number in range(5):
        make_queue_ticket(cast.service)
        session = queue_calling.call_next(cast.desk1, official=cast.kim)
        with time_machine.travel(timezone.now() + 30 * MINUTE, tick=False):
            sessions.start_session(session, by=cast.kim)
            close_session(session, outcome="answered", by=cast.kim)

    assert waits.fit_lines() == 1

    row = WaitFit.objects.get(line=cast.line)
    assert row.samples == 5
    assert row.log_ratio > waits.fit([]).log_ratio  # they took twice as long as planned
    assert fit_of(cast.food, now=timezone.now()).samples == 5


def test_f13_todays_misses_make_the_next_ranges_wider(cast: Cast) -> None:
    assert fit_of(cast.food, now=timezone.now()).level == START_LEVEL
    wait_and_be_called(cast, 50)

    assert fit_of(cast.food, now=timezone.now()).level > START_LEVEL


def test_f13_when_a_desk_is_left_the_next_range_is_wider_before_anybody_is_called(
    cast: Cast,
) -> None:
    """Those in the line were told less than it takes now; whoever comes is told a wider range."""
    desks.sit_down(cast.desk2, official=cast.lee)
    for number in range(6):
        see_the_page(make_queue_ticket(cast.service, holder=f"browser:w{number}"))
    desks.go_away(cast.desk2)

    learned = expected_wait_now(cast.food).wait
    WaitForecast.objects.all().delete()
    unlearned = expected_wait_now(cast.food).wait

    assert learned is not None
    assert unlearned is not None
    assert width(learned) > width(unlearned)


def width(told: WaitingRange) -> int:
    return told.high_minutes - told.low_minutes
