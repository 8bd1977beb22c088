from typing import Any

import pytest
from django.test import Client

from counselling.domain import desks, disposition, line_messages, queue_calling, sessions
from counselling.entered import KIOSK_COOKIE
from counselling.enums import Outcome, PriorityClass, QueueTicketState
from counselling.models import CounsellingSession, EquipmentCheck, Kiosk, QueueTicket
from tests.cast import Cast
from tests.counselling.views.kiosk.conftest import wait_at
from tests.factories.queue import make_queue_ticket

pytestmark = pytest.mark.usefixtures("office_time")
GOOD = {"camera": "good", "microphone": "good", "speaker": "good", "connection": "good"}


@pytest.fixture
def ticket(booth: Client, cast: Cast) -> QueueTicket:
    return QueueTicket.objects.select_related("line").get(ref=wait_at(booth, cast.service))


def test_check_is_kept_for_the_official(booth: Client, ticket: QueueTicket) -> None:
    response = booth.post(f"/kiosk/check/{ticket.ref}/", GOOD)

    assert response["Location"] == f"/kiosk/waiting/{ticket.ref}/"
    assert EquipmentCheck.objects.get().queue_ticket == ticket


def test_waiting_says_what_comes_next_and_shows_the_code(
    booth: Client, ticket: QueueTicket
) -> None:
    body = booth.get(f"/kiosk/waiting/{ticket.ref}/").content.decode()

    assert "다음이 차례입니다." in body
    assert "data-entry-code" in body
    assert f"/ws/live/queue_ticket/{ticket.ref}/" in body


@pytest.mark.parametrize("ahead", [1, 3])
def test_waiting_takes_the_same_queries_for_any_line(
    booth: Client, ticket: QueueTicket, cast: Cast, ahead: int, django_assert_num_queries: Any
) -> None:
    for _person in range(ahead):
        make_queue_ticket(cast.service, priority=PriorityClass.APPOINTMENT)

    with django_assert_num_queries(19):
        body = booth.get(f"/kiosk/waiting/{ticket.ref}/").content.decode()

    assert f"앞에 {ahead}명이 있습니다." in body


def test_q5_words_from_the_desk_are_at_the_kiosk(
    booth: Client, ticket: QueueTicket, cast: Cast
) -> None:
    line_messages.say(cast.line, "점검으로 10분 늦어집니다.", by=cast.kim)

    body = booth.get(f"/kiosk/waiting/{ticket.ref}/state/").content.decode()

    assert "점검으로 10분 늦어집니다." in body


def test_called_person_joins_and_reads_the_outcome(
    booth: Client, ticket: QueueTicket, cast: Cast
) -> None:
    session = _call(cast)
    body = booth.get(f"/kiosk/waiting/{ticket.ref}/state/").content.decode()
    assert "박민원 님, 차례가 되었습니다." in body

    response = booth.post(f"/kiosk/waiting/{ticket.ref}/join/")

    assert response["Location"] == f"/kiosk/call/{session.ref}/"
    call = booth.get(f"/kiosk/call/{session.ref}/").content.decode()
    assert 'data-controls="few"' in call
    sessions.start_session(session, by=cast.kim)
    disposition.close_session(session, outcome=Outcome.ANSWERED, by=cast.kim)
    outcome = booth.get(f"/kiosk/outcome/{session.ref}/").content.decode()
    assert "상담을 마쳤습니다" in outcome
    assert booth.get(f"/kiosk/call/{session.ref}/")["Location"] == f"/kiosk/outcome/{session.ref}/"


def test_call_page_needs_the_join_first(booth: Client, ticket: QueueTicket, cast: Cast) -> None:
    session = _call(cast)

    response = booth.get(f"/kiosk/call/{session.ref}/")

    assert response["Location"] == f"/kiosk/waiting/{ticket.ref}/"


def test_join_before_the_turn_leads_back_to_waiting(booth: Client, ticket: QueueTicket) -> None:
    response = booth.post(f"/kiosk/waiting/{ticket.ref}/join/")

    assert response["Location"] == f"/kiosk/waiting/{ticket.ref}/"


def test_missed_person_waits_again(booth: Client, ticket: QueueTicket, cast: Cast) -> None:
    _call(cast)
    called = QueueTicket.objects.select_related("line").get(pk=ticket.pk)
    queue_calling.mark_missed(called, by=cast.kim)
    assert "자리에 안 계셨습니다" in booth.get(f"/kiosk/waiting/{ticket.ref}/").content.decode()

    booth.post(f"/kiosk/waiting/{ticket.ref}/return/")

    ticket.refresh_from_db()
    assert ticket.state == QueueTicketState.WAITING


@pytest.mark.parametrize("act", ["join", "return"])
def test_acts_refuse_get(booth: Client, ticket: QueueTicket, act: str) -> None:
    assert booth.get(f"/kiosk/waiting/{ticket.ref}/{act}/").status_code == 405


@pytest.mark.parametrize("page", ["waiting/{}/", "waiting/{}/state/", "check/{}/"])
def test_another_person_at_the_kiosk_sees_nothing(
    booth: Client, kiosk: Kiosk, ticket: QueueTicket, page: str
) -> None:
    address = f"/kiosk/{page.format(ticket.ref)}"
    stranger = Client()
    stranger.cookies[KIOSK_COOKIE] = kiosk.device_key  # type: ignore[attr-defined]

    response = stranger.get(address)

    assert response.status_code == 404
    assert "이 화면은 더 볼 수 없습니다" in response.content.decode()
    assert ticket.name not in response.content.decode()


def _call(cast: Cast) -> CounsellingSession:
    desks.sit_down(cast.desk1, official=cast.kim)
    return queue_calling.call_next(cast.desk1, official=cast.kim)


def test_practising_while_waiting_is_kept_and_ends_when_called(
    booth: Client, ticket: QueueTicket, cast: Cast
) -> None:
    address = f"/kiosk/practice/{ticket.ref}/"
    page = booth.get(address).content.decode()
    still = booth.get(address, headers={"HX-Request": "true"})
    practised = booth.post(address, {**GOOD, "echo_heard": "good"})
    _call(cast)
    called = booth.get(address, headers={"HX-Request": "true"})

    assert 'data-behaviour="practice-room"' in page
    assert still.status_code == 204
    assert practised["Location"] == f"/kiosk/waiting/{ticket.ref}/"
    assert EquipmentCheck.objects.get().echo_heard == "good"
    assert called["HX-Redirect"] == f"/kiosk/waiting/{ticket.ref}/"
