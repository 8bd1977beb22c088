"""Interrupt moderation: a busy worker wakes at most once per millisecond.

One wake-up of asyncio costs as much CPU as forwarding a packet. When packets come faster than one
per millisecond, waiting for a few of them and handling them together saves most of that, for half
a millisecond of delay on average. A worker with little to do is not delayed at all.
"""

import asyncio
import selectors
import time
from typing import Any

SPACING_SECONDS = 0.001


class ModeratingSelector(selectors.DefaultSelector):
    """Keeps wake-ups SPACING_SECONDS apart, as a network card does with its interrupts."""

    def __init__(self) -> None:
        super().__init__()
        self._woke_at = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Waits for the spacing first; with something else to run at once (0), not at all."""
        if timeout is None or timeout > 0:
            pause = self._woke_at + SPACING_SECONDS - time.monotonic()
            if pause > 0:
                if timeout is not None:
                    pause = min(pause, timeout)
                    timeout -= pause
                time.sleep(pause)
        ready: Any = super().select(timeout)
        self._woke_at = time.monotonic()
        return list(ready)


def make_loop() -> asyncio.SelectorEventLoop:
    """asyncio's own loop over the moderating selector."""
    return asyncio.SelectorEventLoop(ModeratingSelector())
