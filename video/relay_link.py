"""The link of this process to the relay workers: commands out, answers in, and a watch on
the heartbeats of the workers that serve calls of this process."""

import asyncio
import logging
import os
import secrets
import socket
import time
import weakref
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import redis.asyncio
from django.conf import settings
from redis import RedisError

from video.exceptions import RelayFailed
from video.relay.endings import end
from video.relay.messages import (
    COMMANDS_KEPT,
    Answer,
    Command,
    Failed,
    MessageError,
    answers_stream,
    commands_stream,
    parse_answer,
    parse_heartbeat,
    worker_key,
)

logger = logging.getLogger(__name__)

ANSWER_TIMEOUT_SECONDS = 5.0
READ_BLOCK_MS = 5000
RETRY_SECONDS = 0.5
# A worker is silent when its heartbeat is missing in two looks one after the other. The heartbeat
# lives 1 s, so this is at most 1.4 s after the last sign of life.
LOOK_SECONDS = 0.2
LOOKS_MISSED = 2
# After Redis was away heartbeats are missing until the workers have found it again. A slow answer
# counts as well: workers may have waited as long as we did.
GRACE_AFTER_REDIS_SECONDS = 3.0
SLOW_ANSWER_SECONDS = 0.5
# A call that could not be moved away from a worker in drain is tried again so much later.
DRAIN_RETRY_SECONDS = 2.0

WhenGone = Callable[[], Awaitable[None]]


@dataclass
class Watch:
    """Who wants to know when a worker falls silent, or wants to be rid of its calls."""

    worker: str
    when_gone: WhenGone
    tasks: set[asyncio.Task[None]] = field(default_factory=set)


class RelayLink:
    """One per event loop: `RelayLink.of_this_loop()`. It starts at first use and lives as long."""

    _links: "weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, RelayLink]" = (
        weakref.WeakKeyDictionary()
    )

    @classmethod
    def of_this_loop(cls) -> "RelayLink":
        loop = asyncio.get_running_loop()
        if loop not in cls._links:
            cls._links[loop] = cls()
        return cls._links[loop]

    def __init__(self) -> None:
        # The nonce: a restarted process must not read the answers of the one before.
        self.process = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"
        self._client = redis.asyncio.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=5
        )
        # Its reads block for READ_BLOCK_MS, longer than redis-py 8 waits by default.
        self._reader = redis.asyncio.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=READ_BLOCK_MS / 1000 + 5
        )
        self._waiting: dict[str, asyncio.Future[Answer]] = {}
        self._watches: dict[object, Watch] = {}
        self._missed: dict[str, int] = {}
        self._distrust_until = 0.0
        self._tasks = [
            asyncio.create_task(self._read_answers(), name="relay-answers"),
            asyncio.create_task(self._look_at_heartbeats(), name="relay-heartbeats"),
        ]

    async def ask(
        self, worker: str, command: Command, *, timeout_seconds: float = ANSWER_TIMEOUT_SECONDS
    ) -> Answer:
        """Sends a command (with `answer_to` of this process) and gives its answer.

        Raises: RelayFailed, with the worker's code, or `no_answer` in time.
        """
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting[command.id] = future
        try:
            async with asyncio.timeout(timeout_seconds):
                await self.tell(worker, command)
                answer = await future
        except TimeoutError as error:
            raise RelayFailed("no_answer") from error
        finally:
            del self._waiting[command.id]
        if isinstance(answer, Failed):
            logger.info("Worker %s refused %s: %s", worker, command.type, answer.text)
            raise RelayFailed(answer.code)
        return answer

    async def tell(self, worker: str, command: Command) -> None:
        """Sends a command without waiting for its answer.

        Raises: RelayFailed when Redis cannot be reached.
        """
        try:
            await self._client.xadd(
                commands_stream(worker), {"data": command.to_json()}, maxlen=COMMANDS_KEPT
            )
        except RedisError as error:
            raise RelayFailed("no_answer") from error

    def watch(self, key: object, worker: str, when_gone: WhenGone) -> None:
        """Calls `when_gone` again and again while `worker` shows no heartbeat, or drains."""
        self._watches[key] = Watch(worker, when_gone)

    def unwatch(self, key: object) -> None:
        watch = self._watches.pop(key, None)
        if watch:
            for task in watch.tasks:
                task.cancel()

    async def close(self) -> None:
        """For tests; a Daphne process keeps its link until it ends."""
        await end(*self._tasks)
        await self._client.aclose()
        await self._reader.aclose()
        self._links.pop(asyncio.get_running_loop(), None)

    async def _read_answers(self) -> None:
        stream, last = answers_stream(self.process), "0-0"
        while True:
            try:
                found: Any = await self._reader.xread(
                    {stream: last}, count=100, block=READ_BLOCK_MS
                )
            except (RedisError, OSError) as error:
                logger.warning("Answers of the relay cannot be read: %s", error)
                await asyncio.sleep(RETRY_SECONDS)
                continue
            for _name, entries in found or ():
                for entry_id, body in entries:
                    last = entry_id
                    self._take_answer(body.get(b"data", b""))

    def _take_answer(self, data: bytes) -> None:
        try:
            answer = parse_answer(data)
        except MessageError as error:
            logger.warning("An answer of the relay could not be read: %s", error)
            return
        future = self._waiting.get(answer.id)
        if future and not future.done():
            future.set_result(answer)

    async def _look_at_heartbeats(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            workers = sorted({watch.worker for watch in self._watches.values()})
            if not workers:
                self._missed.clear()
                continue
            asked_at = time.monotonic()
            try:
                beats: Any = await self._client.mget([worker_key(worker) for worker in workers])
            except (RedisError, OSError) as error:
                logger.warning("Heartbeats of the relay cannot be read: %s", error)
                self._distrust_until = time.monotonic() + GRACE_AFTER_REDIS_SECONDS
                continue
            if time.monotonic() - asked_at > SLOW_ANSWER_SECONDS:
                self._distrust_until = time.monotonic() + GRACE_AFTER_REDIS_SECONDS
            self._count(dict(zip(workers, beats, strict=True)))

    def _count(self, beats: dict[str, bytes | None]) -> None:
        self._missed = {
            worker: 0 if beat else self._missed.get(worker, 0) + 1 for worker, beat in beats.items()
        }
        if time.monotonic() < self._distrust_until:
            return
        draining = {worker for worker, beat in beats.items() if beat and _is_draining(beat)}
        for watch in list(self._watches.values()):
            drains = watch.worker in draining
            if (drains or self._missed[watch.worker] >= LOOKS_MISSED) and not watch.tasks:
                pause = DRAIN_RETRY_SECONDS if drains else 0.0
                task = asyncio.create_task(self._say_gone(watch, pause_seconds=pause))
                watch.tasks.add(task)
                task.add_done_callback(watch.tasks.discard)

    async def _say_gone(self, watch: Watch, *, pause_seconds: float) -> None:
        try:
            await watch.when_gone()
        except Exception:
            # The outer edge of a task of ours: it is tried again at the next look.
            logger.exception("A call could not be moved away from %s.", watch.worker)
        await asyncio.sleep(pause_seconds)


def _is_draining(beat: bytes) -> bool:
    try:
        return parse_heartbeat(beat).draining
    except MessageError:
        return False
