"""No page of administration has a flaw that axe knows: see test_accessibility.py."""

import pytest
from playwright.async_api import BrowserContext, Page

from tests.axe import flaws
from tests.cast import DEMO_PASSWORD
from tests.journeys.browser import sign_in
from tests.stack import Stack
from tests.templates.test_accessibility_desk import staff as staff

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.xdist_group("axe office")]


async def test_hours_from_the_week_to_the_preview(staff: BrowserContext, stack: Stack) -> None:
    page, unit = await _agency(staff, stack)
    seen = {"unit": await flaws(page)}
    await page.goto(f"{unit}hours/")
    seen["week"] = await flaws(page)
    await page.goto(f"{unit}hours/weeks/always_always/")
    await page.select_option("select[name=day2-mode]", "closed")
    await page.fill("input[name=day1-opens_at]", "20:00")
    await page.fill("input[name=day1-closes_at]", "10:00")
    await page.click("button[value=preview]")
    seen["week with errors"] = await flaws(page)
    await page.fill("input[name=day1-opens_at]", "09:30")
    await page.fill("input[name=day1-closes_at]", "17:00")
    await page.click("button[value=preview]")
    await page.locator("button[value=save]").wait_for()
    seen["preview"] = await flaws(page)
    await page.goto(f"{unit}closures/new/")
    await page.click("button[value=preview]")
    seen["closure with errors"] = await flaws(page)

    assert {name: found for name, found in seen.items() if found} == {}


async def test_services_people_settings_and_sites(staff: BrowserContext, stack: Stack) -> None:
    page, unit = await _agency(staff, stack)
    seen = {}
    for name in ("services", "people", "settings", "sites", "history", "hours/day"):
        await page.goto(f"{unit}{name}/")
        seen[name] = await flaws(page)
    for link in ("services", "people"):
        await page.goto(f"{unit}{link}/")
        await page.locator(f"main a[href^='/office/{link}/']").first.click()
        await page.locator("main form[method=post] button[type=submit]").first.wait_for()
        seen[f"one of {link}"] = await flaws(page)
    await page.goto(f"{stack.url}/office/holidays/")
    seen["holidays"] = await flaws(page)

    assert {name: found for name, found in seen.items() if found} == {}


async def _agency(staff: BrowserContext, stack: Stack) -> tuple[Page, str]:
    """Sign the operator in and open the ministry; return its address."""
    page = await staff.new_page()
    await sign_in(page, stack.url, "operator@maju.demo", DEMO_PASSWORD)
    await page.goto(f"{stack.url}/office/units/")
    await page.locator(".office-list a").first.click()
    await page.wait_for_url("**/office/units/agency-*/")
    return page, page.url
