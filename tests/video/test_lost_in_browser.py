"""What people are told when a connection is lost, and how it comes back."""

import asyncio
import signal
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.journeys.browser import chromium
from tests.journeys.media import watch_pictures
from tests.video.call_pages import is_connected, media_arguments, sees, sit, tile
from tests.video.call_site import CallSite

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.xdist_group("calls lost")]

ONLINE = "window.dispatchEvent(new Event('online'))"


async def test_a_silent_relay_is_said_within_five_seconds_and_left_by_itself(
    call_site: CallSite, tmp_path: Path
) -> None:
    _call, seats = call_site.make_call()
    async with chromium(arguments=media_arguments(tmp_path)) as browser:
        official, citizen = [await sit(browser, call_site, seat) for seat in seats]
        await sees(official, 1)
        relay = call_site.processes["relay"]
        relay.send_signal(signal.SIGSTOP)
        try:
            for page in (official, citizen):
                await expect(page.locator("[data-part=notice]")).to_contain_text(
                    "자동으로 다시 연결합니다", timeout=5_000
                )
        finally:
            relay.send_signal(signal.SIGCONT)
        for page in (official, citizen):
            await is_connected(page)
            await expect(page.locator("[data-part=notice]")).to_be_hidden()
        [picture] = await watch_pictures(official, seconds=3)
        assert picture.is_moving


async def test_who_goes_without_a_word_is_said_to_be_unstable_and_then_lost(
    call_site: CallSite, tmp_path: Path
) -> None:
    _call, seats = call_site.make_call()
    arguments = media_arguments(tmp_path)
    async with chromium(arguments=arguments) as browser, chromium(arguments=arguments) as other:
        official = await sit(browser, call_site, seats[0])
        citizen = await sit(other, call_site, seats[1])
        await sees(official, 1)

        # Neither RTCPeerConnection nor socket is closed: the computer is simply gone.
        session = await citizen.context.new_cdp_session(citizen)
        crash = asyncio.create_task(session.send("Page.crash"))
        trouble = official.locator(tile(official, seats[1])).locator("[data-part=trouble]")
        await expect(trouble).to_contain_text("상대방 연결이", timeout=9_000)
        await expect(trouble).to_contain_text("자동으로 다시 연결합니다", timeout=12_000)
        crash.cancel()


async def test_another_network_makes_a_new_connection_at_once(
    call_site: CallSite, tmp_path: Path
) -> None:
    _call, seats = call_site.make_call()
    async with chromium(arguments=media_arguments(tmp_path)) as browser:
        official, citizen = [await sit(browser, call_site, seat) for seat in seats]
        await sees(official, 1)
        made = await citizen.evaluate("window.__peerConnections.length")

        watching = asyncio.create_task(watch_pictures(official, seconds=4))
        await citizen.evaluate(ONLINE)
        await citizen.wait_for_function(
            """(made) => window.__peerConnections.length > made
              && window.__peerConnections.at(-1).connectionState === 'connected'""",
            arg=made,
            timeout=3_000,
        )
        await is_connected(citizen)
        [picture] = await watching
        assert picture.is_moving
        assert picture.longest_gap_ms < 1000
