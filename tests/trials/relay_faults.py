"""T1.1 to T1.3: a relay worker is killed, drained, or stands still, with calls on it."""

import asyncio
import os
import signal
import time
from typing import Any

from playwright.async_api import Page

from tests.trials.browsers import figures, mark, sit_pair, started_chromium
from tests.trials.relay_verdicts import VERDICTS
from tests.trials.results import Results, show
from tests.trials.rig import Rig, add_watched_call, drop_watched_call, start_crowd, start_rig

ROUNDS = 30
PAIRS, MEETINGS, BYSTANDERS = 10, 1, 3
# A round ends when everybody hears and sees again, and that has lasted for a moment.
FIRST_LOOK_SECONDS = 2.0
RECOVERY_SECONDS = 9.0
LOOK_SECONDS = 0.5
SETTLE_SECONDS = 1.5
HEARS_AGAIN_MS = 250


async def run(trial: str) -> int:
    """Does the rounds that are missing; returns how many rows do not hold."""
    rounds = int(os.environ.get("ROUNDS", ROUNDS))
    results = Results(trial)
    if len(results.rounds) < rounds:
        rig = await start_rig(shaped=trial == "T1.3")
        try:
            async with started_chromium(width=320, height=240, fps=15) as browser:
                await _rounds(trial, results, rounds, rig, browser)
        finally:
            await rig.close()
    results.replace(VERDICTS[trial](trial, results.rounds[:rounds]))
    return show(results.rows)


async def _rounds(trial: str, results: Results, rounds: int, rig: Rig, browser: Any) -> None:
    call, official, citizen = await sit_pair(browser, rig)
    crowd = await start_crowd(rig, pairs=PAIRS, meetings=MEETINGS)
    bystanders: list[str] = []
    while len(results.rounds) < rounds:
        bystanders = await _gather_on_one(rig, call, crowd, bystanders)
        measured = await FAULTS[trial](rig, call, crowd, bystanders, (official, citizen))
        results.keep_round(measured)
        print(f"{trial} round {len(results.rounds)} of {rounds}: {measured}", flush=True)


async def _gather_on_one(rig: Rig, call: str, crowd: list[str], bystanders: list[str]) -> list[str]:
    """Everything of the trial on the worker of the browsers' call, the bystanders on others."""
    assert rig.crowd is not None
    for one in bystanders:
        await drop_watched_call(rig, one)
    victim = rig.epochs()[call][0]
    others = [name for name in rig.beats() if name != victim]
    for one in crowd:
        if rig.epochs()[one][0] != victim:
            _place(rig, one, victim)
    if any(rig.epochs()[one][0] != victim for one in crowd):
        raise RuntimeError("the calls could not be gathered")
    made: list[str] = []
    while others and len(made) < BYSTANDERS:
        made.append(await add_watched_call(rig))
    await asyncio.sleep(SETTLE_SECONDS)
    return made


def _place(rig: Rig, call: str, worker: str) -> None:
    """Has a call served by that worker, make before break, as an operator would."""
    rig.stack.manage(
        "shell",
        "-c",
        "from video import workers; from video.models import RelayAssignment;"
        f"one = RelayAssignment.objects.select_related('call').get(call__ref='{call}');"
        f"workers.move(one, worker='{worker}', reason='drain')",
    )


async def _kill(
    rig: Rig, call: str, crowd: list[str], bystanders: list[str], pages: tuple[Page, Page]
) -> dict[str, Any]:
    before = rig.epochs()
    process = rig.process_of(before[call][0])
    await _mark(rig, pages)
    rig.send(process, signal.SIGKILL)
    await _recovered(rig, (call, *crowd), pages, before)
    measured = await _measure(rig, call, crowd, bystanders, pages, before)
    await rig.restart_relay(process)
    return measured


async def _drain(
    rig: Rig, call: str, crowd: list[str], bystanders: list[str], pages: tuple[Page, Page]
) -> dict[str, Any]:
    """A rolling restart of all workers, one after the other."""
    before = rig.epochs()
    await _mark(rig, pages)
    for process in [name for name in rig.stack.processes if name.startswith("relay")]:
        rig.send(process, signal.SIGTERM)
        await rig.restart_relay(process)
        await asyncio.sleep(2)
    await _recovered(rig, (call, *crowd), pages, before)
    return await _measure(rig, call, crowd, bystanders, pages, before)


