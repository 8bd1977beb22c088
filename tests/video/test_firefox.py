"""Firefox and Chromium in one call, over the really started relay."""

import asyncio
import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.browser import chromium
from tests.journeys.firefox import FirefoxPage, firefox_page
from tests.journeys.media import (
    KEEP_PEER_CONNECTIONS,
    REMOTE_VIDEOS,
    WATCH_PICTURES,
    watch_pictures,
)
from tests.video.call_pages import OTHERS, media_arguments, sees, sit
from tests.video.call_site import CallSite, start_call_site
from video.relay.environment import default_addresses

pytestmark = [pytest.mark.journey, pytest.mark.alone]

SECONDS = 30
ENERGY = """(async () => {
  let energy = 0;
  for (const connection of __peerConnections) {
    for (const entry of (await connection.getStats()).values()) {
      if (entry.type === "inbound-rtp" && entry.kind === "audio") {
        energy += entry.totalAudioEnergy ?? 0;
      }
    }
  }
  return energy;
})()"""


@pytest.fixture(scope="module")
def open_site() -> Iterator[CallSite]:
    """Its relay also says this machine's own address: Firefox speaks from no loopback address."""
    site = start_call_site(RELAY_ADVERTISED_ADDRESS=",".join(default_addresses()))
    yield site
    site.stop()


async def test_firefox_and_chromium_see_and_hear_each_other_for_30_s(
    open_site: CallSite, tmp_path: Path
) -> None:
    call, seats = open_site.make_call()
    async with chromium(arguments=media_arguments(tmp_path)) as browser, firefox_page() as firefox:
        official = await sit(browser, open_site, seats[0])
        await _sit_in_firefox(firefox, open_site, seats[1])
        await sees(official, 1)
        await firefox.wait_for(_sees_one())
        before = await official.evaluate(ENERGY), await firefox.evaluate(ENERGY)

        (at_official,), at_citizen = await asyncio.gather(
            watch_pictures(official, seconds=SECONDS), _watch_in_firefox(firefox)
        )

        after = await official.evaluate(ENERGY), await firefox.evaluate(ENERGY)
        assert at_official.is_moving
        assert at_official.longest_gap_ms < 1000
        assert at_citizen["frames"] > 10 * SECONDS
        assert at_citizen["longest_gap_ms"] < 1000
        assert after[0] > before[0]
        assert after[1] > before[1]
    assert set(open_site.facts(call)["seats"].values()) <= {"connected", "lost"}


async def _sit_in_firefox(firefox: FirefoxPage, site: CallSite, seat: str) -> None:
    await firefox.add_init_script(KEEP_PEER_CONNECTIONS)
    await firefox.goto(f"{site.url}/sit/{seat}/")
    await firefox.click("[data-join=all]")
    live = json.dumps(".call[data-state=live][data-media=connected]")
    await firefox.wait_for(f"!!document.querySelector({live})", seconds=30)


def _sees_one() -> str:
    video = f"document.querySelector({json.dumps(OTHERS)})"
    return f"({video}?.videoWidth ?? 0) > 2"


async def _watch_in_firefox(firefox: FirefoxPage) -> dict[str, Any]:
    await firefox.evaluate(f"({WATCH_PICTURES})({json.dumps(REMOTE_VIDEOS)})")
    started = await firefox.evaluate("performance.now()")
    await asyncio.sleep(SECONDS)
    ended = await firefox.evaluate("performance.now()")
    [times] = await firefox.evaluate("__watched.map((one) => one.times)")
    times = [started, *[at for at in times if started <= at <= ended], ended]
    gaps = [later - earlier for earlier, later in pairwise(times)]
    return {"frames": len(times) - 2, "longest_gap_ms": max(gaps)}
