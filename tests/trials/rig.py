"""What every trial runs on: the product in the service shape and calls of load peers in it."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from typing import Any

import psycopg2
import redis

from tests.services import free_port
from tests.stack import ROOT, Stack, start_relay, start_service_shape
from tests.trials.tcp_line import TcpLine
from tests.video.relay.shaper import Shaper, Way
from video.relay.messages import WORKERS_SET, Heartbeat, parse_heartbeat, worker_key

SITE = "tests.video.site.settings"


@dataclass
class Rig:
    """One running product. `shapers` stand in front of its relay workers when it is shaped."""

    stack: Stack
    relays: int
    up: Way = field(default_factory=Way)
    down: Way = field(default_factory=Way)
    shapers: list[Shaper] = field(default_factory=list)
    lines: list[TcpLine] = field(default_factory=list)
    http_line: TcpLine | None = None
    crowd: "Crowd | None" = None
    # Seats that only watch are in a process of their own: one that makes 26 connections at once
    # is late itself, and would take that for a gap.
    watchers: "Crowd | None" = None

    @property
    def url(self) -> str:
        return self.stack.url

    # Calls

    async def make_call(self, *, seats: int = 2) -> tuple[str, list[str]]:
        made = await asyncio.to_thread(self._get, f"/make-call/?seats={seats}")
        return made["call"], made["seats"]

    async def end_call(self, call: str) -> None:
        await asyncio.to_thread(self._get, f"/end-call/{call}/")

    async def facts(self, call: str) -> Any:
        return await asyncio.to_thread(self._get, f"/facts/{call}/")

    def _get(self, path: str) -> Any:
        with urllib.request.urlopen(f"{self.url}{path}", timeout=20) as answer:
            return json.load(answer)

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Asks the product's database."""
        url = self.stack.environment["DATABASE_URL"].replace("psql://", "postgresql://")
        connection = psycopg2.connect(url)
        try:
            with connection.cursor() as cursor:
                cursor.execute(query, values)
                return list(cursor.fetchall())
        finally:
            connection.close()

    def epochs(self) -> dict[str, tuple[str, int]]:
        """Worker and epoch of every open call."""
        found = self.rows(
            "SELECT c.ref, a.worker, a.epoch FROM video_relayassignment a"
            " JOIN video_call c ON c.id = a.call_id WHERE c.ended_at IS NULL"
        )
        return {call: (worker, epoch) for call, worker, epoch in found}

    # Workers

    def beats(self) -> dict[str, Heartbeat]:
        """The workers that live, by name."""
        with redis.Redis.from_url(self.stack.environment["REDIS_URL"]) as client:
            names = [name.decode() for name in client.smembers(WORKERS_SET)]
            beats = [client.get(worker_key(name)) for name in names]
        read = [parse_heartbeat(beat) for beat in beats if beat]
        return {beat.worker: beat for beat in read}

    def process_of(self, worker: str) -> str:
        """The name of the process of a worker."""
        pid = self.beats()[worker].pid
        return next(name for name, process in self.stack.processes.items() if process.pid == pid)

    def shaper_of(self, process: str) -> Shaper:
        return self.shapers[_index(process)]

    def send(self, process: str, number: signal.Signals) -> None:
        self.stack.send(process, number)

    async def restart_relay(self, process: str) -> None:
        """Starts the worker of that process anew and waits for its heartbeat."""
        old = self.stack.processes[process]
        await asyncio.to_thread(old.wait, 30)
        start_relay(self.stack, _index(process))
        pid = self.stack.processes[process].pid
        deadline = time.monotonic() + 20
        while not any(beat.pid == pid for beat in self.beats().values()):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{process} did not come back")
            await asyncio.sleep(0.1)

    async def close(self) -> None:
        for crowd in (self.crowd, self.watchers):
            if crowd is not None:
                await crowd.close()
        for shaper in self.shapers:
            shaper.close()
        for line in [*self.lines, *([self.http_line] if self.http_line else [])]:
            await line.close()
        await asyncio.to_thread(self.stack.stop)


