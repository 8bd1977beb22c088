"""A pair of real Chromiums in one call of the rig, each with a witness in its page."""

import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.async_api import Browser, Page

from tests.journeys.browser import chromium, person, picture_file
from tests.trials.rig import Rig
from tests.trials.voice import voice_file
from tests.video.call_pages import is_connected, sees

WITNESS = Path(__file__).with_name("witness.js").read_text()


@contextlib.asynccontextmanager
async def started_chromium(
    *, width: int = 640, height: int = 480, fps: int = 30
) -> AsyncIterator[Browser]:
    """A browser with a moving picture of that size and a voice."""
    with TemporaryDirectory(prefix="trial-") as folder:
        camera = picture_file(Path(folder), width=width, height=height, fps=fps)
        async with chromium(arguments=[voice_file(Path(folder)), camera]) as browser:
            yield browser


async def sit(
    browser: Browser, rig: Rig, seat: str, *, url: str = "", around: bool = False
) -> Page:
    """A person of their own takes the seat; around: its media goes around the shapers."""
    context = await person(browser)
    ports = []
    if around:
        first = rig.stack.relay_port
        ports = [[shaper.port, first + n] for n, shaper in enumerate(rig.shapers)]
    await context.add_init_script(f"window.__witness = {json.dumps({'ports': ports})};")
    await context.add_init_script(WITNESS)
    page = await context.new_page()
    await page.goto(f"{url or rig.url}/sit/{seat}/")
    await page.click("[data-join=all]")
    return page


async def sit_pair(browser: Browser, rig: Rig) -> tuple[str, Page, Page]:
    """An official around the shapers, a citizen through them; both see each other."""
    call, (official_seat, citizen_seat) = await rig.make_call()
    official = await sit(browser, rig, official_seat, around=bool(rig.shapers))
    await is_connected(official)
    citizen = await sit(browser, rig, citizen_seat)
    await is_connected(citizen)
    for page in (official, citizen):
        await sees(page, 1)
    return call, official, citizen


async def mark(*pages: Page) -> None:
    for page in pages:
        await page.evaluate("__mark()")


async def figures(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = await page.evaluate("__figures()")
    return found
