"""No page of the citizen's paths has a flaw that axe knows, in Korean and English, wide and narrow.

A page is also looked at with large text and in high contrast. Booking in Korean and English, and
all around it, is in tests/journeys/test_booking_by_keyboard.py.
"""

import datetime as dt
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from django.utils import timezone
from playwright.async_api import BrowserContext, Page

from counselling.timetable.days import day_of
from tests.axe import flaws
from tests.cast import DEMO_PASSWORD
from tests.journeys import steps
from tests.journeys.browser import chromium, person, sign_in
from tests.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.xdist_group("axe citizen")]

SERVICE = "/services/mfds/mfds-foreign-matter/"
PUBLIC = [
    "/",
    "/services/",
    "/services/?q=과자에서+벌레가+나왔어요",
    "/services/?q=여권+재발급",
    "/services/?q=음식에+벌레",
    "/services/?q=qqqq",
    "/services/?now=1",
    SERVICE,
    f"{SERVICE}times/",
    f"{SERVICE}now/",
    "/enter/",
    "/enter/again/",
    "/equipment/",
    "/my/",
    "/status/",
    "/booths/",
    "/accounts/login/",
    "/accounts/login/code/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/no-such-page/",
]
ACCOUNT = [
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/sessions/",
    "/accounts/logout/",
]
LOOKS = {
    "korean": ("ko-KR", 1280, {}),
    "english on a telephone": ("en-US", 360, {}),
    "large text on a telephone": ("ko-KR", 360, {"text_size": "larger"}),
    "high contrast": ("ko-KR", 1280, {"contrast": "high"}),
}
TWO_LANGUAGES = ["korean", "english on a telephone"]
TWO_SETTINGS = ["large text on a telephone", "high contrast"]


def looks(names: list[str]) -> pytest.MarkDecorator:
    """Look at the pages in these ways only."""
    return pytest.mark.parametrize(
        "citizen", [LOOKS[name] for name in names], ids=names, indirect=True
    )


@pytest_asyncio.fixture(params=LOOKS.values(), ids=LOOKS, loop_scope="session")
async def citizen(request: pytest.FixtureRequest, stack: Stack) -> AsyncIterator[BrowserContext]:
    """A browser that looks at the product in one language, width and setting."""
    language, width, cookies = request.param
    async with chromium() as browser:
        context = await person(browser, language=language, width=width)
        await context.add_cookies(
            [{"name": name, "value": value, "url": stack.url} for name, value in cookies.items()]
        )
        yield context


async def test_pages_that_need_nothing(citizen: BrowserContext, stack: Stack) -> None:
    page = await citizen.new_page()

    assert await _flaws_of(page, stack, PUBLIC) == {}


@looks(TWO_LANGUAGES)
async def test_pages_of_an_account(citizen: BrowserContext, stack: Stack) -> None:
    page = await citizen.new_page()
    await sign_in(page, stack.url, "citizen@maju.demo", DEMO_PASSWORD)

    assert await _flaws_of(page, stack, ACCOUNT) == {}


@looks(TWO_SETTINGS)
async def test_booking_from_the_form_to_its_end(citizen: BrowserContext, stack: Stack) -> None:
    page = await citizen.new_page()
    # Not today: what begins within four hours can no longer be cancelled here.
    later = day_of(timezone.now()) + dt.timedelta(days=3)
    await page.goto(f"{stack.url}{SERVICE}times/?day={later}")
    await page.locator("button[name=starts_at]").last.click()
    seen = {"details": await flaws(page)}
    await page.evaluate("document.querySelector('#details').noValidate = true")
    await page.locator("#details button.primary").click()
    seen["details with errors"] = await flaws(page)
    await page.fill("input[name=name]", steps.NAME)
    await page.fill("input[name=email]", "axe@example.test")
    await steps.agree_to_all(page)
    await page.locator("#details button.primary").click()
    await page.locator("[data-entry-code]").wait_for()
    seen["done"] = await flaws(page)
    await page.goto(page.url.replace("done/", ""))
    seen["appointment"] = await flaws(page)
    await page.locator("details.confirm summary").click()
    seen["question before cancelling"] = await flaws(page)
    await page.locator("details.confirm button").click()
    seen["cancelled"] = await flaws(page)

    assert {name: found for name, found in seen.items() if found} == {}


@looks(TWO_LANGUAGES)
async def test_walk_in_up_to_the_waiting_room(citizen: BrowserContext, stack: Stack) -> None:
    page = await citizen.new_page()
    await page.goto(f"{stack.url}{SERVICE}now/")
    await page.fill("input[name=name]", steps.NAME)
    await steps.agree_to_all(page)
    await page.locator("main form button.primary").click()
    seen = {"equipment": await flaws(page)}
    await page.locator("main form > .row button.primary").click()
    seen["waiting room"] = await flaws(page)
    await page.locator("details.confirm summary").click()
    await page.locator("details.confirm button").click()
    seen["left"] = await flaws(page)

    assert {name: found for name, found in seen.items() if found} == {}


async def _flaws_of(page: Page, stack: Stack, addresses: list[str]) -> dict[str, list[str]]:
    seen = {}
    for address in addresses:
        await page.goto(f"{stack.url}{address}")
        seen[address] = await flaws(page)
    return {address: found for address, found in seen.items() if found}
