import datetime as dt

import pytest
from django.utils import timezone

from counselling.domain import queue, queue_calling, queue_setting_aside, sessions
from counselling.enums import ParticipantRole, QueueTicketState, SessionState
from counselling.exceptions import DeskBusy, NobodyWaiting, StateChanged, TicketTaken
from counselling.models import CounsellingSession, QueueTicket, QueueTicketChange
from tests.cast import Cast
from tests.factories.agencies import make_service
from tests.factories.appointments import make_appointment
from tests.factories.queue import make_queue_ticket
from video.models import Call

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

MINUTE = dt.timedelta(minutes=1)


def call(cast: Cast) -> CounsellingSession:
    return queue_calling.call_next(cast.desk1, official=cast.kim)


def test_who_waits_longest_is_next(cast: Cast) -> None:
    make_queue_ticket(cast.service, waiting_since=timezone.now() - 5 * MINUTE)
    longest = make_queue_ticket(cast.service, waiting_since=timezone.now() - 9 * MINUTE)

    assert call(cast).queue_ticket == longest


def test_an_appointment_comes_before_walk_ins(cast: Cast) -> None:
    make_queue_ticket(cast.service, waiting_since=timezone.now() - 50 * MINUTE)
    ticket = queue.enter_for_appointment(make_appointment(cast.service, cast.desk1))

    assert call(cast).queue_ticket == ticket


def test_call_next_skips_services_the_desk_does_not_serve(cast: Cast) -> None:
    other = make_service(cast.food, "mfds-haccp")
    cast.desk1.services.remove(other)
    make_queue_ticket(other, waiting_since=timezone.now() - 50 * MINUTE)
    mine = make_queue_ticket(cast.service)

    assert call(cast).queue_ticket == mine


@pytest.mark.parametrize("state", [QueueTicketState.PARKED, QueueTicketState.MISSED])
def test_call_next_skips_parked_and_missed_people_but_call_this_does_not(
    cast: Cast, state: str
) -> None:
    ticket = make_queue_ticket(cast.service, state=state)

    with pytest.raises(NobodyWaiting):
        call(cast)
    queue_calling.call_this(cast.desk1, ticket, official=cast.kim)
    assert ticket.state == QueueTicketState.CALLED


def test_calling_opens_a_session_with_a_call_and_two_seats(cast: Cast) -> None:
    ticket = make_queue_ticket(cast.service, name="김민원")

    session = call(cast)

    assert (session.state, session.official, session.desk) == ("open", cast.kim, cast.desk1)
    citizen = sessions.seat_of(session, ParticipantRole.CITIZEN)
    official = sessions.seat_of(session, ParticipantRole.OFFICIAL)
    assert (citizen.name, citizen.role, citizen.may_moderate) == ("김민원", "citizen", False)
    assert (official.name, official.role, official.may_moderate) == ("김담당", "official", True)
    assert citizen.call.ref == session.call_ref
    assert sessions.open_session_of(ticket) == session


def test_a_desk_calls_one_person_at_a_time(cast: Cast) -> None:
    make_queue_ticket(cast.service)
    make_queue_ticket(cast.service)
    call(cast)

    with pytest.raises(DeskBusy):
        call(cast)


def test_a_person_is_called_by_one_official(cast: Cast) -> None:
    ticket = make_queue_ticket(cast.service)
    seen_by_lee = QueueTicket.objects.get(pk=ticket.pk)
    queue_calling.call_this(cast.desk1, ticket, official=cast.kim)

    with pytest.raises(TicketTaken):
        queue_calling.call_this(cast.desk2, seen_by_lee, official=cast.lee)
    assert CounsellingSession.objects.count() == 1


def test_putting_back_keeps_the_place_and_ends_the_call(cast: Cast) -> None:
    since = timezone.now() - 9 * MINUTE
    ticket = make_queue_ticket(cast.service, waiting_since=since)
    session = call(cast)
    ticket.refresh_from_db()

    queue_calling.put_back(ticket, by=cast.kim)

    ticket.refresh_from_db()
    assert (ticket.state, ticket.desk, ticket.waiting_since) == ("waiting", None, since)
    session.refresh_from_db()
    assert session.state == SessionState.CLOSED
    assert Call.objects.get(ref=session.call_ref).ended_at is not None
    assert call(cast).queue_ticket == ticket


def test_who_does_not_come_is_missed_and_counted(cast: Cast) -> None:
    ticket = make_queue_ticket(cast.service)
    call(cast)
    ticket.refresh_from_db()

    queue_calling.mark_missed(ticket, by=cast.kim)

    ticket.refresh_from_db()
    assert (ticket.state, ticket.times_missed) == (QueueTicketState.MISSED, 1)


def test_who_is_already_in_session_is_neither_missed_nor_put_back(cast: Cast) -> None:
    ticket = make_queue_ticket(cast.service)
    session = call(cast)
    sessions.start_session(session, by=cast.kim)
    ticket.refresh_from_db()

    with pytest.raises(StateChanged):
        queue_calling.mark_missed(ticket, by=cast.kim)
    with pytest.raises(StateChanged):
        queue_calling.put_back(ticket, by=cast.kim)


def test_a_parked_person_resumes_at_the_old_place(cast: Cast) -> None:
    first = make_queue_ticket(cast.service, waiting_since=timezone.now() - 9 * MINUTE)
    make_queue_ticket(cast.service, waiting_since=timezone.now() - 5 * MINUTE)
    queue_setting_aside.park(first, by=cast.kim, why="서류를 찾는 중")

    queue_setting_aside.resume(first, by=cast.kim)

    assert call(cast).queue_ticket == first
    steps = QueueTicketChange.objects.filter(queue_ticket=first).order_by("pk")
    assert [step.to_state for step in steps] == ["parked", "waiting", "called"]
    assert steps[0].why == "서류를 찾는 중"
