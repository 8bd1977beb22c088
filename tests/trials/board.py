"""TRIAL=board: an official's board for 10 minutes (MINUTES=2 for fewer) among 30 citizens.

People come, leave, are called, missed, parked and brought back by the desk next door; the board is
only looked at, pointed at and now and then used. Nothing may shift, and no row may move away under
the pointer. Pictures at 1280 and 1920 px are kept beside the results.
"""

import asyncio
import contextlib
import os
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from time import monotonic

from playwright.async_api import Browser, Error, Page

from tests.journeys.browser import chromium, person, sign_in
from tests.journeys.plain_http import PlainPerson
from tests.stack import Stack, start_service_shape
from tests.trials.crowd import Crowd
from tests.trials.results import FOLDER, Results, Row, show

CITIZENS = 30
# As in counselling.domain.demo, which needs Django; this process has none.
DEMO_PASSWORD = "maju-demo-2026"
SHIFT_AT_MOST = 0.02
WIDTHS = {1280: 800, 1920: 1080}
POINTED_SECONDS = 4.0
WATCH = """
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) {
    const from = one.sources.map((s) => s.node?.id || s.node?.className || s.node?.nodeName);
    window.tellShift(one.startTime + performance.timeOrigin, one.value, from.join(" "));
  }
}).observe({ type: "layout-shift", buffered: true });
"""
ROW_AT = """([x, y]) => {
  const row = document.elementFromPoint(x, y)?.closest("li[id]");
  return row && [row.id, Math.round(row.getBoundingClientRect().top)];
}"""


@dataclass
class Watched:
    """A board in a browser, and every shift that it told of: (ms, value, what)."""

    page: Page
    shifts: list[tuple[float, float, str]] = field(default_factory=list)

    @property
    def total(self) -> float:
        return sum(value for _at, value, _what in self.shifts)

    @property
    def cumulative(self) -> float:
        """The largest sum within a session window (gaps under 1 s, 5 s at most), as CLS is."""
        worst, window, began, last = 0.0, 0.0, -1e9, -1e9
        for at, value, _what in sorted(self.shifts):
            if at - last > 1000 or at - began > 5000:
                window, began = 0.0, at
            window, last = window + value, at
            worst = max(worst, window)
        return worst


async def run(trial: str) -> int:
    """Returns how many rows do not hold."""
    results = Results(trial)
    minutes = float(os.environ.get("MINUTES", "10"))
    stack = await asyncio.to_thread(start_service_shape)
    try:
        results.replace(await _measure(trial, stack, minutes))
    finally:
        await asyncio.to_thread(stack.stop)
    return show(results.rows)


async def _measure(trial: str, stack: Stack, minutes: float) -> list[Row]:
    until = monotonic() + minutes * 60
    async with chromium() as browser, _next_door(stack) as colleague:
        crowd = Crowd(stack.url, colleague, size=CITIZENS, chance=random.Random(7))
        await crowd.fill()
        boards = [await _board(browser, stack, width) for width in WIDTHS]
        acting = asyncio.create_task(crowd.act_until(until))
        moved: list[str] = []
        pointed = 0
        while monotonic() < until:
            for board in boards:
                pointed += 1
                moved += await _point_at_a_row(board.page, pointed)
        await acting
        for width, board in zip(WIDTHS, boards, strict=True):
            await board.page.screenshot(path=FOLDER / f"board-{width}.png")
        await crowd.close()
    about = f"{minutes:g} minutes, {CITIZENS} citizens, {crowd.acts} changes"
    rows = [
        Row(
            trial=trial,
            what=f"layout shift at {width} px",
            kind="service",
            demanded=f"cumulative layout shift <= {SHIFT_AT_MOST}",
            measured=f"{board.cumulative:.4f}, all of it {board.total:.4f} ({about})",
            holds=board.cumulative <= SHIFT_AT_MOST,
            figures={"largest": sorted(board.shifts, key=lambda one: -one[1])[:5]},
        )
        for width, board in zip(WIDTHS, boards, strict=True)
    ]
    rows.append(
        Row(
            trial=trial,
            what="rows under the pointer",
            kind="service",
            demanded="no row moves under the pointer",
            measured=f"{len(moved)} of {pointed} moved within {POINTED_SECONDS:g} s",
            holds=not moved,
            figures={"moved": moved[:10]},
        )
    )
    return rows


async def _board(browser: Browser, stack: Stack, width: int) -> Watched:
    """The board of the same official, in a window of that width."""
    context = await person(browser, width=width, height=WIDTHS[width])
    page = await context.new_page()
    watched = Watched(page)

    def tell(at: float, value: float, what: str) -> None:
        watched.shifts.append((at, value, what))

    await sign_in(page, stack.url, "official@mfds.demo", DEMO_PASSWORD)
    await page.goto(f"{stack.url}/desk/")
    take = page.locator("form[action$='/take/'] button")
    if await take.count():
        await take.first.click()
    await page.locator("#waiting-title").wait_for()
    await context.expose_function("tellShift", tell)
    await context.add_init_script(WATCH)
    await page.reload()
    await page.locator("#waiting-title").wait_for()
    return watched


async def _point_at_a_row(page: Page, number: int) -> list[str]:
    """Rest the pointer on a row for a while; tell what lay under it if that changed."""
    moved: list[str] = []
    with contextlib.suppress(Error):  # the page was loaded anew at this moment
        rows = page.locator("#desk-lists li[id]:visible")
        row = rows.nth(number % max(1, min(4, await rows.count())))
        box = await row.bounding_box(timeout=2000)
        if box is None:
            return []
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        await page.mouse.move(x, y)
        await asyncio.sleep(0.3)  # what was still gliding has arrived
        before = await page.evaluate(ROW_AT, [x, y])
        for _look in range(int(POINTED_SECONDS / 0.2)):
            await asyncio.sleep(0.2)
            now = await page.evaluate(ROW_AT, [x, y])
            if now != before:
                moved.append(f"{before} -> {now}")
                break
        await page.mouse.move(box["x"] + box["width"] + 300, 400)
    return moved


@contextlib.asynccontextmanager
async def _next_door(stack: Stack) -> AsyncIterator[PlainPerson]:
    """The supervisor, who serves at another desk of the department."""
    async with PlainPerson(stack.url) as colleague:
        await colleague.sign_in("supervisor@mfds.demo", DEMO_PASSWORD)
        page = await colleague.get("/desk/")
        takes = [form for form in page.forms if "/take/" in form.action]
        await colleague.submit(page, takes[1])
        yield colleague
