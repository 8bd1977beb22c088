"""No page of colleagues and supervisors has a flaw that axe knows; see test_accessibility.py.

Two looks are enough here, as these pages are made of the same parts.
"""

from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Page

from tests.axe import flaws
from tests.cast import DEMO_PASSWORD
from tests.journeys.browser import chromium, person, sign_in
from tests.stack import Stack
from tests.templates.colleagues_world import EMAILS, NAME, made

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.xdist_group("axe planning")]

LOOKS = [("ko-KR", 1280), ("en-US", 360)]
OF_THE_SUPERVISOR = [
    "departments/{department}/",
    "help/{help}/",
    "sessions/{session}/listen/",
    "sessions/{session}/step-in/",
    "sessions/{session}/joint/",
    "handovers/{handover}/",
    "calendar/",
    "petitions/",
    "petitions/{petition}/",
    "conduct/",
    "conduct/{misconduct}/",
    "complaints/{complaint}/",
]


async def test_pages_of_colleagues_supervisors_and_screens(stack: Stack) -> None:
    refs = made(stack)
    seen: dict[str, list[str]] = {}
    async with chromium() as browser:
        # The token opens one screen only; it speaks both languages.
        page = await (await person(browser, width=1920, height=1080)).new_page()
        await page.goto(f"{stack.url}/screens/open/{refs['token']}/")
        seen["opening a screen"] = await flaws(page)
        await page.locator("main form button").click()
        await page.locator("#calls").wait_for()
        seen["screen"] = await flaws(page)
        for language, width in LOOKS:
            look = f"{language} {width}: "
            for name, found in (await _flaws_in(browser, stack, refs, language, width)).items():
                seen[look + name] = found

    assert {name: found for name, found in seen.items() if found} == {}


async def _flaws_in(
    browser: Browser, stack: Stack, refs: dict[str, str], language: str, width: int
) -> dict[str, list[str]]:
    async def signed_in(email: str) -> Page:
        page = await (await person(browser, language=language, width=width)).new_page()
        await sign_in(page, stack.url, email, DEMO_PASSWORD)
        return page

    async def flaws_of(page: Page, path: str) -> list[str]:
        await page.goto(f"{stack.url}{path}")
        assert urlsplit(page.url).path == path  # and not the door
        return await flaws(page)

    page = await signed_in(EMAILS["supervisor"])
    seen = {}
    for pattern in OF_THE_SUPERVISOR:
        seen[pattern] = await flaws_of(page, f"/desk/{pattern.format(**refs)}")
    await page.goto(f"{stack.url}/desk/sessions/{refs['session']}/listen/")
    await page.fill("input[name=reason]", "상담 품질 확인")
    await page.locator("main form button[type=submit]").click()
    await page.locator("section.call").wait_for()
    seen["listening in"] = await flaws(page)

    page = await signed_in(EMAILS["other"])
    for address in ("/desk/joint/", f"/desk/joint/{refs['joint']}/"):
        seen[address] = await flaws_of(page, address)
    page = await signed_in("operator@maju.demo")
    seen["live"] = await flaws_of(page, "/office/live/")

    page = await (await person(browser, language=language, width=width)).new_page()
    await page.goto(f"{stack.url}/enter/")
    await page.fill("input[name=name]", NAME)
    await page.fill("input[name=code]", refs["code"])
    await page.locator("main form button[type=submit]").click()
    seen["conduct"] = await flaws_of(page, f"/sessions/{refs['stopped']}/conduct/")
    return seen
