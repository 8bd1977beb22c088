"""A meeting's pictures in several sizes, from the page to the relay and back."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page

from tests.journeys.browser import chromium
from tests.journeys.media import watch_pictures
from tests.video.call_pages import OTHERS, media_arguments, sees, sit
from tests.video.call_site import CallSite

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.xdist_group("calls lost")]

SENT_LAYERS = """async () => {
  const found = {};
  for (const one of window.__peerConnections) {
    if (one.connectionState !== "connected") continue;
    for (const entry of (await one.getStats()).values()) {
      if (entry.type !== "outbound-rtp" || entry.kind !== "video") continue;
      if (entry.frameHeight) found[entry.rid ?? ""] = entry.frameHeight;
    }
  }
  return found;
}"""


async def sent_layers(page: Page) -> dict[str, int]:
    """Name of each layer that is sent -> its height."""
    found: dict[str, Any] = await page.evaluate(SENT_LAYERS)
    return found


async def shown_height(page: Page, *, below: int = 0, above: int = 0) -> None:
    """Waits until the picture of the other one comes in such a height."""
    await page.wait_for_function(
        """([selector, below, above]) => {
          const height = document.querySelector(selector)?.videoHeight ?? 0;
          return height > above && (!below || height < below);
        }""",
        arg=[OTHERS, below, above],
        timeout=20_000,
    )


async def test_who_shows_a_picture_small_gets_a_small_one(
    call_site: CallSite, tmp_path: Path
) -> None:
    _call, seats = call_site.make_call(kind="conference")
    arguments = media_arguments(tmp_path, width=960, height=540)
    async with chromium(arguments=arguments) as browser:
        chair, member = [await sit(browser, call_site, seat) for seat in seats]
        await sees(chair, 1)
        await shown_height(chair, above=500)
        assert await sent_layers(member) == {"q": 135, "h": 270, "f": 540}

        await chair.set_viewport_size({"width": 360, "height": 400})
        await shown_height(chair, below=300)
        [picture] = await watch_pictures(chair, seconds=3)
        assert picture.longest_gap_ms < 1000

        await chair.set_viewport_size({"width": 1280, "height": 800})
        await shown_height(chair, above=500)
        [picture] = await watch_pictures(chair, seconds=3)
        assert picture.longest_gap_ms < 1000
        await member.click("[data-act=camera]")
        await asyncio.sleep(0.5)
        await member.click("[data-act=camera]")
        await shown_height(chair, above=500)


async def test_a_small_camera_is_sent_whole_and_once(call_site: CallSite, tmp_path: Path) -> None:
    _call, seats = call_site.make_call(kind="conference")
    async with chromium(arguments=media_arguments(tmp_path, width=320, height=180)) as browser:
        chair, member = [await sit(browser, call_site, seat) for seat in seats]
        await sees(chair, 1)
        await shown_height(chair, above=170)
        assert await sent_layers(member) == {"q": 180}


async def test_a_conversation_of_two_is_sent_once(call_site: CallSite, tmp_path: Path) -> None:
    _call, seats = call_site.make_call()
    async with chromium(arguments=media_arguments(tmp_path, width=960, height=540)) as browser:
        official, citizen = [await sit(browser, call_site, seat) for seat in seats]
        await sees(official, 1)
        assert list(await sent_layers(citizen)) == [""]
