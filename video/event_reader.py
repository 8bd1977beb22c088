"""Reads the relay's event stream for the database; the life of the call_events process."""

import asyncio
import logging
from functools import partial
from typing import Any

import redis.asyncio
from django.conf import settings
from django.db import DatabaseError, InterfaceError
from redis import RedisError, ResponseError

from video.call_events import record_event
from video.calls import end_old_echo_calls
from video.db import db
from video.join_tokens import forget_old_uses
from video.recordings import look_after_recordings
from video.relay.endings import end
from video.relay.messages import (
    EVENTS_STREAM,
    ROBOT_EVENTS,
    Event,
    MessageError,
    RobotEvent,
    parse_event,
    parse_robot_event,
)
from video.robot_words import take_word

logger = logging.getLogger(__name__)

GROUP = "call_events"
# One name for ever: after a restart the process finds what it had taken but not finished.
CONSUMER = "call_events"
BLOCK_MS = 1000
BATCH = 100
RETRY_SECONDS = 0.5
TRIES = 3
TIDY_EVERY_SECONDS = 60.0
LOOK_EVERY_SECONDS = 2.0
ROBOTS = ROBOT_EVENTS.encode()
STREAMS = (EVENTS_STREAM, ROBOT_EVENTS)


class EventReader:
    """`run()` until cancelled. Every event is written before it is acknowledged."""

    def __init__(self) -> None:
        self._client = redis.asyncio.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=BLOCK_MS / 1000 + 5
        )

    async def run(self) -> None:
        tidying = asyncio.create_task(self._tidy(), name="call-events-tidy")
        looking = asyncio.create_task(self._look_after_robots(), name="call-events-robots")
        try:
            while True:
                try:
                    await self._make_group()
                    await self._finish_taken()
                    await self._follow()
                except (RedisError, OSError) as error:
                    logger.warning("Call events cannot be read: %s", error)
                    await asyncio.sleep(RETRY_SECONDS)
        finally:
            await end(tidying, looking)
            await self._client.aclose()

    async def _make_group(self) -> None:
        for stream in STREAMS:
            try:
                await self._client.xgroup_create(stream, GROUP, id="0", mkstream=True)
            except ResponseError as error:
                if "BUSYGROUP" not in str(error):
                    raise

    async def _finish_taken(self) -> None:
        """What an earlier life of this process had taken but not acknowledged."""
        while await self._read_and_write("0", block=None):
            pass

    async def _follow(self) -> None:
        # Ends with NOGROUP (a ResponseError) when Redis was emptied: run() makes the group anew.
        while True:
            await self._read_and_write(">", block=BLOCK_MS)

    async def _read_and_write(self, after: str, *, block: int | None) -> bool:
        found: Any = await self._client.xreadgroup(
            GROUP, CONSUMER, dict.fromkeys(STREAMS, after), count=BATCH, block=block
        )
        entries = [(stream, *entry) for stream, batch in found or () for entry in batch]
        for stream, entry_id, body in entries:
            await self._write((body or {}).get(b"data", b""), is_robot=stream == ROBOTS)
            await self._client.xack(stream, GROUP, entry_id)
        return bool(entries)

    async def _write(self, data: bytes, *, is_robot: bool) -> None:
        try:
            event = parse_robot_event(data) if is_robot else parse_event(data)
        except MessageError as error:
            logger.warning("A call event could not be read: %s", error)
            return
        for _try in range(TRIES):
            if await self._is_written(event):
                return
        if isinstance(event, RobotEvent):
            return
        # A receiver that cannot take this event must not hold up all calls.
        logger.error("Event %s of call %s kept without receivers.", event.type, event.call)
        await db(partial(record_event, with_receivers=False), event)

    async def _is_written(self, event: Event | RobotEvent) -> bool:
        while True:
            try:
                if isinstance(event, RobotEvent):
                    await db(take_word, event)
                else:
                    await db(record_event, event)
            except (DatabaseError, InterfaceError) as error:
                if not _is_passing(error):
                    logger.exception("Event %s of call %s not written.", event.type, event.call)
                    return False
                logger.warning("The database is away: %s", error)
                await asyncio.sleep(RETRY_SECONDS)
            except Exception:
                # Outer edge: receivers are other apps' code.
                logger.exception("Event %s of call %s not written.", event.type, event.call)
                return False
            else:
                return True

    async def _tidy(self) -> None:
        while True:
            await asyncio.sleep(TIDY_EVERY_SECONDS)
            try:
                await db(forget_old_uses)
                await db(end_old_echo_calls)
            except (DatabaseError, InterfaceError) as error:
                logger.warning("Old tokens and echo calls are not tidied up: %s", error)

    async def _look_after_robots(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            try:
                await db(look_after_recordings)
            except (DatabaseError, InterfaceError, RedisError, OSError) as error:
                logger.warning("Recordings are not looked after: %s", error)


def _is_passing(error: Exception) -> bool:
    """Whether it is the database that is away, and not the event that is wrong."""
    return type(error).__name__ in ("OperationalError", "InterfaceError")
