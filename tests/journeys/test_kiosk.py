"""At a kiosk: enrolled, full-screen start, service, call, then nothing of the person is left."""

import re

import pytest
from playwright.async_api import BrowserContext, Page, expect

from tests.cast import DEMO_PASSWORD
from tests.journeys import steps
from tests.journeys.browser import chromium, person, sign_in
from tests.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.xdist_group("short journeys")]

NAME = "최키오"


async def test_enrol_call_and_leave_no_trace(stack: Stack) -> None:
    async with chromium() as browser:
        office, official = [await (await person(browser)).new_page() for _ in range(2)]
        booth = await person(browser, width=1080, height=1920)
        kiosk = await booth.new_page()

        await steps.enrol_kiosk(office, kiosk, stack.url)
        await _wait_for_a_service(kiosk)
        await sign_in(official, stack.url, "official@mfds.demo", DEMO_PASSWORD)
        await steps.take_a_desk(official, stack.url)
        await steps.call_next_and_join(official, name=NAME)
        await _go_into_the_call(kiosk)
        await steps.wait_for_pictures(kiosk, 1)
        await steps.wait_for_pictures(official, 1)
        await steps.end_session(official)
        await kiosk.get_by_role("button", name="마치고 모두 지우기").click()
        await expect(kiosk.get_by_text("어떻게 도와드릴까요?")).to_be_visible()

        await _nothing_is_left(booth, kiosk)


async def test_a_kiosk_left_alone_warns_and_wipes_after_90_seconds(stack: Stack) -> None:
    async with chromium() as browser:
        office = await (await person(browser)).new_page()
        booth = await person(browser, width=1080, height=1920)
        kiosk = await booth.new_page()
        await steps.enrol_kiosk(office, kiosk, stack.url)
        await kiosk.clock.install()
        await kiosk.goto(f"{stack.url}/kiosk/code/")
        await kiosk.fill("input[name=name]", NAME)

        await kiosk.clock.run_for(61_000)
        await expect(kiosk.get_by_text("계속하시겠어요?")).to_be_visible()
        words = await kiosk.locator("#idle-what-happens").bounding_box()
        acts = await kiosk.locator("dialog .kiosk-acts").bounding_box()
        assert words is not None
        assert acts is not None
        assert words["y"] + words["height"] <= acts["y"]
        await kiosk.clock.run_for(30_000)

        await expect(kiosk.get_by_text("어떻게 도와드릴까요?")).to_be_visible()
        await _nothing_is_left(booth, kiosk)


async def _wait_for_a_service(kiosk: Page) -> None:
    await kiosk.get_by_role("link", name="지금 상담할래요").click()
    await kiosk.get_by_role("link", name="식품의약품안전처").click()
    await kiosk.get_by_role("link", name="포장식품 이물").click()
    await kiosk.fill("input[name=name]", NAME)
    await steps.agree_to_all(kiosk)
    await kiosk.get_by_role("button", name="차례 기다리기").click()
    if "/check/" in kiosk.url:
        await kiosk.locator("main form button[type=submit]").last.click()
    await expect(kiosk).to_have_url(re.compile("/kiosk/waiting/"))


async def _go_into_the_call(kiosk: Page) -> None:
    await kiosk.get_by_role("button", name="상담 시작하기").click()
    await kiosk.wait_for_url(re.compile("/kiosk/call/"))
    await steps.join_the_call(kiosk)


async def _nothing_is_left(booth: BrowserContext, kiosk: Page) -> None:
    cookies = {cookie["name"] for cookie in await booth.cookies()}
    stored = await kiosk.evaluate("({...localStorage, ...sessionStorage})")
    await kiosk.go_back()
    await kiosk.wait_for_load_state()

    assert "sessionid" not in cookies
    assert "kiosk_key" in cookies
    # htmx notes the address of the page it stands on, which is the start.
    assert stored in ({}, {"htmx-current-path-for-history": "/kiosk/"})
    assert NAME not in await kiosk.content()
    assert await kiosk.locator(f"input[value='{NAME}']").count() == 0
