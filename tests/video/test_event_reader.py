"""The call_events process reads a real stream; the command is really started and stopped."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
import redis
from django.conf import settings

from tests.peers import eventually
from tests.video.made import make_seat
from video import receivers
from video.db import db
from video.event_reader import EventReader
from video.models import CallEvent, Seat
from video.relay.endings import end
from video.relay.messages import EVENTS_STREAM, SeatConnected, SeatWeak

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[2]


@pytest_asyncio.fixture
async def reading() -> AsyncIterator[None]:
    task = asyncio.create_task(EventReader().run())
    yield
    await end(task)


@pytest_asyncio.fixture
async def seat() -> Seat:
    return await db(make_seat)


def common(seat: Seat, sequence: int) -> dict[str, object]:
    return {
        "call": seat.call.ref,
        "seat": seat.ref,
        "epoch": 1,
        "sequence": sequence,
        "worker": "one",
        "at": 1_800_000_000.0,
    }


def publish(*texts: str) -> None:
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        for text in texts:
            client.xadd(EVENTS_STREAM, {"data": text})


async def written(count: int) -> list[str]:
    """The types of the events, as soon as there are so many."""
    for _ in range(200):
        if await db(CallEvent.objects.count) >= count:
            break
        await asyncio.sleep(0.02)
    return await db(lambda: [event.type for event in CallEvent.objects.all()])


async def test_events_are_written_once_in_their_order(seat: Seat, reading: None) -> None:
    first, second = SeatConnected(**common(seat, 1)), SeatWeak(**common(seat, 2))

    publish(first.to_json(), first.to_json(), "no event", second.to_json(), first.to_json())

    assert await written(2) == ["seat_connected", "seat_weak"]


async def test_reading_goes_on_after_redis_was_emptied(seat: Seat, reading: None) -> None:
    publish(SeatConnected(**common(seat, 1)).to_json())
    assert await written(1) == ["seat_connected"]

    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.flushdb()
    publish(SeatWeak(**common(seat, 2)).to_json())

    assert await written(2) == ["seat_connected", "seat_weak"]


async def test_what_was_taken_but_not_finished_is_written_by_the_next_life(seat: Seat) -> None:
    publish(SeatConnected(**common(seat, 1)).to_json())
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.xgroup_create(EVENTS_STREAM, "call_events", id="0")
        client.xreadgroup("call_events", "call_events", {EVENTS_STREAM: ">"})

    task = asyncio.create_task(EventReader().run())
    assert await written(1) == ["seat_connected"]
    await end(task)


async def test_a_receiver_that_cannot_take_an_event_holds_nothing_up(
    seat: Seat, reading: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    got: list[str] = []

    def receive(event: CallEvent) -> None:
        got.append(event.type)
        if event.type == "seat_connected":
            raise RuntimeError("not this one")

    monkeypatch.setattr(receivers, "_receivers", [receive])
    publish(SeatConnected(**common(seat, 1)).to_json(), SeatWeak(**common(seat, 2)).to_json())

    assert await written(2) == ["seat_connected", "seat_weak"]
    await eventually(lambda: got == ["seat_connected"] * 3 + ["seat_weak"])


def test_command_ends_in_time_when_it_is_told_to() -> None:
    command = [sys.executable, "manage.py", "call_events"]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ, stderr=subprocess.PIPE)
    assert process.stderr is not None
    while b"Call events are read" not in process.stderr.readline():
        assert process.poll() is None

    process.send_signal(signal.SIGTERM)

    assert process.wait(5) == 0
