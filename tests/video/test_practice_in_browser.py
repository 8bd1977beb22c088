"""The practice room in a real Chromium: greeting, echo, result."""

import sqlite3
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.journeys.browser import chromium, person
from tests.journeys.media import KEEP_PEER_CONNECTIONS
from tests.video.call_pages import media_arguments
from tests.video.call_site import PYTHON, CallSite

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.xdist_group("practice")]

# Frames decoded and sound energy of what comes from the robot.
RECEIVED = """async () => {
  const found = {frames: 0, energy: 0};
  const kept = window.__peerConnections;
  for (const connection of kept) {
    for (const entry of (await connection.getStats()).values()) {
      if (entry.type !== "inbound-rtp") continue;
      if (entry.kind === "video") found.frames += entry.framesDecoded;
      else found.energy += entry.totalAudioEnergy;
    }
  }
  return found;
}"""


@pytest.fixture(scope="module")
def site(call_site: CallSite) -> CallSite:
    call_site.start("practice", PYTHON, "-m", "video.relay.practice")
    return call_site


async def reaches(page: Page, phase: str) -> dict[str, float]:
    """Waits for the phase; what had come from the robot by then."""
    room = page.locator(f"[data-behaviour=practice-room][data-phase={phase}]")
    await expect(room).to_have_count(1, timeout=25_000)
    found: dict[str, float] = await page.evaluate(RECEIVED)
    return found


async def test_practice_is_heard_seen_echoed_and_stored(site: CallSite, tmp_path: Path) -> None:
    async with chromium(arguments=media_arguments(tmp_path)) as browser:
        page = await (await person(browser)).new_page()
        await page.add_init_script(KEEP_PEER_CONNECTIONS)
        await page.goto(f"{site.url}/practice/")
        await page.click("[data-act=all]")
        greeted = await reaches(page, "listening")
        before = await reaches(page, "echoing")
        await page.click("[data-act=heard]")
        await page.wait_for_function(
            f"""async (before) => {{
              const found = await ({RECEIVED})();
              return found.frames > before.frames + 40 && found.energy > before.energy ? found : 0;
            }}""",
            arg=before,
            timeout=10_000,
        )
        await reaches(page, "done")
        for row in ("camera", "microphone", "connection", "echo_heard"):
            await expect(page.locator(f"li[data-part={row}]")).to_have_attribute(
                "data-result", "good"
            )
        await page.click("main button.xlarge[type=submit]")
        await page.wait_for_url(f"{site.url}/")

    assert greeted["frames"] > 5
    assert greeted["energy"] > 0
    with sqlite3.connect(site.folder / "data" / "maju.sqlite3") as database:
        rows = database.execute(
            "SELECT practised, camera, microphone, speaker, echo_heard, sent_loss_percent"
            " FROM counselling_equipmentcheck"
        ).fetchall()
    assert rows[-1][:5] == (1, "good", "good", "good", "good")
    assert rows[-1][5] < 1
