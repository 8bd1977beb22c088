"""The range that a waiting person is shown: whole minutes, coarser when it is long."""

import math
from dataclasses import dataclass

FINE_UNTIL_MINUTES = 20
COARSE_MINUTES = 5
NARROWEST_MINUTES = 3


@dataclass(frozen=True)
class WaitingRange:
    """From `low_minutes` (0 = at once) to `high_minutes`."""

    low_minutes: int
    high_minutes: int

    def holds(self, minutes: float) -> bool:
        """Say whether a real wait was inside."""
        return self.low_minutes <= minutes <= self.high_minutes


def shown_range(low: float, high: float) -> WaitingRange:
    """Round a span of minutes outwards, as it is shown."""
    step = 1 if high < FINE_UNTIL_MINUTES else COARSE_MINUTES
    low_minutes = math.floor(low / step) * step
    high_minutes = math.ceil(high / step) * step
    return WaitingRange(low_minutes, max(high_minutes, low_minutes + NARROWEST_MINUTES))
