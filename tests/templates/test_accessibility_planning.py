"""No page of those who plan has a flaw that axe knows.

Bookings, requests and absences of staff; interpreters, words of notices and booths of the office.
See test_accessibility.py; two looks are enough here, as these pages are made of the same parts.
"""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Page

from tests.axe import flaws
from tests.cast import DEMO_PASSWORD
from tests.journeys.browser import chromium, person, sign_in
from tests.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.xdist_group("axe planning")]

DESK = ["bookings/", "bookings/new/", "requests/", "absences/", "absences/new/"]
OFFICE = [
    "interpreters/",
    "interpreters/new/",
    "invitations/",
    "sign-on/",
    "notices/",
    "notice-words/",
    "notice-words/appointment_confirmed/ko/",
]


@pytest_asyncio.fixture(
    params=[("ko-KR", 1280), ("en-US", 360)],
    ids=["korean", "english on a telephone"],
    loop_scope="session",
)
async def browser(request: pytest.FixtureRequest) -> AsyncIterator[BrowserContext]:
    language, width = request.param
    async with chromium() as started:
        yield await person(started, language=language, width=width)


async def test_pages_of_those_who_plan(browser: BrowserContext, stack: Stack) -> None:
    page = await browser.new_page()
    await sign_in(page, stack.url, "supervisor@mfds.demo", DEMO_PASSWORD)
    seen = await _flaws_of(page, [f"{stack.url}/desk/{name}" for name in DESK])
    await page.goto(f"{stack.url}/office/units/")
    await page.wait_for_url("**/office/units/agency-*/")
    seen |= await _flaws_of(page, [f"{page.url}{name}" for name in OFFICE])

    assert seen == {}


async def _flaws_of(page: Page, addresses: list[str]) -> dict[str, list[str]]:
    seen = {}
    for address in addresses:
        await page.goto(address)
        seen[address] = await flaws(page)
    return {address: found for address, found in seen.items() if found}
