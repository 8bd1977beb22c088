"""Counsel now: queue ticket, place in the line, called, call - without an appointment."""

import pytest
from playwright.async_api import expect

from tests.cast import DEMO_PASSWORD
from tests.journeys import media, steps
from tests.journeys.browser import chromium, person, sign_in
from tests.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.xdist_group("short journeys")]


async def test_two_walk_ins_see_their_place_and_the_first_is_called(stack: Stack) -> None:
    async with chromium() as browser:
        first, second, official = [await (await person(browser)).new_page() for _ in range(3)]

        await steps.take_a_place(first, stack.url, name="이먼저")
        await steps.take_a_place(second, stack.url, name="박다음")
        await expect(first.get_by_text("다음이 차례입니다.")).to_be_visible()
        await expect(second.get_by_text("앞에 1명이 있습니다.")).to_be_visible()

        await sign_in(official, stack.url, "official@mfds.demo", DEMO_PASSWORD)
        await steps.take_a_desk(official, stack.url)
        await steps.call_next_and_join(official, name="이먼저")

        # Both pages hear of it without a reload.
        await expect(second.get_by_text("다음이 차례입니다.")).to_be_visible()
        await first.get_by_role("button", name="상담 시작하기").click()
        await steps.join_the_call(first)
        for page in (first, official):
            await steps.wait_for_pictures(page, 1)
        await media.both_see_moving_pictures(first, official)
        await steps.end_session(official)
        await second.get_by_text("대기 취소").first.click()
        await second.get_by_role("button", name="예, 나갑니다").click()
        await expect(second.get_by_text("지금은 줄에 서 있지 않습니다.")).to_be_visible()
