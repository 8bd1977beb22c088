"""What a viewer says of one leg: what got lost on the way, how long a round trip takes."""

from collections import deque

from video.relay.core.rtcp import ReportBlock

# Of each second: one alone covers too few packets to judge by.
LOSS_WEIGHT = 0.35
_KEPT_REPORTS = 4
# Browsers put a report before every NACK, of two or three packets of which one is lost: the loss is
# that of so long, from the totals. What was only late is out of them again by then.
LOSS_SECONDS = 1.0
# The shortest round trip is that of so long: a way that has become longer is not a full one.
WINDOW_SECONDS = 10.0
_LONGEST_RTT_SECONDS = 10.0


class LegReports:
    """Losses are 0..1; round trips are 0 before one was measured; jitter is in clock ticks."""

    __slots__ = (
        "_before",
        "_sent_at",
        "_shortest",
        "_taken_at",
        "_totals",
        "_window_began_at",
        "fraction_lost",
        "jitter",
        "rtt_seconds",
        "smoothed_loss",
    )

    def __init__(self) -> None:
        self.fraction_lost = 0.0
        self.jitter = 0
        self.smoothed_loss = 0.0
        self.rtt_seconds = 0.0
        self._taken_at = float("-inf")
        self._before = self._shortest = float("inf")
        self._window_began_at = float("-inf")
        self._sent_at: dict[int, float] = {}
        self._totals: deque[tuple[float, int, int]] = deque()  # when, highest number, lost so far

    def sent(self, ntp_time: int, now: float) -> None:
        """An SR with that NTP time was sent: what answers it shows the round trip."""
        self._sent_at[ntp_time >> 16 & 0xFFFFFFFF] = now
        if len(self._sent_at) > _KEPT_REPORTS:
            del self._sent_at[next(iter(self._sent_at))]

    def take(self, block: ReportBlock, now: float) -> None:
        """A report block for the leg came (RFC 3550, 6.4.1)."""
        self.fraction_lost = self._measure_loss(block, now)
        self.jitter = block.jitter
        weight = 1 - (1 - LOSS_WEIGHT) ** min(now - self._taken_at, LOSS_SECONDS)
        self.smoothed_loss += (self.fraction_lost - self.smoothed_loss) * weight
        self._taken_at = now
        sent_at = self._sent_at.get(block.last_sr)
        if sent_at is not None and block.last_sr:
            rtt = now - sent_at - block.delay_since_last_sr / 65536
            if 0 <= rtt < _LONGEST_RTT_SECONDS:
                self.rtt_seconds = rtt
                if now - self._window_began_at > WINDOW_SECONDS / 2:
                    self._window_began_at = now
                    self._before, self._shortest = self._shortest, rtt
                self._shortest = min(self._shortest, rtt)

    def _measure_loss(self, block: ReportBlock, now: float) -> float:
        """The share that was lost between the latest report at least a second old and this one."""
        totals = self._totals
        totals.append((now, block.highest_sequence, block.packets_lost))
        while len(totals) > 2 and totals[1][0] <= now - LOSS_SECONDS:
            totals.popleft()
        _, highest, lost = totals[0]
        expected = block.highest_sequence - highest
        if len(totals) == 1 or expected <= 0:
            return block.fraction_lost / 256
        return min(max(0.0, (block.packets_lost - lost) / expected), 1.0)

    @property
    def shortest_rtt_seconds(self) -> float:
        return min(self._before, self._shortest, self.rtt_seconds)

    @property
    def queueing_seconds(self) -> float:
        """How much longer than the shortest the last round trip took."""
        return self.rtt_seconds - self.shortest_rtt_seconds
