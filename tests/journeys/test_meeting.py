"""An advisory meeting: created, invited by code, lobby, six people who see and hear each other."""

import asyncio
import re
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.async_api import Page, expect

from tests.cast import DEMO_PASSWORD
from tests.journeys import media, steps
from tests.journeys.browser import chromium, person, picture_file, sign_in
from tests.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.alone, pytest.mark.timeout(300)]

MEMBERS = ["강위원", "남위원", "문위원", "백위원", "신위원"]
TITLE = "식품안전 자문회의"
WATCH_SECONDS, STEP_SECONDS, FRAMES_PER_STEP = 20, 5, 5


async def test_six_people_see_and_hear_each_other(stack: Stack, tmp_path: Path) -> None:
    source = picture_file(tmp_path, width=320, height=180, fps=15)
    async with chromium(arguments=[source]) as browser:
        secretary, *members = [
            await (await person(browser, width=960, height=600)).new_page() for _ in range(6)
        ]
        for page in (secretary, *members):
            await page.add_init_script(media.KEEP_PEER_CONNECTIONS)
        await sign_in(secretary, stack.url, "supervisor@mfds.demo", DEMO_PASSWORD)
        await _create(secretary, stack.url)
        for number, (page, name) in enumerate(zip(members, MEMBERS, strict=True)):
            await _go_to_the_lobby(stack, page, name=name, phone=_phone(number))
        await _open_and_admit(secretary)
        for page in members:
            await page.wait_for_url(re.compile("/conferences/.*/call/"), wait_until="commit")
            await steps.join_the_call(page)

        everybody = [secretary, *members]
        await asyncio.gather(*(steps.wait_for_pictures(p, 5, seconds=60) for p in everybody))
        before = [await media.sound_energies(page) for page in everybody]
        slow = await _pictures_that_gained_too_few_frames(everybody)
        after = [await media.sound_energies(page) for page in everybody]
        voices = [
            sum(energy > earlier.get(source, 0) for source, energy in later.items())
            for earlier, later in zip(before, after, strict=True)
        ]

        assert slow == []
        assert voices == [5] * 6


def _phone(number: int) -> str:
    return f"010-5555-000{number}"


async def _create(secretary: Page, url: str) -> None:
    await secretary.goto(f"{url}/conferences/new/")
    await secretary.fill("input[name=title]", TITLE)
    await secretary.fill("input[name=day]", f"{timezone.localdate():%Y-%m-%d}")
    await secretary.fill("input[name=starts]", "00:00")
    await secretary.fill("input[name=ends]", "23:59")
    for number, name in enumerate(MEMBERS):
        await secretary.fill(f"input[name=members-{number}-name]", name)
        await secretary.fill(f"input[name=members-{number}-contact]", _phone(number))
    await secretary.locator("main form button[type=submit]").last.click()
    await expect(secretary.get_by_role("heading", level=1)).to_have_text(TITLE)
    await secretary.get_by_role("button", name="대기실 열기").click()


async def _go_to_the_lobby(stack: Stack, page: Page, *, name: str, phone: str) -> None:
    digits = phone.replace("-", "").removeprefix("0")
    text = await asyncio.to_thread(stack.outside.wait_for_text, digits)
    found = re.search(r"\b\d{6}\b", text["text"])
    assert found is not None
    await steps.enter_with_code(page, stack.url, name=name, code=found.group())
    await page.get_by_role("button", name="확인 없이 대기실로").click()
    await expect(page.get_by_text("간사가 곧 들여 드립니다")).to_be_visible()


async def _open_and_admit(secretary: Page) -> None:
    await secretary.get_by_role("button", name="대기실에 있는 분 모두 들이기").click()
    await secretary.get_by_role("button", name="회의 시작").click()
    await secretary.get_by_role("button", name="회의실로 들어가기").click()
    await steps.join_the_call(secretary)


async def _pictures_that_gained_too_few_frames(pages: list[Page]) -> list[str]:
    """Count each of the 30 pictures every 5 s; name those that gained fewer than 5 frames."""
    for page in pages:
        assert await page.evaluate(media.WATCH_PICTURES, media.REMOTE_VIDEOS) == 5
    counts = [await media.frame_counts(page) for page in pages]
    slow = []
    for step in range(WATCH_SECONDS // STEP_SECONDS):
        await asyncio.sleep(STEP_SECONDS)
        later = [await media.frame_counts(page) for page in pages]
        for viewer, (before, after) in enumerate(zip(counts, later, strict=True)):
            slow += [
                f"step {step}, viewer {viewer}, {picture}: {after[picture] - count} frames"
                for picture, count in before.items()
                if after[picture] - count < FRAMES_PER_STEP
            ]
        counts = later
    return slow
