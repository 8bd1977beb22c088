"""Asking a publisher for what got lost on the way to us. RFC 4585, 6.2.1."""


class NackScheduler:
    """Which packets to ask for, and when. Numbers are unwrapped; `Reception` makes them.

    A lost packet is asked for once the reordering of this way has had its chance, then every
    max(RTT, 50 ms), at most 8 times; then it is given up. How much later packets are that were
    only overtaken is learned: what is asked for in vain comes twice, where there is least room.
    """

    REORDERING_SECONDS = 0.01
    MOST_REORDERING_SECONDS = 0.25
    # What was learned of the latest packets fades with every one that is less late.
    FADING = 1 / 64
    MIN_INTERVAL_SECONDS = 0.05
    MAX_TRIES = 8
    MAX_MISSING = 256

    __slots__ = ("_missing", "given_up", "reordering_seconds")

    def __init__(self) -> None:
        # number -> (ask at, tries so far, missed at)
        self._missing: dict[int, tuple[float, int, float]] = {}
        self.reordering_seconds = self.REORDERING_SECONDS
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
            self._missing[number] = (now + self.reordering_seconds, 0, now)
        while len(self._missing) > self.MAX_MISSING:
            del self._missing[next(iter(self._missing))]
            self.given_up += 1

    def forget_before(self, number: int) -> None:
        """A keyframe began with this number: what was missed before it is not needed any more."""
        for missed in [one for one in self._missing if one < number]:
            del self._missing[missed]

    def arrived(self, number: int) -> bool:
        """A packet came late or repaired: True when it was missed."""
        return self._missing.pop(number, None) is not None

    def overtaken(self, number: int, now: float) -> None:
        """The packet itself came late, not a repeat of it."""
        missed = self._missing.pop(number, None)
        if missed is None:
            return
        late = min((now - missed[2]) * 1.1, self.MOST_REORDERING_SECONDS)
        if late > self.reordering_seconds:
            self.reordering_seconds = late
        else:
            self._fade(late)

    def _fade(self, toward: float) -> None:
        step = (self.reordering_seconds - toward) * self.FADING
        self.reordering_seconds = max(self.REORDERING_SECONDS, self.reordering_seconds - step)

    def due(self, now: float, rtt_seconds: float) -> list[int]:
        """The packets to ask for now, as unwrapped numbers."""
        interval = max(rtt_seconds, self.MIN_INTERVAL_SECONDS)
        wanted: list[int] = []
        for number, (ask_at, tries, missed_at) in list(self._missing.items()):
            if now < ask_at:
                continue
            if tries == self.MAX_TRIES:
                del self._missing[number]
                self.given_up += 1
                continue
            self._missing[number] = (now + interval, tries + 1, missed_at)
            wanted.append(number)
        return wanted
