import datetime as dt

import pytest
from django.utils import timezone

from counselling.domain import entry_codes, line_suspension, queue
from counselling.domain.queue import take_queue_ticket
from counselling.enums import AppointmentState, PriorityClass, QueueTicketState
from counselling.exceptions import AlreadyWaiting, LineClosed, LineSuspended, StateChanged, TooEarly
from counselling.models import QueueTicket
from counselling.timetable.days import KST
from tests.cast import Cast
from tests.factories.appointments import make_appointment
from tests.factories.queue import make_queue_ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

MINUTE = dt.timedelta(minutes=1)


def take(cast: Cast, holder: str = "browser:a", **fields: object) -> QueueTicket:
    fields.setdefault("name", "김민원")
    return take_queue_ticket(cast.service, holder=holder, **fields).queue_ticket


def test_numbers_count_from_one_each_day_in_each_line(cast: Cast) -> None:
    tomorrow = timezone.now() + dt.timedelta(days=1)

    numbers = [take(cast, "browser:a").number, take(cast, "browser:b").number]
    passport = take_queue_ticket(cast.passport, holder="browser:a", name="김민원").queue_ticket
    next_day = take(cast, "browser:c", now=tomorrow)

    assert (numbers, passport.number, next_day.number) == ([1, 2], 1, 1)


def test_a_walk_in_gets_a_code(cast: Cast) -> None:
    taken = take_queue_ticket(cast.service, holder="browser:a", name="김민원")

    assert entry_codes.redeem("김민원", taken.code, network="a") == taken.queue_ticket


def test_the_same_person_gets_their_place_back_instead_of_a_second(cast: Cast) -> None:
    ticket = take(cast)

    with pytest.raises(AlreadyWaiting) as refused:
        take(cast)
    assert refused.value.queue_ticket == ticket


@pytest.mark.parametrize(
    ("now", "reopens_at"),
    [
        (dt.datetime(2026, 11, 24, 8, 0), dt.datetime(2026, 11, 24, 9, 0)),
        (dt.datetime(2026, 11, 24, 12, 30), dt.datetime(2026, 11, 24, 13, 0)),
        (dt.datetime(2026, 11, 28, 10, 0), dt.datetime(2026, 11, 30, 9, 0)),
    ],
)
def test_a_closed_line_says_when_it_reopens(
    cast: Cast, now: dt.datetime, reopens_at: dt.datetime
) -> None:
    with pytest.raises(LineClosed) as refused:
        take(cast, now=now.replace(tzinfo=KST))
    assert refused.value.reopens_at == reopens_at.replace(tzinfo=KST)


def test_a_suspended_line_takes_nobody_new_and_says_so(cast: Cast) -> None:
    ticket = take(cast)
    line_suspension.suspend_line(cast.line, by=cast.kim, text_ko="화재 경보로 잠시 멈춥니다.")

    with pytest.raises(LineSuspended, match="화재 경보"):
        take(cast, "browser:b")
    ticket.refresh_from_db()
    assert ticket.state == QueueTicketState.WAITING
    line_suspension.resume_line(cast.line, by=cast.kim)
    assert take(cast, "browser:b").number == 2


def test_entering_for_an_appointment_takes_a_place_before_walk_ins(cast: Cast) -> None:
    appointment = make_appointment(cast.service, cast.desk1)

    ticket = queue.enter_for_appointment(appointment)

    assert ticket.priority == PriorityClass.APPOINTMENT
    assert appointment.state == AppointmentState.ENTERED
    assert queue.enter_for_appointment(appointment) == ticket


def test_waiting_counts_from_the_appointed_time(cast: Cast) -> None:
    starts_at = timezone.now() + 10 * MINUTE
    appointment = make_appointment(cast.service, cast.desk1, starts_at=starts_at)

    assert queue.enter_for_appointment(appointment).waiting_since == starts_at


def test_nobody_enters_too_early_or_after_cancelling(cast: Cast) -> None:
    early = make_appointment(cast.service, cast.desk1, starts_at=timezone.now() + 11 * MINUTE)
    cancelled = make_appointment(cast.service, cast.desk2, state=AppointmentState.CANCELLED)

    with pytest.raises(TooEarly):
        queue.enter_for_appointment(early)
    with pytest.raises(StateChanged):
        queue.enter_for_appointment(cancelled)


def test_leaving_gives_the_place_up(cast: Cast) -> None:
    ticket = take(cast)

    queue.leave(ticket)

    assert ticket.state == QueueTicketState.LEFT
    assert take(cast).number == 2


def test_leaving_the_waiting_room_keeps_the_appointment(cast: Cast) -> None:
    appointment = make_appointment(cast.service, cast.desk1)
    first = queue.enter_for_appointment(appointment)

    queue.leave(first)

    appointment.refresh_from_db()
    assert appointment.state == AppointmentState.CONFIRMED
    assert queue.enter_for_appointment(appointment) != first


def test_who_is_at_a_desk_does_not_leave_the_line(cast: Cast) -> None:
    ticket = make_queue_ticket(cast.service, state=QueueTicketState.CALLED, desk=cast.desk1)

    with pytest.raises(StateChanged):
        queue.leave(ticket)


def test_a_missed_person_comes_back_to_their_old_place(cast: Cast) -> None:
    since = timezone.now() - 20 * MINUTE
    ticket = make_queue_ticket(cast.service, state=QueueTicketState.MISSED, waiting_since=since)

    queue.return_to_line(ticket)

    ticket.refresh_from_db()
    assert (ticket.state, ticket.waiting_since) == (QueueTicketState.WAITING, since)
