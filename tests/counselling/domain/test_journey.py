"""The booked journey through the domain alone: hold, confirm, enter, call, talk, close, read."""

import datetime as dt

import pytest
import time_machine

from counselling.domain import disposition, entry_codes, queue, queue_calling, reservation, sessions
from counselling.domain.desks import sit_down
from counselling.domain.queries.my_sessions import outcome_of
from counselling.enums import (
    AppointmentState,
    Outcome,
    ParticipantRole,
    QueueTicketState,
    SessionState,
)
from counselling.models import Notice
from counselling.timetable.days import KST
from tests.cast import Cast
from video.models import Call

TEN = dt.datetime(2026, 11, 24, 10, 0, tzinfo=KST)


@pytest.mark.django_db
def test_a_booked_citizen_reads_the_outcome_with_the_code_they_booked_with(cast: Cast) -> None:
    with time_machine.travel(TEN, tick=False) as clock:
        appointment = reservation.hold_slot(cast.service, starts_at=TEN + dt.timedelta(hours=1))
        code = reservation.confirm(appointment, name="홍 길동", phone="01012345678")
        clock.shift(dt.timedelta(minutes=55))

        entered = entry_codes.redeem("홍길동", code, network="192.0.2.1")
        assert entered == appointment
        ticket = queue.enter_for_appointment(entered)
        sit_down(cast.desk1, official=cast.kim)
        session = queue_calling.call_next(cast.desk1, official=cast.kim)
        assert session.queue_ticket == ticket
        assert sessions.seat_of(session, ParticipantRole.CITIZEN).name == "홍 길동"
        sessions.start_session(session, by=cast.kim)
        disposition.close_session(
            session, outcome=Outcome.ANSWERED, by=cast.kim, citizen_note="사진을 보내 주세요."
        )

        again = entry_codes.redeem("홍길동", code, network="192.0.2.1")
        outcome = outcome_of(again)
        assert outcome is not None
        assert outcome.disposition.outcome == Outcome.ANSWERED
        assert [note.text for note in outcome.notes] == ["사진을 보내 주세요."]
        again.refresh_from_db()
        ticket.refresh_from_db()
        assert (again.state, ticket.state) == (AppointmentState.DONE, QueueTicketState.DONE)
        assert session.state == SessionState.CLOSED
        assert Call.objects.get(ref=session.call_ref).ended_at is not None
        assert list(Notice.objects.values_list("kind", flat=True).order_by("pk")) == [
            "appointment_confirmed",
            "reminder_soon",
            "session_closed",
        ]
