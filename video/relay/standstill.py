"""A process that stood still (SIGSTOP, a suspended machine) sends nothing until it has asked.

It may have been declared dead meanwhile, and it may have stopped anywhere: with packets in its
hands that it would send on before it looks at a clock. So whatever sends asks here first.
"""

import math
from time import monotonic

# A process that did nothing for longer than its heartbeat lives may have been declared dead.
STANDSTILL_SECONDS = 1.0


class Fence:
    """Up when the loop has been in one turn for too long. It is down without a relay's loop."""

    def __init__(self) -> None:
        self.woke_at = math.inf

    @property
    def is_up(self) -> bool:
        return monotonic() - self.woke_at > STANDSTILL_SECONDS


FENCE = Fence()
