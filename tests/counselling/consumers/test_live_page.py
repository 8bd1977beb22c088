"""The WebSocket of live pages: whom it tells, what it makes of nonsense, how it ends."""

import asyncio
import json
from collections.abc import AsyncIterator
from importlib import import_module
from typing import Any

import pytest
import pytest_asyncio
from channels.auth import AuthMiddlewareStack
from channels.layers import channel_layers, get_channel_layer
from channels.routing import URLRouter
from channels.testing import WebsocketCommunicator
from django.conf import settings
from redis.exceptions import RedisError

from counselling.entered import REFS_KEY
from counselling.models import QueueTicket
from counselling.routing import websocket_urlpatterns
from portal.sockets import CalmSockets
from tests.cast import make_cast
from tests.factories.queue import make_queue_ticket
from video.db import db

pytestmark = pytest.mark.django_db(transaction=True)

application = CalmSockets(AuthMiddlewareStack(URLRouter(websocket_urlpatterns)))


@pytest_asyncio.fixture
async def page() -> AsyncIterator[WebsocketCommunicator]:
    """The page of somebody who waits, connected."""
    ticket = await db(_somebody_waits)
    socket = await db(_socket, ticket)
    await socket.connect()
    assert json.loads((await socket.receive_output())["text"])["type"] == "state"
    yield socket
    await socket.disconnect()
    await db(lambda: None)
    for layer in channel_layers.backends.values():
        await layer.close_pools()


@pytest.mark.parametrize(
    "said",
    [
        {"text": "nonsense"},
        {"text": "[]"},
        {"text": '{"type": "fly"}'},
        {"text": "[" * 10_000},
        {"text": '{"type": ' + "9" * 5000 + "}"},
        {"text": '{"type": "poll"' + " " * 60_000},
        {"bytes": b"\x00\xff"},
    ],
)
async def test_nonsense_is_answered_and_the_page_goes_on(
    page: WebsocketCommunicator, said: dict[str, Any]
) -> None:
    await page.send_input({"type": "websocket.receive", **said})
    error = json.loads((await page.receive_output())["text"])
    await page.send_input({"type": "websocket.receive", "text": '{"type": "poll"}'})

    assert (error["type"], error["code"]) == ("error", "bad_message")
    assert json.loads((await page.receive_output())["text"])["type"] == "state"


async def test_five_pieces_of_nonsense_end_the_socket(page: WebsocketCommunicator) -> None:
    for _try in range(5):
        await page.send_input({"type": "websocket.receive", "text": "nonsense"})
    told = [await page.receive_output() for _try in range(5)]

    assert [message["type"] for message in told] == ["websocket.send"] * 4 + ["websocket.close"]
    assert told[-1]["code"] == 4400


@pytest.mark.parametrize("address", ["queue_ticket/nosuch", "desk/x", "desk/-1", "fly/1"])
async def test_what_one_may_not_see_is_closed(address: str) -> None:
    socket = WebsocketCommunicator(application, f"/ws/live/{address}/")
    await socket.connect()

    assert await socket.receive_output() == {"type": "websocket.close", "code": 4403}


@pytest.mark.parametrize("place", ["address", "cookie"])
async def test_nul_never_reaches_the_database(place: str) -> None:
    cookie = (
        b'sessionid="\\000\\000\\000\\000\\000\\000\\000\\000a"' if place == "cookie" else b"a=b"
    )
    ref = "a\0b" if place == "address" else "ab"
    socket = WebsocketCommunicator(application, "/ws/live/x/y/", headers=[(b"cookie", cookie)])
    socket.scope["path"] = f"/ws/live/queue_ticket/{ref}/"

    assert await socket.connect() == (False, 4400)


async def test_a_socket_that_redis_let_fall_leaves_no_heartbeat_behind(
    page: WebsocketCommunicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_channel: str) -> None:
        raise RedisError

    monkeypatch.setattr(get_channel_layer(), "receive", broken)
    falling = await db(_socket, await db(QueueTicket.objects.get))
    before = len(asyncio.all_tasks())

    await falling.connect()
    with pytest.raises(asyncio.TimeoutError):
        while (await falling.receive_output(timeout=1))["type"] != "websocket.close":
            pass
        await falling.receive_output(timeout=0.5)

    assert len(asyncio.all_tasks()) <= before


def _somebody_waits() -> QueueTicket:
    return make_queue_ticket(make_cast().service)


def _socket(ticket: QueueTicket) -> WebsocketCommunicator:
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[REFS_KEY] = [ticket.ref]
    session.save()
    cookie = f"sessionid={session.session_key}".encode()
    address = f"/ws/live/queue_ticket/{ticket.ref}/"
    return WebsocketCommunicator(application, address, headers=[(b"cookie", cookie)])
