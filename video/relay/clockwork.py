"""The clock of a worker: a 10 ms beat that gives every peer its turn each 50 ms.

Peers are spread over the beats, so that a hundred feedback packets never delay one media packet.
The beat's own lateness is the worker's loop lag.
"""

import asyncio
import resource
from collections import deque
from time import monotonic

from video.relay.worker import Worker

BEAT_SECONDS = 0.01
BEATS_PER_TURN = 5
BEATS_PER_CALL_TICK = 25
_LAGS_KEPT = 500  # five seconds of beats


class Clockwork:
    """Runs a worker's ticks; `run` ends only when it is cancelled."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._lags: deque[float] = deque(maxlen=_LAGS_KEPT)
        self._cpu_before = _cpu_seconds()
        self._measured_at = monotonic()
        self.cpu = 0.0

    async def run(self) -> None:
        """Beats for ever."""
        due = monotonic()
        beat = 0
        while True:
            due += BEAT_SECONDS
            now = monotonic()
            if now > due + 1.0:
                due = now  # the process stood still: do not make up for lost beats
            await asyncio.sleep(max(0.0, due - now))
            now = monotonic()
            self._lags.append(now - due)
            beat += 1
            self._beat(beat, now)

    def _beat(self, beat: int, now: float) -> None:
        for peer in self._worker.peers()[beat % BEATS_PER_TURN :: BEATS_PER_TURN]:
            peer.tick(now)
        self._worker.tick_urgent(now)
        if beat % BEATS_PER_CALL_TICK == 0:
            self._worker.tick_calls(now)

    def lag_p99_ms(self) -> float:
        """How late the worst one in a hundred of the last five seconds' beats was."""
        if not self._lags:
            return 0.0
        lags = sorted(self._lags)
        return round(lags[int(len(lags) * 0.99)] * 1000, 2)

    def measure_cpu(self) -> float:
        """The share of one core used since the last call."""
        now, used = monotonic(), _cpu_seconds()
        if now > self._measured_at:
            self.cpu = round((used - self._cpu_before) / (now - self._measured_at), 4)
        self._measured_at, self._cpu_before = now, used
        return self.cpu


def _cpu_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
