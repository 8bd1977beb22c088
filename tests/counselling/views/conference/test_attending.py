from typing import Any

import pytest
from django.test import Client

from counselling.domain import conferences
from counselling.domain.conference_planning import Invitation, invite
from counselling.enums import MemberState
from counselling.models import EquipmentCheck
from tests.counselling.views.conference.conftest import Meeting, enter_by_code

GOOD = {"camera": "good", "microphone": "good", "speaker": "good", "connection": "good"}


def address(meeting: Meeting, page: str, name: str = "이위원") -> str:
    return f"/conferences/members/{meeting.member(name).ref}/{page}/"


@pytest.fixture
def open_meeting(meeting: Meeting) -> Meeting:
    conferences.open_lobby(meeting.conference, by=meeting.conference.secretary)
    return meeting


def test_check_leads_to_the_door(open_meeting: Meeting) -> None:
    browser = enter_by_code(open_meeting, "이위원")

    response = browser.post(address(open_meeting, "check"), GOOD)

    assert response["Location"] == address(open_meeting, "lobby")
    assert open_meeting.member("이위원").state == MemberState.LOBBY
    assert EquipmentCheck.objects.get().conference_member == open_meeting.member("이위원")
    body = browser.get(address(open_meeting, "lobby")).content.decode()
    assert "간사가 곧 들여 드립니다" in body
    assert "최위원장" in body


@pytest.mark.parametrize("count", [1, 3])
def test_lobby_takes_the_same_queries_for_any_number_of_members(
    open_meeting: Meeting, count: int, django_assert_num_queries: Any
) -> None:
    browser = enter_by_code(open_meeting, "이위원")
    for number in range(count):
        invite(open_meeting.conference, Invitation(name=f"위원{number}"))

    with django_assert_num_queries(4):
        browser.get(address(open_meeting, "lobby/state"))


def test_admitted_member_takes_their_seat(open_meeting: Meeting) -> None:
    browser = enter_by_code(open_meeting, "이위원")
    browser.post(address(open_meeting, "enter"))
    conferences.admit(open_meeting.member("이위원"), by=None)
    assert "들어오셔도 됩니다" in browser.get(address(open_meeting, "lobby")).content.decode()

    response = browser.post(address(open_meeting, "join"), headers={"HX-Request": "true"})

    assert response["HX-Redirect"] == address(open_meeting, "call")
    body = browser.get(address(open_meeting, "call")).content.decode()
    assert f'data-seat="{open_meeting.member("이위원").seat_ref}"' in body
    assert "conference_strip" not in body


def test_nobody_joins_before_being_admitted(open_meeting: Meeting) -> None:
    browser = enter_by_code(open_meeting, "이위원")
    browser.post(address(open_meeting, "enter"))

    response = browser.post(address(open_meeting, "join"))

    assert response["Location"] == address(open_meeting, "lobby")
    assert browser.get(address(open_meeting, "call"))["Location"] == response["Location"]


def test_secretary_lets_themselves_in(open_meeting: Meeting, secretary: Client) -> None:
    response = secretary.post(address(open_meeting, "join", "박책임"))

    assert response["Location"] == address(open_meeting, "call", "박책임")
    body = secretary.get(response["Location"]).content.decode()
    assert f"/conferences/{open_meeting.conference.ref}/strip/" in body


def test_turned_away_member_loses_the_call(open_meeting: Meeting) -> None:
    browser = enter_by_code(open_meeting, "이위원")
    browser.post(address(open_meeting, "enter"))
    conferences.admit(open_meeting.member("이위원"), by=None)
    browser.post(address(open_meeting, "join"))
    assert browser.get(address(open_meeting, "call")).status_code == 200
    conferences.deny(open_meeting.member("이위원"), by=None)

    response = browser.get(address(open_meeting, "call"))

    assert response["Location"] == address(open_meeting, "lobby")


def test_leaving_the_lobby(open_meeting: Meeting) -> None:
    browser = enter_by_code(open_meeting, "이위원")
    browser.post(address(open_meeting, "enter"))

    browser.post(address(open_meeting, "leave"))

    assert open_meeting.member("이위원").state == MemberState.LEFT


def test_closed_meeting_leads_everybody_to_its_end(open_meeting: Meeting) -> None:
    browser = enter_by_code(open_meeting, "이위원")
    conferences.close(open_meeting.conference, by=None)

    response = browser.get(address(open_meeting, "lobby"), follow=True)

    assert "회의를 마쳤습니다. 수고하셨습니다." in response.content.decode()


@pytest.mark.parametrize("act", ["enter", "join", "leave"])
def test_acts_refuse_get(open_meeting: Meeting, act: str) -> None:
    browser = enter_by_code(open_meeting, "이위원")

    assert browser.get(address(open_meeting, act)).status_code == 405


@pytest.mark.parametrize("page", ["lobby", "lobby/state", "check", "call", "closed"])
def test_pages_of_a_member_are_theirs_alone(open_meeting: Meeting, page: str) -> None:
    mine = enter_by_code(open_meeting, "이위원")
    assert mine.get(address(open_meeting, page)).status_code in (200, 302)

    other = enter_by_code(open_meeting, "최위원장")

    assert other.get(address(open_meeting, page)).status_code == 404


@pytest.mark.parametrize("act", ["enter", "join", "leave"])
def test_acts_of_a_member_are_theirs_alone(open_meeting: Meeting, act: str) -> None:
    other = enter_by_code(open_meeting, "최위원장")

    assert other.post(address(open_meeting, act)).status_code == 404

    assert open_meeting.member("이위원").state == MemberState.INVITED
