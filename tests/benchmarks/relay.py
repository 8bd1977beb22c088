"""`python -m tests.benchmarks.relay`: CPU per forwarded packet against the references.

The same load in the same run: the server under test on one core, the load on the other. CPU time
is the process's own from /proc; packets are those that arrived. Nothing is extrapolated.
"""

import asyncio
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from tests.benchmarks.lean_peer import LeanPeer
from tests.benchmarks.load import Load
from tests.benchmarks.process_cpu import cpu_seconds, go_first, memory_bytes, pin
from tests.benchmarks.references import JanusServer, MediaRelayServer
from tests.peers import EVERYTHING, RedisProcess, RelayProcess, Signalling
from video.relay.messages import Done, SdpAnswer, TakeOffer

RESULTS = Path("var/bench/relay.json")
SECONDS = float(os.environ.get("BENCH_SECONDS", "10"))
WARM_UP_SECONDS = 3.0
CALLS = 10
MANY_CALLS = 100
MEETING_SEATS = 12
MEDIA_RELAY_PEERS = 2  # each costs about a sixth of a core there


@dataclass(frozen=True)
class Row:
    """A line of the table; reference and ratio are None where there is none."""

    what: str
    ours: float | str
    reference: float | str | None
    ratio: float | None
    target: str
    holds: bool | None
    unit: str


@dataclass(frozen=True)
class Measured:
    """One server under its load."""

    microseconds: float
    packets: int
    loss: float
    cpu: float
    delay_p50_ms: float
    delay_p99_ms: float
    load_cpu: float


