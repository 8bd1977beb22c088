"""Idle live pages stay connected (redis-py 8 would cut them after 5 s by default)."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from tests.cast import DEMO_PASSWORD
from tests.embedded import embedded_product
from tests.journeys.plain_http import PlainPerson
from tests.stack import Stack

pytestmark = [
    pytest.mark.xdist_group("idle"),
    pytest.mark.timeout(300),
    pytest.mark.asyncio(loop_scope="module"),
]

IDLE_SECONDS = 60
OPEN = ["state", "state"]  # greeted at the start, and a question is answered at the end


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def heard(
    stack: Stack, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[dict[str, list[list[str]]]]:
    """What each socket heard of both products, within the same minute."""
    with embedded_product(tmp_path_factory.mktemp("idle"), FAKE_REDIS="true") as product:
        real, fake = await asyncio.gather(
            stay_open(stack.url, sockets=10, seconds=IDLE_SECONDS),
            stay_open(product.url, sockets=3, seconds=IDLE_SECONDS),
        )
    yield {"real Redis": real, "fakeredis": fake}


async def test_10_idle_sockets_stay_open_for_60_s_with_real_redis(
    heard: dict[str, list[list[str]]],
) -> None:
    assert heard["real Redis"] == [OPEN] * 10


async def test_3_idle_sockets_stay_open_for_60_s_with_fakeredis(
    heard: dict[str, list[list[str]]],
) -> None:
    assert heard["fakeredis"] == [OPEN] * 3


async def stay_open(url: str, *, sockets: int, seconds: float) -> list[list[str]]:
    """Open live pages and stay silent; return what each heard at the start and at the end."""
    async with PlainPerson(url) as official, contextlib.AsyncExitStack() as open_sockets:
        await official.sign_in("official@mfds.demo", DEMO_PASSWORD)
        address = await _a_live_address(official)
        lines = [
            await open_sockets.enter_async_context(official.websocket(address))
            for _ in range(sockets)
        ]
        return await asyncio.gather(*(_sit_idle(line, seconds) for line in lines))


async def _sit_idle(line: aiohttp.ClientWebSocketResponse, seconds: float) -> list[str]:
    heard: list[str] = []
    listening = asyncio.create_task(_listen(line, heard))
    await asyncio.sleep(seconds)
    await line.send_json({"type": "poll", "v": 1})
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(5):
            while heard.count("state") < 2:
                await asyncio.sleep(0.05)
    listening.cancel()
    return [word for word in heard if word != "heartbeat"]


async def _listen(line: aiohttp.ClientWebSocketResponse, heard: list[str]) -> None:
    async for message in line:
        heard.append(message.json()["type"])


async def _a_live_address(official: PlainPerson) -> str:
    """Return the live address that the desk page itself names."""
    page = await official.get("/desk/")
    if "data-live-url" not in page.text:
        page = await official.submit(page, page.form(action="/desk/"))
    return page.text.split('data-live-url="', 1)[1].split('"', 1)[0]
