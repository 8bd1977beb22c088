import datetime as dt

import pytest
from django.utils import timezone

from counselling.domain import conference_planning, conferences, entry_codes
from counselling.domain.conference_planning import Invitation
from counselling.enums import ConferenceState, MemberState
from counselling.exceptions import ConferenceClosed, NotInLobby, StateChanged
from counselling.models import Conference, ConferenceMember, Notice
from tests.cast import Cast
from video.models import Call, CallEvent, Seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference(cast: Cast) -> Conference:
    now = timezone.now()
    planned, _codes = conference_planning.create_conference(
        cast.mfds,
        title="식품안전 정책자문회의",
        starts_at=now,
        ends_at=now + dt.timedelta(hours=2),
        secretary=cast.park,
        invitations=[
            Invitation(name="최위원장", role="chair", email="choi@example.test"),
            Invitation(name="이위원", phone="01012345678"),
            Invitation(name="정참관", role="observer"),
        ],
    )
    return planned


def member(conference: Conference, name: str) -> ConferenceMember:
    return ConferenceMember.objects.select_related("conference").get(
        conference=conference, name=name
    )


def in_lobby(conference: Conference, name: str) -> ConferenceMember:
    found = member(conference, name)
    conferences.enter_lobby(found)
    return found


def test_each_member_gets_a_code_and_is_told(conference: Conference, cast: Cast) -> None:
    addresses = Notice.objects.order_by("address").values_list("address", flat=True)
    assert list(addresses) == ["01012345678", "choi@example.test"]

    chair = member(conference, "최위원장")
    code = conference_planning.send_code_again(chair)
    assert entry_codes.redeem("최위원장", code, network="a") == chair
    assert member(conference, "박책임").user == cast.park


def test_opening_the_lobby_opens_the_call_once(conference: Conference, cast: Cast) -> None:
    again = Conference.objects.get(pk=conference.pk)

    conferences.open_lobby(conference, by=cast.park)

    assert Call.objects.get(ref=conference.call_ref).kind == "conference"
    with pytest.raises(StateChanged):
        conferences.open_lobby(again, by=cast.park)
    assert Call.objects.count() == 1


def test_only_who_is_in_the_lobby_is_admitted(conference: Conference, cast: Cast) -> None:
    conferences.open_lobby(conference, by=cast.park)

    with pytest.raises(NotInLobby):
        conferences.admit(member(conference, "이위원"), by=cast.park)
    assert Seat.objects.count() == 0
    lee = in_lobby(conference, "이위원")
    seat = conferences.admit(lee, by=cast.park)
    assert conferences.seat_of(lee) == seat


def test_seats_say_what_their_member_may(conference: Conference, cast: Cast) -> None:
    conferences.open_lobby(conference, by=cast.park)
    for name in ("최위원장", "이위원", "정참관"):
        in_lobby(conference, name)

    assert conferences.admit_all(conference, by=cast.park) == 3

    rights = Seat.objects.order_by("pk").values_list("name", "role", "may_moderate", "may_publish")
    assert list(rights) == [
        ("최위원장", "chair", True, True),
        ("이위원", "member", False, True),
        ("정참관", "observer", False, False),
    ]


def test_nobody_is_admitted_before_the_lobby_opens(conference: Conference, cast: Cast) -> None:
    lee = in_lobby(conference, "이위원")

    with pytest.raises(ConferenceClosed):
        conferences.admit(lee, by=cast.park)


def test_a_member_who_comes_back_gets_the_same_seat(conference: Conference, cast: Cast) -> None:
    conferences.open_lobby(conference, by=cast.park)
    lee = in_lobby(conference, "이위원")
    seat = conferences.admit(lee, by=cast.park)
    conferences.leave(lee)

    conferences.enter_lobby(lee)

    assert conferences.admit(lee, by=cast.park) == seat


def test_a_denied_member_loses_the_seat(conference: Conference, cast: Cast) -> None:
    conferences.open_lobby(conference, by=cast.park)
    lee = in_lobby(conference, "이위원")
    seat = conferences.admit(lee, by=cast.park)

    conferences.deny(lee, by=cast.park)

    seat.refresh_from_db()
    assert seat.revoked_at is not None
    with pytest.raises(NotInLobby):
        conferences.seat_of(lee)


def test_reloading_the_lobby_changes_nothing(conference: Conference, cast: Cast) -> None:
    conferences.open_lobby(conference, by=cast.park)
    lee = in_lobby(conference, "이위원")
    conferences.admit(lee, by=cast.park)

    conferences.enter_lobby(lee)

    assert lee.state == MemberState.ADMITTED


def test_a_meeting_goes_through_its_states_and_ends_its_call(
    conference: Conference, cast: Cast
) -> None:
    with pytest.raises(StateChanged):
        conferences.start(conference, by=cast.park)
    conferences.open_lobby(conference, by=cast.park)
    conferences.start(conference, by=cast.park)
    conferences.pause(conference, by=cast.park)
    conferences.start(conference, by=cast.park)

    conferences.close(conference, by=cast.park)

    assert conference.state == ConferenceState.CLOSED
    assert Call.objects.get(ref=conference.call_ref).ended_at is not None
    with pytest.raises(ConferenceClosed):
        conferences.close(conference, by=cast.park)
    with pytest.raises(ConferenceClosed):
        in_lobby(conference, "이위원")


def tell(seat: Seat, type: str, **details: str) -> None:
    """The relay says something of the seat."""
    event = CallEvent.objects.create(
        call=seat.call,
        epoch=1,
        sequence=CallEvent.objects.count() + 1,
        type=type,
        seat=seat,
        details=details,
        happened_at=timezone.now(),
    )
    conferences.on_call_event(event)


def test_who_leaves_the_call_is_shown_as_gone_and_who_is_lost_is_not(
    conference: Conference, cast: Cast
) -> None:
    conferences.open_lobby(conference, by=cast.park)
    lee = in_lobby(conference, "이위원")
    seat = conferences.admit(lee, by=cast.park)
    states = []
    for type, details in (
        ("seat_lost", {}),
        ("seat_left", {"reason": "lost"}),
        ("seat_left", {"reason": "left"}),
        ("seat_connected", {}),
    ):
        tell(seat, type, **details)
        states.append(member(conference, "이위원").state)

    assert states == ["admitted", "admitted", "left", "admitted"]
    assert member(conference, "이위원").left_at is not None


def test_a_denied_member_is_not_let_in_by_a_late_event(conference: Conference, cast: Cast) -> None:
    conferences.open_lobby(conference, by=cast.park)
    lee = in_lobby(conference, "이위원")
    seat = conferences.admit(lee, by=cast.park)
    conferences.deny(lee, by=cast.park)
    seat.refresh_from_db()

    tell(seat, "seat_left", reason="left")
    tell(seat, "seat_connected")

    assert member(conference, "이위원").state == "denied"
