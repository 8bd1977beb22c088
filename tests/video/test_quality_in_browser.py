"""How a poor connection is told: a tip to oneself, words to the others, sound only when need be."""

import time
from pathlib import Path
from typing import Any

import pytest
import redis
from playwright.async_api import Page, expect

from tests.journeys.browser import chromium
from tests.video.call_pages import media_arguments, sees, sit
from tests.video.call_site import CallSite
from video.relay.messages import EVENTS_STREAM, Event, Figures, SoundOnly

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.xdist_group("calls lost")]

CLEAN = {"loss": 0.0, "rtt_ms": 20.0, "jitter_ms": 2.0, "received_bps": 1, "sent_bps": 1}


class Relay:
    """Says what a relay worker says of a seat."""

    def __init__(self, site: CallSite, call: str, seat: str) -> None:
        self._redis = redis.Redis.from_url(site.environment["REDIS_URL"])
        self._said = {"call": call, "seat": seat, "epoch": 1, "worker": "test"}
        self._sequence = 90_000

    def say(self, kind: type[Event], **fields: Any) -> None:
        self._sequence += 1
        event = kind(**self._said, sequence=self._sequence, at=time.time(), **fields)
        self._redis.xadd(EVENTS_STREAM, {"data": event.to_json()})


async def words_of(page: Page, seat: str, words: str) -> None:
    person = page.locator(f".call-person[data-seat='{seat}'] [data-part=state]")
    await expect(person).to_have_text(words)


async def test_a_poor_connection_is_told_with_its_cause_and_a_tip(
    call_site: CallSite, tmp_path: Path
) -> None:
    call, seats = call_site.make_call()
    async with chromium(arguments=media_arguments(tmp_path)) as browser:
        official, citizen = [await sit(browser, call_site, seat) for seat in seats]
        await sees(official, 1)
        await official.click("[data-panel-button=people]")
        relay = Relay(call_site, call, seats[1])

        relay.say(Figures, **{**CLEAN, "rtt_ms": 700.0})

        await expect(citizen.locator("[data-part=connection]")).to_contain_text("연결 나쁨")
        await expect(citizen.locator("[data-part=tip]")).to_contain_text("내 인터넷이 느립니다")
        await expect(official.locator("[data-part=tip]")).to_contain_text("박민원 님의 연결")
        await words_of(official, seats[1], "연결 나쁨 (인터넷이 느립니다)")

        relay.say(Figures, **CLEAN)
        await expect(citizen.locator("[data-part=connection]")).to_contain_text("연결 좋음")
        await expect(citizen.locator("[data-part=tip]")).to_be_hidden()
        await words_of(official, seats[1], "연결 좋음")


async def test_sound_only_is_said_and_ends_by_itself(call_site: CallSite, tmp_path: Path) -> None:
    call, seats = call_site.make_call()
    async with chromium(arguments=media_arguments(tmp_path)) as browser:
        official, citizen = [await sit(browser, call_site, seat) for seat in seats]
        await sees(official, 1)
        await official.click("[data-panel-button=people]")
        relay = Relay(call_site, call, seats[1])
        notice = citizen.locator("[data-part=notice]")

        relay.say(SoundOnly, on=True)

        await expect(notice).to_contain_text("영상을 멈추고 소리만 이어 갑니다")
        await words_of(official, seats[1], "인터넷이 느려 소리만 듣고 있습니다")

        relay.say(SoundOnly, on=False)
        await expect(notice).to_be_hidden()
