"""Joint sessions: two agencies, one call, one sheet, one lead."""

import pytest

from counselling.domain import (
    disposition,
    joint_outcomes,
    joint_sessions,
    queue,
    queue_calling,
    sessions,
    sheets,
    side_room,
)
from counselling.domain.written_record import Promised, Written
from counselling.enums import JointState, Outcome
from counselling.exceptions import AlreadyInvitedToSession, JointOver
from counselling.models import CounsellingSession, JointMember
from tests.cast import Cast
from tests.factories.appointments import make_appointment
from tests.factories.queue import make_queue_ticket
from video.models import Call, Seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

NAME_IN_CALL = "서담당 (서울특별시 서초구 민원여권과)"
ANSWERED = Written(
    outcome=Outcome.DOCUMENTS_NEEDED,
    citizen_note="위임장을 내세요.",
    promises=[Promised(side="citizen", text="위임장 내기", working_days=1)],
)


@pytest.fixture
def session(cast: Cast) -> CounsellingSession:
    ticket = make_queue_ticket(cast.service, name="박민원")
    session = queue_calling.call_this(cast.desk1, ticket, official=cast.kim)
    sessions.start_session(session, by=cast.kim)
    return session


@pytest.fixture
def member(cast: Cast, session: CounsellingSession) -> JointMember:
    """Seo of another agency, in the call beside kim."""
    member = joint_sessions.invite(session, cast.civil, reason="여권도 봐 주세요", by=cast.kim)
    joint_sessions.accept(member, official=cast.seo)
    joint_sessions.join(member, by=cast.seo)
    return member


def test_f6_the_other_official_sits_in_the_call_by_name_and_agency(session, member) -> None:
    seat = Seat.objects.get(ref=member.participant.seat_ref)

    assert seat.name == NAME_IN_CALL
    assert (seat.call.ref, seat.role, seat.may_moderate) == (session.call_ref, "official", False)
    assert member.state == JointState.JOINED


def test_f6_both_outcomes_stand_on_one_sheet_and_the_lead_ends(cast: Cast, session, member):
    joint_outcomes.write_outcome(member, ANSWERED, why="", by=cast.seo)

    disposition.close_session(session, outcome=Outcome.ANSWERED, by=cast.kim)

    content = session.sheets.get().content
    assert content["officials"] == [
        "식품의약품안전처 식품안전정책국 김담당 (주관)",
        "서울특별시 서초구 민원여권과 서담당",
    ]
    assert [(row["heading"], row["outcome"]) for row in content["results"]] == [
        ("식품의약품안전처 식품안전정책국", "상담을 마쳤습니다"),
        ("서울특별시 서초구 민원여권과", "서류를 더 내셔야 합니다"),
    ]
    assert content["results"][1]["notes"] == ["위임장을 내세요."]
    assert Call.objects.get().ended_at is not None


def test_what_is_written_after_the_end_is_a_new_version(cast: Cast, session, member) -> None:
    disposition.close_session(session, outcome=Outcome.ANSWERED, by=cast.kim)

    joint_outcomes.write_outcome(member, ANSWERED, why="서초구의 결과를 더함", by=cast.seo)

    assert [sheet.version for sheet in session.sheets.all()] == [1, 2]
    assert sheets.latest_sheet(session).content["corrects"] == "서초구의 결과를 더함"


def test_a_department_is_invited_once_and_not_by_itself(cast: Cast, session, member) -> None:
    for department in (cast.civil, cast.food):
        with pytest.raises(AlreadyInvitedToSession):
            joint_sessions.invite(session, department, reason="다시", by=cast.kim)


def test_of_two_who_accept_one_comes(cast: Cast, session) -> None:
    member = joint_sessions.invite(session, cast.civil, reason="함께", by=cast.kim)
    stale = JointMember.objects.get()
    joint_sessions.accept(member, official=cast.seo)

    with pytest.raises(JointOver):
        joint_sessions.accept(stale, official=cast.choi)


def test_who_was_invited_to_a_booking_comes_into_its_session(cast: Cast) -> None:
    appointment = make_appointment(cast.service, cast.desk1)
    member = joint_sessions.invite(appointment, cast.civil, reason="함께", by=cast.kim)
    joint_sessions.accept(member, official=cast.seo)

    ticket = queue.enter_for_appointment(appointment, now=appointment.starts_at)
    session = queue_calling.call_this(cast.desk1, ticket, official=cast.kim)

    member.refresh_from_db()
    assert member.session == session
    assert joint_sessions.join(member, by=cast.seo).call.ref == session.call_ref


def test_l7_the_officials_talk_among_themselves(session, member) -> None:
    side_room.set_apart(session, apart=True)
    apart = dict(Seat.objects.values_list("name", "on_hold"))
    side_room.set_apart(session, apart=False)

    assert apart == {
        "박민원": True,
        "김담당": False,
        "서담당 (서울특별시 서초구 민원여권과)": False,
    }
    assert not Seat.objects.filter(on_hold=True).exists()


def test_who_leaves_may_come_back_into_a_seat(cast: Cast, member) -> None:
    joint_sessions.leave(member, by=cast.seo)
    again = joint_sessions.join(JointMember.objects.get(), by=cast.seo)

    assert again.revoked_at is None
    assert Seat.objects.filter(name=again.name).count() == 2
