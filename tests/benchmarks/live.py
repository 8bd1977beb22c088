"""`BENCH=live make bench`: one Daphne process with 50 lines of 40 waiting rooms and 50 boards.

A change of a line concerns 41 screens: how soon it is heard there and shown there (each page then
fetches what it shows from the same process), what it costs with few and with all screens open, and
what a socket weighs against a bare Channels consumer in the same run.
"""

import asyncio
import contextlib
import json
import math
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import asdict
from pathlib import Path

import psycopg2

import tests.services  # noqa: F401 - starts PostgreSQL and Redis before the settings are read
from tests.databases import new_database

ROOT = Path(__file__).resolve().parents[2]


def _own_database() -> str:
    """PostgreSQL may take connections before it takes queries."""
    while True:
        try:
            return new_database(f"live_{os.getpid()}")
        except psycopg2.OperationalError:
            time.sleep(0.2)


os.environ["DATABASE_URL"] = _own_database()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402

from counselling.domain import queue_setting_aside  # noqa: E402
from counselling.models import QueueTicket  # noqa: E402
from tests.benchmarks.live_country import LineOfPeople, Screen, make_lines  # noqa: E402
from tests.benchmarks.live_screens import Page, Screens  # noqa: E402
from tests.benchmarks.process_cpu import cpu_seconds_ever, memory_bytes  # noqa: E402
from tests.benchmarks.rows import Row, at_most, show  # noqa: E402
from tests.services import free_port, wait_for_port  # noqa: E402

RESULTS = ROOT / "var/bench/live.json"
CHANGES = int(os.environ.get("BENCH_CHANGES", "60"))
CHANGE_EVERY_SECONDS = 1.0  # 50 desks: a call, an arrival or an end every few minutes each
FEW_LINES = 5
SETTLING_SECONDS = 3.0
IDLE_SECONDS = 16.0  # longer than a heartbeat
SHOWN_WITHIN_MS = 1000.0
MEMORY_AT_MOST, GROWTH_AT_MOST = 1.5, 1.3
WARM = 100


def main() -> None:
    call_command("collectstatic", verbosity=0, interactive=False)
    lines = make_lines()
    rows = asyncio.run(_measure(lines))
    show(rows)
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))


async def _measure(lines: list[LineOfPeople]) -> list[Row]:
    count = sum(len(line.screens) for line in lines)
    async with _daphne("tests.benchmarks.bare_channels:application") as (url, pid):
        bare = await _bytes_a_socket(Screens(url), pid, _bare_screens(count))
    everybody = [screen for line in lines for screen in line.screens]
    async with _daphne("portal.asgi:application") as (url, pid):
        ours = await _bytes_a_socket(Screens(url), pid, everybody)
    async with _daphne("portal.asgi:application") as (url, pid):
        screens = Screens(url)
        few = FEW_LINES * len(lines[0].screens)
        pages = await screens.open(everybody[:few])
        few_cost = await _cost_of_a_change(lines[:FEW_LINES], pages, pid)
        pages += await screens.open(everybody[few:])
        all_cost = await _cost_of_a_change(lines[:FEW_LINES], pages, pid)
        heard, shown = await _delays(lines, pages)
        failures = sum(page.failures for page in pages)
        await screens.close()
    concerned = len(lines[0].screens)
    return [
        _within(f"a change is heard by {concerned} of {count} screens, p99", heard),
        _within(f"a change is shown on {concerned} of {count} screens, p99", shown),
        Row("fragments that failed", failures, None, None, "0", failures == 0, ""),
        at_most(
            f"CPU of a change, {count} screens open against {few}",
            all_cost * 1000,
            few_cost * 1000,
            GROWTH_AT_MOST,
            "ms",
        ),
        at_most(
            "memory per socket against a bare consumer",
            ours / 1024,
            bare / 1024,
            MEMORY_AT_MOST,
            "KiB",
        ),
    ]


def _within(what: str, delays: list[float]) -> Row:
    ordered = sorted(delays)
    p99 = ordered[math.ceil(0.99 * len(ordered)) - 1]
    return Row(what, round(p99, 1), None, None, "<= 1000", p99 <= SHOWN_WITHIN_MS, "ms")


