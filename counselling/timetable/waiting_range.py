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
    """Round a span as it is shown: short ones outwards, long ones to the nearest five."""
    if high < FINE_UNTIL_MINUTES:
        low_minutes, high_minutes = math.floor(low), math.ceil(high)
    else:
        low_minutes = round(low / COARSE_MINUTES) * COARSE_MINUTES
        high_minutes = round(high / COARSE_MINUTES) * COARSE_MINUTES
    return WaitingRange(low_minutes, max(high_minutes, low_minutes + NARROWEST_MINUTES))
