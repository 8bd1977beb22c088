"""One call of two browsers in processes of their own; the citizen's way can be cut."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

from playwright.async_api import Browser, Page

from tests.trials.browsers import figures, sit, started_chromium
from tests.trials.rig import Rig, start_rig
from tests.video.call_pages import is_connected, sees

# Notes in the official's page when the citizen's tile changes its state.
WATCH_TILE = """() => {
  window.__states = [];
  const tile = () => document.querySelector("[data-tile][data-source=camera]:not([data-self])");
  const note = () => {
    const state = tile()?.dataset.state ?? "gone";
    if (window.__states.at(-1)?.[1] !== state) window.__states.push([performance.now(), state]);
  };
  clearInterval(window.__watching);
  window.__watching = setInterval(note, 20);
  window.__since = performance.now();
}"""


class Scene:
    """A call of two browsers in processes of their own."""

    def __init__(self, rig: Rig, call: str, seats: list[str], official: Page) -> None:
        self.rig, self.call, self.seats, self.official = rig, call, seats, official
        self.citizen: Page = official
        self.citizen_pids: set[int] = set()

    async def sit_citizen(self, browser: Browser) -> Page:
        assert self.rig.http_line is not None
        url = f"http://localhost:{self.rig.http_line.port}"
        page = await sit(browser, self.rig, self.seats[1], url=url)
        await is_connected(page)
        await sees(page, 1)
        return page

    def cut(self) -> None:
        assert self.rig.http_line is not None
        self.rig.up.cut = self.rig.down.cut = True
        self.rig.http_line.cut()

    def mend(self) -> None:
        assert self.rig.http_line is not None
        self.rig.up.cut = self.rig.down.cut = False
        self.rig.http_line.mend()

    async def watch_tile(self) -> None:
        await self.official.evaluate(WATCH_TILE)

    async def told(self, *states: str) -> float:
        """Seconds from `watch_tile` until the official's page said one of these states; 999."""
        seen = await self.official.evaluate("__states.map(([at, s]) => [at - __since, s])")
        return next((at / 1000 for at, state in seen if state in states), 999.0)

    async def sound_back(self, *pages: Page, seconds: float) -> list[float]:
        """Seconds from the last `mark` until each page heard something fresh; 999: not in time."""
        until = monotonic() + seconds
        while monotonic() < until:
            seen = [await figures(page) for page in pages]
            if all(one["soundBackMs"] for one in seen):
                break
            await asyncio.sleep(0.2)
        seen = [await figures(page) for page in pages]
        return [(one["soundBackMs"] or 999_000) / 1000 for one in seen]


@asynccontextmanager
async def started_scene() -> AsyncIterator[Scene]:
    """A rig, an official's browser and a citizen's."""
    rig = await start_rig(shaped=True, cuttable=True)
    try:
        async with started_chromium(width=320, height=240, fps=15) as one:
            call, seats = await rig.make_call()
            official = await sit(one, rig, seats[0], around=True)
            await is_connected(official)
            scene = Scene(rig, call, seats, official)
            before = chromium_pids()
            async with started_chromium(width=320, height=240, fps=15) as other:
                scene.citizen = await scene.sit_citizen(other)
                scene.citizen_pids = chromium_pids() - before
                await sees(official, 1)
                await asyncio.sleep(2)
                try:
                    yield scene
                finally:
                    for pid in scene.citizen_pids & chromium_pids():
                        os.kill(pid, signal.SIGCONT)
    finally:
        await rig.close()


def chromium_pids() -> set[int]:
    """Every process of browsers that this one started."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            rest = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(path.parent.name)] = int(rest[1])
    mine, grown = {os.getpid()}, True
    while grown:
        more = {pid for pid, parent in parents.items() if parent in mine} - mine
        mine, grown = mine | more, bool(more)
    return {pid for pid in mine if b"chromium" in _command(pid)}


def is_renderer(pid: int) -> bool:
    return b"--type=renderer" in _command(pid)


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