class Crowd:
    """The process of the load peers."""

    def __init__(self, url: str) -> None:
        command = [sys.executable, "-m", "tests.trials.load_peers", url]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._lock = asyncio.Lock()

    async def order(self, act: str, **body: Any) -> dict[str, Any]:
        async with self._lock:
            answer = await asyncio.to_thread(self._ask, json.dumps({"act": act, **body}))
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer

    def _ask(self, line: str) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()
        return dict(json.loads(self.process.stdout.readline()))

    async def close(self) -> None:
        self.process.kill()
        await asyncio.to_thread(self.process.wait)


async def start_rig(
    *,
    relays: int = 2,
    shaped: bool = False,
    host: str = "127.0.0.1",
    tcp: bool = False,
    cuttable: bool = False,
    **variables: str,
) -> Rig:
    """The product with so many relay workers.

    shaped: browsers reach them through a shaper on `host`; tcp: also through a TCP line there;
    cuttable: `http_line` is another way to Daphne that can be cut.
    """
    relay_port, outer_port, line_port = _free_range(relays), _free_range(relays), free_port()
    environment = {
        "DJANGO_SETTINGS_MODULE": SITE,
        "RELAY_PORT": str(relay_port),
        "RELAY_ADVERTISED_ADDRESS": host,
        "RELAY_DRAIN_SECONDS": "20",
        "TRIAL_ORIGINS": f"http://localhost:{line_port}",
        **variables,
    }
    if shaped:
        environment["RELAY_ADVERTISED_PORT"] = str(outer_port)
    stack = await asyncio.to_thread(start_service_shape, relays=relays, **environment)
    rig = Rig(stack, relays)
    for index in range(relays if shaped else 0):
        ways = (rig.up, rig.down)
        shaper = Shaper(relay_port + index, port=outer_port + index, host=host, ways=ways)
        shaper.open()
        rig.shapers.append(shaper)
        if tcp:
            line = TcpLine(relay_port + index, host=host)
            await line.open(outer_port + index)
            rig.lines.append(line)
    if cuttable:
        rig.http_line = TcpLine(int(environment.get("PORT", stack.environment["PORT"])))
        await rig.http_line.open(line_port)
    return rig


async def start_crowd(rig: Rig, *, pairs: int, meetings: int = 0) -> list[str]:
    """Two-party calls and 6-party meetings of load peers; gives their references."""
    rig.crowd = rig.crowd or Crowd(rig.url)
    sizes = [2] * pairs + [6] * meetings
    return [await add_crowd_call(rig, seats=seats) for seats in sizes]


async def add_crowd_call(rig: Rig, *, seats: int = 2) -> str:
    assert rig.crowd is not None
    return await _sit(rig, rig.crowd, seats)


async def drop_crowd_call(rig: Rig, call: str) -> None:
    assert rig.crowd is not None
    await _leave(rig, rig.crowd, call)


async def add_watched_call(rig: Rig) -> str:
    rig.watchers = rig.watchers or Crowd(rig.url)
    return await _sit(rig, rig.watchers, 2)


async def drop_watched_call(rig: Rig, call: str) -> None:
    assert rig.watchers is not None
    await _leave(rig, rig.watchers, call)


async def _sit(rig: Rig, crowd: Crowd, seats: int) -> str:
    call, refs = await rig.make_call(seats=seats)
    await crowd.order("sit", call=call, seats=refs, all=refs)
    return call


async def _leave(rig: Rig, crowd: Crowd, call: str) -> None:
    await crowd.order("leave", call=call)
    await rig.end_call(call)


def _index(process: str) -> int:
    return int(process.removeprefix("relay").removeprefix("-") or 0)


def _free_range(size: int) -> int:
    """The first of so many ports in a row that are free for UDP and TCP."""
    first = int(os.environ.get("TRIAL_PORTS", "0")) or 20_000 + os.getpid() % 5000
    for base in range(first, 65_000, size):
        if all(_is_free(port) for port in range(base, base + size)) and base not in _given:
            _given.update(range(base, base + size))
            return base
    raise OSError("no free ports")


_given: set[int] = set()


def _is_free(port: int) -> bool:
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        with socket.socket(socket.AF_INET, kind) as probe:
            try:
                probe.bind(("", port))
            except OSError:
                return False
    return port not in _given
