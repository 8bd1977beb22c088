"""Chromium for the journeys: started with a made-up camera and microphone of known content."""

import array
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
    async_playwright,
    expect,
)

expect.set_options(timeout=15_000)  # two cores may be busy with several browsers

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
    """A headless Chromium process with made-up media devices."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*QUIET, *MEDIA, *arguments]
        )
        violations.clear()
        examined.clear()
        try:
            yield browser
            assert violations == [], "\n".join(violations)
        except BaseException:
            await _keep_pictures(browser)
            raise
        finally:
            await browser.close()


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
    """Write a 2 s loop of a sine tone and return Chromium's argument for it as microphone."""
    rate = 48_000
    path = folder / f"tone-{hertz}.wav"
    samples = array.array(
        "h", (int(12_000 * math.sin(2 * math.pi * hertz * n / rate)) for n in range(2 * rate))
    )
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return f"--use-file-for-fake-audio-capture={path}"


def picture_file(folder: Path, *, width: int, height: int, fps: int, frames: int = 30) -> str:
    """Write a Y4M loop of a bar that wanders and return Chromium's argument for it as camera."""
    path = folder / f"bar-{width}x{height}-{fps}.y4m"
    bar = width // 8
    colour = bytes([128]) * (width * height // 2)
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{width} H{height} F{fps}:1 Ip A1:1 C420jpeg\n".encode())
        for number in range(frames):
            left = (width - bar) * number // frames
            row = bytes([60]) * left + bytes([220]) * bar + bytes([60]) * (width - bar - left)
            file.write(b"FRAME\n" + row * height + colour)
    return f"--use-file-for-fake-video-capture={path}"
