"""Call pages in real browsers: open one, and wait for what a person would wait for."""

from collections.abc import Sequence
from pathlib import Path

from playwright.async_api import Browser, Page, expect

from tests.journeys.browser import person, picture_file, tone_file
from tests.journeys.media import KEEP_PEER_CONNECTIONS
from tests.video.call_site import CallSite

HERTZ = 440
OTHERS = "video[data-seat][data-source=camera]:not([data-self])"


def media_arguments(
    folder: Path, *, width: int = 320, height: int = 180, fps: int = 15
) -> list[str]:
    """Chromium's arguments for a camera with a wandering bar and a microphone with a tone."""
    camera = picture_file(folder, width=width, height=height, fps=fps)
    return [tone_file(folder, HERTZ), camera, "--auto-select-desktop-capture-source=Entire screen"]


async def sit(
    browser: Browser, site: CallSite, seat: str, *, how: str = "all", scripts: Sequence[str] = ()
) -> Page:
    """A person of their own takes the seat and presses one of the three buttons."""
    page = await (await person(browser)).new_page()
    for script in (KEEP_PEER_CONNECTIONS, *scripts):
        await page.add_init_script(script)
    await page.goto(f"{site.url}/sit/{seat}/")
    await page.click(f"[data-join={how}]")
    await is_connected(page)
    return page


async def is_connected(page: Page, *, seconds: float = 20) -> None:
    """Waits until the page's media goes over the relay."""
    connected = page.locator(".call[data-state=live][data-media=connected]")
    await expect(connected).to_have_count(1, timeout=seconds * 1000)


async def sees(page: Page, pictures: int, *, seconds: float = 15) -> None:
    """Waits until so many pictures of others are shown and have frames."""
    await page.wait_for_function(
        """([selector, wanted]) => {
          const videos = [...document.querySelectorAll(selector)];
          return videos.length === wanted && videos.every((video) => video.videoWidth > 2);
        }""",
        arg=[OTHERS, pictures],
        timeout=seconds * 1000,
    )


def tile(page: Page, seat: str) -> str:
    return f"[data-tile][data-seat='{seat}'][data-source=camera]"
