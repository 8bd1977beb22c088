"""T2: a minute on each kind of bad network. The citizen's link is shaped, both ways; the official's
is not, so that each direction is seen alone: `down` at the citizen, `up` at the official. Kept row
by row: what broke off is run again by the next run, about 18 minutes for all."""

import asyncio
import contextlib
import itertools
import os
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, Error, Page, expect

from tests.trials.browsers import figures, mark, sit_pair, started_chromium
from tests.trials.judging import JUDGES
from tests.trials.results import Results, Row, show
from tests.trials.rig import Rig, start_rig
from tests.video.relay.shaper import Way
from video.relay.environment import default_addresses

SECONDS = float(os.environ.get("LASTS_SECONDS", "60"))
WARM_UP_SECONDS = 8.0
RECOVERY_SECONDS = 15.0
QUEUE_SECONDS = 1.0  # of a narrow link, as home routers have


@dataclass(frozen=True)
class Network:
    """One condition: what it does to each way, and on what rig."""

    name: str
    shape: Callable[[Way], None] = lambda _way: None
    rig: dict[str, Any] = field(default_factory=dict)
    is_shaped_from_start: bool = False


def _set(**fields: Any) -> Callable[[Way], None]:
    def shape(way: Way) -> None:
        for name, value in fields.items():
            setattr(way, name, value)
        way.begin()

    return shape


def _ethernet() -> str:
    """This machine's own address: Chromium offers no TCP to loopback."""
    return default_addresses()[-1]


NETWORKS = [
    Network("5 % loss", _set(loss=0.05)),
    Network("10 % loss", _set(loss=0.10)),
    Network("20 % loss", _set(loss=0.20)),
    Network("burst", _set(burst_loss=0.5, burst_seconds=2.0, burst_every=20.0)),
    # A property of the way, not something that happens to it: from the start.
    Network("jitter", _set(delay_seconds=0.15, jitter_seconds=0.2), is_shaped_from_start=True),
    Network("300 kb/s", _set(rate_bps=300_000, queue_seconds=QUEUE_SECONDS)),
    Network("100 kb/s", _set(rate_bps=100_000, queue_seconds=QUEUE_SECONDS)),
    Network("reordering 5 %", _set(reorder=0.05)),
    Network("duplication 5 %", _set(duplicate=0.05)),
    Network("MTU 1280", _set(mtu=1280), is_shaped_from_start=True),
    Network("IPv6 only", rig={"host": "::1"}, is_shaped_from_start=True),
    Network("UDP blocked", _set(cut=True), rig={"tcp": True}, is_shaped_from_start=True),
]


async def run(trial: str) -> int:
    """Every network whose rows are not there yet; NETWORK names one of them."""
    results = Results(trial)
    only = os.environ.get("NETWORK", "")
    names = [network.name for network in NETWORKS]
    if only and only not in names:
        raise SystemExit(f"NETWORK={only} is not known; there are: {', '.join(names)}")
    missing = [one for one in NETWORKS if not results.has(one.name) and only in ("", one.name)]
    broken = 0
    for options, networks in itertools.groupby(missing, key=lambda one: one.rig):
        async with _started(options) as (rig, browser):
            for network in networks:
                try:
                    measured = await _hold_call(network, rig, browser)
                except (Error, AssertionError, TimeoutError) as error:
                    print(f"{trial} {network.name} broke off, run it again: {error!r}", flush=True)
                    broken += 1
                    continue
                finally:
                    await _clear(rig, browser)
                results.keep_round({"network": network.name, **measured})
                verdicts = JUDGES[network.name](measured)
                rows = [Row(trial=trial, what=network.name, **vars(one)) for one in verdicts]
                results.add(rows)
                show([vars(row) for row in rows])
    print(f"\nThe whole {trial}:")
    return broken + show(results.rows)


@contextlib.asynccontextmanager
async def _started(options: dict[str, Any]) -> AsyncIterator[tuple[Rig, Browser]]:
    """One product and one browser for all networks that can share them."""
    if "tcp" in options:
        options = {"host": _ethernet(), **options}
    rig = await start_rig(relays=1, shaped=True, **options)
    try:
        async with started_chromium() as browser:
            yield rig, browser
    finally:
        await rig.close()


async def _clear(rig: Rig, browser: Browser) -> None:
    """The next network finds everything as it was."""
    for context in browser.contexts:
        await context.close()
    rig.up.clear()
    rig.down.clear()


async def _hold_call(network: Network, rig: Rig, browser: Browser) -> dict[str, Any]:
    began = asyncio.get_running_loop().time()
    if network.is_shaped_from_start:
        network.shape(rig.up)
        network.shape(rig.down)
    call, official, citizen = await sit_pair(browser, rig)
    connected_after = asyncio.get_running_loop().time() - began
    await asyncio.sleep(WARM_UP_SECONDS)
    if not network.is_shaped_from_start:
        network.shape(rig.up)
        network.shape(rig.down)
    await mark(official, citizen)
    await asyncio.sleep(SECONDS)
    up, down = await figures(official), await figures(citizen)
    counts = [vars(way) | {"_chance": ""} for way in (rig.up, rig.down)]
    if not network.is_shaped_from_start:
        rig.up.clear()
        rig.down.clear()
    await mark(official, citizen)
    if not network.is_shaped_from_start:
        await asyncio.sleep(RECOVERY_SECONDS)
    after = [await figures(official), await figures(citizen)]
    facts = await rig.facts(call)
    return {
        "connected_after": connected_after,
        "up": up,
        "down": down,
        "after": after,
        "ended": facts["ended"],
        "seats": list(facts["seats"].values()),
        "epoch": facts["epoch"],
        "candidate": await _candidate(citizen),
        "shaper": counts,
        "tcp": sum(line.opened for line in rig.lines),
        "is_over": await citizen.locator("[data-part=over]").is_visible(),
        "check": await _check(rig, browser) if network.name == "UDP blocked" else None,
    }


async def _check(rig: Rig, browser: Browser) -> float:
    """How long the equipment check took to say that the connection works."""
    page = await browser.new_page(permissions=["camera", "microphone"], locale="ko-KR")
    await page.goto(f"{rig.url}/check/")
    await page.click("[data-act=all]")
    began = asyncio.get_running_loop().time()
    connection = page.locator("[data-part=connection][data-result]:not([data-result=''])")
    await expect(connection).to_have_count(1, timeout=20_000)
    return asyncio.get_running_loop().time() - began


async def _candidate(page: Page) -> str:
    found: str = await page.evaluate(
        """async () => {
          for (const connection of __peerConnections) {
            if (connection.connectionState !== "connected") continue;
            const stats = await connection.getStats();
            for (const entry of stats.values()) {
              if (entry.type !== "candidate-pair" || !entry.nominated) continue;
              const remote = stats.get(entry.remoteCandidateId);
              return `${remote.protocol} ${remote.address}`;
            }
          }
          return "";
        }"""
    )
    return found
