"""Page scripts at work on real pages, by keyboard."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.journeys import steps
from tests.journeys.browser import chromium, person
from tests.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.xdist_group("scripts")]

TIMES = "/services/mfds/mfds-haccp/times/"


@pytest_asyncio.fixture(loop_scope="session")
async def page(stack: Stack) -> AsyncIterator[Page]:
    async with chromium() as browser:
        yield await (await person(browser)).new_page()


async def hold_last_time(page: Page, stack: Stack) -> str:
    """Choose the last free time of the day by keyboard; return the address of the details."""
    await page.goto(f"{stack.url}{TIMES}")
    await page.locator("button[name=starts_at]").last.press("Enter")
    await page.wait_for_url("**/details/")
    return page.url


async def test_first_tab_leads_past_the_header(page: Page, stack: Stack) -> None:
    await page.goto(stack.url)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")

    assert await page.evaluate("document.activeElement.id") == "content"


async def test_menu_closes_with_escape_and_gives_the_focus_back(page: Page, stack: Stack) -> None:
    await page.goto(f"{stack.url}/enter/")
    summary = page.locator("details.menu summary").first
    await summary.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Escape")

    await expect(page.locator("details.menu").first).not_to_have_attribute("open", "")
    await expect(summary).to_be_focused()


async def test_enter_in_a_field_books_and_does_not_extend(page: Page, stack: Stack) -> None:
    await hold_last_time(page, stack)
    await page.fill("input[name=name]", steps.NAME)
    await page.fill("input[name=email]", "keyboard@example.test")
    for box in await page.locator("main input[type=checkbox]").all():
        await box.check()
    await page.press("input[name=name]", "Enter")

    await page.wait_for_url("**/done/")


async def test_errors_take_the_focus(page: Page, stack: Stack) -> None:
    await page.goto(f"{stack.url}/enter/")
    await page.evaluate("document.querySelector('main form').noValidate = true")
    await page.fill("input[name=name]", steps.NAME)
    await page.get_by_role("button", name="들어가기").press("Enter")

    await expect(page.locator("input[name=code]")).to_be_focused()


async def test_leaving_and_returning_keeps_what_was_typed(page: Page, stack: Stack) -> None:
    details = await hold_last_time(page, stack)
    await page.fill("input[name=name]", "남은 이름")
    await page.goto(stack.url)

    async with asyncio.timeout(10):  # the beacon of a page that is gone has no end to wait for
        await page.goto(details)
        while await page.input_value("input[name=name]") != "남은 이름":
            await page.reload()
