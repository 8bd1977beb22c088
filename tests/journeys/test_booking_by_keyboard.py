"""All that citizens do around a booking, with the keyboard alone, wide and on a telephone.

In Korean and English; on the way every page is looked at by axe. So no word of a page is used.
"""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.axe import flaws
from tests.journeys import steps
from tests.journeys.browser import chromium, person
from tests.journeys.keyboard import Keyboard
from tests.papers import good
from tests.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.xdist_group("axe planning")]

OFFER = "from counselling.domain import waiting_list; waiting_list.offer_freed()"
PROPOSE = """
from counselling.domain import availability, booking_proposals
from counselling.models import BookingRequest, User
asked = BookingRequest.objects.latest("pk")
offers = availability.offer_days(asked.service, count=7)
times = [slot.starts_at for offer in offers for slot in offer.slots][-3:]
booking_proposals.propose(asked, times, by=User.objects.get(email="official@mfds.demo"))
"""
# Not today: what begins within four hours can no longer be changed here.
LATER_DAY = "ol.week li:nth-child(n+4) a"
Pages = dict[str, list[str]]


@pytest_asyncio.fixture(
    params=[("ko-KR", 1280), ("en-US", 360)],
    ids=["korean", "english on a telephone"],
    loop_scope="session",
)
async def page(request: pytest.FixtureRequest) -> AsyncIterator[Page]:
    language, width = request.param
    async with chromium() as browser:
        yield await (await person(browser, language=language, width=width)).new_page()


async def test_an_appointment_from_the_search_to_its_end(
    page: Page, stack: Stack, tmp_path: Path
) -> None:
    keys, seen = Keyboard(page), Pages()
    await page.goto(stack.url)
    await keys.write("#q", "과자에서 벌레가 나왔어요")
    await page.keyboard.press("Enter")
    await keys.press("li.result a")
    await keys.press("a[href$='/times/']")
    await keys.press(LATER_DAY)
    await keys.press("section[aria-labelledby=by-day] button.time")

    await _book_for_a_mother(keys, page, seen, tmp_path)
    await keys.press("main a[href*='/appointments/']:not([href$='.ics'])")
    await _answer_the_reminder(keys, page, seen)
    await _move(keys, page, seen)
    await _wait_for_an_earlier_time(keys, page, seen, stack)
    await _take_the_paper_away(keys, page, seen)
    await keys.open("details.confirm summary")
    seen["asked before cancelling"] = await flaws(page)
    await keys.press("details.confirm button")
    seen["cancelled"] = await flaws(page)
    await page.goto(f"{stack.url}/my/")
    seen["my"] = await flaws(page)

    assert {name: found for name, found in seen.items() if found} == {}


async def test_a_request_without_a_slot_to_its_appointment(page: Page, stack: Stack) -> None:
    keys, seen = Keyboard(page), Pages()
    await page.goto(f"{stack.url}{steps.SERVICE}times/")
    await keys.press("a[href$='/request/']")
    await keys.write("textarea[name=question]", "과자 봉지에서 벌레가 나왔습니다.")
    await keys.write("input[name=name]", steps.NAME)
    await keys.write("input[name=email]", "keyboard@example.test")
    await keys.tick("main form input[type=checkbox]")
    seen["request"] = await flaws(page)
    await keys.press("main form button.primary")
    await page.wait_for_url("**/requests/**")
    seen["request made"] = await flaws(page)
    stack.manage("shell", "--no-imports", "-c", PROPOSE)
    await page.reload()
    seen["times proposed"] = await flaws(page)
    await keys.press("form[action$='/accept/'] button")
    await page.locator("[data-entry-code]").wait_for()
    seen["booked"] = await flaws(page)

    assert {name: found for name, found in seen.items() if found} == {}


async def test_from_the_code_to_the_waiting_room(page: Page, stack: Stack) -> None:
    made = stack.manage_json("demo_appointment", "--name", "남글쇠")
    keys, seen = Keyboard(page), Pages()
    await page.goto(f"{stack.url}/enter/")
    await keys.write("input[name=name]", "남글쇠")
    await keys.write("input[name=code]", made["code"])
    await keys.press("main form button.primary")
    seen["the door is open"] = await flaws(page)
    await keys.press("form[action$='/enter/'] button")
    seen["equipment"] = await flaws(page)
    await keys.press("main form > .row button.primary")
    await page.locator("#waiting").wait_for()
    seen["waiting room"] = await flaws(page)
    await keys.open("details.confirm summary")
    await keys.press("details.confirm button")
    seen["left"] = await flaws(page)

    assert {name: found for name, found in seen.items() if found} == {}


async def _book_for_a_mother(keys: Keyboard, page: Page, seen: Pages, folder: Path) -> None:
    """With a photo; what was typed before it was sent stays."""
    await page.evaluate("document.querySelector('#details').noValidate = true")
    await keys.press("#details .form-actions button.primary")
    seen["details with errors"] = await flaws(page)
    photo = folder / "봉지.png"
    photo.write_bytes(good.png())
    await keys.write("input[name=name]", "박어머니")
    await keys.write("input[name=email]", "mother@example.test")
    await keys.write("textarea[name=question]", "과자 봉지에서 벌레가 나왔습니다.")
    await keys.open("form#details details summary")
    await keys.write("input[name=booker_name]", "김아들 (아들)")
    await keys.tick("input[name=other_has_agreed]")
    seen["booking for somebody else"] = await flaws(page)
    await keys.attach("input[type=file]", photo)
    await keys.press("button[name=attach]")
    await expect(page.locator(".paper")).to_contain_text("봉지.png")
    seen["with a paper"] = await flaws(page)
    for name in ("agrees_to_data", "agrees_to_video"):
        await keys.tick(f"input[name={name}]")
    await keys.press("#details .form-actions button.primary")
    await page.locator("[data-entry-code]").wait_for()
    seen["done"] = await flaws(page)


async def _answer_the_reminder(keys: Keyboard, page: Page, seen: Pages) -> None:
    seen["appointment"] = await flaws(page)
    await keys.press("form[action$='/not-coming/'] button")
    seen["not coming"] = await flaws(page)
    await keys.press("form[action$='/coming/'] button")
    seen["coming"] = await flaws(page)


async def _move(keys: Keyboard, page: Page, seen: Pages) -> None:
    booked = page.url
    await keys.press("a[href$='/move/']")
    seen["move"] = await flaws(page)
    await keys.press(LATER_DAY)
    await keys.press("section[aria-labelledby=by-day] .half-day:last-of-type + .times button")
    assert page.url == booked
    await expect(page.locator(".notice").first).to_contain_text(re.compile(r"\d\d:\d\d"))
    seen["moved"] = await flaws(page)


async def _wait_for_an_earlier_time(keys: Keyboard, page: Page, seen: Pages, stack: Stack) -> None:
    await keys.press("form[action$='/earlier/'] button")
    seen["waiting for an earlier time"] = await flaws(page)
    stack.manage("shell", "--no-imports", "-c", OFFER)
    await page.reload()
    seen["earlier time offered"] = await flaws(page)
    await keys.press("form[action$='/decline/'] button")
    seen["offer declined"] = await flaws(page)


async def _take_the_paper_away(keys: Keyboard, page: Page, seen: Pages) -> None:
    await keys.press("a[href$='/papers/']")
    seen["papers"] = await flaws(page)
    await keys.press("form[action$='/remove/'] button")
    await expect(page.locator(".paper")).to_have_count(0)
    seen["no papers"] = await flaws(page)
    await keys.press("main a[href*='/appointments/']")
