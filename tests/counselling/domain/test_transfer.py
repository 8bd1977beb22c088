"""Handing people to where they belong; what routing learns from it."""

import pytest

from counselling.domain import queue, queue_calling, routing_corrections, sessions, transfer
from counselling.domain.catalogue import load_catalogue
from counselling.domain.routing import route
from counselling.enums import AppointmentState, QueueTicketState, SessionState
from counselling.exceptions import AlreadyWaiting, LineClosed, TicketTaken
from counselling.models import Line, QueueTicketChange, RoutingCorrection
from tests.cast import Cast
from tests.factories.appointments import make_appointment
from tests.factories.queue import make_queue_ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

REASON = "여권은 민원여권과에서 담당합니다."


def test_a_transfer_keeps_the_waiting_time_and_the_ticket(cast: Cast) -> None:
    ticket = make_queue_ticket(cast.service)
    since = ticket.waiting_since

    transfer.transfer(ticket, to=cast.passport, reason=REASON, by=cast.kim)

    ticket.refresh_from_db()
    assert (ticket.line, ticket.service) == (cast.civil.line, cast.passport)
    assert (ticket.state, ticket.waiting_since) == (QueueTicketState.WAITING, since)
    assert queue_calling.waiting_for(cast.civil_desk).get() == ticket
    assert QueueTicketChange.objects.filter(queue_ticket=ticket, why__contains="transfer").exists()


def test_a_transfer_out_of_a_call_ends_the_session_without_an_outcome(cast: Cast) -> None:
    ticket = make_queue_ticket(cast.service)
    session = queue_calling.call_this(cast.desk1, ticket, official=cast.kim)
    sessions.start_session(session, by=cast.kim)

    moved = transfer.transfer(
        ticket, to=cast.passport, reason=REASON, context="서류를 봤습니다.", by=cast.kim
    )

    session.refresh_from_db()
    assert (session.state, session.dispositions.count()) == (SessionState.CLOSED, 0)
    assert moved.session == session
    assert session.staff_notes.get().text == "서류를 봤습니다."
    again = queue_calling.call_next(cast.civil_desk, official=cast.seo)
    assert again.queue_ticket == ticket


def test_an_appointment_goes_on_at_the_other_desk(cast: Cast) -> None:
    appointment = make_appointment(cast.service, cast.desk1)
    ticket = queue.enter_for_appointment(appointment, now=appointment.starts_at)
    session = queue_calling.call_this(cast.desk1, ticket, official=cast.kim)
    sessions.start_session(session, by=cast.kim)

    transfer.transfer(ticket, to=cast.passport, reason=REASON, by=cast.kim)
    again = queue_calling.call_next(cast.civil_desk, official=cast.seo)
    sessions.start_session(again, by=cast.seo)

    appointment.refresh_from_db()
    assert appointment.state == AppointmentState.IN_SESSION


def test_nobody_is_transferred_to_a_closed_line_or_twice_or_when_gone(cast: Cast) -> None:
    ticket = make_queue_ticket(cast.service, holder="browser:one")
    gone = make_queue_ticket(cast.service, holder="browser:two")
    queue.leave(gone)
    with pytest.raises(TicketTaken):
        transfer.transfer(gone, to=cast.passport, reason=REASON, by=cast.kim)
    make_queue_ticket(cast.passport, holder="browser:one")
    with pytest.raises(AlreadyWaiting):
        transfer.transfer(ticket, to=cast.passport, reason=REASON, by=cast.kim)
    cast.civil_desk.is_open = False
    cast.civil_desk.save()
    with pytest.raises(LineClosed):
        transfer.transfer(ticket, to=cast.passport, reason=REASON, by=cast.kim)
    ticket.refresh_from_db()
    assert ticket.line == Line.objects.get(department=cast.food)


def test_some_transfers_alike_turn_where_the_words_lead_and_one_does_not() -> None:
    load_catalogue()
    words, elsewhere = "아파트 주차장에 버려진 차가 있어요", "과자에서 벌레가 나왔어요"
    first, second = (match.service.code for match in route(words)[:2])
    untouched = [match.service.code for match in route(elsewhere)]

    routing_corrections.learn(words, found=first, right=second)
    assert route(words)[0].service.code == first
    for _again in range(12):
        routing_corrections.learn(words, found=first, right=second)

    assert route(words)[0].service.code == second
    assert [match.service.code for match in route(elsewhere)] == untouched


def test_unknown_words_and_services_teach_nothing() -> None:
    load_catalogue()

    assert routing_corrections.learn("과자에서 벌레", found="no-such", right="loc-passport") == 0
    assert RoutingCorrection.objects.count() == 0
