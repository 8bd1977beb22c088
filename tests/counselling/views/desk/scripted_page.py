"""A page with a body of the test's own, on which the product's behaviours run."""

import mimetypes
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Page, Route

from tests.journeys.browser import chromium

STATIC = Path(__file__).resolve().parents[4] / "static"
SITE = "http://desk.test"


async def _answer(route: Route, body: str) -> None:
    path = STATIC / route.request.url.removeprefix(f"{SITE}/static/")
    if route.request.url.startswith(f"{SITE}/static/"):
        kind = mimetypes.guess_type(path.name)[0]
        await route.fulfill(body=path.read_text(encoding="utf-8"), content_type=kind)
        return
    script = '<script type="module" src="/static/js/behaviours/index.js"></script>'
    await route.fulfill(body=f"<!doctype html>{body}{script}", content_type="text/html")


@asynccontextmanager
async def opened(body: str) -> AsyncIterator[Page]:
    """A page with this body, on which the behaviours run."""
    async with chromium() as browser:
        page = await browser.new_page()
        await page.route(f"{SITE}/**", lambda route: _answer(route, body))
        await page.goto(SITE)
        yield page
