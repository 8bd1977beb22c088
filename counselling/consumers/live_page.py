"""The one WebSocket of every live page: tells which topic stands at which sequence, nothing else.

To the page: `state {topics}` at the start and in answer to `poll`, `changed {topics}` after a
change, `heartbeat` every 15 s. From the page: `poll` (every 20 s).
"""

import contextlib
import logging
from time import monotonic
from typing import Any

from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.db import DatabaseError
from redis.exceptions import RedisError

from counselling import live
from counselling.actors import actor_from_scope
from counselling.consumers.heart import Heart
from counselling.consumers.live_kinds import KINDS, topics_for
from video.db import db

logger = logging.getLogger(__name__)

STRIKES_AT_MOST = 5
KEEP_EVERY_SECONDS = 35
# Daphne takes 3000 to 4999 from us, not 1008 or 1013.
CLOSE_NOT_ALLOWED = 4403
CLOSE_TRY_AGAIN = 4503
CLOSE_STRIKES = 4400
# Redis or the database is away: the page shall come again.
AWAY = (RedisError, OSError, DatabaseError)


class LivePage(AsyncJsonWebsocketConsumer):
    """Authorises, joins the groups of its topics, then forwards changes."""

    topics: list[str]
    strikes = 0
    kept_at = float("-inf")

    async def __call__(self, *arguments: Any) -> None:
        """End the heartbeat with the socket, also when Redis broke it off without disconnect()."""
        try:
            await super().__call__(*arguments)
        finally:
            Heart.of_this_loop().discard(self)

    async def connect(self) -> None:
        """Accept only an actor who may see the page's subject."""
        await self.accept()
        try:
            await self._enter()
        except AWAY as error:
            # Closed here and not by letting it raise: Channels first waits for its own reading of
            # Redis to end, which can take long when Redis is slow.
            await self._come_again(error)

    async def _enter(self) -> None:
        words = self.scope["url_route"]["kwargs"]
        found = await db(self._authorise, words["kind"], words["ref"])
        if found is None:
            await self.close(CLOSE_NOT_ALLOWED)
            return
        self.topics = found
        await self._join()
        await self._send_state()
        Heart.of_this_loop().add(self)

    async def beat(self) -> None:
        await self.send_json({"type": "heartbeat", "v": 1})

    async def join_again(self) -> None:
        """Redis was emptied, and with it the groups: what was said meanwhile is in the state."""
        try:
            await self._join()
            await self._send_state()
        except AWAY as error:
            await self._come_again(error)

    async def _come_again(self, error: Exception) -> None:
        logger.warning("socket %r closed: %s", self.scope["path"], type(error).__name__)
        await self.close(CLOSE_TRY_AGAIN)

    async def disconnect(self, code: int) -> None:
        """Leave the groups; where that fails, membership runs out by itself."""
        with contextlib.suppress(RedisError, OSError):
            for topic in getattr(self, "topics", []):
                await self.channel_layer.group_discard(live.group_of(topic), self.channel_name)

    async def receive(
        self, text_data: str | None = None, bytes_data: bytes | None = None, **kwargs: Any
    ) -> None:
        """Answer `poll`; anything else is a strike, and five close the socket."""
        try:
            content = await self.decode_json(text_data or "")
            is_poll = isinstance(content, dict) and content.get("type") == "poll"
        except (ValueError, RecursionError):
            is_poll = False
        if is_poll:
            try:
                await self._keep()
                await self._send_state()
            except AWAY as error:
                await self._come_again(error)
            return
        self.strikes += 1
        if self.strikes >= STRIKES_AT_MOST:
            await self.close(CLOSE_STRIKES)
            return
        text = "이 메시지는 알 수 없습니다."
        await self.send_json({"type": "error", "v": 1, "code": "bad_message", "text": text})

    async def live_changed(self, event: dict[str, Any]) -> None:
        """Forward a change to the page."""
        if event["topic"] == self.topics[0] and self._kind == "queue_ticket":
            await self._follow()
        topics = {event["topic"]: event["sequence"]}
        await self.send_json({"type": "changed", "v": 1, "topics": topics})

    async def _follow(self) -> None:
        """A ticket may have moved to another line: listen there from now on."""
        with contextlib.suppress(*AWAY):
            found = await db(self._authorise, self._kind, self.scope["url_route"]["kwargs"]["ref"])
            if found:
                self.topics = found
                await self._join()

    @property
    def _kind(self) -> str:
        return str(self.scope["url_route"]["kwargs"]["kind"])

    def _authorise(self, kind: str, ref: str) -> list[str] | None:
        return topics_for(kind, ref, actor_from_scope(self.scope))

    async def _join(self) -> None:
        for topic in self.topics:
            await self.channel_layer.group_add(live.group_of(topic), self.channel_name)

    async def _keep(self) -> None:
        """Say now and then that somebody is there; a waiting person keeps their place so."""
        keep = KINDS[self._kind].keep
        if keep is not None and monotonic() - self.kept_at >= KEEP_EVERY_SECONDS:
            self.kept_at = monotonic()
            await db(keep, self.scope["url_route"]["kwargs"]["ref"])

    async def _send_state(self) -> None:
        topics = await db(live.sequences, self.topics)
        await self.send_json({"type": "state", "v": 1, "topics": topics})
