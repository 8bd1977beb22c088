"""Firefox for the journeys, spoken to in WebDriver BiDi, its own protocol: no driver between.

https://w3c.github.io/webdriver-bidi/
"""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp

from tests.services import free_port

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox") or "firefox-esr"
PREFERENCES = {
    # A made-up camera and microphone, and nobody is asked.
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    "media.autoplay.default": 0,
    "media.autoplay.blocking_policy": 0,
    # Its own addresses, as they are.
    "media.peerconnection.ice.obfuscate_host_addresses": False,
    # No visits to the outside.
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    # The picture of a H.264 plug-in would be fetched from outside.
    "media.gmp-manager.updateEnabled": False,
    "remote.prefs.recommended": True,
}
START_SECONDS = 40
ANSWER_SECONDS = 60


class FirefoxPage:
    """One tab. Raises RuntimeError with what Firefox says."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = count(1)
        self._context = ""

    async def open(self) -> None:
        await self._ask("session.new", capabilities={})
        tree = await self._ask("browsingContext.getTree")
        self._context = tree["contexts"][0]["context"]

    async def add_init_script(self, script: str) -> None:
        """Runs before the page's own scripts."""
        await self._ask("script.addPreloadScript", functionDeclaration=f"() => {{ {script} }}")

    async def goto(self, url: str) -> None:
        await self._ask("browsingContext.navigate", context=self._context, url=url, wait="complete")

    async def evaluate(self, expression: str) -> Any:
        """The value of an expression, awaited, as JSON carries it."""
        answer = await self._ask(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({expression})))()",
            target={"context": self._context},
            awaitPromise=True,
        )
        if answer["type"] != "success":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        text = answer["result"].get("value")
        return None if text is None else json.loads(text)

    async def wait_for(self, condition: str, *, seconds: float = 20) -> None:
        """Waits until the expression is true."""
        async with asyncio.timeout(seconds):
            while not await self.evaluate(condition):
                await asyncio.sleep(0.1)

    async def click(self, selector: str) -> None:
        await self.evaluate(f"document.querySelector({json.dumps(selector)}).click()")

    async def _ask(self, method: str, **parameters: Any) -> Any:
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        async with asyncio.timeout(ANSWER_SECONDS):
            while True:
                answer = await self._socket.receive_json()
                if answer.get("id") != number:
                    continue  # an event
                if answer["type"] == "error":
                    raise RuntimeError(f"{method}: {answer['error']}: {answer['message']}")
                return answer["result"]


@asynccontextmanager
async def firefox_page() -> AsyncIterator[FirefoxPage]:
    """A headless Firefox with one tab."""
    with TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True) as folder:
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in PREFERENCES.items()]
        (Path(folder) / "user.js").write_text("\n".join(lines))
        port = free_port()
        command = ["--headless", "--no-remote", "--profile", folder]
        process = await asyncio.create_subprocess_exec(
            FIREFOX,
            *command,
            "--remote-debugging-port",
            str(port),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with aiohttp.ClientSession() as session:
                socket = await _connect(session, f"ws://127.0.0.1:{port}/session")
                page = FirefoxPage(socket)
                await page.open()
                yield page
                await socket.close()
        finally:
            process.terminate()
            try:
                await asyncio.wait_for(process.wait(), 10)
            except TimeoutError:
                process.kill()
                await process.wait()


async def _connect(session: aiohttp.ClientSession, address: str) -> aiohttp.ClientWebSocketResponse:
    async with asyncio.timeout(START_SECONDS):
        while True:
            try:
                # Firefox refuses a WebSocket that names an origin it was not told of.
                return await session.ws_connect(address, max_msg_size=0)
            except aiohttp.ClientError:
                await asyncio.sleep(0.2)
