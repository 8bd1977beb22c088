"""Bits per second over the last moment, from a counter of bytes that is read now and then."""

from collections import deque


class RateMeter:
    """Call `update` with the counter a few times a second; `bps` covers about WINDOW_SECONDS."""

    WINDOW_SECONDS = 0.75

    __slots__ = ("_readings", "bps")

    def __init__(self) -> None:
        self.bps = 0.0
        self._readings: deque[tuple[float, int]] = deque()

    def update(self, total_bytes: int, now: float) -> float:
        """The rate between now and the oldest reading of the window."""
        readings = self._readings
        readings.append((now, total_bytes))
        while len(readings) > 2 and readings[1][0] <= now - self.WINDOW_SECONDS:
            readings.popleft()
        since, before = readings[0]
        if now > since:
            self.bps = max(0, total_bytes - before) * 8 / (now - since)
        return self.bps
