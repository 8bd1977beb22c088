"""Nobody gets twice what there is once: threads against the real database."""

import datetime as dt
from collections import Counter

import pytest
from django.db import connection
from django.utils import timezone

from counselling.domain import desks, queue, queue_calling, reservation
from counselling.enums import AppointmentState, QueueTicketState
from counselling.exceptions import NobodyWaiting, SlotTaken
from counselling.models import Appointment, CounsellingSession, Desk, QueueTicket
from counselling.timetable.days import KST
from tests.cast import Cast, make_cast
from tests.factories.agencies import make_desk
from tests.factories.queue import make_queue_ticket
from tests.racing import race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

NOW = dt.datetime(2026, 11, 24, 10, 0, tzinfo=KST)
ELEVEN = NOW + dt.timedelta(hours=1)
# SQLite has one writer at a time: fewer threads show the same.
PEOPLE = 100 if connection.vendor == "postgresql" else 20


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def hold_eleven(cast: Cast) -> str:
    try:
        reservation.hold_slot(cast.service, starts_at=ELEVEN, now=NOW)
    except SlotTaken:
        return "taken"
    return "held"


def test_a_hundred_people_get_the_last_free_place_once(cast: Cast) -> None:
    Desk.objects.filter(pk=cast.desk2.pk).update(is_open=False)

    results = race(PEOPLE, lambda _number: hold_eleven(cast))

    assert Counter(map(str, results)) == {"held": 1, "taken": PEOPLE - 1}
    assert Appointment.objects.filter(state=AppointmentState.HELD).count() == 1


def test_five_desks_are_given_to_exactly_five_people(cast: Cast) -> None:
    for number in (3, 4, 5):
        make_desk(cast.food, number)

    results = race(PEOPLE, lambda _number: hold_eleven(cast))

    assert Counter(map(str, results)) == {"held": 5, "taken": PEOPLE - 5}
    assert Appointment.objects.values("desk").distinct().count() == 5


def test_an_expired_hold_gives_way_to_one(cast: Cast) -> None:
    for _desk in range(2):
        reservation.hold_slot(cast.service, starts_at=ELEVEN, now=NOW - dt.timedelta(minutes=6))
    Desk.objects.filter(pk=cast.desk2.pk).update(is_open=False)

    results = race(20, lambda _number: hold_eleven(cast))

    assert Counter(map(str, results)) == {"held": 1, "taken": 19}


def test_one_hold_is_confirmed_once(cast: Cast) -> None:
    held = reservation.hold_slot(cast.service, starts_at=ELEVEN, now=NOW)

    results = race(
        10,
        lambda number: reservation.confirm(
            Appointment.objects.get(pk=held.pk), name=f"이름{number}", now=NOW
        ),
    )

    codes = [result for result in results if isinstance(result, str)]
    refused = {type(result).__name__ for result in results if not isinstance(result, str)}
    assert (len(codes), refused) == (1, {"HoldExpired"})


def test_walk_ins_at_once_get_the_numbers_in_a_row(cast: Cast) -> None:
    results = race(
        20,
        lambda number: (
            queue.take_queue_ticket(
                cast.service, holder=f"browser:{number}", name=f"민원인{number}", now=NOW
            ).queue_ticket.number
        ),
    )

    assert sorted(results) == list(range(1, 21))


def test_a_double_click_takes_one_place(cast: Cast) -> None:
    results = race(
        5,
        lambda _number: (
            queue.take_queue_ticket(
                cast.service, holder="browser:a", name="김민원", now=NOW
            ).queue_ticket.number
        ),
    )

    assert Counter(type(result).__name__ for result in results) == {
        "int": 1,
        "AlreadyWaiting": 4,
    }


def test_two_officials_never_get_one_person(cast: Cast) -> None:
    """Ten officials, four people: each person is called once, six officials are told so."""
    places = [cast.desk1, cast.desk2, *(make_desk(cast.food, number) for number in range(3, 11))]
    for number in range(4):
        make_queue_ticket(cast.service, waiting_since=timezone.now() - dt.timedelta(minutes=number))

    def press_next(number: int) -> int | None:
        try:
            session = queue_calling.call_next(places[number], official=cast.kim)
        except NobodyWaiting:
            return None
        return session.queue_ticket_id

    results = race(10, press_next)

    called = [result for result in results if isinstance(result, int)]
    assert Counter(map(type, results)) == {int: 4, type(None): 6}
    assert len(set(called)) == 4
    assert QueueTicket.objects.filter(state=QueueTicketState.CALLED).count() == 4
    assert CounsellingSession.objects.count() == 4


def test_one_desk_calls_one_person_however_often_the_button_is_pressed(cast: Cast) -> None:
    for _number in range(5):
        make_queue_ticket(cast.service)

    results = race(5, lambda _number: queue_calling.call_next(cast.desk1, official=cast.kim).pk)

    assert sum(isinstance(result, int) for result in results) == 1
    assert {type(result).__name__ for result in results} == {"int", "DeskBusy"}


def test_two_officials_never_sit_at_one_desk(cast: Cast) -> None:
    officials = [cast.kim, cast.lee]

    results = race(2, lambda number: desks.sit_down(cast.desk1, official=officials[number]))

    assert sorted(type(result).__name__ for result in results) == ["DeskTaken", "NoneType"]
