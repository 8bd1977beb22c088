"""A transfer that keeps the call: the citizen stays in one seat of one call."""

import datetime as dt

import pytest
import time_machine

from counselling.domain import handovers, queue_calling, sessions, transfer
from counselling.enums import (
    HandoverState,
    KeptCall,
    ParticipantRole,
    QueueTicketState,
    SessionState,
)
from counselling.exceptions import DeskBusy, HandoverOver, NotInCall
from counselling.models import CounsellingSession, Handover, QueueTicket
from tests.cast import Cast
from tests.factories.queue import make_queue_ticket
from video.models import Call, Seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]


@pytest.fixture
def ticket(cast: Cast) -> QueueTicket:
    """A person in a call with kim."""
    ticket = make_queue_ticket(cast.service, name="김이송")
    session = queue_calling.call_this(cast.desk1, ticket, official=cast.kim)
    sessions.start_session(session, by=cast.kim)
    return ticket


def hand_over(ticket: QueueTicket, cast: Cast, call: KeptCall = KeptCall.STAYS) -> Handover:
    moved = transfer.transfer(
        ticket, to=cast.passport, reason="여권 일입니다", context="사진 봄", by=cast.kim, call=call
    )
    return moved.handover


def test_f7_the_next_official_meets_the_citizen_in_the_same_seat(cast: Cast, ticket) -> None:
    since, seat = ticket.waiting_since, seat_of(ticket)
    handover = hand_over(ticket, cast)

    session = queue_calling.call_next(cast.civil_desk, official=cast.seo)
    sessions.start_session(session, by=cast.seo)
    handovers.leave(handover, by=cast.kim)

    ticket.refresh_from_db()
    call = Call.objects.get()
    there = set(call.seats.filter(revoked_at=None).values_list("name", flat=True))
    assert (ticket.waiting_since, seat_of(ticket)) == (since, seat)
    assert (session.call_ref, call.ended_at) == (call.ref, None)
    assert there == {"김이송", "서담당"}
    assert reread(handover).state == HandoverState.TAKEN
    assert session.queue_ticket.transfers.get().context == "사진 봄"


def test_the_first_official_may_go_at_once(cast: Cast, ticket) -> None:
    handover = hand_over(ticket, cast, KeptCall.LEAVES)

    session = handover.from_session
    free = Seat.objects.get(name="김담당").revoked_at
    assert (session.state, free is not None) == (SessionState.CLOSED, True)
    assert Call.objects.get().ended_at is None


def test_who_hands_over_calls_nobody_until_they_have_gone(cast: Cast, ticket) -> None:
    make_queue_ticket(cast.service, name="다음", holder="browser:next")
    handover = hand_over(ticket, cast)

    with pytest.raises(DeskBusy):
        queue_calling.call_next(cast.desk1, official=cast.kim)
    handovers.leave(handover, by=cast.kim)
    assert queue_calling.call_next(cast.desk1, official=cast.kim).queue_ticket.name == "다음"


def test_the_first_official_takes_the_citizen_back(cast: Cast, ticket) -> None:
    number = ticket.number
    handover = hand_over(ticket, cast)

    handovers.take_back(handover, by=cast.kim)

    ticket.refresh_from_db()
    assert (ticket.state, ticket.desk, ticket.number) == ("in_session", cast.desk1, number)
    assert (ticket.line, ticket.service) == (cast.line, cast.service)
    assert reread(handover).state == HandoverState.TAKEN_BACK
    assert sessions.open_session_of(ticket) == handover.from_session


def test_nobody_is_taken_back_who_was_called(cast: Cast, ticket) -> None:
    handover = hand_over(ticket, cast)
    queue_calling.call_next(cast.civil_desk, official=cast.seo)

    with pytest.raises(HandoverOver):
        handovers.take_back(handover, by=cast.kim)


def test_when_nobody_comes_the_place_in_the_line_is_kept(cast: Cast, ticket) -> None:
    since = ticket.waiting_since
    handover = hand_over(ticket, cast, KeptCall.LEAVES)

    early = handovers.lapse_overdue()
    late = handovers.lapse_overdue(now=handover.expires_at)

    ticket.refresh_from_db()
    assert (early, late) == (0, 1)
    assert (ticket.state, ticket.waiting_since) == (QueueTicketState.WAITING, since)
    assert ticket.line == cast.civil.line
    assert Call.objects.get().end_reason == "transferred"
    assert reread(handover).state == HandoverState.LAPSED


def test_while_the_first_official_is_there_nobody_is_cut_off(cast: Cast, ticket) -> None:
    handover = hand_over(ticket, cast)

    with time_machine.travel(handover.expires_at + dt.timedelta(minutes=1), tick=False):
        assert handovers.lapse_overdue() == 0
        handovers.leave(handover, by=cast.kim)

    assert reread(handover).state == HandoverState.LAPSED
    assert Call.objects.get().ended_at is not None


def test_a_call_put_back_leaves_the_citizen_in_it(cast: Cast, ticket) -> None:
    hand_over(ticket, cast)
    queue_calling.call_next(cast.civil_desk, official=cast.seo)
    ticket.refresh_from_db()

    queue_calling.put_back(ticket, by=cast.seo)
    again = queue_calling.call_next(cast.civil_desk, official=cast.seo)

    assert Call.objects.get().ended_at is None
    assert again.call_ref == Call.objects.get().ref
    assert Seat.objects.filter(name="서담당", revoked_at=None).count() == 1


def test_a_call_that_is_over_cannot_be_kept(cast: Cast, ticket) -> None:
    Call.objects.update(ended_at=dt.datetime.now(dt.UTC), end_reason="empty")

    with pytest.raises(NotInCall):
        hand_over(ticket, cast)

    ticket.refresh_from_db()
    assert ticket.state == QueueTicketState.IN_SESSION


def seat_of(ticket: QueueTicket) -> str:
    """Return the seat of the citizen in the last session of the ticket."""
    session: CounsellingSession = ticket.counselling_sessions.order_by("-pk")[0]
    return session.participants.get(role=ParticipantRole.CITIZEN).seat_ref


def reread(handover: Handover) -> Handover:
    return Handover.objects.get(pk=handover.pk)
