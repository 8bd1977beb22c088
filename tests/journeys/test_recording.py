"""A recording is watched: everybody side by side on one time line, by keyboard too."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.axe import flaws
from tests.cast import DEMO_PASSWORD
from tests.journeys.browser import chromium, person, sign_in
from tests.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.xdist_group("axe office")]

PREPARE = """
from tests.factories.recordings import make_watchable_recording
print(make_watchable_recording().ref)
"""
SECOND_SECONDS = 1.0  # so much later the second person came
PLACES = """() => [...document.querySelectorAll("video")].map((video) => ({
  at: video.currentTime, duration: video.duration, error: video.error?.message ?? "",
  pictures: video.getVideoPlaybackQuality().totalVideoFrames, paused: video.paused }))"""


async def test_all_files_of_a_recording_play_in_step(stack: Stack) -> None:
    ref = stack.manage("shell", "--no-imports", "-c", PREPARE).split()[-1]
    async with chromium() as browser:
        page = await (await person(browser)).new_page()
        await sign_in(page, stack.url, "operator@maju.demo", DEMO_PASSWORD)
        await page.goto(f"{stack.url}/office/recordings/")
        await page.click(f"a[href='/office/recordings/{ref}/']")
        assert await flaws(page) == []

        play = page.get_by_role("button", name="재생")
        await play.press("Enter")
        await page.wait_for_function("() => document.querySelectorAll('video')[1].currentTime > 2")
        first, second = await _places(page)
        assert (first["error"], second["error"]) == ("", "")
        assert first["at"] - second["at"] == pytest.approx(SECOND_SECONDS, abs=0.25)
        assert min(first["duration"], second["duration"]) == pytest.approx(6, abs=0.2)
        assert min(first["pictures"], second["pictures"]) > 10
        await _keep_picture(page, "playing")

        await page.get_by_role("slider", name="재생 위치").press("End")
        await expect(play).to_be_visible()  # it has come to its end and stopped
        assert all(place["paused"] for place in await _places(page))
        await expect(page.locator("[data-part=time]")).to_have_text("0:07 / 0:07")


async def _places(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = await page.evaluate(PLACES)
    return found


async def _keep_picture(page: Page, name: str) -> None:
    """For eyes, when LOOK names a folder."""
    if folder := os.environ.get("LOOK"):
        for width in (1280, 360):
            await page.set_viewport_size({"width": width, "height": 800})
            await page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
