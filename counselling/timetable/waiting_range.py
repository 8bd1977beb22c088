"""An honest range for how long somebody will wait.

A simple start: people ahead share the desks; each takes about as long as their service says,
from 0.6 to 1.4 times it. (A model fitted from each desk's own history comes later.)
"""

import datetime as dt
import heapq
from collections.abc import Sequence
from dataclasses import dataclass

FASTEST, SLOWEST = 0.6, 1.4
ROUND_TO_MINUTES = 5
AT_LEAST_MINUTES = 5


@dataclass(frozen=True)
class WaitingRange:
    """From `low_minutes` (0 = at once) to `high_minutes`."""

    low_minutes: int
    high_minutes: int


def expected_wait(
    durations_ahead: Sequence[dt.timedelta],
    *,
    desks: int,
    left_at_desks: Sequence[dt.timedelta] = (),
) -> WaitingRange | None:
    """Estimate the wait of the person behind `durations_ahead`.

    Args:
        durations_ahead: How long the services of those ahead take, in calling order.
        desks: Desks that are staffed now. With 0 there is no estimate: returns None.
        left_at_desks: What is left of the sessions going on at those desks.
    """
    if desks < 1:
        return None
    low = _first_free(durations_ahead, desks, left_at_desks, FASTEST)
    high = _first_free(durations_ahead, desks, left_at_desks, SLOWEST)
    low_minutes = int(low / dt.timedelta(minutes=ROUND_TO_MINUTES)) * ROUND_TO_MINUTES
    high_minutes = -int(-high // dt.timedelta(minutes=ROUND_TO_MINUTES)) * ROUND_TO_MINUTES
    return WaitingRange(low_minutes, max(high_minutes, low_minutes + AT_LEAST_MINUTES))


def _first_free(
    durations: Sequence[dt.timedelta],
    desks: int,
    left: Sequence[dt.timedelta],
    factor: float,
) -> dt.timedelta:
    """Play the line: each person goes to the desk that is free first."""
    free_in = [remaining * factor for remaining in left][:desks]
    free_in += [dt.timedelta(0)] * (desks - len(free_in))
    heapq.heapify(free_in)
    for duration in durations:
        heapq.heapreplace(free_in, free_in[0] + duration * factor)
    return free_in[0]
