"""Words from the desk, another class, another call: what an official presses."""

import pytest
from django.test import Client

from counselling.domain import line_messages
from counselling.enums import QueueTicketState
from counselling.models import LineMessage, QueueTicketChange
from tests.cast import Cast
from tests.counselling.views.desk.conftest import signed_in
from tests.factories.queue import make_queue_ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]


def own_browser(ref: str) -> Client:
    browser = Client()
    session = browser.session
    session["entered_refs"] = [ref]
    session.save()
    return browser


def test_q5_words_from_the_desk_are_in_the_waiting_room(cast: Cast, kim: Client) -> None:
    ticket = make_queue_ticket(cast.service)
    address = f"/desk/{cast.desk1.pk}/messages/"

    kim.post(address, {"to": "", "text": "점검으로 10분 늦어집니다."})

    room = own_browser(ticket.ref).get(f"/waiting/{ticket.ref}/now/").content.decode()
    assert "창구에서 알립니다" in room
    assert "점검으로 10분 늦어집니다." in room


def test_q5_words_to_one_person_are_not_read_by_the_next(cast: Cast, kim: Client) -> None:
    one, other = make_queue_ticket(cast.service), make_queue_ticket(cast.service)

    kim.post(f"/desk/{cast.desk1.pk}/messages/", {"to": one.ref, "text": "신분증을 준비하세요."})

    rooms = [
        own_browser(ticket.ref).get(f"/waiting/{ticket.ref}/now/").content.decode()
        for ticket in (one, other)
    ]
    assert ["신분증을" in room for room in rooms] == [True, False]


def test_words_are_kept_in_the_form_when_something_is_wrong(cast: Cast, kim: Client) -> None:
    text = "가" * 301

    answer = kim.post(f"/desk/{cast.desk1.pk}/messages/", {"to": "", "text": text})

    assert text in answer.content.decode()
    assert not LineMessage.objects.exists()


def test_words_are_taken_back_by_the_department_only(cast: Cast, kim: Client) -> None:
    message = line_messages.say(cast.line, "늦어집니다.", by=cast.kim)
    address = f"/desk/messages/{message.ref}/take-back/"

    assert signed_in(cast.seo).post(address).status_code == 404
    assert kim.get(address).status_code == 405
    kim.post(address)

    message.refresh_from_db()
    assert message.taken_back_by == cast.kim


def test_q13_another_class_needs_a_reason(cast: Cast, kim: Client) -> None:
    ticket = make_queue_ticket(cast.service)
    address = f"/desk/people/{ticket.ref}/class/"

    refused = kim.post(address, {"priority": "30", "why": ""})
    assert "까닭을 적어 주세요." in refused.content.decode()
    kim.post(address, {"priority": "30", "why": "거동이 불편하심"})

    ticket.refresh_from_db()
    assert ticket.priority == 30
    assert QueueTicketChange.objects.latest("pk").why == "거동이 불편하심"


def test_q9_calling_again_says_how_often_and_ends_as_missed(
    cast: Cast, kim: Client, called
) -> None:
    address = f"/desk/people/{called.ref}/again/"

    answers = [kim.post(address, follow=True).content.decode() for _press in range(3)]

    assert ["번째입니다." in page for page in answers] == [True, True, False]
    assert "여러 번 불러도 오지 않아 부재로 적었습니다." in answers[2]
    called.refresh_from_db()
    assert called.state == QueueTicketState.MISSED


def test_q15_a_person_asks_for_a_text_and_takes_it_back(cast: Cast) -> None:
    ticket = make_queue_ticket(cast.service)
    browser, address = own_browser(ticket.ref), f"/waiting/{ticket.ref}/text/"

    page = browser.post(address, {"phone": "010-1234-5678"}, follow=True).content.decode()
    assert "순서는 그대로입니다." in page
    ticket.refresh_from_db()
    assert ticket.texts_when_near

    browser.post(address, {"stop": "1"})
    ticket.refresh_from_db()
    assert not ticket.texts_when_near


def test_q15_a_number_that_is_none_is_refused_with_words(cast: Cast) -> None:
    ticket = make_queue_ticket(cast.service)
    address = f"/waiting/{ticket.ref}/text/"

    page = own_browser(ticket.ref).post(address, {"phone": "12"}, follow=True).content.decode()

    ticket.refresh_from_db()
    assert not ticket.texts_when_near
    assert 'class="notice bad"' in page or "번호" in page
