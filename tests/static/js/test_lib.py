"""The logic of the page scripts that needs no page, run in the browser that will run it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page

from tests.journeys.browser import chromium
from tests.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.xdist_group("scripts")]


@pytest_asyncio.fixture(loop_scope="session")
async def page(stack: Stack) -> AsyncIterator[Page]:
    async with chromium() as browser:
        page = await browser.new_page()
        await page.goto(f"{stack.url}/enter/")
        yield page


async def run(page: Page, module: str, script: str) -> Any:
    """Run `script` with the exports of a module as `m`."""
    return await page.evaluate(
        f"async () => {{ const m = await import('/static/js/{module}'); {script} }}"
    )


async def test_scripts_without_a_page(page: Page) -> None:
    waits = await run(
        page,
        "lib/backoff.js",
        "const b = new m.Backoff(() => 0.5); return [1,2,3,4,5,6,7].map(() => b.next());",
    )
    assert waits == [0, 300, 1200, 2700, 3600, 3600, 3600]

    jitter = await run(
        page,
        "lib/backoff.js",
        "return [0, 1].map((r) => { const b = new m.Backoff(() => r); b.next();"
        " return Math.round(b.next()); });",
    )
    assert jitter == [210, 390]

    moved = await run(
        page,
        "lib/topics.js",
        "const t = new m.Topics(); return [t.take({a: 1}), t.take({a: 1}), t.take({a: 2}),"
        " t.update({a: 2}), t.update({b: 1}), t.take({a: 2})];",
    )
    assert moved == [True, False, True, False, True, True]

    clocks = await run(
        page, "behaviours/countdown.js", "return [0, 75, 600, 3675].map((s) => m.clock(s));"
    )
    assert clocks == ["0:00", "1:15", "10:00", "1:01:15"]

    typed = await run(
        page,
        "behaviours/number-pad.js",
        "return [m.typed('12', '3', 6), m.typed('123456', '7', 6), m.typed('12', 'back', 6)];",
    )
    assert typed == ["123", "123456", "1"]
