import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from counselling.domain import conference_planning, conferences
from counselling.enums import ConferenceState, MemberState
from counselling.models import ConferenceMember, Notice
from tests.cast import Cast
from tests.counselling.views.conference.conftest import Meeting, plan_meeting
from video.models import Call

ACTS = ["open-lobby", "admit-all", "start", "end"]


@pytest.fixture
def waiting(meeting: Meeting) -> ConferenceMember:
    """이위원 at the door of an open lobby."""
    conferences.open_lobby(meeting.conference, by=meeting.conference.secretary)
    conferences.enter_lobby(meeting.member("이위원"))
    return meeting.member("이위원")


def test_secretary_sees_everybody_and_where_they_are(
    secretary: Client, meeting: Meeting, waiting: ConferenceMember
) -> None:
    body = secretary.get(f"/conferences/{meeting.conference.ref}/").content.decode()

    assert "대기실 1명 · 회의 참여 0명" in " ".join(body.split())
    assert f"/conferences/members/{waiting.ref}/admit/" in body
    assert f"/ws/live/conference/{meeting.conference.ref}/" in body


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_the_same_queries_for_any_number_of_members(
    secretary: Client, meeting: Meeting, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        conference_planning.invite(
            meeting.conference, conference_planning.Invitation(name=f"위원{number}")
        )

    with django_assert_num_queries(5):
        secretary.get(f"/conferences/{meeting.conference.ref}/")


def test_lobby_opens_meeting_starts_and_ends_for_all(secretary: Client, meeting: Meeting) -> None:
    conference, states = meeting.conference, []

    for act in ("open-lobby", "start", "end"):
        response = secretary.post(f"/conferences/{conference.ref}/{act}/")
        assert response["Location"] == f"/conferences/{conference.ref}/"
        conference.refresh_from_db()
        states.append(conference.state)

    assert states == [ConferenceState.LOBBY, ConferenceState.IN_SESSION, ConferenceState.CLOSED]
    assert Call.objects.get(ref=conference.call_ref).ended_at is not None


def test_one_is_admitted(secretary: Client, waiting: ConferenceMember) -> None:
    secretary.post(f"/conferences/members/{waiting.ref}/admit/")

    waiting.refresh_from_db()
    assert waiting.state == MemberState.ADMITTED
    assert waiting.seat_ref != ""


def test_one_is_turned_away(secretary: Client, waiting: ConferenceMember) -> None:
    secretary.post(f"/conferences/members/{waiting.ref}/deny/")

    waiting.refresh_from_db()
    assert waiting.state == MemberState.DENIED


def test_all_are_admitted(secretary: Client, meeting: Meeting, waiting: ConferenceMember) -> None:
    conferences.enter_lobby(meeting.member("최위원장"))

    secretary.post(f"/conferences/{meeting.conference.ref}/admit-all/")

    states = meeting.conference.members.exclude(role="secretary").values_list("state", flat=True)
    assert set(states) == {MemberState.ADMITTED}


def test_code_is_sent_again_and_the_old_one_stops(
    secretary: Client, meeting: Meeting, client: Client, office_time: dt.datetime
) -> None:
    member = meeting.member("이위원")

    with time_machine.travel(office_time + dt.timedelta(minutes=1), tick=False):
        response = secretary.post(f"/conferences/members/{member.ref}/send-code/", follow=True)

    assert "이위원 님께 새 인증번호를 보냈습니다." in response.content.decode()
    assert Notice.objects.filter(kind="conference_invited", address=member.email).count() == 2
    client.post("/enter/", {"name": "이위원", "code": meeting.codes[member.ref]})
    assert client.get(f"/conferences/members/{member.ref}/lobby/").status_code == 404


def test_htmx_gets_the_strip_above_the_call(secretary: Client, waiting: ConferenceMember) -> None:
    response = secretary.post(
        f"/conferences/members/{waiting.ref}/admit/", headers={"HX-Request": "true"}
    )

    assert 'id="strip"' in response.content.decode()
    assert "대기실 0명" in response.content.decode()


def test_act_that_came_too_late_says_so(secretary: Client, meeting: Meeting) -> None:
    address = f"/conferences/{meeting.conference.ref}/"
    secretary.post(f"{address}end/")

    response = secretary.post(f"{address}end/", follow=True)

    assert "이미 끝난 회의입니다." in response.content.decode()


@pytest.mark.parametrize("act", ACTS)
def test_acts_refuse_get(secretary: Client, meeting: Meeting, act: str) -> None:
    assert secretary.get(f"/conferences/{meeting.conference.ref}/{act}/").status_code == 405


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["hong", "kim", "seo"])
def test_acts_refuse_strangers(
    client: Client, cast: Cast, meeting: Meeting, act: str, who: str
) -> None:
    client.force_login(getattr(cast, who))

    assert client.post(f"/conferences/{meeting.conference.ref}/{act}/").status_code == 404

    meeting.conference.refresh_from_db()
    assert meeting.conference.state == ConferenceState.PLANNED


@pytest.mark.parametrize("act", ["admit", "deny", "send-code"])
def test_members_are_let_in_by_their_own_secretary_only(
    client: Client, cast: Cast, waiting: ConferenceMember, act: str
) -> None:
    address = f"/conferences/members/{waiting.ref}/{act}/"
    client.force_login(cast.seo)

    assert client.post(address).status_code == 404

    waiting.refresh_from_db()
    assert waiting.state == MemberState.LOBBY


def test_member_may_not_run_the_meeting(meeting: Meeting, client: Client, cast: Cast) -> None:
    ConferenceMember.objects.filter(name="이위원").update(user=cast.hong)
    client.force_login(cast.hong)

    assert client.get(f"/conferences/{meeting.conference.ref}/").status_code == 404
    assert (
        client.get(f"/conferences/members/{meeting.member('이위원').ref}/lobby/").status_code == 200
    )


def test_secretary_of_one_meeting_sees_no_other(
    cast: Cast, meeting: Meeting, client: Client
) -> None:
    other = plan_meeting(cast, title="다른 회의").conference
    other.secretary = cast.kim
    other.save(update_fields=["secretary"])
    client.force_login(cast.park)

    assert client.get(f"/conferences/{meeting.conference.ref}/").status_code == 200
    assert client.get(f"/conferences/{other.ref}/").status_code == 404
