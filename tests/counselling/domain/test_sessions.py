import datetime as dt

import pytest
from django.utils import timezone

from counselling.domain import disposition, queue, queue_calling, sessions
from counselling.domain.queries.my_sessions import outcome_of
from counselling.enums import Outcome, ParticipantRole, SessionState
from counselling.exceptions import OutcomeMissing, SessionClosed
from counselling.models import (
    Appointment,
    CitizenNote,
    CounsellingSession,
    EntryCode,
    SessionChange,
    StaffNote,
)
from counselling.timetable.days import KST
from tests.cast import Cast
from tests.factories.appointments import make_appointment
from tests.factories.queue import make_queue_ticket
from video import calls
from video.models import Call, CallEvent
from video.receivers import tell_receivers

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(cast: Cast) -> CounsellingSession:
    make_queue_ticket(cast.service)
    return queue_calling.call_next(cast.desk1, official=cast.kim)


def tell(session: CounsellingSession, role: ParticipantRole, kind: str) -> None:
    """Let the relay say something of a seat, the way call_events does."""
    seat = sessions.seat_of(session, role)
    event = CallEvent.objects.create(
        call=seat.call,
        seat=seat,
        epoch=1,
        sequence=CallEvent.objects.count() + 1,
        type=kind,
        happened_at=timezone.now(),
    )
    tell_receivers(event)


def test_the_official_joining_starts_the_session(cast: Cast, session: CounsellingSession) -> None:
    sessions.start_session(session, by=cast.kim)

    assert session.queue_ticket is not None
    session.queue_ticket.refresh_from_db()
    assert session.queue_ticket.state == "in_session"
    sessions.start_session(session, by=cast.kim)


def test_starting_assigns_the_official_to_the_appointment(cast: Cast) -> None:
    queue.enter_for_appointment(make_appointment(cast.service, cast.desk2))
    session = queue_calling.call_next(cast.desk1, official=cast.kim)

    sessions.start_session(session, by=cast.kim)

    appointment = Appointment.objects.get()
    assert (appointment.state, appointment.official) == ("in_session", cast.kim)


def test_media_of_one_side_makes_the_session_live_once_both_are_there(
    session: CounsellingSession,
) -> None:
    tell(session, ParticipantRole.OFFICIAL, "seat_connected")
    tell(session, ParticipantRole.OFFICIAL, "media_received")
    session.refresh_from_db()
    assert session.state == SessionState.OPEN

    tell(session, ParticipantRole.CITIZEN, "seat_connected")
    tell(session, ParticipantRole.OFFICIAL, "media_received")
    session.refresh_from_db()
    assert session.state == SessionState.LIVE
    assert session.live_at is not None


@pytest.mark.parametrize(
    ("kind", "state"),
    [("seat_connected", "connected"), ("seat_weak", "weak"), ("seat_lost", "lost")],
)
def test_participants_follow_the_relay(session: CounsellingSession, kind: str, state: str) -> None:
    tell(session, ParticipantRole.CITIZEN, kind)

    participant = session.participants.get(role=ParticipantRole.CITIZEN)
    assert participant.state == state


def test_leaving_the_call_does_not_end_the_session(session: CounsellingSession) -> None:
    tell(session, ParticipantRole.CITIZEN, "seat_left")

    citizen = session.participants.get(role=ParticipantRole.CITIZEN)
    assert (citizen.state, citizen.left_at is None) == ("left", False)
    session.refresh_from_db()
    assert session.state == SessionState.OPEN


def test_events_of_no_concern_touch_nothing(session: CounsellingSession) -> None:
    tell(session, ParticipantRole.CITIZEN, "figures")

    participant = session.participants.get(role=ParticipantRole.CITIZEN)
    assert participant.state == "invited"


def test_a_person_who_was_put_back_meanwhile_is_not_joined(
    cast: Cast, session: CounsellingSession
) -> None:
    seen = CounsellingSession.objects.select_related("queue_ticket").get(pk=session.pk)
    assert session.queue_ticket is not None
    queue_calling.put_back(session.queue_ticket, by=cast.kim)

    with pytest.raises(SessionClosed):
        sessions.start_session(seen, by=cast.kim)


