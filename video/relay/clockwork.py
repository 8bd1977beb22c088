"""The clock of a worker: a 12.5 ms beat that gives every peer its turn each 50 ms.

Peers and calls are spread over the beats, so that their work never delays a media packet long. What
cannot wait (NACKs, keyframe requests) has a timer of its own, which runs only while needed.
The beat's own lateness is the worker's loop lag.
"""

import asyncio
import resource
from collections import deque
from functools import partial
from time import monotonic

from video.relay.outbox import BATCH
from video.relay.worker import Worker

BEAT_SECONDS = 0.0125
BEATS_PER_TURN = 4
BEATS_PER_CALL_TICK = 20
URGENT_SECONDS = 0.01
# Above these no new call is taken.
FULL_CPU = 0.7
FULL_LAG_MS = 20.0
# Later than this the process stood still: lost beats are not made up for.
STANDSTILL_SECONDS = 1.0
_LAGS_KEPT = 400  # five seconds of beats


class Clockwork:
    """Runs a worker's ticks; `run` ends only when it is cancelled or a tick fails."""

    def __init__(self, worker: Worker) -> None:
        self.cpu = 0.0
        self.is_held = False
        self._worker = worker
        self._lags: deque[float] = deque(maxlen=_LAGS_KEPT)
        self._cpu_before = _cpu_seconds()
        self._measured_at = monotonic()
        self._beats = 0
        self._due = 0.0
        self._urgent_timer: asyncio.TimerHandle | None = None

    async def run(self) -> None:
        """Beats for ever.

        Timers instead of a sleeping task: a beat costs half as much.
        """
        loop = asyncio.get_running_loop()
        failed: asyncio.Future[None] = loop.create_future()
        self._worker.on_urgent = partial(self._wait_urgent, loop, failed)
        self._due = monotonic() + BEAT_SECONDS
        timer = loop.call_at(self._due, self._beat, loop, failed)
        try:
            await failed
        finally:
            timer.cancel()
            failed.cancel()

    def _beat(self, loop: asyncio.AbstractEventLoop, failed: asyncio.Future[None]) -> None:
        if failed.done():
            return
        now = monotonic()
        self._lags.append(now - self._due)
        self._beats += 1
        try:
            self._tick(now)
        except Exception as error:
            # Hands the fault to whoever awaits `run`: a timer has nobody to raise it to.
            failed.set_exception(error)
            return
        self._due += BEAT_SECONDS
        if now - self._due > STANDSTILL_SECONDS:
            self._due = now + BEAT_SECONDS
        loop.call_at(self._due, self._beat, loop, failed)

    def _tick(self, now: float) -> None:
        if self.is_held:
            return
        part = self._beats % BEATS_PER_CALL_TICK
        BATCH.begin()
        try:
            for peer in self._worker.peers()[self._beats % BEATS_PER_TURN :: BEATS_PER_TURN]:
                self._worker.tick_peer(peer, now)
            self._worker.tick_calls(now, part=part, parts=BEATS_PER_CALL_TICK)
        finally:
            BATCH.flush()

    def _wait_urgent(self, loop: asyncio.AbstractEventLoop, failed: asyncio.Future[None]) -> None:
        if self._urgent_timer is None and not failed.done():
            self._urgent_timer = loop.call_later(URGENT_SECONDS, self._hurry, loop, failed)

    def _hurry(self, loop: asyncio.AbstractEventLoop, failed: asyncio.Future[None]) -> None:
        self._urgent_timer = None
        if failed.done():
            return
        try:
            if not self.is_held:
                self._worker.tick_urgent(monotonic())
        except Exception as error:
            failed.set_exception(error)  # as in _beat
            return
        if self._worker.urgent:
            self._wait_urgent(loop, failed)

    def lag_p99_ms(self) -> float:
        """How late the worst one in a hundred of the last five seconds' beats was."""
        if not self._lags:
            return 0.0
        lags = sorted(self._lags)
        return round(lags[int(len(lags) * 0.99)] * 1000, 2)

    def measure_cpu(self) -> float:
        """The share of one core used, averaged over about the last two seconds.

        Call it at each heartbeat, four times a second.
        """
        now, used = monotonic(), _cpu_seconds()
        if now > self._measured_at:
            share = (used - self._cpu_before) / (now - self._measured_at)
            self.cpu = round(self.cpu + (share - self.cpu) / 8, 4)
        self._measured_at, self._cpu_before = now, used
        return self.cpu

    def is_overloaded(self) -> bool:
        """True when a new call would spoil those that are there.

        A late beat alone may be somebody else's fault: it counts only when we are busy ourselves.
        """
        return self.cpu > FULL_CPU or (self.cpu > FULL_CPU / 2 and self.lag_p99_ms() > FULL_LAG_MS)


def _cpu_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
