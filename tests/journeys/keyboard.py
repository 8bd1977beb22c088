"""Somebody with a keyboard and no mouse: goes on with Tab, presses Enter or Space, types."""

from pathlib import Path

from playwright.async_api import Locator, Page

TABS_AT_MOST = 150
HAS_FOCUS = "(element) => element === document.activeElement"
# The ring is drawn by the thing itself, or by what stands around a box of its own look.
SHOWS_FOCUS = """(element) => {
  let around = element;
  for (let steps = 0; around && steps < 4; steps += 1, around = around.parentElement) {
    const style = getComputedStyle(around);
    if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) return true;
  }
  return false;
}"""


class Keyboard:
    """The keyboard of one page."""

    def __init__(self, page: Page) -> None:
        self._page = page

    async def reach(self, selector: str) -> Locator:
        """Go on with Tab until the first such thing has the focus, and see that it shows it."""
        wanted = self._page.locator(selector).first
        await wanted.wait_for(state="attached")
        for _number in range(TABS_AT_MOST):
            await self._page.keyboard.press("Tab")
            if await wanted.evaluate(HAS_FOCUS):
                assert await wanted.evaluate(SHOWS_FOCUS), f"{selector} has the focus unseen"
                return wanted
        raise AssertionError(f"{selector} is not reached with Tab on {self._page.url}")

    async def press(self, selector: str, key: str = "Enter") -> None:
        """Reach a link or button and press it; wait for the page that follows."""
        await self.reach(selector)
        async with self._page.expect_navigation():
            await self._page.keyboard.press(key)

    async def open(self, selector: str) -> None:
        """Reach a summary and unfold what is under it."""
        await self.reach(selector)
        await self._page.keyboard.press("Enter")

    async def tick(self, selector: str) -> None:
        """Reach a box or a choice and put a mark there."""
        box = await self.reach(selector)
        await self._page.keyboard.press("Space")
        assert await box.is_checked(), selector

    async def write(self, selector: str, text: str) -> None:
        await self.reach(selector)
        await self._page.keyboard.type(text)

    async def attach(self, selector: str, file: Path) -> None:
        """Reach a box for files, open it and choose one."""
        async with self._page.expect_file_chooser() as chooser:  # it takes a moment to listen
            await self.reach(selector)
            await self._page.keyboard.press("Space")
        await (await chooser.value).set_files(file)