def test_a_session_that_broke_off_says_so(cast: Cast, session: CounsellingSession) -> None:
    disposition.close_session(session, outcome=Outcome.TECHNICAL, by=cast.kim)

    assert Call.objects.get(ref=session.call_ref).end_reason == "technical"


def test_events_of_calls_that_are_no_session_are_left_alone(cast: Cast) -> None:
    seat = calls.open_echo_call(name="장비 확인")
    event = CallEvent.objects.create(
        call=seat.call,
        seat=seat,
        epoch=1,
        sequence=1,
        type="media_received",
        happened_at=timezone.now(),
    )

    tell_receivers(event)


def test_closing_writes_the_outcome_and_ends_everything(
    cast: Cast, session: CounsellingSession
) -> None:
    sessions.start_session(session, by=cast.kim)

    disposition.close_session(
        session,
        outcome=Outcome.DOCUMENTS_NEEDED,
        by=cast.kim,
        citizen_note=" 영수증을 보내 주세요. ",
        staff_note="포장지 사진 있음",
    )

    ticket = session.queue_ticket
    assert ticket is not None
    ticket.refresh_from_db()
    assert (session.state, ticket.state) == ("closed", "done")
    assert Call.objects.get(ref=session.call_ref).ended_at is not None
    assert CitizenNote.objects.get().text == "영수증을 보내 주세요."
    assert StaffNote.objects.get().text == "포장지 사진 있음"
    outcome = outcome_of(ticket)
    assert outcome is not None
    assert outcome.disposition.outcome == Outcome.DOCUMENTS_NEEDED
    assert [note.text for note in outcome.notes] == ["영수증을 보내 주세요."]


def test_an_outcome_must_be_chosen(cast: Cast, session: CounsellingSession) -> None:
    with pytest.raises(OutcomeMissing):
        disposition.close_session(session, outcome="", by=cast.kim)
    session.refresh_from_db()
    assert session.state == SessionState.OPEN


def test_a_session_is_closed_once(cast: Cast, session: CounsellingSession) -> None:
    again = CounsellingSession.objects.get(pk=session.pk)
    disposition.close_session(session, outcome=Outcome.ANSWERED, by=cast.kim)

    with pytest.raises(SessionClosed):
        disposition.close_session(again, outcome=Outcome.REFERRED, by=cast.kim)
    with pytest.raises(SessionClosed):
        sessions.start_session(session, by=cast.kim)
    with pytest.raises(SessionClosed):
        sessions.seat_of(session, ParticipantRole.CITIZEN)


def test_the_code_of_a_closed_session_has_an_end(cast: Cast) -> None:
    taken = queue.take_queue_ticket(
        cast.service, holder="browser:a", name="김민원", now=_open_hour()
    )
    session = queue_calling.call_next(cast.desk1, official=cast.kim)

    disposition.close_session(session, outcome=Outcome.ANSWERED, by=cast.kim)

    code = EntryCode.objects.get(queue_ticket=taken.queue_ticket)
    assert session.closed_at is not None
    assert code.valid_until == session.closed_at + dt.timedelta(days=7)


def test_the_history_says_who_and_why(cast: Cast, session: CounsellingSession) -> None:
    tell(session, ParticipantRole.OFFICIAL, "seat_connected")
    tell(session, ParticipantRole.CITIZEN, "seat_connected")
    tell(session, ParticipantRole.CITIZEN, "media_received")
    session.refresh_from_db()
    disposition.close_session(session, outcome=Outcome.ANSWERED, by=cast.kim)

    steps = SessionChange.objects.order_by("pk")
    assert [(step.to_state, step.actor, step.why) for step in steps] == [
        ("open", cast.kim, ""),
        ("live", None, "media received"),
        ("closed", cast.kim, "answered"),
    ]


def _open_hour() -> dt.datetime:
    return dt.datetime(2026, 11, 24, 10, 0, tzinfo=KST)
