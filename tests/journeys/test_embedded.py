"""The embedded shape as a newcomer starts it, on a machine without a Redis server: one call."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.cast import DEMO_PASSWORD
from tests.embedded import embedded_product
from tests.journeys import media, steps
from tests.journeys.browser import chromium, person, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.xdist_group("embedded")]


async def test_a_call_on_sqlite_and_fakeredis(tmp_path: Path) -> None:
    with embedded_product(tmp_path, is_new=True, FAKE_REDIS="true") as product:
        async with chromium() as browser:
            citizen, official = [await (await person(browser)).new_page() for _ in range(2)]

            await steps.take_a_place(citizen, product.url, name="오시험")
            await sign_in(official, product.url, "official@mfds.demo", DEMO_PASSWORD)
            await steps.take_a_desk(official, product.url)
            await steps.call_next_and_join(official, name="오시험")
            await citizen.get_by_role("button", name="상담 시작하기").click()
            await steps.join_the_call(citizen)
            for page in (citizen, official):
                await steps.wait_for_pictures(page, 1)
            await media.both_see_moving_pictures(citizen, official)
            await steps.end_session(official)

            await expect(citizen.get_by_text("안내해 드린 대로 하시면 됩니다.")).to_be_visible()
