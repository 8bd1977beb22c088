"""One browser's WebSocket, against a real Redis and a real relay worker."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
import redis
from django.conf import settings
from django.db import OperationalError

from tests.peers import RelayProcess, eventually
from tests.video.made import make_call, make_seat
from tests.video.socket_browser import audio_offer, browser_at
from tests.video.sockets import close_sockets
from video import browser_socket, calls
from video.db import db
from video.enums import EndReason
from video.join_tokens import make_token
from video.models import CallMessage, Seat
from video.seat_connection import SeatConnection
from video.workers import living_workers

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def relay_worker() -> Iterator[RelayProcess]:
    process = RelayProcess(settings.REDIS_URL)
    yield process
    process.stop()


@pytest_asyncio.fixture
async def living_relay(relay_worker: RelayProcess) -> None:
    """Each test starts with an empty Redis, so the worker must be heard again first."""
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        await eventually(lambda: living_workers(client))


@pytest_asyncio.fixture(autouse=True)
async def _own_loop() -> AsyncIterator[None]:
    """Each test has a loop of its own, so links and layers must not outlive it."""
    yield
    await close_sockets()


@pytest_asyncio.fixture
async def seat() -> Seat:
    return await db(make_seat)


async def test_join_gives_the_state_of_the_call(seat: Seat) -> None:
    joined = await (await browser_at(seat)).join()

    assert joined["seat"] == seat.ref
    assert joined["may"] == {"publish": True, "share_screen": True, "moderate": False}
    assert [(one["name"], one["state"]) for one in joined["seats"]] == [("박민원", "invited")]
    assert (joined["ice_servers"], joined["messages"]) == ([], [])


async def test_foreign_token_is_refused(seat: Seat) -> None:
    other = await db(make_seat)
    foreign = await browser_at(other)
    await foreign.socket.connect()
    await foreign.say("join", token=await db(make_token, seat, session_key="x"))

    assert (await foreign.hears("refused"))["code"] == "bad_token"
    assert await foreign.hears("nothing") == {"type": "close", "code": 4401}


async def test_nothing_is_done_before_join(seat: Seat) -> None:
    browser = await browser_at(seat)
    await browser.socket.connect()
    for _ in range(5):
        await browser.say("chat", text="안녕", client_id="1")
        assert (await browser.hears("error"))["code"] == "not_now"

    assert await browser.hears("nothing") == {"type": "close", "code": 4400}
    assert not await db(CallMessage.objects.exists)


async def test_five_wrong_messages_end_the_socket(seat: Seat) -> None:
    browser = await browser_at(seat)
    await browser.join()
    for text in ("nonsense", "[]", '{"type":"fly","v":1}', '{"type":"mute","v":1}'):
        await browser.socket.send_to(text_data=text)
        assert (await browser.hears("error"))["code"] == "bad_message"
    await browser.say("chat", text="trotzdem", client_id="1")
    assert (await browser.hears("chat"))["text"] == "trotzdem"

    await browser.socket.send_to(bytes_data=b"\x00\x01")
    assert await browser.hears("nothing") == {"type": "close", "code": 4400}


async def test_chat_reaches_the_others_once(seat: Seat) -> None:
    other = await db(make_seat, seat.call, name="김담당")
    first, second = await browser_at(seat), await browser_at(other)
    await first.join()
    await second.join()

    await first.say("chat", text="안녕하세요", client_id="a")
    await first.say("chat", text="안녕하세요", client_id="a")
    await first.say("chat", text="두 번째", client_id="b")

    heard = [await second.hears("chat"), await second.hears("chat")]
    assert [line["text"] for line in heard] == ["안녕하세요", "두 번째"]
    assert await db(CallMessage.objects.count) == 2


async def test_second_tab_takes_the_seat_over(seat: Seat) -> None:
    first, second = await browser_at(seat), await browser_at(seat)
    await first.join()
    await second.join()

    assert (await first.hears("refused"))["code"] == "taken_over"
    assert await first.hears("nothing") == {"type": "close", "code": 4409}
    await second.say("sync", sequence=0)
    assert (await second.hears("state"))["seat"] == seat.ref


async def test_end_of_the_call_is_told_and_closes(seat: Seat) -> None:
    browser = await browser_at(seat)
    await browser.join()

    await db(calls.end_call, seat.call, reason=EndReason.FINISHED)

    assert (await browser.hears("ended"))["reason"] == "finished"
    assert await browser.hears("nothing") == {"type": "close", "code": 4410}


async def test_revoked_seat_is_told_and_closed(seat: Seat) -> None:
    browser = await browser_at(seat)
    await browser.join()

    await db(calls.revoke_seat, seat, reason="removed")

    assert (await browser.hears("refused"))["code"] == "revoked"
    assert await browser.hears("nothing") == {"type": "close", "code": 4401}


async def test_who_may_not_moderate_is_refused(seat: Seat) -> None:
    browser = await browser_at(seat)
    await browser.join()

    await browser.say("moderate", act="end")

    assert (await browser.hears("error"))["code"] == "not_allowed"
    await db(seat.call.refresh_from_db)
    assert seat.call.ended_at is None


async def test_host_mutes_and_removes(seat: Seat) -> None:
    host_seat = await db(make_seat, seat.call, moderate=True)
    host, guest = await browser_at(host_seat), await browser_at(seat)
    await host.join()
    await guest.join()

    await host.say("moderate", act="mute", seat=seat.ref)
    assert (await guest.hears("moderated"))["act"] == "mute"
    await host.say("moderate", act="remove", seat=seat.ref)
    assert (await guest.hears("refused"))["code"] == "revoked"


async def test_host_cannot_touch_seats_of_other_calls(seat: Seat) -> None:
    host_seat = await db(make_seat, await db(make_call), moderate=True)
    host = await browser_at(host_seat)
    await host.join()

    await host.say("moderate", act="remove", seat=seat.ref)

    assert (await host.hears("error"))["code"] == "revoked"
    await db(seat.refresh_from_db)
    assert seat.revoked_at is None


async def test_a_browser_that_talks_too_fast_is_cut_off(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser_socket, "MESSAGES_A_SECOND", 4)
    monkeypatch.setattr(browser_socket, "MESSAGES_AT_ONCE", 10)
    monkeypatch.setattr(browser_socket, "MOST_SLOWED", 3)
    browser = await browser_at(seat)
    await browser.join()

    for _ in range(20):
        await browser.say("heartbeat")

    assert await browser.hears("nothing") == {"type": "close", "code": 4429}


async def test_a_browser_comes_again_when_the_database_is_away(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_connection: SeatConnection, **_line: str) -> None:
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(SeatConnection, "say", fail)
    browser = await browser_at(seat)
    await browser.join()

    await browser.say("chat", text="안녕하세요", client_id="1")

    assert await browser.hears("chat") == {"type": "close", "code": 4503}


async def test_without_a_relay_the_browser_is_told_to_wait(seat: Seat) -> None:
    browser = await browser_at(seat)
    await browser.join()

    await browser.say("sdp_offer", offer=1, sdp="v=0", purpose="first")

    error = await browser.hears("error")
    assert (error["offer"], error["code"]) == (1, "no_relay")


async def test_offer_is_answered_by_the_relay(living_relay: None, seat: Seat) -> None:
    browser = await browser_at(seat)
    await browser.join()
    sdp = await audio_offer()

    await browser.say(
        "sdp_offer",
        offer=1,
        sdp=sdp,
        purpose="first",
        publishes=[{"mid": "0", "source": "microphone"}],
    )

    answer = await browser.hears("sdp_answer")
    assert answer["offer"] == 1
    assert "a=ice-lite" in answer["sdp"]


async def test_an_offer_that_is_no_sdp_gets_a_sentence_and_the_call_goes_on(
    living_relay: None, seat: Seat
) -> None:
    browser = await browser_at(seat)
    await browser.join()

    for number, sdp in enumerate(("not sdp", "v=0\r\nm=audio\r\n", "x" * 60_000), start=1):
        await browser.say("sdp_offer", offer=number, sdp=sdp, purpose="first")
        error = await browser.hears("error")
        assert error["offer"] == number
        assert "새로 고치세요" in error["text"]

    await browser.say("chat", text="아직 있습니다", client_id="1")
    assert (await browser.hears("chat"))["text"] == "아직 있습니다"
