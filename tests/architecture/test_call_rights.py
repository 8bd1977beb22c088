"""Every WebSocket action of a call x everybody who can have a seat, signed out or shut out.

The table is complete by test: an action that the consumer obeys and that has no row here fails.
What a seat may do with media is asked of what the relay is told, for the relay decides that.
"""

from collections.abc import AsyncIterator
from typing import Any, get_args, get_type_hints

import pytest
import pytest_asyncio

from tests.video.made import make_call, make_seat, make_session
from tests.video.socket_browser import Browser, browser_at
from tests.video.sockets import close_sockets
from video import calls
from video.consumers import CallConsumer
from video.db import db
from video.enums import SeatRole
from video.exceptions import VideoError
from video.join_tokens import make_token
from video.models import Call, Seat
from video.signalling import Moderate

pytestmark = pytest.mark.django_db(transaction=True)

SEATED = ("citizen", "guest", "colleague", "held", "host", "listener")
EVERYBODY = (*SEATED, "host elsewhere")
NO_RELAY = "no_relay"  # here there is none: whoever is told so was let through to it

ACTIONS: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    # action: what is said, and who is answered what; the others: done
    "sync": ({"sequence": 0}, {}),
    "heartbeat": ({}, {}),
    "chat": ({"text": "안녕하세요", "client_id": "1"}, {}),
    "quality": ({"report": {}}, {}),
    "mute": ({"source": "microphone", "muted": True}, {}),
    "layer": ({"mid": "0", "max_height": 180}, {}),
    "sdp_offer": (
        {"offer": 1, "sdp": "v=0", "purpose": "first"},
        dict.fromkeys(EVERYBODY, NO_RELAY),
    ),
    "join": ({"token": "again"}, dict.fromkeys(EVERYBODY, "not_now")),
    "leave": ({}, dict.fromkeys(EVERYBODY, "closed")),
}
REFUSED = dict.fromkeys(("citizen", "guest", "colleague", "held", "listener"), "not_allowed")
# A host of another call finds no such seat in it, and ends that call only.
ELSEWHERE = {"host elsewhere": "revoked"}
MODERATION: dict[str, dict[str, str]] = {
    "mute": REFUSED | ELSEWHERE,
    "hold": REFUSED | ELSEWHERE,
    "admit": REFUSED | ELSEWHERE,
    "remove": REFUSED | ELSEWHERE,
    "end": REFUSED | {"host": "closed", "host elsewhere": "closed"},
}
MEDIA = {
    # who: may publish, may show a screen, may receive
    "citizen": (True, True, True),
    "guest": (True, True, True),
    "colleague": (True, True, True),
    "host": (True, True, True),
    "listener": (False, False, True),
    "held": (False, False, False),
    "revoked": (False, False, False),
}


@pytest_asyncio.fixture
async def seats() -> AsyncIterator[dict[str, Seat]]:
    yield await db(_make_seats)
    await close_sockets()


def _make_seats() -> dict[str, Seat]:
    call = make_call()
    silent = {"publish": False, "share_screen": False}
    made = {
        "citizen": make_seat(call),
        # Whoever was asked into it, and a child's legal representative.
        "guest": make_seat(call, role=SeatRole.GUEST),
        "colleague": make_seat(call, role=SeatRole.OFFICIAL),
        "held": make_seat(call),
        "host": make_seat(call, role=SeatRole.OFFICIAL, moderate=True),
        "listener": make_seat(call, role=SeatRole.LISTENER, **silent),
        "revoked": make_seat(call),
        "target": make_seat(call),
        "host elsewhere": make_seat(make_call(), role=SeatRole.OFFICIAL, moderate=True),
    }
    calls.hold_seat(made["held"], on_hold=True)
    calls.revoke_seat(made["revoked"], reason="removed")
    for seat in made.values():
        seat.refresh_from_db()
    return made


def test_every_action_of_the_socket_is_in_the_table() -> None:
    assert {*ACTIONS, "moderate"} == {kind.type for kind in CallConsumer.ACTS}
    assert set(MODERATION) == set(get_args(get_type_hints(Moderate)["act"]))


@pytest.mark.parametrize("who", EVERYBODY)
async def test_actions_are_done_for_whom_the_table_says(seats: dict[str, Seat], who: str) -> None:
    browser = await browser_at(seats[who])
    await browser.join()

    # Leaving comes last in the table: it ends the socket.
    got = {action: await _answer(browser, action, body) for action, (body, _) in ACTIONS.items()}

    assert got == {action: answers.get(who, "done") for action, (_, answers) in ACTIONS.items()}


@pytest.mark.parametrize("who", EVERYBODY)
async def test_only_the_host_of_this_call_moderates_it(seats: dict[str, Seat], who: str) -> None:
    target = seats["target"]
    browser = await browser_at(seats[who])
    await browser.join()

    got = {
        act: await _answer(browser, "moderate", {"act": act, "seat": target.ref})
        for act in MODERATION
    }

    assert got == {act: answers.get(who, "done") for act, answers in MODERATION.items()}
    await db(target.refresh_from_db)
    call = await db(Call.objects.get, pk=target.call_id)
    touched = (target.revoked_at is not None, call.ended_at is not None)
    assert touched == (who == "host", who == "host")


async def test_who_was_shut_out_gets_no_token_and_a_strangers_browser_is_refused(
    seats: dict[str, Seat],
) -> None:
    with pytest.raises(VideoError):
        await db(make_token, seats["revoked"], session_key="x")

    token = await db(make_token, seats["citizen"], session_key="x")
    stranger = Browser(seats["citizen"], await db(make_session, seats["host elsewhere"]))
    await stranger.socket.connect()
    await stranger.say("join", token=token)

    assert (await stranger.hears("refused"))["code"] == "bad_token"


async def test_the_relay_is_told_what_each_may_do_with_media(seats: dict[str, Seat]) -> None:
    may = {who: await db(calls.may_of, seats[who]) for who in MEDIA}

    assert {who: (m.publish, m.share_screen, m.receive) for who, m in may.items()} == MEDIA


async def _answer(browser: Browser, action: str, body: dict[str, Any]) -> str:
    """Say it, then ask for the state: what comes before that, or the relay's no, is the answer."""
    await browser.say(action, **body)
    await browser.say("sync", sequence=0)
    answer, is_known = "done", False
    while not (is_known and (action != "sdp_offer" or answer != "done")):
        told = await browser.next_message()
        if told["type"] == "close":
            return "closed"
        if told["type"] == "error":
            answer = str(told["code"])
        is_known = is_known or told["type"] == "state"
    if action == "sync":
        await browser.hears("state")
    return answer
