"""Coming into another official's session: seen by everybody in it, and written down."""

import pytest

from counselling.domain import disposition, joining_in, queue_calling
from counselling.enums import Outcome, ParticipantRole
from counselling.exceptions import NoCallToJoin
from counselling.models import AccessLog, CounsellingSession
from tests.cast import Cast
from tests.factories.queue import make_queue_ticket
from video import calls
from video.browser_messages import call_state
from video.models import Call, Seat

pytestmark = pytest.mark.django_db

LISTENER, COLLEAGUE = ParticipantRole.LISTENER, ParticipantRole.COLLEAGUE


@pytest.fixture
def session(cast: Cast) -> CounsellingSession:
    make_queue_ticket(cast.service, name="박민원")
    return queue_calling.call_next(cast.desk1, official=cast.kim)


def come(session: CounsellingSession, cast: Cast, role: ParticipantRole) -> Seat:
    return joining_in.come_along(session, by=cast.park, reason="상담 품질 확인", role=role)


def shown(session: CounsellingSession) -> list[tuple[str, str]]:
    """What every browser of the call is told of the people in it."""
    seats = call_state(Call.objects.get(ref=session.call_ref))["seats"]
    return [(seat["name"], seat["role"]) for seat in seats]


def test_a_listener_is_shown_to_everybody_and_can_only_hear(
    cast: Cast, session: CounsellingSession
) -> None:
    seat = come(session, cast, LISTENER)

    assert ("박책임", "listener") in shown(session)
    may = calls.may_of(seat)
    assert (may.publish, may.share_screen, may.receive) == (False, False, True)
    assert seat.may_moderate is False


def test_a_colleague_takes_part_but_is_not_the_host(
    cast: Cast, session: CounsellingSession
) -> None:
    seat = come(session, cast, COLLEAGUE)

    assert ("박책임", "official") in shown(session)
    assert (seat.may_publish, seat.may_moderate) == (True, False)


def test_coming_along_is_one_row_of_the_access_log(cast: Cast, session: CounsellingSession) -> None:
    come(session, cast, LISTENER)

    row = AccessLog.objects.get()
    assert (row.actor, row.kind, row.whose) == (cast.park, "listened_in", "박민원")
    assert row.reason == "상담 품질 확인"


def test_coming_again_keeps_the_seat_and_another_role_changes_it(
    cast: Cast, session: CounsellingSession
) -> None:
    first = come(session, cast, LISTENER)
    again = come(session, cast, LISTENER)
    other = come(session, cast, COLLEAGUE)

    first.refresh_from_db()
    assert again == first
    assert (other == first, first.revoked_at is not None) == (False, True)
    assert [name for name, _role in shown(session)].count("박책임") == 1


def test_nobody_comes_into_a_session_that_is_over(cast: Cast, session: CounsellingSession) -> None:
    disposition.close_session(session, outcome=Outcome.ANSWERED, by=cast.kim)

    with pytest.raises(NoCallToJoin):
        come(session, cast, COLLEAGUE)
