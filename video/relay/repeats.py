"""How often a leg may repeat packets, so that a storm of NACKs costs no more than the media."""


class Repeats:
    """`refill` per NACK, then ask `allows` per packet; it counts what it has allowed."""

    MOST = 300
    PER_SECOND = 160
    # A packet is not repeated again before the first repeat can have arrived.
    MIN_APART_SECONDS = 0.02

    __slots__ = ("_at", "_left", "_packets_before", "_refilled_at", "count")

    def __init__(self) -> None:
        self.count = 0
        self._at: dict[int, float] = {}
        self._left = self.MOST
        self._packets_before = 0
        self._refilled_at = 0.0

    def refill(self, packets: int, now: float) -> None:
        """Renews the allowance: half of what was sent since, and 160 a second."""
        earned = (packets - self._packets_before) // 2 + int(
            (now - self._refilled_at) * self.PER_SECOND
        )
        if earned:
            self._left = min(self.MOST, self._left + earned)
            self._packets_before, self._refilled_at = packets, now
        if len(self._at) > self.MOST:
            recent = now - 1.0
            self._at = {number: at for number, at in self._at.items() if at > recent}

    @property
    def is_used_up(self) -> bool:
        return self._left <= 0

    def allows(self, mapped: int, now: float, rtt_seconds: float) -> bool:
        """True when the packet may be repeated now; then it counts as repeated."""
        apart = max(self.MIN_APART_SECONDS, rtt_seconds)
        if self._left <= 0 or self._at.get(mapped, 0.0) > now - apart:
            return False
        self._at[mapped] = now
        self._left -= 1
        self.count += 1
        return True

    def forget(self) -> None:
        """What is shown has changed: its numbers mean other packets."""
        self._at.clear()
