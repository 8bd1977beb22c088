"""The waiting room and the way out of it."""

import re

import pytest
from django.test import Client

from counselling.domain import queue_calling
from counselling.domain.desks import sit_down
from counselling.enums import QueueTicketState
from counselling.models import QueueTicket, UnitSettings
from tests.cast import Cast
from tests.counselling.views.citizen.acts import walk_in
from video.browser_seats import SESSION_KEY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]


def call(cast: Cast) -> QueueTicket:
    sit_down(cast.desk1, official=cast.kim)
    return queue_calling.call_next(cast.desk1, official=cast.kim).queue_ticket


def test_room_tells_the_place_and_refreshes_without_a_script(client: Client, cast: Cast) -> None:
    walk_in(Client(), cast, "앞사람")
    ticket = walk_in(client, cast)

    page = client.get(f"/waiting/{ticket.ref}/").content.decode()

    assert "앞에 1명이 있습니다." in page
    assert '<noscript><meta http-equiv="refresh" content="15"></noscript>' in page
    assert f'data-live-url="/ws/live/queue_ticket/{ticket.ref}/"' in page


def test_room_tells_a_range_once_a_desk_is_staffed(client: Client, cast: Cast) -> None:
    walk_in(Client(), cast, "앞사람")
    ticket = walk_in(client, cast)
    sit_down(cast.desk1, official=cast.kim)

    page = client.get(f"/waiting/{ticket.ref}/now/").content.decode()

    assert re.search(r"약 \d+~\d+분 기다리면 연결됩니다.", page)


def test_called_person_may_join_and_gets_the_seat(client: Client, cast: Cast) -> None:
    ticket = walk_in(client, cast)
    call(cast)

    page = client.get(f"/waiting/{ticket.ref}/now/").content.decode()
    answer = client.post(f"/waiting/{ticket.ref}/join/")

    session = ticket.counselling_sessions.get()
    assert "이민원 님, 차례가 되었습니다." in page
    assert answer["Location"] == f"/sessions/{session.ref}/call/"
    assert list(client.session[SESSION_KEY]) == [session.call_ref]


def test_c17_called_person_may_choose_how_to_take_part(client: Client, cast: Cast) -> None:
    ticket = walk_in(client, cast)
    call(cast)

    at_once = client.post(f"/waiting/{ticket.ref}/join/", follow=True)
    asking = client.post(f"/waiting/{ticket.ref}/join/", {"ask": "1"}, follow=True)

    assert (at_once.context["join"], asking.context["join"]) == ("auto", "ask")


def test_join_before_the_call_stays_in_the_room(client: Client, cast: Cast) -> None:
    ticket = walk_in(client, cast)

    answer = client.post(f"/waiting/{ticket.ref}/join/", follow=True)

    assert answer.redirect_chain == [(f"/waiting/{ticket.ref}/", 302)]
    assert "아직 차례가 아닙니다." in answer.content.decode()


def test_leave_gives_the_place_up(client: Client, cast: Cast) -> None:
    ticket = walk_in(client, cast)

    client.post(f"/waiting/{ticket.ref}/leave/")

    ticket.refresh_from_db()
    assert ticket.state == QueueTicketState.LEFT


def test_missed_person_returns_to_the_line(client: Client, cast: Cast) -> None:
    ticket = walk_in(client, cast)
    queue_calling.mark_missed(call(cast), by=cast.kim)

    page = client.get(f"/waiting/{ticket.ref}/now/").content.decode()
    client.post(f"/waiting/{ticket.ref}/return/")

    ticket.refresh_from_db()
    assert "불렀지만 자리에 안 계셨습니다." in page
    assert ticket.state == QueueTicketState.WAITING


@pytest.mark.parametrize("act", ["join", "leave", "return"])
def test_acts_refuse_get_and_strangers(client: Client, cast: Cast, act: str) -> None:
    owner = Client()
    ticket = walk_in(owner, cast)

    assert owner.get(f"/waiting/{ticket.ref}/{act}/").status_code == 405
    assert client.post(f"/waiting/{ticket.ref}/{act}/").status_code == 404


@pytest.mark.parametrize("page", ["", "now/", "equipment/"])
def test_pages_are_hidden_from_strangers(client: Client, cast: Cast, page: str) -> None:
    ticket = walk_in(Client(), cast)

    assert client.get(f"/waiting/{ticket.ref}/{page}").status_code == 404


def test_the_place_is_not_shown_where_the_unit_switched_it_off(client: Client, cast: Cast) -> None:
    walk_in(Client(), cast, "앞사람 1")
    ticket = walk_in(client, cast)
    assert "앞에 1명이 있습니다." in client.get(f"/waiting/{ticket.ref}/").content.decode()

    UnitSettings.objects.create(agency=cast.mfds, shows_position=False, phone="02-110")

    page = client.get(f"/waiting/{ticket.ref}/").content.decode()
    assert "앞에 1명이 있습니다." not in page
    assert "오신 순서대로 부르고 있습니다." in page
    assert "02-110" in page


def test_room_query_count_does_not_grow_with_the_line(
    client: Client, cast: Cast, django_assert_num_queries
) -> None:
    walk_in(Client(), cast, "앞사람 1")
    ticket = walk_in(client, cast)
    with django_assert_num_queries(17):
        client.get(f"/waiting/{ticket.ref}/now/")
    QueueTicket.objects.filter(pk=ticket.pk).update(priority=90)
    for number in (2, 3):
        walk_in(Client(), cast, f"앞사람 {number}")

    with django_assert_num_queries(17):
        client.get(f"/waiting/{ticket.ref}/now/")
    with django_assert_num_queries(5):
        page = client.get(f"/waiting/{ticket.ref}/now/").content.decode()
    assert "앞에 1명이 있습니다." in page
