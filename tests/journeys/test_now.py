"""Counsel now: queue ticket, place in the line, called, call - without an appointment."""

import asyncio
import re

import pytest
from playwright.async_api import Browser, Page, expect

from tests.cast import DEMO_PASSWORD
from tests.journeys import listening_in, media, steps
from tests.journeys.browser import chromium, person, sign_in
from tests.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.xdist_group("short journeys")]

NAMES = ("이먼저", "박다음", "최나중")
NOTE = "안내해 드린 대로 하시면 됩니다."


async def test_three_walk_ins_are_each_called_by_one_of_two_desks_and_end_with_the_outcome(
    stack: Stack,
) -> None:
    async with chromium() as browser:
        people = {name: await (await person(browser)).new_page() for name in NAMES}
        for name, page in people.items():
            await steps.take_a_place(page, stack.url, name=name)
        for name, words in zip(NAMES, ("다음이 차례", "앞에 1명이", "앞에 2명이"), strict=True):
            await expect(people[name].get_by_text(words)).to_be_visible()

        desks = [await _sit_down(browser, stack, who) for who in ("official", "supervisor")]
        await asyncio.gather(*(steps.call_next(desk) for desk in desks))
        called = [await _who_is_called(desk) for desk in desks]
        assert sorted(called) == sorted(NAMES[:2])

        # The page of the third hears of it without a reload.
        await expect(people["최나중"].get_by_text("다음이 차례입니다.")).to_be_visible()
        for desk, name in zip(desks, called, strict=True):
            await _meet(desk, people[name])
            await media.both_see_moving_pictures(desk, people[name], seconds=2)
            await _end(desk, people[name])

        official, supervisor = desks
        await steps.call_next(official)
        assert await _who_is_called(official) == "최나중"
        await expect(supervisor.get_by_text("기다리는 분이 없습니다.").first).to_be_visible()
        await steps.stand_up(supervisor)
        await _meet(official, people["최나중"])
        await listening_in.listen_with_everybodys_knowledge(
            supervisor, stack.url, citizen=people["최나중"], official=official
        )
        await _end(official, people["최나중"])


async def _sit_down(browser: Browser, stack: Stack, who: str) -> Page:
    desk = await (await person(browser)).new_page()
    await sign_in(desk, stack.url, f"{who}@mfds.demo", DEMO_PASSWORD)
    await steps.take_a_desk(desk, stack.url)
    return desk


async def _who_is_called(desk: Page) -> str:
    words = await desk.get_by_text("님과 연결됩니다").inner_text()
    return str(re.search(r"(\S+) 님과", words)[1])  # type: ignore[index]


async def _meet(desk: Page, citizen: Page) -> None:
    await desk.get_by_role("button", name="연결하기").click()
    await steps.join_the_call(desk)
    await citizen.get_by_role("button", name="상담 시작하기").click()
    await steps.join_the_call(citizen)
    for page in (desk, citizen):
        await steps.wait_for_pictures(page, 1)


async def _end(desk: Page, citizen: Page) -> None:
    await steps.end_session(desk, citizen_note=NOTE)
    await expect(citizen.get_by_text(NOTE)).to_be_visible()
