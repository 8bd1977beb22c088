"""Asking a publisher for what got lost on the way to us. RFC 4585, 6.2.1."""


class NackScheduler:
    """Which packets to ask for, and when. Numbers are unwrapped; `Reception` makes them.

    A lost packet is asked for once the shortest reordering has had its chance, then every
    max(RTT, 50 ms), at most 8 times; then it is given up.
    """

    REORDERING_SECONDS = 0.01
    MIN_INTERVAL_SECONDS = 0.05
    MAX_TRIES = 8
    MAX_MISSING = 256

    __slots__ = ("_missing", "given_up")

    def __init__(self) -> None:
        self._missing: dict[int, tuple[float, int]] = {}  # number -> (ask at, tries so far)
        self.given_up = 0

    def __bool__(self) -> bool:
        return bool(self._missing)

    def lost(self, first: int, after: int, now: float) -> None:
        """Packets first..after-1 were skipped. A gap too wide to repair is given up at once."""
        if after - first > self.MAX_MISSING:
            self.given_up += after - first + len(self._missing)
            self._missing.clear()
            return
        for number in range(first, after):
            self._missing[number] = (now + self.REORDERING_SECONDS, 0)
        while len(self._missing) > self.MAX_MISSING:
            del self._missing[next(iter(self._missing))]
            self.given_up += 1

    def arrived(self, number: int) -> bool:
        """A packet came late or repaired: True when it was missed."""
        return self._missing.pop(number, None) is not None

    def due(self, now: float, rtt_seconds: float) -> list[int]:
        """The packets to ask for now, as unwrapped numbers."""
        interval = max(rtt_seconds, self.MIN_INTERVAL_SECONDS)
        wanted: list[int] = []
        for number, (ask_at, tries) in list(self._missing.items()):
            if now < ask_at:
                continue
            if tries == self.MAX_TRIES:
                del self._missing[number]
                self.given_up += 1
                continue
            self._missing[number] = (now + interval, tries + 1)
            wanted.append(number)
        return wanted
