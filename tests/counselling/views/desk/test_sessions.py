"""Joining the call of a session, and ending it."""

import pytest

from counselling.domain import disposition
from counselling.enums import Outcome, ParticipantRole, QueueTicketState, SessionState
from counselling.models import CitizenNote, Disposition, StaffNote
from tests.cast import Cast
from tests.counselling.views.desk.conftest import signed_in
from video.browser_seats import SESSION_KEY
from video.models import Call

pytestmark = pytest.mark.django_db

TYPED = {"outcome": "answered", "citizen_note": "신고서를 내세요.", "staff_note": "사진 2장 확인"}
HTMX = {"HX-Request": "true"}


def test_join_gives_this_browser_the_seat_of_the_official(cast: Cast, kim, called):
    answer = kim.post(f"/desk/people/{called.ref}/join/")

    session = called.counselling_sessions.get()
    official = session.participants.get(role=ParticipantRole.OFFICIAL)
    called.refresh_from_db()
    assert answer["Location"] == f"/desk/{cast.desk1.pk}/?join=auto"
    assert kim.session[SESSION_KEY] == {session.call_ref: official.seat_ref}
    assert called.state == QueueTicketState.IN_SESSION


def test_join_again_brings_the_call_to_another_browser(cast: Cast, session):
    other = signed_in(cast.kim)

    other.post(f"/desk/people/{session.queue_ticket.ref}/join/")

    assert list(other.session[SESSION_KEY]) == [session.call_ref]


def test_join_says_that_the_session_is_over(cast: Cast, kim, session):
    disposition.close_session(session, outcome=Outcome.ANSWERED, by=cast.kim)

    answer = kim.post(f"/desk/people/{session.queue_ticket.ref}/join/", follow=True)

    assert "이미 끝난 상담입니다." in answer.content.decode()


def test_end_closes_with_outcome_and_both_notes_apart(cast: Cast, kim, session):
    answer = kim.post(f"/desk/sessions/{session.ref}/end/", TYPED)

    session.refresh_from_db()
    assert answer["Location"] == f"/desk/{cast.desk1.pk}/"
    assert session.state == SessionState.CLOSED
    assert Disposition.objects.get().outcome == Outcome.ANSWERED
    assert CitizenNote.objects.get().text == "신고서를 내세요."
    assert StaffNote.objects.get().text == "사진 2장 확인"
    assert Call.objects.get(ref=session.call_ref).ended_at is not None


def test_end_leads_the_page_on_when_htmx_asked(cast: Cast, kim, session):
    answer = kim.post(f"/desk/sessions/{session.ref}/end/", TYPED, headers=HTMX)

    assert answer["HX-Redirect"] == f"/desk/{cast.desk1.pk}/"


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_end_without_outcome_keeps_what_was_typed(cast: Cast, kim, session, headers):
    typed = {**TYPED, "outcome": ""}

    answer = kim.post(f"/desk/sessions/{session.ref}/end/", typed, headers=headers)

    session.refresh_from_db()
    page = answer.content.decode()
    assert session.state == SessionState.OPEN
    assert "처리 결과를 골라 주세요." in page
    assert "신고서를 내세요." in page
    assert "사진 2장 확인" in page


def test_end_answers_htmx_with_the_form_alone(cast: Cast, kim, session):
    answer = kim.post(f"/desk/sessions/{session.ref}/end/", {}, headers=HTMX)

    assert "<html" not in answer.content.decode()
    assert 'data-behaviour="call-stage"' not in answer.content.decode()


def test_end_of_a_closed_session_keeps_what_was_typed_and_shows_a_way_on(cast: Cast, kim, session):
    disposition.close_session(session, outcome=Outcome.FOLLOW_UP, by=cast.kim)

    answer = kim.post(f"/desk/sessions/{session.ref}/end/", TYPED)

    page = answer.content.decode()
    assert "이미 끝난 상담입니다." in page
    assert "신고서를 내세요." in page
    assert f'href="/desk/{cast.desk1.pk}/"' in page
    assert Disposition.objects.get().outcome == Outcome.FOLLOW_UP


def test_supervisor_of_the_department_may_end_the_session(cast: Cast, session):
    answer = signed_in(cast.park).post(f"/desk/sessions/{session.ref}/end/", TYPED)

    assert (answer["Location"], Disposition.objects.get().decided_by) == ("/desk/", cast.park)


def test_end_refuses_get_strangers_colleagues_and_other_agencies(client, cast: Cast, kim, session):
    address = f"/desk/sessions/{session.ref}/end/"

    assert kim.get(address).status_code == 405
    assert client.post(address, TYPED).status_code == 404
    assert signed_in(cast.lee).post(address, TYPED).status_code == 404
    assert signed_in(cast.seo).post(address, TYPED).status_code == 404
    assert Disposition.objects.count() == 0