async def _stand_still(
    rig: Rig, call: str, crowd: list[str], bystanders: list[str], pages: tuple[Page, Page]
) -> dict[str, Any]:
    before = rig.epochs()
    process = rig.process_of(before[call][0])
    await _mark(rig, pages)
    stopped_at = time.monotonic()
    rig.send(process, signal.SIGSTOP)
    moved_after: dict[str, float] = {}
    while time.monotonic() - stopped_at < 5 and len(moved_after) < len(crowd) + 1:
        now = rig.epochs()
        for one in (call, *crowd):
            if now[one][1] > before[one][1]:
                moved_after.setdefault(one, time.monotonic() - stopped_at)
        await asyncio.sleep(0.01)
    await asyncio.sleep(max(0.0, stopped_at + 5 - time.monotonic()))
    shaper = rig.shaper_of(process)
    sent = shaper.sent_by_relay
    rig.send(process, signal.SIGCONT)
    await _recovered(rig, (call, *crowd), pages, before)
    measured = await _measure(rig, call, crowd, bystanders, pages, before)
    measured["dead_after_ms"] = round(min(moved_after.values(), default=99.0) * 1000)
    measured["all_moved_after_ms"] = round(max(moved_after.values(), default=99.0) * 1000)
    measured["moved"] = len(moved_after)
    measured["sent_by_revived"] = shaper.sent_by_relay - sent
    return measured


async def _mark(rig: Rig, pages: tuple[Page, Page]) -> None:
    await mark(*pages)
    for crowd in (rig.crowd, rig.watchers):
        if crowd is not None:
            await crowd.order("mark")


async def _recovered(
    rig: Rig,
    calls: tuple[str, ...],
    pages: tuple[Page, Page],
    before: dict[str, tuple[str, int]],
) -> None:
    """Waits until every call has moved and all in it hear again, or until that is too late."""
    assert rig.crowd is not None
    until = time.monotonic() + RECOVERY_SECONDS
    await asyncio.sleep(FIRST_LOOK_SECONDS)
    seen = [await figures(page) for page in pages]
    while time.monotonic() < until:
        await asyncio.sleep(LOOK_SECONDS)
        seen, earlier = [await figures(page) for page in pages], seen
        now = rig.epochs()
        crowd = (await rig.crowd.order("report"))["calls"]
        silent = max(seat["silent_ms"] for seats in crowd.values() for seat in seats.values())
        if (
            silent <= HEARS_AGAIN_MS
            and all(call in now and now[call][1] > before[call][1] for call in calls)
            and all(
                new[what] > old[what]
                for old, new in zip(earlier, seen, strict=True)
                for what in ("frames", "packets")
            )
        ):
            break
    await asyncio.sleep(SETTLE_SECONDS)


async def _measure(
    rig: Rig,
    call: str,
    crowd: list[str],
    bystanders: list[str],
    pages: tuple[Page, Page],
    before: dict[str, tuple[str, int]],
) -> dict[str, Any]:
    assert rig.crowd is not None
    seen = [await figures(page) for page in pages]
    calls = (await rig.crowd.order("report"))["calls"]
    if rig.watchers is not None:
        calls |= (await rig.watchers.order("report"))["calls"]
    after = rig.epochs()
    tried = (call, *crowd)
    refs = tuple(tried)
    records = rig.rows(
        "SELECT c.ref, count(r.id) FROM video_call c"
        " LEFT JOIN video_callrecord r ON r.call_id = c.id WHERE c.ref IN %s GROUP BY c.ref",
        refs,
    )
    return {
        "sound_gap_ms": [one["soundGapMs"] for one in seen],
        "picture_gap_ms": [one["pictureGapMs"] for one in seen],
        "crowd_gap_ms": max(seat["gap_ms"] for one in crowd for seat in calls[one].values()),
        "others_gap_ms": max(
            (seat["gap_ms"] for one in bystanders for seat in calls[one].values()), default=0
        ),
        "silent_ms": max(seat["silent_ms"] for one in crowd for seat in calls[one].values()),
        "ended": len(before) - len(after),
        "moved": sum(after[one][1] > before[one][1] for one in tried if one in after),
        "calls": len(tried),
        "records_other_than_one": sum(count != 1 for _ref, count in records),
    }


FAULTS = {"T1.1": _kill, "T1.2": _drain, "T1.3": _stand_still}
