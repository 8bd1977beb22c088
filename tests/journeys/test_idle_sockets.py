"""Idle live pages stay connected (redis-py 8 would cut them after 5 s by default)."""

import asyncio
import contextlib
import time
from pathlib import Path

import aiohttp
import pytest

from tests.cast import DEMO_PASSWORD
from tests.embedded import embedded_product
from tests.journeys.plain_http import PlainPerson
from tests.stack import Stack

pytestmark = [pytest.mark.idle, pytest.mark.xdist_group("idle")]

IDLE_SECONDS = 60


async def stay_open(url: str, *, sockets: int, seconds: float) -> list[int | None]:
    """Open live pages, stay silent, and return each socket's close code (None: still open)."""
    async with PlainPerson(url) as official, contextlib.AsyncExitStack() as open_sockets:
        await official.sign_in("official@mfds.demo", DEMO_PASSWORD)
        address = await _a_live_address(official)
        lines = [
            await open_sockets.enter_async_context(official.websocket(address))
            for _ in range(sockets)
        ]
        return await asyncio.gather(*(_listen(line, seconds) for line in lines))


async def _listen(line: aiohttp.ClientWebSocketResponse, seconds: float) -> int | None:
    """Read heartbeats until the time is up; the first message must be the state."""
    ends_at = time.monotonic() + seconds
    first = await line.receive_json(timeout=10)
    assert first["type"] == "state"
    while (left := ends_at - time.monotonic()) > 0:
        with contextlib.suppress(TimeoutError):
            message = await line.receive(timeout=left)
            if message.type in {aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED}:
                return line.close_code or 1006
    return line.close_code


async def _a_live_address(official: PlainPerson) -> str:
    """Return the live address that the desk page itself names."""
    page = await official.get("/desk/")
    if "data-live-url" not in page.text:
        page = await official.submit(page, page.form(action="/desk/"))
    return page.text.split('data-live-url="', 1)[1].split('"', 1)[0]


async def test_3_idle_sockets_stay_open_for_60_s_with_fakeredis(tmp_path: Path) -> None:
    with embedded_product(tmp_path, FAKE_REDIS="true") as product:
        codes = await stay_open(product.url, sockets=3, seconds=IDLE_SECONDS)

    assert codes == [None] * 3


async def test_10_idle_sockets_stay_open_for_60_s_with_real_redis(stack: Stack) -> None:
    codes = await stay_open(stack.url, sockets=10, seconds=IDLE_SECONDS)

    assert codes == [None] * 10
