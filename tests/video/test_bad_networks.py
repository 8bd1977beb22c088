"""Quick cases of the trials: a call on a lossy line, and one that outlives Redis."""

import asyncio
import signal
from pathlib import Path

import pytest
import redis

from tests.journeys.browser import chromium
from tests.journeys.media import watch_pictures
from tests.services import free_port, start_redis, wait_for_port
from tests.trials.browsers import WITNESS, figures, mark
from tests.trials.voice import voice_file
from tests.video.call_pages import is_connected, media_arguments, sees, sit
from tests.video.call_site import CallSite, start_call_site, wait_until
from tests.video.relay.shaper import Shaper

pytestmark = [pytest.mark.journey, pytest.mark.alone]

SECONDS = 12


async def test_5_percent_loss_each_way_is_repaired(tmp_path: Path) -> None:
    relay_port = free_port()
    shaper = Shaper(relay_port)
    site = start_call_site(RELAY_PORT=str(relay_port), RELAY_ADVERTISED_PORT=str(shaper.port))
    shaper.open()
    try:
        call, seats = await asyncio.to_thread(site.make_call)
        arguments = [*media_arguments(tmp_path)[1:], voice_file(tmp_path)]
        async with chromium(arguments=arguments) as browser:
            pages = [await sit(browser, site, seat, scripts=[WITNESS]) for seat in seats]
            for page in pages:
                await sees(page, 1)
            shaper.up.loss = shaper.down.loss = 0.05
            await mark(*pages)
            await asyncio.sleep(SECONDS)

            for page in pages:
                seen = await figures(page)
                assert seen["frames"] > 10 * SECONDS
                assert seen["pictureGapMs"] < 1500
                assert seen["soundGapMs"] < 1000
                assert seen["concealed"] < 0.15  # the sound crosses the bad line twice
        facts = await asyncio.to_thread(site.facts, call)
        assert facts["ended"] == ""
        assert shaper.up.dropped > 50
    finally:
        shaper.close()
        site.stop()


async def test_redis_emptied_and_killed_is_neither_seen_nor_the_end(
    call_site: CallSite, tmp_path: Path
) -> None:
    call, seats = call_site.make_call()
    url = call_site.environment["REDIS_URL"]
    async with chromium(arguments=media_arguments(tmp_path)) as browser:
        pages = [await sit(browser, call_site, seat) for seat in seats]
        for page in pages:
            await sees(page, 1)
        watching = asyncio.gather(*(watch_pictures(page, seconds=8) for page in pages))
        await asyncio.sleep(1)
        with redis.Redis.from_url(url) as client:
            client.flushall()
        await asyncio.sleep(2)
        call_site.processes["redis"].send_signal(signal.SIGKILL)
        call_site.processes["redis"].wait()
        await asyncio.sleep(2)
        port = int(url.rpartition(":")[2].partition("/")[0])
        call_site.processes["redis"] = start_redis(port)
        wait_for_port(port)

        for [picture] in await watching:
            assert picture.is_moving
            assert picture.longest_gap_ms < 1000
        for page in pages:
            await is_connected(page)
    wait_until(lambda: call_site.facts(call)["ended"] == "")
    assert call_site.facts(call)["epoch"] == 1
