"""From home: search, book, code, equipment check, waiting room, call, outcome by the same code."""

import asyncio
import signal
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.cast import DEMO_PASSWORD
from tests.journeys import media, steps
from tests.journeys.browser import chromium, person, sign_in, tone_file
from tests.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.alone]

CITIZEN_HERTZ, OFFICIAL_HERTZ = 440, 1000
STILL_MS = 1000


async def test_c1_booked_from_home_to_the_outcome_with_no_account(
    stack: Stack, tmp_path: Path
) -> None:
    async with (
        chromium(arguments=[tone_file(tmp_path, CITIZEN_HERTZ)]) as citizens_browser,
        chromium(arguments=[tone_file(tmp_path, OFFICIAL_HERTZ)]) as officials_browser,
    ):
        citizen = await (await person(citizens_browser)).new_page()
        official = await (await person(officials_browser)).new_page()
        for page in (citizen, official):
            await page.add_init_script(media.KEEP_PEER_CONNECTIONS)

        code = await _book_and_come_back(stack, citizen)
        await sign_in(official, stack.url, "official@mfds.demo", DEMO_PASSWORD)
        await steps.take_a_desk(official, stack.url)
        await steps.call_next_and_join(official, name=steps.NAME)
        await citizen.get_by_role("button", name="상담 시작하기").click()
        await steps.join_the_call(citizen)

        await _see_and_hear_each_other(citizen, official)
        await _media_flows_through_the_relay(stack, citizen, official)
        await steps.end_session(
            official,
            outcome="서류를 더 내셔야 합니다",
            citizen_note="봉지와 영수증 사진을 보내 주세요.",
            staff_note="제조사에 확인할 것",
        )
        await expect(citizen.get_by_text("서류를 더 내셔야 합니다")).to_be_visible()
        await _read_the_outcome_elsewhere(stack, await _new_page(citizens_browser), code)


async def _book_and_come_back(stack: Stack, page: Page) -> str:
    await steps.search_and_choose(page, stack.url, "과자에서 벌레가 나왔어요")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("이물")
    code, ref = await steps.book_first_free_time(page)
    text = await asyncio.to_thread(stack.outside.wait_for_text, "1012345678")
    assert code in text["text"]
    steps.let_time_pass(stack, ref)
    await steps.enter_with_code(page, stack.url, name=steps.NAME, code=code)
    await page.get_by_role("button", name="입장하기").click()
    await page.get_by_role("button", name="대기실로").click()
    await expect(page.get_by_text("다음이 차례입니다.")).to_be_visible()
    return code


async def _see_and_hear_each_other(citizen: Page, official: Page) -> None:
    await asyncio.gather(steps.wait_for_pictures(citizen, 1), steps.wait_for_pictures(official, 1))
    seen = await asyncio.gather(
        media.watch_pictures(citizen, seconds=20), media.watch_pictures(official, seconds=20)
    )
    heard = [await media.heard_tones(page) for page in (citizen, official)]

    for pictures in seen:
        assert [picture.is_moving for picture in pictures] == [True]
        assert pictures[0].longest_gap_ms < STILL_MS
    for tones, hertz in zip(heard, (OFFICIAL_HERTZ, CITIZEN_HERTZ), strict=True):
        assert [round(tone["hertz"], -1) for tone in tones] == [pytest.approx(hertz, abs=10)]


async def _media_flows_through_the_relay(stack: Stack, citizen: Page, official: Page) -> None:
    """The relay's port is the selected candidate, and stopping the worker stops both pictures."""
    for page in (citizen, official):
        assert set(await media.remote_ports(page)) == {stack.relay_port}
    stack.send("relay", signal.SIGSTOP)
    try:
        await asyncio.sleep(0.3)  # what is on its way may still arrive
        before = [await media.frame_counts(page) for page in (citizen, official)]
        await asyncio.sleep(1)
        after = [await media.frame_counts(page) for page in (citizen, official)]
    finally:
        stack.send("relay", signal.SIGCONT)
    assert after == before
    await asyncio.gather(steps.wait_for_pictures(citizen, 1), steps.wait_for_pictures(official, 1))


async def _read_the_outcome_elsewhere(stack: Stack, page: Page, code: str) -> None:
    await steps.enter_with_code(page, stack.url, name=steps.NAME, code=code)
    if await page.get_by_role("link", name="상담 결과 보기").count():
        await page.get_by_role("link", name="상담 결과 보기").click()
    await expect(page.get_by_text("봉지와 영수증 사진을 보내 주세요.")).to_be_visible()
    await expect(page.get_by_text("제조사에 확인할 것")).to_have_count(0)


async def _new_page(browser: object) -> Page:
    return await (await person(browser)).new_page()  # type: ignore[arg-type]
