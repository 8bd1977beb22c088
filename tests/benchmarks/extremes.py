"""The worker at its limits: more calls than fit, and people who mean harm."""

import asyncio
import os
import secrets
import socket
import struct
from dataclasses import dataclass
from time import monotonic

from tests.benchmarks.lean_peer import VP8_TYPE, LeanPeer
from tests.benchmarks.load import FINE_PACE_SECONDS, Load
from tests.benchmarks.process_cpu import cpu_seconds
from tests.benchmarks.subject import (
    SECONDS,
    WARM_UP_SECONDS,
    Measured,
    Ours,
    Subject,
    join_call,
    take_seat,
)
from tests.benchmarks.table import Row
from video.relay.messages import Failed

MOST_CALLS = 220
STEP_CALLS = 5
STEP_SECONDS = 2.5  # the worker averages its own share over about two seconds
FLOOD_PER_SECOND = 10_000
FLOODED_CALLS = 30
GREEDY_BPS = 5_000_000  # five times what a seat usually sends
_GREEDY_BYTES = 1200
_BURST_SECONDS = 0.005


@dataclass(frozen=True)
class Full:
    """calls: how many were there when the next was refused, None when none ever was."""

    calls: int | None
    text: str
    cpu: float


async def measure_many(*, calls: int) -> tuple[Measured, int, Full]:
    """So many calls at once, then more of them until the worker takes no more."""
    ours, load = Ours(), Load(pace_seconds=FINE_PACE_SECONDS)
    try:
        taken = await ours.join(load, calls=calls)
        subject = Subject(ours.pid, load)
        await subject.measure(SECONDS, warm_up_seconds=WARM_UP_SECONDS)
        seen = len(load.delays_ms)
        full = await _fill(ours, load, taken)
        del load.delays_ms[seen:]  # beyond the load that was measured
        return await subject.finish(), taken, full
    finally:
        await ours.stop()


async def _fill(ours: Ours, load: Load, taken: int) -> Full:
    """Some more at a time, each step with all of them playing; nothing plays while they join."""
    share = 0.0
    for number in range(taken, MOST_CALLS, STEP_CALLS):
        load.resume()
        began, before = monotonic(), cpu_seconds(ours.pid)
        await asyncio.sleep(STEP_SECONDS)
        share = (cpu_seconds(ours.pid) - before) / (monotonic() - began)
        answer = await ours.signalling.open_call(f"step-{number}")
        load.pause()
        if isinstance(answer, Failed):
            return Full(calls=number, text=f"{answer.code}: {answer.text}", cpu=round(share, 2))
        try:
            for n in range(STEP_CALLS):
                await join_call(ours.signalling, load, f"more-{number + n}", seats=2)
        except TimeoutError:
            return Full(calls=None, text=f"the load ended at {number} calls", cpu=round(share, 2))
    return Full(calls=None, text="never refused", cpu=round(share, 2))


async def measure_flooded() -> Measured:
    """Ordinary calls, while strangers send rubbish and one seat five times what it should."""
    ours, load = Ours(), Load()
    tasks: list[asyncio.Task[None]] = []
    greedy = LeanPeer()
    try:
        await ours.join(load, calls=FLOODED_CALLS)
        ssrc = greedy.publish("camera")
        await ours.signalling.open_call("greedy")
        await greedy.connect(await take_seat(ours.signalling, "greedy", "s0", greedy))
        subject = Subject(ours.pid, load)
        tasks = [
            asyncio.create_task(_flood(greedy.relay)),
            asyncio.create_task(_send_too_much(greedy, ssrc)),
        ]
        await subject.measure(SECONDS, warm_up_seconds=WARM_UP_SECONDS)
        return await subject.finish()
    finally:
        for task in tasks:
            task.cancel()
        await greedy.close()
        await ours.stop()


async def _flood(relay: tuple[str, int]) -> None:
    """Of each kind that the port tells apart, with and without what looks like a beginning."""
    starts = (b"", b"\0\1\0\x30\x21\x12\xa4\x42", b"\x16\xfe\xfd", b"\x80\x60", b"\x80\xc8")
    rubbish = [start + os.urandom(60 + 150 * n) for start in starts for n in range(8)]
    began, sent = monotonic(), 0
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        stranger.setblocking(False)
        while True:
            while sent < (monotonic() - began) * FLOOD_PER_SECOND:
                try:
                    stranger.sendto(rubbish[sent % len(rubbish)], relay)
                except BlockingIOError:
                    break
                sent += 1
            await asyncio.sleep(_BURST_SECONDS)


async def _send_too_much(peer: LeanPeer, ssrc: int) -> None:
    payload = b"\x10" + secrets.token_bytes(_GREEDY_BYTES - 1)
    began, sent = monotonic(), 0
    while True:
        while sent < (monotonic() - began) * GREEDY_BPS / 8 / _GREEDY_BYTES:
            head = struct.pack("!BBHII", 0x80, VP8_TYPE, sent & 0xFFFF, sent * 90, ssrc)
            peer.send_rtp(head + payload)
            sent += 1
        await asyncio.sleep(_BURST_SECONDS)


def make_rows(many: tuple[Measured, int, Full], demanded: int, flooded: Measured) -> list[Row]:
    full, calls, refused = many
    holds = calls >= demanded and full.cpu <= 0.7 and full.loss == 0 and full.delay_p99_ms <= 5
    text = f"share of a core with many two-party calls ({calls} calls, loss {full.loss}, p99 "
    text += f"{full.delay_p99_ms} ms, load at {full.load_cpu} of a core)"
    flood = f"loss of others under {FLOOD_PER_SECOND} rubbish packets/s and a seat at 5 Mbit/s"
    return [
        Row(text, full.cpu, None, None, f"{demanded} calls under 0.7, loss 0, p99 at most 5 ms",
            holds, "core"),
        Row(f"calls when the next was refused ({refused.text} at {refused.cpu} of a core)",
            refused.calls or "-", None, None, f"at least {demanded}, then refused",
            refused.calls is not None and refused.calls >= demanded, "calls"),
        Row(f"{flood} (p99 {flooded.delay_p99_ms} ms)", flooded.loss, None, None,
            "at most 0.005, p99 at most 10 ms",
            flooded.loss <= 0.005 and flooded.delay_p99_ms <= 10, "share"),
    ]  # fmt: skip
