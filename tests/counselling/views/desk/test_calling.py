"""Calling people to the desk."""

import pytest

from counselling.domain import desks, queue_calling
from counselling.enums import QueueTicketState, SessionState
from counselling.models import CounsellingSession
from tests.cast import Cast
from tests.counselling.views.desk.conftest import signed_in
from tests.factories.queue import make_queue_ticket

pytestmark = pytest.mark.django_db


def state_of(ticket) -> tuple[str, object]:
    ticket.refresh_from_db()
    return ticket.state, ticket.desk


def test_call_next_calls_the_first_in_line(cast: Cast, kim, waiting):
    later = make_queue_ticket(cast.service)

    answer = kim.post(f"/desk/{cast.desk1.pk}/call-next/")

    assert answer["Location"] == f"/desk/{cast.desk1.pk}/"
    assert state_of(waiting) == (QueueTicketState.CALLED, cast.desk1)
    assert state_of(later) == (QueueTicketState.WAITING, None)


def test_call_next_says_that_nobody_waits(cast: Cast, kim):
    answer = kim.post(f"/desk/{cast.desk1.pk}/call-next/", follow=True)

    assert "기다리는 분이 없습니다." in [str(m) for m in answer.context["messages"]]


def test_call_next_says_that_the_desk_is_busy(cast: Cast, kim, called):
    second = make_queue_ticket(cast.service)

    answer = kim.post(f"/desk/{cast.desk1.pk}/call-next/", follow=True)

    assert "이미 상담 중입니다" in answer.content.decode()
    assert state_of(second) == (QueueTicketState.WAITING, None)


def test_call_next_needs_the_official_to_sit_at_the_desk(cast: Cast, kim, waiting):
    answer = signed_in(cast.lee).post(f"/desk/{cast.desk1.pk}/call-next/", follow=True)

    assert "먼저 창구를 골라 주세요" in answer.content.decode()
    assert state_of(waiting) == (QueueTicketState.WAITING, None)


def test_call_next_refuses_get_strangers_and_other_agencies(client, cast: Cast, kim, waiting):
    address = f"/desk/{cast.desk1.pk}/call-next/"

    assert kim.get(address).status_code == 405
    assert client.post(address).status_code == 404
    assert signed_in(cast.seo).post(address).status_code == 404
    assert state_of(waiting) == (QueueTicketState.WAITING, None)


def test_call_this_calls_out_of_turn(cast: Cast, kim, waiting):
    chosen = make_queue_ticket(cast.service)

    kim.post(f"/desk/people/{chosen.ref}/call/")

    assert state_of(chosen) == (QueueTicketState.CALLED, cast.desk1)
    assert state_of(waiting) == (QueueTicketState.WAITING, None)


def test_call_this_says_that_somebody_was_faster(cast: Cast, kim, waiting):
    desks.sit_down(cast.desk2, official=cast.lee)
    queue_calling.call_this(cast.desk2, waiting, official=cast.lee)

    answer = kim.post(f"/desk/people/{waiting.ref}/call/", follow=True)

    assert "방금 다른 담당자가 호출했습니다." in answer.content.decode()
    assert state_of(waiting) == (QueueTicketState.CALLED, cast.desk2)


def test_call_this_brings_a_missed_person_back(cast: Cast, kim, called):
    kim.post(f"/desk/people/{called.ref}/missed/")

    kim.post(f"/desk/people/{called.ref}/call/")

    assert state_of(called) == (QueueTicketState.CALLED, cast.desk1)


def test_call_this_needs_a_desk(cast: Cast, waiting):
    answer = signed_in(cast.kim).post(f"/desk/people/{waiting.ref}/call/")

    assert answer["Location"] == "/desk/"
    assert state_of(waiting) == (QueueTicketState.WAITING, None)


def test_mark_missed_frees_the_desk_and_closes_the_session(cast: Cast, kim, called):
    kim.post(f"/desk/people/{called.ref}/missed/")

    assert state_of(called) == (QueueTicketState.MISSED, None)
    assert called.times_missed == 1
    assert CounsellingSession.objects.get().state == SessionState.CLOSED


def test_put_back_lets_the_person_wait_at_the_same_place(cast: Cast, kim, called):
    since = called.waiting_since

    kim.post(f"/desk/people/{called.ref}/put-back/")

    assert state_of(called) == (QueueTicketState.WAITING, None)
    assert called.waiting_since == since


@pytest.mark.parametrize("act", ["missed", "put-back", "join"])
def test_only_who_called_may_go_on_with_the_person(cast: Cast, kim, called, act: str):
    desks.sit_down(cast.desk2, official=cast.lee)

    answer = signed_in(cast.lee).post(f"/desk/people/{called.ref}/{act}/", follow=True)

    assert "내 창구로 호출한 분이 아닙니다." in answer.content.decode()
    assert state_of(called) == (QueueTicketState.CALLED, cast.desk1)


@pytest.mark.parametrize("act", ["missed", "put-back"])
def test_acts_on_the_called_say_that_the_state_changed(cast: Cast, kim, session, act: str):
    answer = kim.post(f"/desk/people/{session.queue_ticket.ref}/{act}/", follow=True)

    assert "그사이 상태가 바뀌었습니다" in answer.content.decode()
    assert state_of(session.queue_ticket) == (QueueTicketState.IN_SESSION, cast.desk1)


@pytest.mark.parametrize("act", ["call", "missed", "put-back", "join"])
def test_acts_on_people_refuse_get_strangers_and_other_agencies(
    client, cast: Cast, kim, called, act: str
):
    address = f"/desk/people/{called.ref}/{act}/"

    assert kim.get(address).status_code == 405
    assert client.post(address).status_code == 404
    assert signed_in(cast.seo).post(address).status_code == 404
    assert state_of(called) == (QueueTicketState.CALLED, cast.desk1)
