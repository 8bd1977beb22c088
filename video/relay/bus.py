"""The worker's line to Redis: commands in; answers, events and heartbeats out.

A Redis outage never stops media: events wait in a bounded queue, commands are read on when
Redis is back. Whoever declares this worker dead meanwhile does so by a higher epoch.
"""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any

import redis.asyncio
from redis.exceptions import RedisError

from video.relay.commands import Answer, Command, Failed
from video.relay.events import Event, Heartbeat
from video.relay.messages import (
    ALL_EVENTS_KEPT,
    ANSWERS_KEPT,
    EVENTS_STREAM,
    HEARTBEAT_SECONDS,
    HEARTBEAT_TTL_MS,
    WORKERS_SET,
    MessageError,
    answers_stream,
    commands_stream,
    parse_command,
    worker_key,
)

logger = logging.getLogger(__name__)

MAX_WAITING_EVENTS = 10_000
READ_BLOCK_MS = 1000
RETRY_SECONDS = 0.3
ASK_SECONDS = 3.0
_OUTAGE = (RedisError, OSError)


@dataclass(frozen=True)
class _Outgoing:
    stream: str
    data: str
    kept: int


class Bus:
    """Tasks: one reads commands, one writes answers and events, one beats."""

    def __init__(
        self,
        *,
        url: str,
        worker: str,
        handle: Callable[[Command], Answer],
        heartbeat: Callable[[], Heartbeat],
    ) -> None:
        # redis-py 8 would end a blocking read after 5 s (django/channels_redis#422); a read ends by
        # itself after READ_BLOCK_MS.
        self._reading = redis.asyncio.from_url(url, socket_timeout=10, socket_connect_timeout=2)
        self._writing = redis.asyncio.from_url(url, socket_timeout=5, socket_connect_timeout=2)
        self._worker = worker
        self._handle = handle
        self._heartbeat = heartbeat
        self._waiting: deque[_Outgoing] = deque()
        self._news = asyncio.Event()
        self.dropped_events = 0
        self._on_asked: Callable[[], None] | None = None
        self._ask_until = 0.0

    # Out

    def say(self, event: Event) -> None:
        """Queues a call event; when too many wait, the oldest are dropped (live ones matter)."""
        self._put(_Outgoing(EVENTS_STREAM, event.to_json(), ALL_EVENTS_KEPT))

    def _put(self, outgoing: _Outgoing) -> None:
        if len(self._waiting) >= MAX_WAITING_EVENTS:
            self._waiting.popleft()
            self.dropped_events += 1
        self._waiting.append(outgoing)
        self._news.set()

    async def write(self) -> None:
        """Sends what waits, in order, for ever."""
        while True:
            await self._news.wait()
            self._news.clear()
            await self.flush()

    async def flush(self) -> None:
        """Sends what waits; while Redis is away it tries again."""
        while self._waiting:
            batch = list(self._waiting)[:100]
            try:
                pipe = self._writing.pipeline(transaction=False)
                for out in batch:
                    pipe.xadd(out.stream, {"data": out.data}, maxlen=out.kept, approximate=True)
                await pipe.execute()
            except _OUTAGE as error:
                logger.warning("cannot write to Redis: %s", type(error).__name__)
                await asyncio.sleep(RETRY_SECONDS)
                continue
            for out in batch:
                # More may have been queued or dropped meanwhile: take off only what was sent.
                if self._waiting and self._waiting[0] is out:
                    self._waiting.popleft()

    # In

    def ask(self, on_asked: Callable[[], None]) -> None:
        """Calls back when every command that was waiting by now is done.

        Also when Redis cannot be reached for ASK_SECONDS: an outage must not silence a call.
        """
        self._on_asked = on_asked
        self._ask_until = monotonic() + ASK_SECONDS

    def _answer_ask(self, asked: Callable[[], None] | None) -> None:
        if asked is not None and asked is self._on_asked:
            self._on_asked = None
            asked()

    async def read(self) -> None:
        """Reads commands of this worker's stream and does them in order, for ever."""
        stream = commands_stream(self._worker)
        last = "0-0"
        while True:
            asked = self._on_asked
            try:
                entries = await self._reading.xread(
                    {stream: last}, count=100, block=None if asked else READ_BLOCK_MS
                )
            except _OUTAGE as error:
                logger.warning("cannot read from Redis: %s", type(error).__name__)
                if monotonic() > self._ask_until:
                    self._answer_ask(asked)
                await asyncio.sleep(RETRY_SECONDS)
                continue
            if not entries:
                self._answer_ask(asked)
            for entry, fields in _entries_of(entries):
                last = entry
                self._take(fields.get(b"data", b""))
                await asyncio.sleep(0)  # a burst of commands must not hold up the packets

    def _take(self, text: bytes) -> None:
        try:
            command = parse_command(text)
        except MessageError as error:
            logger.warning("refused a command: %s", error)
            self._refuse(text, str(error))
            return
        answer = self._handle(command)
        self._put(_Outgoing(answers_stream(command.answer_to), answer.to_json(), ANSWERS_KEPT))

    def _refuse(self, text: bytes, reason: str) -> None:
        """Answers a broken command if at least its sender can be read."""
        try:
            body = json.loads(text)
            ident, answer_to = body["id"], body["answer_to"]
        except (ValueError, KeyError, TypeError, RecursionError):
            return
        if isinstance(ident, str) and isinstance(answer_to, str):
            failed = Failed(id=ident, code="bad_message", text=reason)
            self._put(_Outgoing(answers_stream(answer_to), failed.to_json(), ANSWERS_KEPT))

    # Heartbeat

    async def beat(self) -> None:
        """Says again and again that the worker lives, for ever."""
        while True:
            try:
                pipe = self._writing.pipeline(transaction=False)
                pipe.sadd(WORKERS_SET, self._worker)
                pipe.set(worker_key(self._worker), self._heartbeat().to_json(), px=HEARTBEAT_TTL_MS)
                await pipe.execute()
            except _OUTAGE as error:
                logger.warning("no heartbeat: %s", type(error).__name__)
            await asyncio.sleep(HEARTBEAT_SECONDS)

    async def close(self) -> None:
        """Takes the worker off the list, sends the last events, ends the connections."""
        try:
            async with asyncio.timeout(0.5):
                await self.flush()
                await self._writing.srem(WORKERS_SET, self._worker)
                await self._writing.delete(worker_key(self._worker), commands_stream(self._worker))
        except (*_OUTAGE, TimeoutError):
            logger.info("Redis is away at the end")
        await self._reading.aclose()
        await self._writing.aclose()


def _entries_of(reply: Any) -> list[tuple[Any, dict[bytes, bytes]]]:
    """The entries of one stream, whether redis-py gives pairs (RESP2) or a map (RESP3)."""
    if not reply:
        return []
    if isinstance(reply, dict):
        return [entry for chunk in reply.values() for part in chunk for entry in _flat(part)]
    return [entry for _, entries in reply for entry in entries]


def _flat(part: Any) -> list[Any]:
    return list(part) if isinstance(part, list) else [part]
