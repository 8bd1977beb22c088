"""What the pages of a line share is worked out once after each change, and is never old."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from counselling.domain import desks, queue_setting_aside
from counselling.domain.line_pages import line_page, shown_place
from counselling.models import QueueTicket, WaitForecast
from tests.cast import Cast
from tests.factories.queue import make_queue_ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]


def ahead_of(ticket: QueueTicket) -> int | None:
    place = shown_place(ticket, line_page(ticket))
    return place.ahead if place else None


@pytest.fixture
def two(cast: Cast) -> tuple[QueueTicket, QueueTicket]:
    return make_queue_ticket(cast.service), make_queue_ticket(cast.service)


def test_everybody_in_a_line_finds_it_worked_out(
    two: tuple[QueueTicket, QueueTicket], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first, second = two
    page = line_page(first)

    with django_assert_num_queries(1):  # the version
        assert line_page(second) is page
    assert line_page(second, is_fresh=True) is not page


def test_a_change_of_the_line_is_in_the_next_answer(
    cast: Cast, two: tuple[QueueTicket, QueueTicket]
) -> None:
    first, second = two
    assert ahead_of(second) == 1

    queue_setting_aside.park(first, by=cast.kim)

    assert ahead_of(second) == 0


def test_who_has_just_come_is_never_missing(
    cast: Cast, two: tuple[QueueTicket, QueueTicket]
) -> None:
    assert ahead_of(two[1]) == 1

    assert ahead_of(make_queue_ticket(cast.service)) == 2  # no topic told


def test_what_depends_on_the_clock_counts_for_a_second(
    cast: Cast, two: tuple[QueueTicket, QueueTicket]
) -> None:
    desks.sit_down(cast.desk1, official=cast.kim)
    assert line_page(two[0]).places.staffed == (cast.desk1,)

    with time_machine.travel(timezone.now() + dt.timedelta(minutes=2), tick=False):
        assert line_page(two[0]).places.staffed == ()


def test_the_first_range_is_kept_once_and_again_after_a_return(
    cast: Cast, two: tuple[QueueTicket, QueueTicket]
) -> None:
    desks.sit_down(cast.desk1, official=cast.kim)
    ahead_of(two[1])
    ahead_of(two[1])
    assert WaitForecast.objects.filter(queue_ticket=two[1]).count() == 1

    queue_setting_aside.park(two[1], by=cast.kim)
    queue_setting_aside.resume(two[1], by=cast.kim)
    ahead_of(two[1])

    assert WaitForecast.objects.filter(queue_ticket=two[1]).count() == 1
