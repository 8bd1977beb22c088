"""A server under its load: what it costs, what it loses, how long a packet takes."""

import asyncio
import os
from dataclasses import dataclass
from time import monotonic

from tests.benchmarks.lean_peer import LeanPeer
from tests.benchmarks.load import FINE_PACE_SECONDS, Load
from tests.benchmarks.process_cpu import cpu_seconds, memory_bytes, pin
from tests.peers import EVERYTHING, RedisProcess, RelayProcess, Signalling
from video.relay.messages import Done, SdpAnswer, TakeOffer

SECONDS = float(os.environ.get("BENCH_SECONDS", "12"))
WARM_UP_SECONDS = 3.0


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
    rounds: tuple[float, ...] = ()  # microseconds of each


class Subject:
    """A server with its load, measured in rounds that are added up."""

    def __init__(self, pid: int, load: Load, *, copies: int = 1) -> None:
        self.pid = pid
        self.load = load
        self._copies = copies  # how often each packet should arrive
        self._sums = [0.0] * 5  # sent, received, CPU, our own CPU, seconds
        self._rounds: list[float] = []
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
        self._rounds.append(spent[0] / max(1, counted[1]) * 1e6)
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
            rounds=tuple(self._rounds),
        )


class Ours:
    """The relay with its Redis."""

    def __init__(self) -> None:
        self._redis = RedisProcess()
        self._relay = RelayProcess(self._redis.url)
        self.pid = self._relay.process.pid
        pin(self.pid, 0)
        self.signalling = Signalling(self._redis.url, self._relay.name)
        self._memory_before = memory_bytes(self.pid)

    async def join(self, load: Load, *, calls: int, seats: int = 2) -> int:
        """Adds calls until that many are there or one is refused; returns how many."""
        for n in range(calls):
            if not await join_call(self.signalling, load, f"bench-{n}", seats=seats):
                return n
        return calls

    def memory_bytes_of(self, calls: int) -> float:
        return (memory_bytes(self.pid) - self._memory_before) / max(1, calls)

    async def stop(self) -> None:
        await self.signalling.close()
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
        made.append((peer, await take_seat(signalling, call, seat, peer), ssrcs))
    for peer, sdp, ssrcs in made:
        await peer.connect(sdp)
        load.add(peer, *ssrcs)
    return True


async def take_seat(signalling: Signalling, call: str, seat: str, peer: LeanPeer) -> str:
    """Offers what the peer sends and wants; returns the answer."""
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
    return answer.sdp


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
