"""No page of the official's side has a flaw that axe knows: see test_accessibility.py."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Page

from tests.axe import flaws
from tests.cast import DEMO_PASSWORD
from tests.journeys import steps
from tests.journeys.browser import chromium, person, sign_in
from tests.stack import Stack
from tests.templates.test_accessibility import LOOKS

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.xdist_group("axe desk")]

SERVICE = "/services/mfds/mfds-foreign-matter/"


@pytest_asyncio.fixture(params=LOOKS.values(), ids=LOOKS, loop_scope="session")
async def staff(request: pytest.FixtureRequest, stack: Stack) -> AsyncIterator[BrowserContext]:
    """A browser that looks at the product in one language, width and setting."""
    language, width, cookies = request.param
    async with chromium() as browser:
        context = await person(browser, language=language, width=width)
        await context.add_cookies(
            [{"name": name, "value": value, "url": stack.url} for name, value in cookies.items()]
        )
        yield context


async def test_office_and_kiosks(staff: BrowserContext, stack: Stack) -> None:
    page = await staff.new_page()
    await sign_in(page, stack.url, "operator@maju.demo", DEMO_PASSWORD)
    await page.goto(f"{stack.url}/office/")
    seen = {"office": await flaws(page)}
    await page.goto(f"{stack.url}/office/kiosks/")
    await page.locator("form[action$='/new/'] button").click()
    seen["kiosks with errors"] = await flaws(page)
    await page.select_option("select[name=booth]", index=2)
    await page.fill("input[name=name]", "axe")
    await page.locator("form[action$='/new/'] button").click()
    await page.locator("[data-enrolment-code]").wait_for()
    seen["enrolment code"] = await flaws(page)

    assert {name: found for name, found in seen.items() if found} == {}


async def test_board_from_the_choice_of_a_desk_to_the_end_of_a_session(
    staff: BrowserContext, stack: Stack
) -> None:
    await _walk_in(await staff.new_page(), stack)
    page = await staff.new_page()
    await sign_in(page, stack.url, "official@mfds.demo", DEMO_PASSWORD)
    await _stand_up(page, stack)
    seen = {"choice of a desk": await flaws(page)}
    await page.locator("form[action$='/take/'] button").first.click()
    await page.locator("#waiting-title").wait_for()
    seen["free desk"] = await flaws(page)
    await page.goto(f"{page.url}line/suspend/")
    seen["suspend the line"] = await flaws(page)
    await page.go_back()
    await page.locator("[data-main-act]").click()
    await page.locator("form[action$='/join/'] button").wait_for()
    seen["called"] = await flaws(page)
    await page.locator("form[action$='/join/'] button").click()
    await page.locator('section.call[data-state="live"]').wait_for()
    seen["in the call"] = await flaws(page)
    await page.locator("#desk-end .confirm > summary").click()
    await page.locator("#desk-end-submit").click()
    await page.locator("#desk-end .form-error").wait_for()
    seen["end form with errors"] = await flaws(page)
    await page.select_option("select[name=outcome]", index=1)
    await page.locator("#desk-end-submit").click()
    await page.locator("[data-main-act]").wait_for()
    seen["after the session"] = await flaws(page)
    await page.goto(f"{stack.url}/desk/")
    await page.locator("details:has(form[action$='/leave/']) summary").click()
    seen["menu"] = await flaws(page)
    await page.locator("form[action$='/leave/'] button").click()

    assert {name: found for name, found in seen.items() if found} == {}


async def _stand_up(page: Page, stack: Stack) -> None:
    """Leave the desk of an earlier journey, if the official still sits there."""
    await page.goto(f"{stack.url}/desk/")
    leave = page.locator("form[action$='/leave/'] button")
    if await leave.count():
        await page.locator("details:has(form[action$='/leave/']) summary").click()
        await leave.click()
    await page.locator("form[action$='/take/'] button").first.wait_for()


async def _walk_in(page: Page, stack: Stack) -> None:
    await page.goto(f"{stack.url}{SERVICE}now/")
    await page.fill("input[name=name]", steps.NAME)
    await steps.agree_to_all(page)
    await page.locator("main form button.primary").click()
    await page.wait_for_url("**/waiting/**")
