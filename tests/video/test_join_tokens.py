from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.video.made import make_call, make_seat, make_session
from video import calls
from video.enums import EndReason
from video.exceptions import CallEnded, SeatRevoked, TokenRefused
from video.join_tokens import forget_old_uses, make_token, use_token
from video.models import JoinTokenUse, Seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat() -> Seat:
    return make_seat()


def test_token_carries_seat_and_rights(seat: Seat) -> None:
    text = make_token(seat, session_key="here")

    token, taken = use_token(text, call_ref=seat.call.ref, session_key="here")

    assert taken == seat
    assert (token.may_publish, token.may_share_screen, token.may_moderate) == (True, True, False)


def test_token_is_used_once(seat: Seat) -> None:
    text = make_token(seat, session_key="here")
    use_token(text, call_ref=seat.call.ref, session_key="here")

    with pytest.raises(TokenRefused):
        use_token(text, call_ref=seat.call.ref, session_key="here")


def test_token_is_refused_after_a_minute(seat: Seat) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        text = make_token(seat, session_key="here")
        clock.shift(timedelta(seconds=61))

        with pytest.raises(TokenRefused):
            use_token(text, call_ref=seat.call.ref, session_key="here")


@pytest.mark.parametrize("session_key", ["elsewhere", "", None])
def test_token_of_another_browser_is_refused(seat: Seat, session_key: str | None) -> None:
    text = make_token(seat, session_key="here")

    with pytest.raises(TokenRefused):
        use_token(text, call_ref=seat.call.ref, session_key=session_key)


def test_token_of_another_call_is_refused(seat: Seat) -> None:
    other = make_call()
    text = make_token(seat, session_key="here")

    with pytest.raises(TokenRefused):
        use_token(text, call_ref=other.ref, session_key="here")


@pytest.mark.parametrize("text", ["", "nonsense", "a:b:c", "가나다"])
def test_what_is_no_token_is_refused(seat: Seat, text: str) -> None:
    with pytest.raises(TokenRefused):
        use_token(text, call_ref=seat.call.ref, session_key="here")


def test_no_token_for_a_revoked_seat_or_an_ended_call(seat: Seat) -> None:
    text = make_token(seat, session_key="here")
    calls.revoke_seat(seat, reason="removed")
    with pytest.raises(SeatRevoked):
        use_token(text, call_ref=seat.call.ref, session_key="here")

    calls.end_call(seat.call, reason=EndReason.FINISHED)
    with pytest.raises(CallEnded):
        make_token(seat, session_key="here")


def test_old_uses_are_forgotten(seat: Seat) -> None:
    use_token(make_token(seat, session_key="a"), call_ref=seat.call.ref, session_key="a")
    JoinTokenUse.objects.update(created_at=timezone.now() - timedelta(hours=1))
    use_token(make_token(seat, session_key="a"), call_ref=seat.call.ref, session_key="a")

    assert forget_old_uses() == 1
    assert JoinTokenUse.objects.count() == 1


def test_token_view_gives_a_token_to_whom_the_seat_was_given(client: Client, seat: Seat) -> None:
    client.cookies["sessionid"] = make_session(seat)

    answer = client.post(f"/calls/{seat.call.ref}/token/")

    assert list(answer.json()) == ["token"]


def test_token_view_hides_the_call_from_others(client: Client, seat: Seat) -> None:
    own = make_seat()
    client.cookies["sessionid"] = make_session(own)

    assert client.post(f"/calls/{own.call.ref}/token/").status_code == 200
    assert client.post(f"/calls/{seat.call.ref}/token/").status_code == 404
    assert Client().post(f"/calls/{own.call.ref}/token/").status_code == 404


def test_token_view_refuses_get(client: Client, seat: Seat) -> None:
    client.cookies["sessionid"] = make_session(seat)

    assert client.get(f"/calls/{seat.call.ref}/token/").status_code == 405


def test_token_view_says_why_there_is_none(client: Client, seat: Seat) -> None:
    client.cookies["sessionid"] = make_session(seat)
    calls.end_call(seat.call, reason=EndReason.FINISHED)

    answer = client.post(f"/calls/{seat.call.ref}/token/")

    assert answer.status_code == 409
    assert answer.json() == {"code": "ended", "text": "이 통화는 끝났습니다."}


def test_echo_view_opens_a_call_of_ones_own(client: Client) -> None:
    answer = client.post("/calls/echo/").json()

    seat = Seat.objects.get(ref=answer["seat"])
    assert seat.call.kind == "echo"
    assert client.post(answer["token_url"]).status_code == 200


def test_echo_view_has_a_limit(client: Client) -> None:
    answers = [client.post("/calls/echo/").status_code for _ in range(61)]

    assert answers == [200] * 60 + [429]
