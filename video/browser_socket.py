"""How any browser's WebSocket is treated here: pace, manners, heartbeat, words in its language."""

import asyncio
import contextlib
import json
import logging
import time
from typing import Any

from autobahn.exception import Disconnected
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.db import DatabaseError
from django.utils import translation
from redis import RedisError

from video.browser_messages import message
from video.exceptions import CallEnded, TokenRefused, VideoError
from video.rate import TokenBucket
from video.relay.messages import Message, MessageError
from video.signalling import CloseCode, parse

logger = logging.getLogger(__name__)

JOIN_WITHIN_SECONDS = 10
HEARTBEAT_SECONDS = 15
SILENT_SECONDS = 35
STRIKES = 5
MESSAGES_A_SECOND = 20
MESSAGES_AT_ONCE = 60
MOST_SLOWED = 40  # so many in a row that had to wait, and the browser is cut off

# Redis or the database is away: nothing is wrong with the browser, it shall come again.
AWAY = (RedisError, OSError, DatabaseError)


class BrowserSocket(AsyncWebsocketConsumer):
    """Subclasses say what is done: `obey`, `look_after`, `is_joined`, `let_go`."""

    heartbeat_task: asyncio.Task[None] | None = None

    async def obey(self, said: Message) -> None:
        """Does what the browser asked for."""
        raise NotImplementedError

    async def look_after(self) -> None:
        """Called at every heartbeat while the browser is in the call."""
        raise NotImplementedError

    @property
    def is_joined(self) -> bool:
        raise NotImplementedError

    def let_go(self) -> None:
        """Frees what the socket holds; never waits."""
        raise NotImplementedError

    async def __call__(self, *arguments: Any) -> None:
        """Lets go of everything at the end, also when Redis broke it off without disconnect()."""
        try:
            await super().__call__(*arguments)
        finally:
            if self.heartbeat_task:
                self.heartbeat_task.cancel()
            self.let_go()

    async def connect(self) -> None:
        self.heard_at = time.monotonic()
        self.bucket = TokenBucket(MESSAGES_A_SECOND, MESSAGES_AT_ONCE, self.heard_at)
        self.strikes = 0
        self.slowed = 0
        await self.accept()
        self.heartbeat_task = asyncio.create_task(self.beat(), name="call-heartbeat")

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        self.heard_at = time.monotonic()
        if not await self.keeps_pace():
            return
        try:
            said = parse(text_data or "")
        except MessageError as error:
            await self.strike("bad_message", str(error))
            return
        try:
            await self.obey(said)
        except VideoError as error:
            await self.tell_error(error)
        except AWAY as error:
            await self.give_up(said.type, error)

    async def beat(self) -> None:
        """Ends a socket that is of no use any more, and looks after the others."""
        await asyncio.sleep(JOIN_WITHIN_SECONDS)
        if not self.is_joined:
            await self.refuse(TokenRefused())
            return
        while True:
            if time.monotonic() - self.heard_at > SILENT_SECONDS:
                await self.close(CloseCode.SILENT)
                return
            try:
                await self.look_after()
            except AWAY as error:
                logger.warning("A heartbeat failed: %s", type(error).__name__)
            await asyncio.sleep(HEARTBEAT_SECONDS)

    async def keeps_pace(self) -> bool:
        wait = self.bucket.seconds_to_wait(self.heard_at)
        self.slowed = self.slowed + 1 if wait else 0
        if self.slowed > MOST_SLOWED:
            await self.close(CloseCode.TOO_FAST)
            return False
        await asyncio.sleep(wait)
        return True

    async def give_up(self, what: str, error: Exception) -> None:
        logger.warning("%s was not done: %s", what, type(error).__name__)
        await self.close(CloseCode.TRY_AGAIN)

    async def strike(self, code: str, text: str) -> None:
        self.strikes += 1
        await self.say("error", code=code, text=text)
        if self.strikes >= STRIKES:
            await self.close(CloseCode.BAD_MESSAGES)

    async def tell_error(self, error: VideoError, **more: Any) -> None:
        with self.in_language():
            await self.say("error", code=error.code, text=str(error), **more)

    async def refuse(self, error: VideoError) -> None:
        with self.in_language():
            await self.say("refused", code=error.code, text=str(error))
        await self.close(CloseCode.ENDED if isinstance(error, CallEnded) else CloseCode.REFUSED)

    async def close(self, code: int | None = None, reason: str | None = None) -> None:
        # autobahn refuses an IntEnum and would drop the connection without saying why.
        await super().close(None if code is None else int(code), reason)

    async def say(self, type: str, **body: Any) -> None:
        await self.send(json.dumps(message(type, **body), ensure_ascii=False))

    async def send(self, *args: Any, **kwargs: Any) -> None:
        # The browser went while we were about to speak; Daphne tells us so in disconnect().
        with contextlib.suppress(Disconnected):
            await super().send(*args, **kwargs)

    def in_language(self) -> translation.override:
        chosen = self.scope.get("cookies", {}).get(settings.LANGUAGE_COOKIE_NAME, "")
        known = dict(settings.LANGUAGES)
        return translation.override(chosen if chosen in known else settings.LANGUAGE_CODE)