async def measure(load: Load, pid: int, *, copies: int = 1) -> Measured:
    """Plays the load, and measures after the warm-up; each packet should arrive `copies` times."""
    playing = asyncio.create_task(load.play())
    await asyncio.sleep(WARM_UP_SECONDS)
    sent_before, received_before = await load.count()
    load.delays_ms.clear()
    began, cpu, own = monotonic(), cpu_seconds(pid), cpu_seconds(os.getpid())
    await asyncio.sleep(SECONDS)
    cpu, own = cpu_seconds(pid) - cpu, cpu_seconds(os.getpid()) - own
    seconds = monotonic() - began
    sent, received = await load.count()
    sent, received = sent - sent_before, received - received_before
    playing.cancel()
    delays = sorted(load.delays_ms) or [0.0]
    return Measured(
        microseconds=round(cpu / max(1, received) * 1e6, 1),
        packets=received,
        loss=round(max(0.0, 1 - received / max(1, sent * copies)), 4),
        cpu=round(cpu / seconds, 3),
        delay_p50_ms=round(delays[len(delays) // 2], 2),
        delay_p99_ms=round(delays[int(len(delays) * 0.99)], 2),
        load_cpu=round(own / seconds, 3),
    )


async def close(load: Load) -> None:
    await asyncio.gather(*(player.peer.close() for player in load.players))


# Ours


async def join_call(signalling: Signalling, load: Load, call: str, *, seats: int = 2) -> bool:
    """Seats that all send to each other; False when the worker refuses the call."""
    if not isinstance(await signalling.open_call(call), Done):
        return False
    names = [f"s{n}" for n in range(seats)]
    made = []
    for seat in names:
        peer = LeanPeer()
        ssrcs = peer.publish("camera"), peer.publish("microphone")
        for other in names:
            if other != seat:
                peer.receive(other, "camera")
                peer.receive(other, "microphone")
        answer = await signalling.ask(
            TakeOffer,
            call=call,
            seat=seat,
            sdp=peer.offer(),
            purpose="first",
            may=EVERYTHING,
            publishes=tuple(peer.publishes),
            receives=tuple(peer.receives),
        )
        assert isinstance(answer, SdpAnswer), answer
        made.append((peer, answer.sdp, ssrcs))
    for peer, sdp, ssrcs in made:
        await peer.connect(sdp)
        load.add(peer, *ssrcs)
    return True


async def measure_ours(calls: int, *, seats: int = 2) -> tuple[Measured, float, int]:
    """The figures, the memory of a call in bytes, and how many calls were taken."""
    redis = RedisProcess()
    relay = RelayProcess(redis.url)
    try:
        pin(relay.process.pid, 0)
        signalling, load = Signalling(redis.url, relay.name), Load()
        before = memory_bytes(relay.process.pid)
        taken = 0
        while taken < calls and await join_call(signalling, load, f"bench-{taken}", seats=seats):
            taken += 1
        measured = await measure(load, relay.process.pid, copies=seats - 1)
        memory = (memory_bytes(relay.process.pid) - before) / max(1, taken)
        await close(load)
        await signalling.close()
        return measured, memory, taken
    finally:
        relay.stop()
        redis.stop()


# The references


async def measure_media_relay() -> Measured:
    server, load = MediaRelayServer(), Load()
    try:
        pin(server.process.pid, 0)
        for _ in range(MEDIA_RELAY_PEERS):
            await server.join(load)
        measured = await measure(load, server.process.pid)
        await close(load)
        return measured
    finally:
        server.stop()


async def measure_janus() -> Measured | None:
    """None when Janus is not installed."""
    try:
        server = JanusServer()
    except FileNotFoundError:
        return None
    load = Load()
    try:
        pin(server.process.pid, 0)
        await server.start()
        for _ in range(CALLS * 2):
            await server.join(load)
        measured = await measure(load, server.process.pid)
        await close(load)
        return measured
    finally:
        await server.close()
        server.stop()


# The table


def make_rows(
    ours: Measured,
    memory: float,
    media_relay: Measured,
    janus: Measured | None,
    many: tuple[Measured, float, int],
    meeting: Measured,
) -> list[Row]:
    """What design/relay.md and the issues ask for."""
    cost = ours.microseconds
    times_less = round(media_relay.microseconds / cost, 1)
    rows = [
        Row(
            "CPU per forwarded packet, against aiortc MediaRelay",
            cost,
            media_relay.microseconds,
            times_less,
            "at least 40 times less (60 at full strength)",
            times_less >= 40,
            "us",
        )
    ]
    if janus is None:
        rows.append(
            Row("CPU per forwarded packet, against Janus EchoTest", cost, "not installed", None,
                "at most 0.8", None, "us")
        )  # fmt: skip
    else:
        ratio = round(cost / janus.microseconds, 2)
        rows.append(
            Row("CPU per forwarded packet, against Janus EchoTest", cost, janus.microseconds,
                ratio, "at most 0.8", ratio <= 0.8, "us")
        )  # fmt: skip
    load = f"{CALLS} two-party calls, {ours.packets} packets, load at {ours.load_cpu} of a core"
    rows += [
        Row(f"loss ({load})", ours.loss, janus and janus.loss, None, "0", ours.loss == 0, "share"),
        Row("forwarding delay p99", ours.delay_p99_ms, janus and janus.delay_p99_ms, None,
            "at most 5", ours.delay_p99_ms <= 5, "ms"),
        Row("forwarding delay p50", ours.delay_p50_ms, janus and janus.delay_p50_ms, None,
            "-", None, "ms"),
        Row("memory per two-party call", round(memory / 1e6, 2), None, None, "at most 1.5",
            memory <= 1.5e6, "MB"),
        Row("share of a core", ours.cpu, janus and janus.cpu, None, "-", None, "core"),
    ]  # fmt: skip
    full, _memory, calls = many
    holds = calls >= MANY_CALLS and full.cpu <= 0.7 and full.loss == 0 and full.delay_p99_ms <= 5
    text = f"share of a core with many two-party calls ({calls} calls, loss {full.loss}, p99 "
    text += f"{full.delay_p99_ms} ms, load at {full.load_cpu} of a core)"
    target = f"{MANY_CALLS} calls under 0.7, loss 0, p99 at most 5 ms"
    rows.append(Row(text, full.cpu, None, None, target, holds, "core"))
    text = f"share of a core with a {MEETING_SEATS}-person meeting at 1 Mbit/s each, no layers"
    text += f" (loss {meeting.loss}, p99 {meeting.delay_p99_ms} ms)"
    holds = meeting.cpu <= 0.5 and meeting.loss == 0
    rows.append(Row(text, meeting.cpu, None, None, "at most 0.5", holds, "core"))
    return rows


def print_rows(rows: list[Row]) -> None:
    print(f"{'what':<116} {'ours':>8} {'reference':>13} {'ratio':>6}  holds  target")
    for row in rows:
        holds = {True: "yes", False: "NO", None: "-"}[row.holds]
        reference = "-" if row.reference is None else row.reference
        ratio = "-" if row.ratio is None else row.ratio
        what = f"{row.what} [{row.unit}]"
        print(f"{what:<116} {row.ours:>8} {reference:>13} {ratio:>6}  {holds:<5}  {row.target}")


def main() -> None:
    go_first()
    pin(0, 1)
    ours, memory, _ = asyncio.run(measure_ours(CALLS))
    janus = asyncio.run(measure_janus())
    media_relay = asyncio.run(measure_media_relay())
    many = asyncio.run(measure_ours(MANY_CALLS))
    meeting, _, _ = asyncio.run(measure_ours(1, seats=MEETING_SEATS))
    rows = make_rows(ours, memory, media_relay, janus, many, meeting)
    print_rows(rows)
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    results: list[dict[str, Any]] = [asdict(row) for row in rows]
    RESULTS.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
