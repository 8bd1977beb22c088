"""The keys of the board, in a real browser."""

import pytest

from tests.counselling.views.desk.scripted_page import opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("scripts")]

KEYS = """<main data-behaviour="desk-keys"><input>
  <button type="button" data-keys-open hidden>keys</button>
  <button type="button" data-keys="Enter KeyN" onclick="this.textContent += '!'">next</button>
  <dialog data-keys-sheet>
    <input type="checkbox" data-keys-switch checked><form method="dialog"><button>x</button></form>
  </dialog></main>"""
NEXT = "[data-keys='Enter KeyN']"


async def test_keys_do_acts_only_outside_of_fields_and_enter_outside_of_controls() -> None:
    async with opened(KEYS) as page:
        for place in ("input", "[data-keys-open]"):
            await page.focus(place)
            await page.keyboard.press("Enter")
        await page.keyboard.press("Escape")
        await page.focus("input")
        await page.keyboard.press("n")
        in_controls = await page.text_content(NEXT)
        await page.evaluate("document.activeElement.blur()")
        for key in ("Enter", "n", "Control+n"):
            await page.keyboard.press(key)
        outside = await page.text_content(NEXT)

    assert (in_controls, outside) == ("next", "next!!")


async def test_keys_can_be_switched_off_in_their_sheet_and_stay_so() -> None:
    async with opened(KEYS) as page:
        await page.keyboard.press("Shift+Slash")
        await page.uncheck("[data-keys-switch]")
        await page.reload()
        for key in ("Enter", "n", "Shift+Slash"):
            await page.keyboard.press(key)
        untouched = await page.text_content(NEXT)
        is_open = await page.is_visible("[data-keys-sheet]")

    assert (untouched, is_open) == ("next", False)
