"""Boards, places and lists: what they say, with as many queries for 3 rows as for 1."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from counselling.domain import desks, equipment, queue, queue_calling
from counselling.domain.equipment import CheckFigures
from counselling.domain.queries import lines, my_sessions, services, waiting
from counselling.domain.queries.board import load_board
from counselling.enums import AppointmentState, QueueTicketState
from counselling.models import QueueTicket
from counselling.timetable.waiting_range import WaitingRange
from tests.cast import Cast
from tests.factories.agencies import make_service
from tests.factories.appointments import make_appointment
from tests.factories.queue import make_queue_ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

MINUTE = dt.timedelta(minutes=1)


def wait(cast: Cast, minutes: int, **fields: object) -> QueueTicket:
    since = timezone.now() - minutes * MINUTE
    return make_queue_ticket(cast.service, waiting_since=since, **fields)


def test_the_board_sorts_people_by_state_and_turn(cast: Cast) -> None:
    late, early = wait(cast, 3), wait(cast, 8)
    parked = wait(cast, 9, state=QueueTicketState.PARKED)
    missed = wait(cast, 9, state=QueueTicketState.MISSED)

    board = load_board(cast.desk1)

    assert [(row.ticket, row.waited_minutes) for row in board.waiting] == [(early, 8), (late, 3)]
    assert [row.ticket for row in board.parked + board.missed] == [parked, missed]
    assert board.next_row == board.waiting[0]
    assert board.called is None and board.session is None


def test_the_board_shows_who_is_at_this_desk_only(cast: Cast) -> None:
    ticket = wait(cast, 3)
    session = queue_calling.call_next(cast.desk1, official=cast.kim)

    assert (load_board(cast.desk1).called, load_board(cast.desk1).session) == (ticket, session)
    assert (load_board(cast.desk2).called, load_board(cast.desk2).session) == (None, None)


def test_the_next_on_the_board_is_whom_the_desk_serves(cast: Cast) -> None:
    other = make_service(cast.food, "mfds-haccp")
    cast.desk1.services.remove(other)
    make_queue_ticket(other, waiting_since=timezone.now() - 9 * MINUTE)
    mine = wait(cast, 1)

    board = load_board(cast.desk1)

    assert board.next_row is not None
    assert board.next_row.ticket == mine


def test_the_board_shows_the_newest_equipment_check(cast: Cast) -> None:
    appointment = make_appointment(cast.service, cast.desk1)
    equipment.store_check(CheckFigures(camera="failed"), subject=appointment)
    ticket = queue.enter_for_appointment(appointment)
    assert load_board(cast.desk1).waiting[0].check == equipment.latest_check(ticket)

    newest = equipment.store_check(CheckFigures(camera="good"), subject=ticket)
    assert load_board(cast.desk1).waiting[0].check == newest


def test_todays_appointments_leave_holds_and_other_days_out(cast: Cast) -> None:
    today = make_appointment(cast.service, cast.desk1)
    make_appointment(cast.service, cast.desk2, state=AppointmentState.HELD)
    make_appointment(cast.service, cast.desk2, starts_at=timezone.now() + dt.timedelta(days=1))

    assert load_board(cast.desk1).appointments == (today,)


@pytest.mark.parametrize("people", [1, 3])
def test_the_board_takes_a_constant_number_of_queries(
    cast: Cast, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(people):
        wait(cast, number)
        appointment = make_appointment(
            cast.service, cast.desk1, starts_at=timezone.now() + number * 15 * MINUTE
        )
        equipment.store_check(CheckFigures(), subject=appointment)
        make_queue_ticket(
            cast.service, appointment=appointment, holder=f"appointment:{appointment.pk}"
        )

    with django_assert_num_queries(8):
        load_board(cast.desk1)


def test_a_place_counts_who_is_ahead_and_gives_a_range(cast: Cast) -> None:
    desks.sit_down(cast.desk1, official=cast.kim)
    wait(cast, 9)
    queue.enter_for_appointment(make_appointment(cast.service, cast.desk1))
    me = wait(cast, 1)
    wait(cast, 0)

    place = waiting.place_of(me)

    assert (place.ahead, place.wait) == (2, WaitingRange(15, 40))
    assert place.line_state.is_open


def test_without_a_staffed_desk_no_wait_is_promised(cast: Cast) -> None:
    assert waiting.place_of(wait(cast, 1)).wait is None
    assert waiting.expected_wait_now(cast.food).ahead == 1


def test_lines_are_overviewed_in_a_constant_number_of_queries(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    desks.sit_down(cast.desk1, official=cast.kim)
    wait(cast, 1)

    with django_assert_num_queries(7):
        food, civil = lines.line_overviews()

    assert (food.department, food.waiting, food.staffed_desks) == (cast.food, 1, 1)
    assert food.state.is_open
    assert (civil.waiting, civil.staffed_desks) == (0, 0)


def test_people_see_their_own_things_only(cast: Cast) -> None:
    mine = make_appointment(cast.service, cast.desk1, citizen=cast.hong)
    entered = make_appointment(cast.service, cast.desk2)
    ticket = wait(cast, 1, citizen=cast.hong)

    assert list(my_sessions.appointments_of(cast.hong)) == [mine]
    assert list(my_sessions.appointments_of(AnonymousUser())) == []
    assert list(my_sessions.appointments_of(AnonymousUser(), [entered.ref])) == [entered]
    assert list(my_sessions.queue_tickets_of(cast.hong)) == [ticket]
    assert my_sessions.outcome_of(mine) is None


def test_the_catalogue_takes_three_queries(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        names = [
            [[service.code for service in department.services.all()] for department in departments]
            for departments in (agency.departments.all() for agency in services.catalogue())
        ]

    assert names == [[["mfds-foreign-matter"]], [["loc-passport"]]]
