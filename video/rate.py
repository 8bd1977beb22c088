"""How fast a browser may talk to us."""

from dataclasses import dataclass


@dataclass
class TokenBucket:
    """`rate` messages a second in the long run, `burst` at once. Time is monotonic seconds."""

    rate: float
    burst: float
    now: float
    _tokens: float = -1.0

    def __post_init__(self) -> None:
        self._tokens = self.burst

    def seconds_to_wait(self, now: float) -> float:
        """Takes one token; 0 when it was there, else how long until it would have been."""
        self._tokens = min(self.burst, self._tokens + (now - self.now) * self.rate) - 1
        self.now = now
        return max(0.0, -self._tokens / self.rate)
