"""One task per process that looks after all its live pages: signs of life, and lost groups.

Groups live in Redis. FLUSHALL empties them and closes nothing, so that open pages would hear no
more of any change (traps.md). A mark in the same Redis goes with them: it is looked for every
second, once per process, and when it is gone or another every page joins again and is told how
things stand.
"""

import asyncio
import contextlib
import logging
import secrets
import time
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from channels.layers import get_channel_layer
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
BEAT_SECONDS = 15.0
JOINED_AT_ONCE = 20
MARK = "maju:live:mark"

_hearts: WeakKeyDictionary[asyncio.AbstractEventLoop, "Heart"] = WeakKeyDictionary()


class Beating(Protocol):
    """What a live page does for the heart."""

    async def beat(self) -> None:
        """Send a sign of life."""

    async def join_again(self) -> None:
        """Join the groups again and tell how things stand."""


class Heart:
    """The pages of one event loop; its task runs while there are any."""

    def __init__(self) -> None:
        self._due: dict[Beating, float] = {}
        self._mark: bytes | None = None
        self._task: asyncio.Task[None] | None = None

    @classmethod
    def of_this_loop(cls) -> "Heart":
        return _hearts.setdefault(asyncio.get_running_loop(), cls())

    def add(self, page: Beating) -> None:
        self._due[page] = time.monotonic() + BEAT_SECONDS
        if self._task is None:
            self._task = asyncio.create_task(self._run(), name="live-heart")

    def discard(self, page: Beating) -> None:
        self._due.pop(page, None)
        if not self._due and self._task is not None:
            self._task.cancel()
            self._task, self._mark = None, None

    async def _run(self) -> None:
        # Its cancellation can get lost in a call to Redis (video/relay/endings.py).
        while self._task is asyncio.current_task():
            with contextlib.suppress(RedisError, OSError):
                if await self._is_lost():
                    await self._join_again()
            await self._beat()
            await asyncio.sleep(LOOK_SECONDS)

    async def _is_lost(self) -> bool:
        """Say whether Redis is not the one any more in which the pages joined."""
        redis: Any = get_channel_layer().connection(0)
        mark = await redis.get(MARK)
        if mark is None:
            await redis.set(MARK, secrets.token_hex(8), nx=True)
            mark = await redis.get(MARK)
        before, self._mark = self._mark, mark
        return before is not None and mark != before

    async def _join_again(self) -> None:
        pages = list(self._due)
        logger.warning("Redis was emptied: %s live pages join again.", len(pages))
        for first in range(0, len(pages), JOINED_AT_ONCE):
            some = pages[first : first + JOINED_AT_ONCE]
            # A socket that is closing at this moment must not keep the others from it.
            await asyncio.gather(*(page.join_again() for page in some), return_exceptions=True)

    async def _beat(self) -> None:
        now = time.monotonic()
        due = [page for page, at in self._due.items() if at <= now]
        for page in due:
            self._due[page] = now + BEAT_SECONDS
        await asyncio.gather(*(page.beat() for page in due), return_exceptions=True)
