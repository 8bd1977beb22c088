"""T1.1 to T1.3: a relay worker is killed, drained, or stands still, with calls on it."""

import asyncio
import os
import signal
import time
from typing import Any

from playwright.async_api import Page

from tests.trials.browsers import figures, mark, sit_pair, started_chromium
from tests.trials.results import Results, Row, p95, show
from tests.trials.rig import Rig, add_crowd_call, drop_crowd_call, start_crowd, start_rig

ROUNDS = 30
PAIRS, MEETINGS, BYSTANDERS = 10, 1, 3
RECOVERY_SECONDS = 9.0
SETTLE_SECONDS = 3.0


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
        await drop_crowd_call(rig, one)
    victim = rig.epochs()[call][0]
    others = [name for name in rig.beats() if name != victim]
    for one in crowd:
        if rig.epochs()[one][0] != victim:
            _place(rig, one, victim)
    if any(rig.epochs()[one][0] != victim for one in crowd):
        raise RuntimeError("the calls could not be gathered")
    made: list[str] = []
    while others and len(made) < BYSTANDERS:
        made.append(await add_crowd_call(rig))
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
    await asyncio.sleep(RECOVERY_SECONDS)
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
    await asyncio.sleep(RECOVERY_SECONDS - 5)
    measured = await _measure(rig, call, crowd, bystanders, pages, before)
    measured["dead_after_ms"] = round(min(moved_after.values(), default=99.0) * 1000)
    measured["all_moved_after_ms"] = round(max(moved_after.values(), default=99.0) * 1000)
    measured["moved"] = len(moved_after)
    measured["sent_by_revived"] = shaper.sent_by_relay - sent
    return measured


async def _mark(rig: Rig, pages: tuple[Page, Page]) -> None:
    assert rig.crowd is not None
    await mark(*pages)
    await rig.crowd.order("mark")


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


def _gap_row(trial: str, rounds: list[dict[str, Any]], limit_p95: int, most: int) -> Row:
    gaps = [gap for one in rounds for gap in (*one["sound_gap_ms"], one["crowd_gap_ms"])]
    if trial == "T1.2":  # every worker was drained
        gaps += [one["others_gap_ms"] for one in rounds]
    holds = p95(gaps) <= limit_p95 and max(gaps) <= most
    return Row(
        trial=trial,
        what="sound",
        demanded=f"gap p95 <= {limit_p95} ms, at most {most} ms",
        measured=f"p95 {p95(gaps):.0f} ms, most {max(gaps)} ms in {len(rounds)} rounds"
        " (two browsers, and the worst of 26 load seats)",
        holds=holds,
        kind="sound",
    )


def _picture_row(trial: str, rounds: list[dict[str, Any]], limit: int) -> Row:
    gaps = [gap for one in rounds for gap in one["picture_gap_ms"]]
    return Row(
        trial=trial,
        what="picture",
        demanded=f"gap p95 <= {limit} ms",
        measured=f"p95 {p95(gaps):.0f} ms, most {max(gaps)} ms in {len(rounds)} rounds",
        holds=p95(gaps) <= limit,
        kind="picture",
    )


def _calls_row(trial: str, rounds: list[dict[str, Any]]) -> Row:
    ended = sum(one["ended"] for one in rounds)
    unmoved = sum(one["calls"] - one["moved"] for one in rounds)
    records = sum(one["records_other_than_one"] for one in rounds)
    silent = sum(one["silent_ms"] > 1000 for one in rounds)
    return Row(
        trial=trial,
        what="calls",
        demanded="no call ended, every call moved and heard again, one call record each",
        measured=f"{ended} ended, {unmoved} not moved, {silent} rounds with somebody still silent,"
        f" {records} with other than one record, in {len(rounds)} rounds of {rounds[0]['calls']}",
        holds=not (ended or unmoved or records or silent),
    )


def _others_row(trial: str, rounds: list[dict[str, Any]]) -> Row:
    gaps = [one["others_gap_ms"] for one in rounds]
    return Row(
        trial=trial,
        what="other workers",
        demanded="gap <= 100 ms",
        measured=f"most {max(gaps)} ms, p95 {p95(gaps):.0f} ms in {len(rounds)} rounds",
        holds=max(gaps) <= 100,
        kind="sound",
    )


def _verdict_kill(trial: str, rounds: list[dict[str, Any]]) -> list[Row]:
    return [
        _gap_row(trial, rounds, 3000, 5000),
        _picture_row(trial, rounds, 4000),
        _calls_row(trial, rounds),
        _others_row(trial, rounds),
    ]


def _verdict_drain(trial: str, rounds: list[dict[str, Any]]) -> list[Row]:
    return [
        _gap_row(trial, rounds, 300, 300),
        _picture_row(trial, rounds, 300),
        _calls_row(trial, rounds),
    ]


def _verdict_stand_still(trial: str, rounds: list[dict[str, Any]]) -> list[Row]:
    dead = [one["dead_after_ms"] for one in rounds]
    sent = sum(one["sent_by_revived"] for one in rounds)
    return [
        Row(
            trial=trial,
            what="declared dead",
            demanded="<= 1500 ms after SIGSTOP",
            measured=f"p95 {p95(dead):.0f} ms, most {max(dead)} ms in {len(rounds)} rounds",
            holds=max(dead) <= 1500,
            kind="service",
        ),
        Row(
            trial=trial,
            what="revived worker",
            demanded="sends 0 packets",
            measured=f"{sent} packets in {len(rounds)} rounds",
            holds=sent == 0,
            kind="service",
        ),
        _gap_row(trial, rounds, 3000, 5000),
        _calls_row(trial, rounds),
    ]


FAULTS = {"T1.1": _kill, "T1.2": _drain, "T1.3": _stand_still}
VERDICTS = {"T1.1": _verdict_kill, "T1.2": _verdict_drain, "T1.3": _verdict_stand_still}
