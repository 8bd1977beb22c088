"""Chromium for the journeys: started with a made-up camera and microphone of known content."""

import array
import asyncio
import contextlib
import math
import shutil
import wave
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Playwright,
    async_playwright,
    expect,
)

expect.set_options(timeout=15_000)  # two cores may be busy with several browsers

# More would cost memory: each is some 300 MB.
KEPT_AT_MOST = 3
CLOSING_SECONDS = 15.0
FAILED_JOURNEYS = Path(__file__).resolve().parents[2] / "var" / "failed-journeys"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "google-chrome"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MEDIA = [
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--allow-loopback-in-peer-connection",
    "--autoplay-policy=no-user-gesture-required",
]

violations: list[str] = []
"""What the pages of `person` wanted to do against our Content Security Policy: nothing."""
examined: set[Page] = set()
"""Pages into which axe was put, which tries inline styles of its own."""


@asynccontextmanager
async def chromium(*, arguments: Sequence[str] = ()) -> AsyncIterator[Browser]:
    """A headless Chromium with made-up media devices; what was opened in it is closed at the end.

    Within the tests it is kept for the next one that wants the same arguments.
    """
    async with _started(tuple(arguments)) as browser:
        others = set(browser.contexts)
        violations.clear()
        examined.clear()
        try:
            yield browser
            assert violations == [], "\n".join(violations)
        except BaseException:
            await _keep_pictures(browser)
            raise
        finally:
            for context in set(browser.contexts) - others:
                # One that does not close is left: its browser counts as in use from then on.
                with contextlib.suppress(Error, TimeoutError):
                    async with asyncio.timeout(CLOSING_SECONDS):
                        await context.close()


class KeptBrowsers:
    """Chromiums that stay from test to test: to start one costs 2 s of a core."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._driver: Playwright | None = None
        self._browsers: dict[tuple[str, ...], Browser] = {}

    def serves_here(self) -> bool:
        """Only tests that run in the loop of the whole session can use them."""
        return asyncio.get_running_loop() is self._loop

    def is_in_use(self, arguments: tuple[str, ...]) -> bool:
        browser = self._browsers.get(arguments)
        return browser is not None and bool(browser.contexts)

    async def one_with(self, arguments: tuple[str, ...]) -> Browser:
        """Return the Chromium of these arguments; those that nobody uses make room."""
        if self._driver is None:
            self._driver = await async_playwright().start()
        browser = self._browsers.pop(arguments, None)
        if browser is None or not browser.is_connected():
            browser = await _launch(self._driver, arguments)
        self._browsers[arguments] = browser  # the last one used is the last one here
        for others in list(self._browsers)[:-KEPT_AT_MOST]:
            if not self._browsers[others].contexts:
                await self._browsers.pop(others).close()
        return browser

    async def close(self) -> None:
        for browser in self._browsers.values():
            await browser.close()
        if self._driver is not None:
            await self._driver.stop()


@asynccontextmanager
async def kept_browsers() -> AsyncIterator[None]:
    """Let `chromium` keep its browsers for as long as this lasts."""
    global _kept
    _kept = KeptBrowsers()
    try:
        yield
    finally:
        await _kept.close()
        _kept = None


_kept: KeptBrowsers | None = None


@asynccontextmanager
async def _started(arguments: tuple[str, ...]) -> AsyncIterator[Browser]:
    if _kept is not None and _kept.serves_here() and not _kept.is_in_use(arguments):
        yield await _kept.one_with(arguments)
        return
    async with async_playwright() as playwright:
        browser = await _launch(playwright, arguments)
        try:
            yield browser
        finally:
            await browser.close()


async def _launch(playwright: Playwright, arguments: tuple[str, ...]) -> Browser:
    return await playwright.chromium.launch(
        executable_path=CHROMIUM, args=[*QUIET, *MEDIA, *arguments]
    )


async def _keep_pictures(browser: Browser) -> None:
    """Leave a picture of every page in var/failed-journeys, to see where a journey broke off."""
    FAILED_JOURNEYS.mkdir(parents=True, exist_ok=True)
    pages = [page for context in browser.contexts for page in context.pages]
    for number, page in enumerate(pages):
        with contextlib.suppress(Error):
            await page.screenshot(path=FAILED_JOURNEYS / f"{id(browser)}-{number}.png")


async def person(
    browser: Browser, *, language: str = "ko-KR", width: int = 1280, height: int = 800
) -> BrowserContext:
    """A browser context of one person: own cookies, camera and microphone allowed."""
    context = await browser.new_context(
        locale=language,
        viewport={"width": width, "height": height},
        permissions=["camera", "microphone"],
        timezone_id="Asia/Seoul",
    )
    context.on("console", _note_violation)
    return context


def _note_violation(said: ConsoleMessage) -> None:
    if "Content Security Policy" in said.text and said.page not in examined:
        violations.append(f"{said.page.url if said.page else ''}: {said.text}")


async def sign_in(page: Page, url: str, email: str, password: str) -> None:
    """Sign in on the product's own page."""
    await page.goto(f"{url}/accounts/login/")
    await page.fill("input[name=login]", email)
    await page.fill("input[name=password]", password)
    await page.click("main form button[type=submit]")
    await page.wait_for_url(lambda address: "/accounts/login" not in address)


def tone_file(folder: Path, hertz: int) -> str:
    """Write a 2 s loop of a sine tone and return Chromium's argument for it as microphone.

    What was written for an earlier test is used again, so that its Chromium can be.
    """
    path = _written(folder, f"tone-{hertz}.wav")
    if not path.exists():
        _write_tone(path, hertz)
    return f"--use-file-for-fake-audio-capture={path}"


def picture_file(folder: Path, *, width: int, height: int, fps: int, frames: int = 30) -> str:
    """Write a Y4M loop of a bar that wanders and return Chromium's argument for it as camera."""
    path = _written(folder, f"bar-{width}x{height}-{fps}-{frames}.y4m")
    if not path.exists():
        _write_bar(path, width=width, height=height, fps=fps, frames=frames)
    return f"--use-file-for-fake-video-capture={path}"


_files: dict[str, Path] = {}


def _written(folder: Path, name: str) -> Path:
    """Return where a file of this name lies since an earlier test, or is to be written now."""
    if not _files.get(name, folder / name).exists():
        _files[name] = folder / name
    return _files.setdefault(name, folder / name)


def _write_tone(path: Path, hertz: int) -> None:
    rate = 48_000
    samples = array.array(
        "h", (int(12_000 * math.sin(2 * math.pi * hertz * n / rate)) for n in range(2 * rate))
    )
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())


def _write_bar(path: Path, *, width: int, height: int, fps: int, frames: int) -> None:
    bar = width // 8
    colour = bytes([128]) * (width * height // 2)
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{width} H{height} F{fps}:1 Ip A1:1 C420jpeg\n".encode())
        for number in range(frames):
            left = (width - bar) * number // frames
            row = bytes([60]) * left + bytes([220]) * bar + bytes([60]) * (width - bar - left)
            file.write(b"FRAME\n" + row * height + colour)
