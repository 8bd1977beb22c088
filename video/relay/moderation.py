"""Interrupt moderation: a busy worker wakes at most once per millisecond.

One wake-up of asyncio costs as much CPU as forwarding a packet. When packets come faster than one
per millisecond, waiting for a few of them and handling them together saves most of that, for half
a millisecond of delay on average. A worker with little to do is not delayed at all.
"""

import asyncio
import selectors
import time
from collections.abc import Callable
from typing import Any

from video.relay.standstill import FENCE, STANDSTILL_SECONDS

SPACING_SECONDS = 0.001
# Wake-ups per second at which a worker counts as busy, and as idle again. Below, congestion
# control of browsers sees exact arrival times.
BUSY_PER_SECOND = 1500
IDLE_PER_SECOND = 500
_COUNTED_SECONDS = 0.25


class ModeratingSelector(selectors.DefaultSelector):
    """Keeps the wake-ups of a busy loop SPACING_SECONDS apart, as network cards do."""

    def __init__(self) -> None:
        super().__init__()
        self.busy = False
        self.on_standstill: Callable[[], None] | None = None
        self._woke_at = time.monotonic()
        self._counted_from = 0.0
        self._count = 0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Waits for the spacing first; with something else to run at once (0), not at all.

        After a standstill (SIGSTOP, a suspended machine) `on_standstill` is called before anything
        else happens, and what is ready is looked at again by the next call.
        """
        if self.busy and (timeout is None or timeout > 0):
            pause = self._woke_at + SPACING_SECONDS - time.monotonic()
            if pause > 0:
                if timeout is not None:
                    pause = min(pause, timeout)
                    timeout -= pause
                time.sleep(pause)
        ready: Any = super().select(timeout)
        now = time.monotonic()
        # The worker's beat ends every wait within 12.5 ms, so a long turn is a standstill.
        stood_still, self._woke_at = now - self._woke_at > STANDSTILL_SECONDS, now
        FENCE.woke_at = now
        if stood_still and self.on_standstill is not None:
            self.on_standstill()
            return []
        self._count += 1
        if now - self._counted_from >= _COUNTED_SECONDS:
            per_second = self._count / (now - self._counted_from)
            self.busy = per_second > (IDLE_PER_SECOND if self.busy else BUSY_PER_SECOND)
            self._counted_from, self._count = now, 0
        return list(ready)


class RelayLoop(asyncio.SelectorEventLoop):
    """asyncio's own loop over the moderating selector."""

    def __init__(self) -> None:
        self.selector = ModeratingSelector()
        super().__init__(self.selector)
