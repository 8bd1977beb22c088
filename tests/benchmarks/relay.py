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
from tests.benchmarks.load import FINE_PACE_SECONDS, Load
from tests.benchmarks.process_cpu import cpu_seconds, go_first, memory_bytes, pin
from tests.benchmarks.references import JanusServer, MediaRelayServer
from tests.peers import EVERYTHING, RedisProcess, RelayProcess, Signalling
from video.relay.messages import Done, SdpAnswer, TakeOffer

RESULTS = Path("var/bench/relay.json")
SECONDS = float(os.environ.get("BENCH_SECONDS", "10"))
ROUNDS = 4
WARM_UP_SECONDS = 3.0
CALLS = 30
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


class Subject:
    """A server with its load, measured in rounds that are added up."""

    def __init__(self, pid: int, load: Load, *, copies: int = 1) -> None:
        self.pid = pid
        self.load = load
        self._copies = copies  # how often each packet should arrive
        self._sums = [0.0] * 5  # sent, received, CPU, our own CPU, seconds
        self._playing = asyncio.create_task(load.play())

    async def measure(self, seconds: float, *, warm_up_seconds: float) -> None:
        """One round: nothing is on the way when packets are counted."""
        load = self.load
        load.resume()
        await asyncio.sleep(warm_up_seconds)
        before = await load.count()
        began, cpu, own = monotonic(), cpu_seconds(self.pid), cpu_seconds(os.getpid())
        await asyncio.sleep(seconds)
        spent = cpu_seconds(self.pid) - cpu, cpu_seconds(os.getpid()) - own, monotonic() - began
        after = await load.count()
        load.pause()
        counted = after[0] - before[0], after[1] - before[1]
        self._sums = [a + b for a, b in zip(self._sums, (*counted, *spent), strict=True)]

    async def finish(self) -> Measured:
        """The figures of all rounds; the peers leave."""
        self._playing.cancel()
        await asyncio.gather(*(player.peer.close() for player in self.load.players))
        sent, received, cpu, own, seconds = self._sums
        delays = sorted(self.load.delays_ms) or [0.0]
        return Measured(
            microseconds=round(cpu / max(1, received) * 1e6, 1),
            packets=int(received),
            loss=round(max(0.0, 1 - received / max(1, sent * self._copies)), 4),
            cpu=round(cpu / seconds, 3),
            delay_p50_ms=round(delays[len(delays) // 2], 2),
            delay_p99_ms=round(delays[int(len(delays) * 0.99)], 2),
            load_cpu=round(own / seconds, 3),
        )


class Ours:
    """The relay with its Redis."""

    def __init__(self) -> None:
        self._redis = RedisProcess()
        self._relay = RelayProcess(self._redis.url)
        self.pid = self._relay.process.pid
        pin(self.pid, 0)
        self._signalling = Signalling(self._redis.url, self._relay.name)
        self._memory_before = memory_bytes(self.pid)

    async def join(self, load: Load, *, calls: int, seats: int = 2) -> int:
        """Adds calls until that many are there or one is refused; returns how many."""
        for n in range(calls):
            if not await join_call(self._signalling, load, f"bench-{n}", seats=seats):
                return n
        return calls

    def memory_bytes_of(self, calls: int) -> float:
        return (memory_bytes(self.pid) - self._memory_before) / max(1, calls)

    async def stop(self) -> None:
        await self._signalling.close()
        self._relay.stop()
        self._redis.stop()


async def join_call(signalling: Signalling, load: Load, call: str, *, seats: int) -> bool:
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


async def measure_alone(*, calls: int, seats: int = 2) -> tuple[Measured, int]:
    """The relay by itself under a larger load: the figures, and how many calls it took."""
    ours, load = Ours(), Load(pace_seconds=FINE_PACE_SECONDS)
    try:
        taken = await ours.join(load, calls=calls, seats=seats)
        subject = Subject(ours.pid, load, copies=seats - 1)
        await subject.measure(SECONDS, warm_up_seconds=WARM_UP_SECONDS)
        return await subject.finish(), taken
    finally:
        await ours.stop()


async def compare() -> tuple[Measured, float, Measured, Measured | None]:
    """Ours, the memory of one call, MediaRelay, and Janus if it is installed: in turns.

    What else the machine does meanwhile hits each of them alike.
    """
    ours, media_relay, janus = Ours(), MediaRelayServer(), start_janus()
    try:
        loads = [Load(), Load(), Load()]
        await ours.join(loads[0], calls=CALLS)
        for _ in range(MEDIA_RELAY_PEERS):
            await media_relay.join(loads[1])
        subjects = [Subject(ours.pid, loads[0]), Subject(media_relay.process.pid, loads[1])]
        pin(media_relay.process.pid, 0)
        if janus is not None:
            await janus.start()
            for _ in range(CALLS * 2):
                await janus.join(loads[2])
            subjects.append(Subject(janus.process.pid, loads[2]))
        for number in range(ROUNDS):
            warm_up = WARM_UP_SECONDS if number == 0 else 1.0
            for subject in subjects:
                await subject.measure(SECONDS / ROUNDS, warm_up_seconds=warm_up)
        memory = ours.memory_bytes_of(CALLS)
        measured = [await subject.finish() for subject in subjects]
        return measured[0], memory, measured[1], measured[2] if janus is not None else None
    finally:
        await ours.stop()
        media_relay.stop()
        if janus is not None:
            await janus.close()
            janus.stop()


def start_janus() -> JanusServer | None:
    """None when it is not installed."""
    try:
        server = JanusServer()
    except FileNotFoundError:
        return None
    pin(server.process.pid, 0)
    return server


# The table


def make_rows(
    ours: Measured,
    memory: float,
    media_relay: Measured,
    janus: Measured | None,
    many: tuple[Measured, int],
    meeting: Measured,
) -> list[Row]:
    """What docs/relay.md asks for."""
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
    full, calls = many
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
    ours, memory, media_relay, janus = asyncio.run(compare())
    many = asyncio.run(measure_alone(calls=MANY_CALLS))
    meeting, _ = asyncio.run(measure_alone(calls=1, seats=MEETING_SEATS))
    rows = make_rows(ours, memory, media_relay, janus, many, meeting)
    print_rows(rows)
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    results: list[dict[str, Any]] = [asdict(row) for row in rows]
    RESULTS.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
