"""A supervisor gives a session to another desk; the citizen keeps seat and place."""

import pytest

from counselling.domain import desks, disposition, queue_calling, reassigning, sessions
from counselling.domain.queries.board import load_board
from counselling.enums import Outcome, ParticipantRole
from counselling.exceptions import DeskBusy, DeskNotStaffed, SessionClosed
from counselling.models import CounsellingSession
from tests.cast import Cast
from tests.factories.queue import make_queue_ticket
from video.models import Seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(cast: Cast) -> CounsellingSession:
    desks.sit_down(cast.desk1, official=cast.kim)
    desks.sit_down(cast.desk2, official=cast.lee)
    make_queue_ticket(cast.service, name="박민원")
    called = queue_calling.call_next(cast.desk1, official=cast.kim)
    sessions.start_session(called, by=cast.kim)
    return called


def seat_of(session: CounsellingSession, role: ParticipantRole) -> Seat:
    return sessions.seat_of(session, role)


def test_a_reassigned_session_is_at_the_other_desk_in_the_same_call(
    cast: Cast, session: CounsellingSession
) -> None:
    citizen = seat_of(session, ParticipantRole.CITIZEN)
    before = seat_of(session, ParticipantRole.OFFICIAL)

    reassigning.reassign(session, to=cast.desk2, by=cast.park)

    host = seat_of(session, ParticipantRole.OFFICIAL)
    before.refresh_from_db()
    assert seat_of(session, ParticipantRole.CITIZEN) == citizen
    assert (host.name, host.may_moderate, host.call) == ("이담당", True, citizen.call)
    assert before.revoked_at is not None
    assert load_board(cast.desk1).session is None
    assert load_board(cast.desk2).session == session
    disposition.close_session(session, outcome=Outcome.ANSWERED, by=cast.lee)


def test_a_session_goes_only_where_an_official_is_free(
    cast: Cast, session: CounsellingSession
) -> None:
    with pytest.raises(DeskNotStaffed):
        reassigning.reassign(session, to=cast.civil_desk, by=cast.park)
    make_queue_ticket(cast.service)
    queue_calling.call_next(cast.desk2, official=cast.lee)
    with pytest.raises(DeskBusy):
        reassigning.reassign(session, to=cast.desk2, by=cast.park)
    session.refresh_from_db()
    assert session.desk == cast.desk1


def test_a_session_that_is_over_stays_where_it_was(cast: Cast, session: CounsellingSession) -> None:
    disposition.close_session(session, outcome=Outcome.ANSWERED, by=cast.kim)

    with pytest.raises(SessionClosed):
        reassigning.reassign(session, to=cast.desk2, by=cast.park)
