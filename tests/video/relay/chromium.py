"""A real Chromium as a seat: a bare page, and a small HTTP server between it and the relay."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web
from playwright.async_api import Page, async_playwright

from tests.peers import EVERYTHING, Signalling
from video.relay.messages import Published, Received, SdpAnswer, TakeOffer

PAGE = Path(__file__).with_name("seat.html")
PLAYBACK = Path(__file__).with_name("playback.js")
ARGUMENTS = [
    "--no-sandbox",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--allow-loopback-in-peer-connection",
    "--autoplay-policy=no-user-gesture-required",
]


@dataclass
class ChromiumSeat:
    """A page with one connection. `figures` are sums over its getStats()."""

    page: Page
    call: str
    seat: str

    async def join(self, publishes: list[str], receives: list[list[str]], **options: Any) -> None:
        await self.page.evaluate(
            "options => join(options)",
            {
                "call": self.call,
                "seat": self.seat,
                "publishes": publishes,
                "receives": receives,
                **options,
            },
        )

    async def figures(self) -> dict[str, Any]:
        found: dict[str, Any] = await self.page.evaluate("() => figures()")
        return found

    async def until(
        self, is_so: Callable[[dict[str, Any]], bool], *, seconds: float = 15.0
    ) -> dict[str, Any]:
        """Looks at the figures until they are so.

        Raises:
            TimeoutError: They were not within `seconds`.
        """
        async with asyncio.timeout(seconds):
            while not is_so(found := await self.figures()):
                await asyncio.sleep(0.2)
        return found


class Chromium:
    """One browser, one page a seat."""

    def __init__(self, browser: Any, url: str) -> None:
        self._browser = browser
        self._url = url

    async def seat(self, call: str, seat: str) -> ChromiumSeat:
        context = await self._browser.new_context(permissions=["camera", "microphone"])
        page = await context.new_page()
        await page.goto(self._url)
        return ChromiumSeat(page=page, call=call, seat=seat)

    async def play(self, file: str, *, seconds: float) -> dict[str, Any]:
        """Plays a file of `files`: flashes seen and beeps heard, by the page's clock."""
        page = await self._browser.new_page()
        await page.goto(self._url)
        await page.add_script_tag(path=PLAYBACK)
        played: dict[str, Any] = await page.evaluate(
            "(what) => play(what)", {"url": f"/files/{file}", "seconds": seconds}
        )
        return played


@contextlib.asynccontextmanager
async def started_chromium(
    signalling: Signalling, *, arguments: Sequence[str] = (), files: Path | None = None
) -> AsyncIterator[Chromium]:
    """A browser whose pages reach the relay through `signalling`, and `files` under /files/."""
    app = web.Application()
    app.router.add_get("/", _show_page)
    app.router.add_post("/offer", _Offers(signalling).post)
    if files is not None:
        app.router.add_static("/files", files)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    try:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=[*ARGUMENTS, *arguments]
            )
            yield Chromium(browser, f"http://localhost:{port}/")
            await browser.close()
    finally:
        await runner.cleanup()


async def _show_page(_request: web.Request) -> web.FileResponse:
    return web.FileResponse(PAGE)


class _Offers:
    def __init__(self, signalling: Signalling) -> None:
        self._signalling = signalling

    async def post(self, request: web.Request) -> web.Response:
        body = await request.json()
        answer = await self._signalling.ask(
            TakeOffer,
            call=body["call"],
            seat=body["seat"],
            sdp=body["sdp"],
            purpose=body["purpose"],
            may=EVERYTHING,
            publishes=tuple(Published(**entry) for entry in body["publishes"]),
            receives=tuple(Received(**entry) for entry in body["receives"]),
        )
        if not isinstance(answer, SdpAnswer):
            return web.Response(status=409, text=answer.to_json())
        return web.json_response({"sdp": answer.sdp})
