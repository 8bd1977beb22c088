"""No page of kiosk, call, outcome and meeting has a flaw that axe knows: see test_accessibility."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from django.utils import timezone
from playwright.async_api import BrowserContext, Page

from tests.axe import flaws
from tests.cast import DEMO_PASSWORD
from tests.journeys import steps
from tests.journeys.browser import chromium, person, sign_in
from tests.stack import Stack, start_service_shape

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.xdist_group("axe kiosk")]

LOOKS = {"korean": ("ko-KR", 1080, 1920), "english on a telephone": ("en-US", 360, 740)}


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    """A product of its own: nobody from other journeys waits in its lines."""
    started = start_service_shape()
    yield started
    started.stop()


@pytest_asyncio.fixture(params=LOOKS.values(), ids=LOOKS, loop_scope="session")
async def people(
    request: pytest.FixtureRequest, stack: Stack
) -> AsyncIterator[tuple[BrowserContext, BrowserContext]]:
    """The browser that is looked at, and one of the staff on the other side."""
    language, width, height = request.param
    async with chromium() as browser:
        looked_at = await person(browser, language=language, width=width, height=height)
        yield looked_at, await person(browser)


async def test_kiosk_from_enrolment_to_the_outcome(
    people: tuple[BrowserContext, BrowserContext], stack: Stack
) -> None:
    kiosk, staff = await people[0].new_page(), await people[1].new_page()
    await kiosk.goto(f"{stack.url}/kiosk/")
    seen = {"enrolment": await flaws(kiosk)}
    await steps.enrol_kiosk(staff, kiosk, stack.url)
    for name, path in {
        "start": "",
        "code": "code/",
        "agencies": "services/",
        "services": "services/mfds/",
        "service": "services/mfds/mfds-foreign-matter/",
    }.items():
        await kiosk.goto(f"{stack.url}/kiosk/{path}")
        seen[name] = await flaws(kiosk)
    await kiosk.fill("input[name=name]", "한키오")
    await steps.agree_to_all(kiosk)
    await kiosk.locator("main form button.primary").click()
    seen["equipment"] = await flaws(kiosk)
    await kiosk.locator("main form button[type=submit].primary").last.click()
    seen["waiting"] = await flaws(kiosk)
    await staff.context.clear_cookies()
    await sign_in(staff, stack.url, "official@mfds.demo", DEMO_PASSWORD)
    await steps.take_a_desk(staff, stack.url)
    await steps.call_next_and_join(staff, name="한키오")
    await kiosk.locator("form[action$='/join/'] button").first.wait_for()
    seen["called"] = await flaws(kiosk)
    await kiosk.locator("form[action$='/join/'] button").first.click()
    await kiosk.locator('section.call[data-state="live"]').wait_for()
    seen["call"] = await flaws(kiosk)
    await steps.end_session(staff)
    await kiosk.wait_for_url("**/outcome/**", wait_until="commit")
    seen["outcome"] = await flaws(kiosk)

    assert {name: found for name, found in seen.items() if found} == {}


async def test_citizen_called_in_the_call_and_after_it(
    people: tuple[BrowserContext, BrowserContext], stack: Stack
) -> None:
    citizen, staff = await people[0].new_page(), await people[1].new_page()
    await citizen.goto(f"{stack.url}{steps.SERVICE}now/")
    await citizen.fill("input[name=name]", "변시민")
    await steps.agree_to_all(citizen)
    await citizen.locator("main form button.primary").click()
    await citizen.locator("main form > .row button.primary").click()
    await sign_in(staff, stack.url, "official@mfds.demo", DEMO_PASSWORD)
    await steps.take_a_desk(staff, stack.url)
    await steps.call_next_and_join(staff, name="변시민")
    await citizen.locator("form[action$='/join/'] button").first.wait_for()
    seen = {"called": await flaws(citizen)}
    await citizen.locator("form[action$='/join/'] button").first.click()
    await citizen.locator('section.call[data-state="live"]').wait_for()
    seen["call"] = await flaws(citizen)
    for panel in ("chat", "people"):
        await citizen.locator(f"[data-panel-button={panel}]").click()
        seen[panel] = await flaws(citizen)
    await steps.end_session(staff)
    await citizen.wait_for_url("**/sessions/*/", wait_until="commit")
    seen["outcome"] = await flaws(citizen)

    assert {name: found for name, found in seen.items() if found} == {}


async def test_meeting_from_its_creation_to_its_end(
    people: tuple[BrowserContext, BrowserContext], stack: Stack
) -> None:
    secretary = await people[0].new_page()
    await sign_in(secretary, stack.url, "supervisor@mfds.demo", DEMO_PASSWORD)
    seen = await _plan_a_meeting(secretary, stack.url)
    await secretary.locator("form[action$='/open-lobby/'] button").click()
    seen["lobby open"] = await flaws(secretary)
    await secretary.locator("form[action$='/join/'] button").click()
    await secretary.locator('section.call[data-state="live"]').wait_for()
    seen["call"] = await flaws(secretary)
    await secretary.goto(f"{stack.url}/conferences/")
    seen["list"] = await flaws(secretary)

    assert {name: found for name, found in seen.items() if found} == {}


async def _plan_a_meeting(secretary: Page, url: str) -> dict[str, list[str]]:
    await secretary.goto(f"{url}/conferences/new/")
    seen = {"new": await flaws(secretary)}
    await secretary.locator("main form button[type=submit]").last.click()
    seen["new with errors"] = await flaws(secretary)
    await secretary.fill("input[name=title]", "axe")
    await secretary.fill("input[name=day]", f"{timezone.localdate():%Y-%m-%d}")
    await secretary.fill("input[name=starts]", "00:00")
    await secretary.fill("input[name=ends]", "23:59")
    await secretary.fill("input[name=members-0-name]", "양위원")
    await secretary.fill("input[name=members-0-contact]", "axe@example.test")
    await secretary.locator("main form button[type=submit]").last.click()
    await secretary.locator("form[action$='/open-lobby/']").wait_for()
    seen["planned"] = await flaws(secretary)
    return seen
