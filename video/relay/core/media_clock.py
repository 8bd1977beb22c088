"""When a packet was made: RTP timestamps on the clock of who sent them, and on ours.

RFC 3550, 6.4.1: a sender report ties a stream's timestamps to its sender's wall clock, so that
sound and picture of one sender can be laid on one time line whatever their networks did.
"""

NTP_FRACTION = 1 << 32
_WRAP = 1 << 32


def unwrap_timestamp(timestamp: int, near: int) -> int:
    """The 32-bit timestamp as the integer nearest to `near`."""
    ahead = (timestamp - near) & (_WRAP - 1)
    return near + (ahead if ahead < _WRAP >> 1 else ahead - _WRAP)


class StreamClock:
    """One stream's timestamps in seconds of its sender; before the first report by arrival."""

    __slots__ = ("_fastest", "_rate", "_reported", "_reported_at", "is_reported", "near")

    def __init__(self, clock_rate: int) -> None:
        self._rate = clock_rate
        self.near = -1  # the last timestamp, unwrapped
        self.is_reported = False
        self._reported = 0
        self._reported_at = 0.0
        self._fastest = float("inf")

    def take(self, timestamp: int, arrived_at: float) -> int:
        """A packet came; gives its timestamp unwrapped."""
        self.near = timestamp if self.near < 0 else unwrap_timestamp(timestamp, self.near)
        self._fastest = min(self._fastest, arrived_at - self.near / self._rate)
        return self.near

    def report(self, ntp_time: int, timestamp: int) -> None:
        """A sender report came: `ntp_time` is 64 bits, 32 of them fraction."""
        if self.near < 0:
            return
        self.is_reported = True
        self._reported = unwrap_timestamp(timestamp, self.near)
        self._reported_at = ntp_time / NTP_FRACTION

    def sent_at(self, timestamp: int) -> float:
        """Seconds of the sender's clock for an unwrapped timestamp. Needs a report."""
        return self._reported_at + (timestamp - self._reported) / self._rate

    def arrival_of(self, timestamp: int) -> float:
        """Seconds of our clock at which the fastest network would have brought it."""
        return self._fastest + timestamp / self._rate


class SenderClock:
    """Ties a sender's clock to ours; one per sender, shared by its streams.

    The packet that came fastest has the least of the network in it: it decides. A sender who comes
    back with another clock is noticed by its reports.
    """

    MAX_EARLY_SECONDS = 0.2
    MAX_LATE_SECONDS = 1.0

    __slots__ = ("_offset",)

    def __init__(self) -> None:
        self._offset: float | None = None

    @property
    def is_set(self) -> bool:
        return self._offset is not None

    def learn(self, sent_at: float, arrived_at: float) -> None:
        """A packet of which both times are known; call it until the first is written."""
        offset = arrived_at - sent_at
        self._offset = offset if self._offset is None else min(self._offset, offset)

    def check(self, sent_at: float, arrived_at: float) -> None:
        """A report came at `arrived_at` with that time in it."""
        if self._offset is None:
            return
        late = arrived_at - sent_at - self._offset
        if not -self.MAX_EARLY_SECONDS <= late <= self.MAX_LATE_SECONDS:
            self._offset = arrived_at - sent_at

    def local(self, sent_at: float) -> float:
        """The sender's seconds as ours; before anything is known, as they are."""
        return sent_at + (self._offset or 0.0)
