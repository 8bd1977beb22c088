"""The soak: calls begin and end every 20 s beside long ones; what is used must not grow.

HOURS says how long (8; 0.33 for a look). It measures every process from outside, once a cycle.
Before that so many calls come and go quickly as would in an hour, and memory is judged after the
first hour, or half of a shorter run: heaps and caches first grow to what the busiest moment needs,
by less and less (a relay by 90 kB in the first minutes' cycles, by 8 after ten minutes).
"""

import asyncio
import os
import time
from pathlib import Path
from typing import Any

import redis

from tests.trials.results import Results, Row, show
from tests.trials.rig import Rig, add_crowd_call, drop_crowd_call, start_crowd, start_rig

CYCLE_SECONDS = 20.0
HELD_SECONDS = 8.0
LONG_CALLS = 10
WARM_UP_CALLS = WARM_UP_CYCLES = 180
LEAST_CYCLES = 16
PROCESSES = ("relay", "daphne", "call_events")
BYTES_A_CYCLE = 10_000
GAP_MS = 300


async def run(trial: str) -> int:
    """Appends a row per process; returns how many rows do not hold."""
    hours = float(os.environ.get("HOURS", "8"))
    cycles = max(LEAST_CYCLES, round(hours * 3600 / CYCLE_SECONDS))
    results = Results(trial)
    results.rounds = []
    rig = await start_rig(relays=1)
    try:
        long_calls = await start_crowd(rig, pairs=LONG_CALLS)
        assert rig.crowd is not None
        for _ in range(WARM_UP_CALLS):
            await drop_crowd_call(rig, await add_crowd_call(rig))
        await rig.crowd.order("mark")
        for cycle in range(cycles):
            began = time.monotonic()
            call = await add_crowd_call(rig)
            await asyncio.sleep(HELD_SECONDS)
            await drop_crowd_call(rig, call)
            await asyncio.sleep(max(0.0, began + CYCLE_SECONDS - 1 - time.monotonic()))
            looked = await asyncio.to_thread(_look, rig)
            results.keep_round({"cycle": cycle, **looked})
            print(f"soak cycle {cycle + 1} of {cycles}: {looked}", flush=True)
            await asyncio.sleep(max(0.0, began + CYCLE_SECONDS - time.monotonic()))
        calls = (await rig.crowd.order("report"))["calls"]
        gap = max(seat["gap_ms"] for one in long_calls for seat in calls[one].values())
        ended = len(long_calls) - len(set(rig.epochs()) & set(long_calls))
    finally:
        await rig.close()
    warm = min(WARM_UP_CYCLES, cycles // 2)
    results.replace(_judge(trial, results.rounds[warm:], gap, ended))
    return show(results.rows)


def _look(rig: Rig) -> dict[str, Any]:
    looked: dict[str, Any] = {}
    for name in PROCESSES:
        folder = Path(f"/proc/{rig.stack.processes[name].pid}")
        lines = (folder / "status").read_text().splitlines()
        status = dict(line.split(":", 1) for line in lines if ":" in line)
        looked[name] = {
            "rss": int(status["VmRSS"].split()[0]) * 1024,
            "threads": int(status["Threads"]),
            "fds": len(list((folder / "fd").iterdir())),
        }
    [(backends,)] = rig.rows(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    )
    with redis.Redis.from_url(rig.stack.environment["REDIS_URL"]) as client:
        looked["redis_keys"] = client.dbsize()
    looked["backends"] = backends
    return looked


def _judge(trial: str, looks: list[dict[str, Any]], gap: int, ended: int) -> list[Row]:
    rows = []
    for name in PROCESSES:
        slope = _slope([look[name]["rss"] for look in looks])
        rows.append(
            Row(
                trial=trial,
                what=f"memory of {name}",
                demanded=f"grows <= {BYTES_A_CYCLE // 1000} kB a call cycle",
                measured=f"{slope / 1000:.1f} kB a cycle over {len(looks)} cycles"
                f" ({looks[0][name]['rss'] / 1e6:.1f} to {looks[-1][name]['rss'] / 1e6:.1f} MB)",
                holds=slope <= BYTES_A_CYCLE,
                kind="service",
            )
        )
        rows += [
            _steady(trial, f"{kind} of {name}", [look[name][kind] for look in looks])
            for kind in ("fds", "threads")
        ]
    rows += [
        _steady(trial, kind, [look[kind] for look in looks]) for kind in ("backends", "redis_keys")
    ]
    rows.append(
        Row(
            trial=trial,
            what="long calls",
            demanded=f"none ends, gap <= {GAP_MS} ms",
            measured=f"{ended} ended, longest gap {gap} ms",
            holds=not ended and gap <= GAP_MS,
        )
    )
    return rows


def _steady(trial: str, what: str, values: list[int]) -> Row:
    first, last = sorted(values[:5])[2], sorted(values[-5:])[2]
    return Row(
        trial=trial,
        what=what,
        demanded="back to start, within 2",
        measured=f"{first} at first, {last} at the end (medians of 5)",
        holds=last - first <= 2,
        kind="service",
    )


def _slope(values: list[int]) -> float:
    """By least squares, in bytes a cycle."""
    middle, mean = (len(values) - 1) / 2, sum(values) / len(values)
    over = sum((n - middle) * (value - mean) for n, value in enumerate(values))
    return over / sum((n - middle) ** 2 for n in range(len(values)))
