"""A robot's line to Redis: its commands and the workers' events in, offers and words out.

It speaks to relay workers as a signalling process does. A Redis outage only makes it wait.
"""

import asyncio
import logging
import os
import secrets
import socket
import time
import uuid
from collections.abc import Callable
from typing import Any

import redis.asyncio
from redis.exceptions import RedisError

from video.relay.commands import Answer, Command
from video.relay.events import Event
from video.relay.messages import (
    ALL_EVENTS_KEPT,
    COMMANDS_KEPT,
    EVENTS_STREAM,
    MessageError,
    answers_stream,
    commands_stream,
    parse_answer,
    parse_event,
)
from video.relay.robot_messages import (
    ROBOT_COMMANDS,
    ROBOT_EVENTS,
    ROBOT_HEARTBEAT_SECONDS,
    ROBOT_HEARTBEAT_TTL_MS,
    ROBOTS_SET,
    RobotCommand,
    RobotEvent,
    RobotHeartbeat,
    RobotKind,
    parse_robot_command,
    robot_key,
)

logger = logging.getLogger(__name__)

ANSWER_SECONDS = 3.0
READ_BLOCK_MS = 1000
RETRY_SECONDS = 0.3
MAX_UNSAID = 1_000
_OUTAGE = (RedisError, OSError)


class NoAnswer(Exception):
    """The worker did not answer in time, or Redis is away."""


class RobotLink:
    """`run()` until cancelled; calls back for each command of ours and each event of a worker."""

    def __init__(
        self,
        *,
        url: str,
        kind: RobotKind,
        on_command: Callable[[RobotCommand], None],
        on_event: Callable[[Event], None],
        heartbeat: Callable[[], RobotHeartbeat],
    ) -> None:
        self.name = f"{kind}-{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"
        # redis-py 8 would end a blocking read after 5 s (django/channels_redis#422).
        self._reading = redis.asyncio.from_url(url, socket_timeout=10, socket_connect_timeout=2)
        self._writing = redis.asyncio.from_url(url, socket_timeout=5, socket_connect_timeout=2)
        self._on_command = on_command
        self._on_event = on_event
        self._heartbeat = heartbeat
        self._waiting: dict[str, asyncio.Future[Answer]] = {}
        self._unsaid: list[RobotEvent] = []
        self._news = asyncio.Event()

    async def run(self) -> None:
        """Reads, writes and beats, for ever."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._read())
            tasks.create_task(self._write())
            tasks.create_task(self._beat())

    async def ask(self, worker: str, kind: Callable[..., Command], **fields: Any) -> Answer:
        """Sends a command to a relay worker and gives its answer.

        Raises: NoAnswer.
        """
        command = kind(id=uuid.uuid4().hex, answer_to=self.name, **fields)
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting[command.id] = future
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await self.tell(worker, command)
                return await future
        except (TimeoutError, *_OUTAGE) as error:
            raise NoAnswer(worker) from error
        finally:
            del self._waiting[command.id]

    async def tell(self, worker: str, command: Command) -> None:
        """Raises: RedisError, OSError."""
        body: Any = {"data": command.to_json()}
        await self._writing.xadd(commands_stream(worker), body, maxlen=COMMANDS_KEPT)

    def say(self, event: RobotEvent) -> None:
        """Tells Django; while Redis is away it waits its turn."""
        if len(self._unsaid) < MAX_UNSAID:
            self._unsaid.append(event)
        self._news.set()

    async def _write(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            await self.flush()

    async def flush(self) -> None:
        """Says what is still unsaid."""
        while self._unsaid:
            body: Any = {"data": self._unsaid[0].to_json()}
            try:
                await self._writing.xadd(ROBOT_EVENTS, body, maxlen=ALL_EVENTS_KEPT)
            except _OUTAGE as error:
                logger.warning("cannot write to Redis: %s", type(error).__name__)
                await asyncio.sleep(RETRY_SECONDS)
                continue
            del self._unsaid[0]

    async def _beat(self) -> None:
        while True:
            try:
                pipe = self._writing.pipeline(transaction=False)
                pipe.sadd(ROBOTS_SET, self.name)
                beat = self._heartbeat().to_json()
                pipe.set(robot_key(self.name), beat, px=ROBOT_HEARTBEAT_TTL_MS)
                await pipe.execute()
            except _OUTAGE as error:
                logger.warning("no heartbeat: %s", type(error).__name__)
            await asyncio.sleep(ROBOT_HEARTBEAT_SECONDS)

    async def _read(self) -> None:
        answers = answers_stream(self.name)
        # Only what is said from now on: what went on before is told in the commands.
        last: Any = {answers: "0-0"}
        while True:
            try:
                for stream in (EVENTS_STREAM, ROBOT_COMMANDS):
                    if stream not in last:
                        last[stream] = await self._newest(stream)
                found = await self._reading.xread(last, count=200, block=READ_BLOCK_MS)
            except _OUTAGE as error:
                logger.warning("cannot read from Redis: %s", type(error).__name__)
                await asyncio.sleep(RETRY_SECONDS)
                continue
            for stream, entry, data in _entries(found):
                last[stream] = entry
                self._take(stream, data)

    async def _newest(self, stream: str) -> str:
        newest: Any = await self._reading.xrevrange(stream, count=1)
        return newest[0][0].decode() if newest else "0-0"

    def _take(self, stream: str, data: bytes) -> None:
        try:
            if stream == EVENTS_STREAM:
                self._on_event(parse_event(data))
            elif stream == ROBOT_COMMANDS:
                command = parse_robot_command(data)
                if command.robot == self.name:
                    self._on_command(command)
            else:
                answer = parse_answer(data)
                future = self._waiting.get(answer.id)
                if future is not None and not future.done():
                    future.set_result(answer)
        except MessageError as error:
            logger.warning("something could not be read: %s", error)
        except Exception:
            # The edge of one message: it must not end what else the robot does.
            logger.exception("a message of %s failed", stream)

    async def close(self) -> None:
        """Says the last words and goes off the list."""
        try:
            async with asyncio.timeout(1.0):
                await self.flush()
                await self._writing.srem(ROBOTS_SET, self.name)
                await self._writing.delete(robot_key(self.name), answers_stream(self.name))
        except (*_OUTAGE, TimeoutError):
            logger.info("Redis is away at the end")
        await self._reading.aclose()
        await self._writing.aclose()


def now() -> float:
    """The time in an event, seconds since 1970."""
    return round(time.time(), 3)


def _entries(found: Any) -> list[tuple[str, Any, bytes]]:
    """(stream, id, data) of each, whether redis-py gives pairs (RESP2) or a map (RESP3)."""
    if isinstance(found, dict):
        pairs = [(name, entry) for name, chunks in found.items() for c in chunks for entry in c]
    else:
        pairs = [(name, entry) for name, entries in found or () for entry in entries]
    return [(name.decode(), entry, body.get(b"data", b"")) for name, (entry, body) in pairs]
