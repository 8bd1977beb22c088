"""No page around a booking, and none of its administration, has a flaw that axe knows.

Moving, papers and requests of citizens; bookings, requests and absences of staff; interpreters,
words of notices and booths of the office. See test_accessibility.py; two looks are enough here,
as these pages are made of the same parts.
"""

import datetime as dt
from collections.abc import AsyncIterator

import pytest
from django.utils import timezone
from playwright.async_api import BrowserContext, Page

from counselling.timetable.days import day_of
from tests.axe import flaws
from tests.cast import DEMO_PASSWORD
from tests.journeys import steps
from tests.journeys.browser import chromium, person, sign_in
from tests.stack import Stack
from tests.templates.test_accessibility import SERVICE

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


@pytest.fixture(params=[("ko-KR", 1280), ("en-US", 360)], ids=["korean", "english on a telephone"])
async def browser(request: pytest.FixtureRequest) -> AsyncIterator[BrowserContext]:
    language, width = request.param
    async with chromium() as started:
        yield await person(started, language=language, width=width)


async def test_pages_around_a_booking(browser: BrowserContext, stack: Stack) -> None:
    page = await browser.new_page()
    later = day_of(timezone.now()) + dt.timedelta(days=3)
    await page.goto(f"{stack.url}{SERVICE}times/?day={later}")
    await page.locator("button[name=starts_at]").last.click()
    await page.locator("form#details details summary").first.click()
    seen = {"booking for somebody else": await flaws(page)}
    await page.fill("input[name=name]", steps.NAME)
    await page.fill("input[name=email]", "planning@example.test")
    await steps.agree_to_all(page)
    await page.locator("#details button.primary").click()
    await page.locator("[data-entry-code]").wait_for()
    booked = page.url.replace("done/", "")
    for name in ("move/", "papers/"):
        await page.goto(f"{booked}{name}")
        seen[name] = await flaws(page)
    await page.goto(f"{stack.url}{SERVICE}request/")
    await page.fill("textarea[name=question]", "과자에서 벌레가 나왔습니다.")
    await page.fill("input[name=name]", steps.NAME)
    await page.fill("input[name=email]", "planning@example.test")
    await steps.agree_to_all(page)
    seen["request"] = await flaws(page)
    await page.locator("main form button.primary").click()
    await page.wait_for_url("**/requests/**")
    seen["request made"] = await flaws(page)
    await page.goto(f"{stack.url}/services/?q=음식에+벌레")
    seen["question"] = await flaws(page)

    assert {name: found for name, found in seen.items() if found} == {}


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