async def _delays(lines: list[LineOfPeople], pages: list[Page]) -> tuple[list[float], list[float]]:
    """Change one line after the other; ms until each concerned page heard and showed it."""
    heard: list[float] = []
    shown: list[float] = []
    per_line = len(lines[0].screens)
    for number in range(CHANGES):
        index = number * 7 % len(lines)
        concerned = pages[index * per_line : (index + 1) * per_line]
        changed_at = await _change(lines[index], concerned)
        await asyncio.sleep(max(0, CHANGE_EVERY_SECONDS - (time.perf_counter() - changed_at)))
        await _until_shown(concerned)
        heard += [(page.heard_at - changed_at) * 1000 for page in concerned]
        shown += [(page.shown_at - changed_at) * 1000 for page in concerned]
    return heard, shown


async def _cost_of_a_change(lines: list[LineOfPeople], pages: list[Page], pid: int) -> float:
    """CPU seconds of the process per change, without what it spends while nothing happens."""
    per_line = len(lines[0].screens)
    rounds = 2 * len(lines)
    for line, first in zip(lines, range(0, len(pages), per_line), strict=False):
        await _change(line, pages[first : first + per_line])
        await _until_shown(pages[first : first + per_line])
    began, spent = time.perf_counter(), cpu_seconds_ever(pid)
    for number in range(rounds):
        index = number % len(lines)
        concerned = pages[index * per_line : (index + 1) * per_line]
        await _change(lines[index], concerned)
        await _until_shown(concerned)
    seconds, busy = time.perf_counter() - began, cpu_seconds_ever(pid) - spent
    spent = cpu_seconds_ever(pid)
    await asyncio.sleep(IDLE_SECONDS)
    idle = (cpu_seconds_ever(pid) - spent) / IDLE_SECONDS
    cost = (busy - idle * seconds) / rounds
    print(f"a change: {cost * 1000:.0f} ms CPU, {seconds / rounds * 1000:.0f} ms", flush=True)
    return cost


async def _change(line: LineOfPeople, concerned: list[Page]) -> float:
    """Park the last person in line or bring them back; returns when that was committed."""
    for page in concerned:
        page.heard_at = page.shown_at = 0.0

    def act() -> float:
        ticket = QueueTicket.objects.select_related("line").get(pk=line.last.pk)
        if ticket.state == "waiting":
            queue_setting_aside.park(ticket, by=None)
        else:
            queue_setting_aside.resume(ticket, by=None)
        return time.perf_counter()

    began = time.perf_counter()
    await asyncio.to_thread(act)
    return began


async def _until_shown(pages: list[Page]) -> None:
    async with asyncio.timeout(30):
        while not all(page.shown_at for page in pages):
            await asyncio.sleep(0.01)


async def _bytes_a_socket(screens: Screens, pid: int, wanted: list[Screen]) -> float:
    await screens.open(wanted[:WARM])
    await asyncio.sleep(1)
    before = memory_bytes(pid)
    await screens.open(wanted[WARM:])
    await asyncio.sleep(SETTLING_SECONDS)
    used = memory_bytes(pid) - before
    await screens.close()
    return used / (len(wanted) - WARM)


def _bare_screens(count: int) -> list[Screen]:
    return [Screen(f"/ws/bare/{number // 41}/", (), "") for number in range(count)]


@contextlib.asynccontextmanager
async def _daphne(application: str) -> AsyncIterator[tuple[str, int]]:
    """One Daphne process; its address, by which it is reached as by browsers, and its pid."""
    port = free_port()
    options = ["--verbosity", "0", "--websocket-max-message-size", "131072"]
    command = [sys.executable, "-m", "daphne", *options, "--bind", "127.0.0.1"]
    url = f"http://localhost:{port}"
    environment = {**os.environ, "PUBLIC_URL": url, "PORT": str(port)}
    command += ["--port", str(port), application]
    process = await asyncio.to_thread(subprocess.Popen, command, env=environment)
    try:
        await asyncio.to_thread(wait_for_port, port)
        yield url, process.pid
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait, 15)


if __name__ == "__main__":
    main()
