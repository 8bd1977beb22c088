"""A supervisor listens in to a call that goes on: both sides know it, before and all the while."""

import asyncio

from playwright.async_api import Page, Route, expect

from tests.journeys import media, steps

TOLD = "관리자가 듣고 있습니다"
SENT = """() => window.__peerConnections.flatMap((pc) => pc.getSenders())
  .filter((sender) => sender.track).length"""
# The browser's own measure of what it played: above zero once a sound was heard.
HEARS = """async (count) => {
  let heard = 0;
  for (const pc of window.__peerConnections) {
    for (const row of (await pc.getStats()).values()) {
      if (row.type !== "inbound-rtp" || row.kind !== "audio") continue;
      if (row.totalAudioEnergy > 0) heard += 1;
    }
  }
  return heard === count;
}"""
VOICES = """() => [...document.querySelectorAll("audio, video:not([data-self])")]
  .filter((element) => element.srcObject?.getAudioTracks().length).length"""


async def listen_with_everybodys_knowledge(
    supervisor: Page, url: str, *, citizen: Page, official: Page
) -> None:
    """Assert that the listener hears both, is announced first, and is neither heard nor seen."""
    both = (citizen, official)
    voices = [await page.evaluate(VOICES) for page in both]
    are_told = asyncio.Event()
    await supervisor.add_init_script(media.KEEP_PEER_CONNECTIONS)
    await supervisor.route("**/beside/", lambda route: _after(are_told, route))
    await supervisor.goto(f"{url}/desk/")
    await supervisor.get_by_role("link", name="현황").first.click()
    await supervisor.get_by_role("link", name="함께 듣기").first.click()
    await expect(supervisor.get_by_text("몰래 들을 수 없습니다.")).to_be_visible()
    await supervisor.fill("input[name=reason]", "상담 품질 확인")
    await supervisor.get_by_role("button", name="알리고 듣기").click(no_wait_after=True)

    # The listener's page is still held back: nothing was heard yet.
    for page in both:
        await expect(page.get_by_text(TOLD)).to_be_visible()
    are_told.set()

    await steps.wait_for_pictures(supervisor, 2)
    await supervisor.wait_for_function(HEARS, arg=2)
    assert await supervisor.evaluate(SENT) == 0
    assert [await page.evaluate(VOICES) for page in both] == voices == [1, 1]
    for page in both:
        await expect(page.locator(media.REMOTE_VIDEOS)).to_have_count(1)
        await expect(page.get_by_text(TOLD)).to_be_visible()

    await supervisor.goto(f"{url}/desk/")
    for page in both:
        await expect(page.get_by_text(TOLD)).to_be_hidden()


async def _after(told: asyncio.Event, route: Route) -> None:
    await told.wait()
    await route.continue_()
