"""Hostile WebSockets against the really started product: how they end, and that it lives on."""

import asyncio
import json
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from tests.journeys.plain_http import PlainPerson
from tests.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("plain")]

CALL = "/ws/calls/nosuchcall/"
JOIN = json.dumps({"type": "join", "v": 1, "token": "nonsense"})


@pytest_asyncio.fixture
async def stranger(stack: Stack) -> AsyncIterator[PlainPerson]:
    """Somebody without any right; afterwards nothing may have broken."""
    before = len(stack.log("daphne"))
    async with PlainPerson(stack.url) as person:
        yield person
        assert (await person.get("/enter/")).status == 200
    assert "Traceback" not in stack.log("daphne")[before:]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (["nonsense"] * 5, 4400),
        (["[" * 10_000] * 5, 4400),
        (['{"type": "fly", "v": 1}'] * 5, 4400),
        (['{"type": "mute", "v": ' + "9" * 400 + "}"] * 5, 4400),
        ([b"\x00\xff"] * 5, 4400),
        ([JOIN], 4401),
        ([json.dumps({"type": "join", "v": 1, "token": "a\0b"})], 4401),
    ],
)
async def test_nonsense_ends_a_call_socket_in_order(
    stranger: PlainPerson, said: list[str | bytes], code: int
) -> None:
    assert await _closed_after(stranger, CALL, said) == code


async def test_a_message_beyond_the_limit_ends_the_socket(stranger: PlainPerson) -> None:
    # Daphne drops the connection, so that the close code 1009 may be lost on the way.
    assert await _closed_after(stranger, CALL, ["x" * 200_000]) in {1006, 1009}


@pytest.mark.parametrize(
    ("address", "code"),
    [("line/1", 4403), ("queue_ticket/nosuch", 4403), ("fly/x", 4403), ("desk/" + "9" * 40, 4403)],
)
async def test_live_page_of_others_is_closed(
    stranger: PlainPerson, address: str, code: int
) -> None:
    assert await _closed_after(stranger, f"/ws/live/{address}/", []) == code


@pytest.mark.parametrize(
    "origin", [None, "null", "https://evil.example", "http://localhost", "http://localhost:1"]
)
async def test_foreign_origin_gets_no_socket(stack: Stack, origin: str | None) -> None:
    headers = {"Origin": origin} if origin else {}
    async with aiohttp.ClientSession(headers=headers) as session:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(stack.url.replace("http", "ws", 1) + CALL)
    assert refused.value.status == 403


@pytest.mark.parametrize("path", ["/ws/nowhere/", "/ws/live/x/%00/", "/"])
async def test_unknown_socket_is_refused(stranger: PlainPerson, path: str) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await stranger.websocket(path)


async def _closed_after(person: PlainPerson, path: str, said: list[str | bytes]) -> int | None:
    """Say all of it and return the code with which the server closes."""
    async with asyncio.timeout(20), person.websocket(path) as socket:
        for text in said:
            await (socket.send_bytes(text) if isinstance(text, bytes) else socket.send_str(text))
        async for _message in socket:
            pass
        return socket.close_code
