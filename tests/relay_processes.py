"""What the relay's tests start and talk to: redis-server, a relay worker, and a signalling client.

Nothing is faked: the relay is `python -m video.relay` on a port of its own on loopback.
"""

import asyncio
import contextlib
import itertools
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, Protocol

import redis
import redis.asyncio

from video.relay.messages import (
    EVENTS_STREAM,
    WORKERS_SET,
    Answer,
    Command,
    Event,
    Heartbeat,
    OpenCall,
    answers_stream,
    commands_stream,
    parse_answer,
    parse_event,
    parse_heartbeat,
    worker_key,
)

_ids = itertools.count(1)


class Closable(Protocol):
    """A browser that a signalling client closes at its end."""

    async def close(self) -> None: ...


def free_port(kind: socket.SocketKind = socket.SOCK_DGRAM) -> int:
    """A port of 127.0.0.1 that is free now."""
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class RedisProcess:
    """A redis-server of the test's own, that can be stopped and started again on its port."""

    def __init__(self) -> None:
        self.port = free_port(socket.SOCK_STREAM)
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        program = shutil.which("redis-server") or shutil.which("valkey-server") or "redis-server"
        options = ["--bind", "127.0.0.1", "--port", str(self.port), "--save", ""]
        self._process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
        client = redis.Redis.from_url(self.url)
        wait_until(lambda: _answers(client), seconds=10)
        client.close()

    def stop(self) -> None:
        self._process.kill()
        self._process.wait(10)


def _answers(client: "redis.Redis[Any]") -> bool:
    with contextlib.suppress(redis.exceptions.RedisError):
        return bool(client.ping())
    return False


def wait_until(holds: Callable[[], Any], *, seconds: float = 10.0) -> Any:
    """Waits until `holds` gives something true, and returns it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = holds()
        if found:
            return found
        time.sleep(0.02)
    raise TimeoutError("what was waited for did not happen")


async def eventually(holds: Callable[[], Any], *, seconds: float = 10.0) -> Any:
    """Like wait_until, in a loop that goes on."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = holds()
        if found:
            return found
        await asyncio.sleep(0.02)
    raise TimeoutError("what was waited for did not happen")


class RelayProcess:
    """A relay worker on loopback."""

    def __init__(self, redis_url: str, *, port: int = 0, **environment: str) -> None:
        environ = {
            **os.environ,
            "REDIS_URL": redis_url,
            "RELAY_PORT": str(port),
            "RELAY_ADVERTISED_ADDRESS": "127.0.0.1",
            "RELAY_DRAIN_SECONDS": "0",
            **environment,
        }
        self.process = subprocess.Popen([sys.executable, "-m", "video.relay"], env=environ)
        client = redis.Redis.from_url(redis_url)
        self.heartbeat: Heartbeat = wait_until(lambda: self._first_heartbeat(client))
        client.close()
        self.name = self.heartbeat.worker
        self.port = self.heartbeat.port

    def _first_heartbeat(self, client: "redis.Redis[Any]") -> Heartbeat | None:
        if self.process.poll() is not None:
            raise RuntimeError("the relay ended")
        known = {name.decode() for name in client.smembers(WORKERS_SET)}
        for name in known:
            text = client.get(worker_key(name))
            if text is not None and parse_heartbeat(text).pid == self.process.pid:
                return parse_heartbeat(text)
        return None

    def stop(self) -> int:
        """Ends it politely and returns its exit status."""
        self.process.terminate()
        try:
            return self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait(5)


class Signalling:
    """What a Daphne process is to the relay: sends commands, gets answers, hears events."""

    def __init__(self, redis_url: str, worker: str) -> None:
        self._redis = redis.asyncio.from_url(redis_url, socket_timeout=10)
        self._worker = worker
        self._process = f"test-{os.getpid()}-{next(_ids)}"
        self._last_answer = "0-0"
        self._last_event = "0-0"
        self.call = ""
        self.browsers: list[Closable] = []
        self.events: list[Event] = []

    async def ask(self, kind: Callable[..., Command], *, call: str, **fields: Any) -> Answer:
        """Sends one command and waits for its answer."""
        fields.setdefault("epoch", 1)
        command = kind(id=f"c{next(_ids)}", call=call, answer_to=self._process, **fields)
        await self._redis.xadd(commands_stream(self._worker), {"data": command.to_json()})
        return await self.answer_of(command.id)

    async def send_raw(self, text: str) -> None:
        """Sends what may not be a command at all."""
        await self._redis.xadd(commands_stream(self._worker), {"data": text})

    @property
    def process(self) -> str:
        return self._process

    async def answer_of(self, ident: str, *, seconds: float = 10.0) -> Answer:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            stream = answers_stream(self._process)
            for entry, fields in _entries(
                await self._redis.xread({stream: self._last_answer}, block=500)
            ):
                self._last_answer = entry
                answer = parse_answer(fields[b"data"])
                if answer.id == ident:
                    return answer
        raise TimeoutError(f"no answer to {ident}")

    async def hear(self) -> list[Event]:
        """All events of our call so far."""
        read = await self._redis.xread({EVENTS_STREAM: self._last_event}, count=10_000)
        for entry, fields in _entries(read):
            self._last_event = entry
            event = parse_event(fields[b"data"])
            if self.call in ("", event.call):
                self.events.append(event)
        return self.events

    async def wait_event(self, kind: type[Event], *, seconds: float = 10.0, **fields: Any) -> Event:
        """The first event of that kind with these fields."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for event in await self.hear():
                if isinstance(event, kind) and fields.items() <= vars(event).items():
                    return event
            await asyncio.sleep(0.03)
        raise TimeoutError(f"no {kind.__name__} with {fields}; heard {self.events}")

    async def open_call(self, call: str, **fields: Any) -> Answer:
        return await self.ask(OpenCall, call=call, **fields)

    async def close(self) -> None:
        """Also closes every browser: an open one keeps the process alive for ever."""
        await asyncio.gather(*(browser.close() for browser in self.browsers))
        await self._redis.aclose()


def _entries(reply: Any) -> Iterator[tuple[str, dict[bytes, bytes]]]:
    if isinstance(reply, dict):
        reply = [(name, chunk) for name, chunks in reply.items() for chunk in chunks]
    for _, entries in reply or ():
        for entry, fields in entries:
            yield entry.decode(), fields
