"""Many pages at once, as light as can be: a WebSocket each, and what they fetch after a change."""

import asyncio
import json
import time
from dataclasses import dataclass, field

import aiohttp

from tests.benchmarks.live_country import Screen

AT_ONCE = 50
OPENING_SECONDS = 30


@dataclass
class Page:
    """One open page: when it last heard of a change, and when it had fetched what it shows."""

    screen: Screen
    socket: aiohttp.ClientWebSocketResponse | None = None
    task: asyncio.Task[None] | None = None
    greeted: asyncio.Event = field(default_factory=asyncio.Event)
    heard_at: float = 0.0
    shown_at: float = 0.0
    failures: int = 0


class Screens:
    """Opens pages on one server and times what reaches them."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.pages: list[Page] = []
        connector = aiohttp.TCPConnector(limit=0)
        jar = aiohttp.DummyCookieJar()
        self._http = aiohttp.ClientSession(connector=connector, cookie_jar=jar)

    async def open(self, screens: list[Screen]) -> list[Page]:
        """Open a page per screen, some at a time, and wait for the first word of each."""
        pages = [Page(screen) for screen in screens]
        for first in range(0, len(pages), AT_ONCE):
            await asyncio.gather(*map(self._open, pages[first : first + AT_ONCE]))
        self.pages += pages
        return pages

    async def close(self) -> None:
        for page in self.pages:
            if page.task:
                page.task.cancel()
        await self._http.close()

    async def _open(self, page: Page) -> None:
        address = self.url.replace("http", "ws", 1) + page.screen.socket
        headers = {"Cookie": page.screen.cookie} if page.screen.cookie else {}
        page.socket = await self._http.ws_connect(
            address, headers=headers, origin=self.url, compress=0, max_msg_size=0
        )
        page.task = asyncio.create_task(self._follow(page, page.socket))
        async with asyncio.timeout(OPENING_SECONDS):
            await page.greeted.wait()

    async def _follow(self, page: Page, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Do what the page's scripts do: after a change fetch the fragments, all at once."""
        async for message in socket:
            kind = json.loads(message.data)["type"]
            if kind == "state":
                page.greeted.set()
            if kind == "changed" and page.heard_at == 0:
                page.heard_at = time.perf_counter()
                await asyncio.gather(*(self._fetch(page, part) for part in page.screen.fragments))
                page.shown_at = time.perf_counter()
        print(f"{page.screen.socket} ended with {socket.close_code}", flush=True)

    async def _fetch(self, page: Page, path: str) -> None:
        headers = {"Cookie": page.screen.cookie, "HX-Request": "true"}
        async with self._http.get(f"{self.url}{path}", headers=headers) as answer:
            await answer.read()
            page.failures += answer.status != 200
