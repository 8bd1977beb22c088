"""A live page without a browser: does what live-page.js and live-socket.js do."""

import asyncio
import contextlib
import json

import aiohttp

from tests.journeys.plain_http import PlainPerson

# As in static/js/lib/backoff.js, without its jitter.
BACKOFF_SECONDS = (0, 0.3, 1.2, 2.7, 3.6)


class LiveViewer:
    """Keeps `shown`, the fragment as this page shows it, fresh for as long as `look` runs."""

    def __init__(self, person: PlainPerson, *, socket: str, fragment: str) -> None:
        self.shown = ""
        self._person, self._socket, self._fragment = person, socket, fragment
        self._topics: dict[str, int] = {}
        self._attempts = 0
        self._task = asyncio.create_task(self._look())

    async def close(self) -> None:
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task

    async def reloaded(self) -> str:
        """Return what the page would show if it was loaded anew now."""
        return (await self._person.get(self._fragment)).text

    async def _look(self) -> None:
        while True:
            step = min(self._attempts, len(BACKOFF_SECONDS) - 1)
            await asyncio.sleep(BACKOFF_SECONDS[step])
            self._attempts += 1
            with contextlib.suppress(aiohttp.ClientError, TimeoutError):
                async with self._person.websocket(self._socket) as socket:
                    async for message in socket:
                        await self._take(json.loads(message.data))

    async def _take(self, told: dict[str, object]) -> None:
        self._attempts = 0
        topics = told.get("topics")
        if not isinstance(topics, dict):
            return
        before, self._topics = self._topics, {**self._topics, **topics}
        if self._topics != before:
            fetched = await self._person.get(self._fragment)
            if fetched.status == 200:
                self.shown = fetched.text
