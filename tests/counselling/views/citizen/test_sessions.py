"""The call page and the outcome."""

import pytest
from django.test import Client

from counselling.domain import disposition, queue_calling, sessions
from counselling.domain.desks import sit_down
from counselling.enums import Outcome
from counselling.models import CounsellingSession
from tests.cast import Cast
from tests.counselling.views.citizen.acts import walk_in
from video.calls import end_call
from video.enums import EndReason
from video.models import Call

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]


def call_in(client: Client, cast: Cast) -> CounsellingSession:
    ticket = walk_in(client, cast)
    sit_down(cast.desk1, official=cast.kim)
    session = queue_calling.call_next(cast.desk1, official=cast.kim)
    client.post(f"/waiting/{ticket.ref}/join/")
    return session


def close(session: CounsellingSession, cast: Cast) -> None:
    sessions.start_session(session, by=cast.kim)
    disposition.close_session(
        session,
        outcome=Outcome.DOCUMENTS_NEEDED,
        by=cast.kim,
        citizen_note="영수증 사진을 보내 주세요.",
        staff_note="반복 민원",
    )


def test_call_page_carries_the_seat_of_the_citizen(client: Client, cast: Cast) -> None:
    session = call_in(client, cast)

    page = client.get(f"/sessions/{session.ref}/call/")

    assert page.context["seat"].name == "이민원"
    assert page.context["after_url"] == f"/sessions/{session.ref}/"


def test_call_page_without_joining_leads_to_the_waiting_room(client: Client, cast: Cast) -> None:
    ticket = walk_in(client, cast)
    sit_down(cast.desk1, official=cast.kim)
    session = queue_calling.call_next(cast.desk1, official=cast.kim)

    answer = client.get(f"/sessions/{session.ref}/call/")

    assert answer["Location"] == f"/waiting/{ticket.ref}/"


def test_outcome_shows_note_and_official_but_no_staff_note(client: Client, cast: Cast) -> None:
    session = call_in(client, cast)
    close(session, cast)

    page = client.get(f"/sessions/{session.ref}/").content.decode()

    assert "서류를 더 내셔야 합니다" in page
    assert "영수증 사진을 보내 주세요." in page
    assert "김담당" in page
    assert "반복 민원" not in page


def test_call_page_after_the_end_leads_to_the_outcome(client: Client, cast: Cast) -> None:
    session = call_in(client, cast)
    close(session, cast)

    answer = client.get(f"/sessions/{session.ref}/call/")

    assert answer["Location"] == f"/sessions/{session.ref}/"


def test_waiting_room_after_the_end_leads_to_the_outcome(client: Client, cast: Cast) -> None:
    session = call_in(client, cast)
    close(session, cast)

    answer = client.get(f"/waiting/{session.queue_ticket.ref}/")

    assert answer["Location"] == f"/sessions/{session.ref}/"


def test_outcome_before_the_end_leads_to_the_waiting_room(client: Client, cast: Cast) -> None:
    session = call_in(client, cast)

    answer = client.get(f"/sessions/{session.ref}/")

    assert answer["Location"] == f"/waiting/{session.queue_ticket.ref}/"


def test_room_says_that_the_outcome_is_being_written(client: Client, cast: Cast) -> None:
    session = call_in(client, cast)
    sessions.start_session(session, by=cast.kim)
    end_call(Call.objects.get(ref=session.call_ref), reason=EndReason.FINISHED)

    page = client.get(f"/sessions/{session.ref}/", follow=True).content.decode()

    assert "담당자가 상담 결과를 적고 있습니다." in page


@pytest.mark.parametrize("page", ["", "call/"])
def test_session_is_hidden_from_strangers_and_other_staff(
    client: Client, cast: Cast, page: str
) -> None:
    session = call_in(Client(), cast)
    other = Client()
    other.force_login(cast.seo)

    assert client.get(f"/sessions/{session.ref}/{page}").status_code == 404
    assert other.get(f"/sessions/{session.ref}/{page}").status_code == 404
