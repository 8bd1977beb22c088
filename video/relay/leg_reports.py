"""What a viewer says of one leg: what got lost on the way, how long a round trip takes."""

from video.relay.core.rtcp import ReportBlock

# Of each report, about once a second: a single one covers too few packets to judge by.
LOSS_WEIGHT = 0.25
_KEPT_REPORTS = 4
_LONGEST_RTT_SECONDS = 10.0


class LegReports:
    """Losses are 0..1; round trips are 0 before one was measured."""

    __slots__ = (
        "_sent_at",
        "fraction_lost",
        "jitter",
        "rtt_seconds",
        "shortest_rtt_seconds",
        "smoothed_loss",
    )

    def __init__(self) -> None:
        self.fraction_lost = 0.0
        self.jitter = 0  # in ticks of the stream's clock
        self.smoothed_loss = 0.0
        self.rtt_seconds = 0.0
        self.shortest_rtt_seconds = 0.0
        self._sent_at: dict[int, float] = {}

    def sent(self, ntp_time: int, now: float) -> None:
        """An SR with that NTP time was sent: what answers it shows the round trip."""
        self._sent_at[ntp_time >> 16 & 0xFFFFFFFF] = now
        if len(self._sent_at) > _KEPT_REPORTS:
            del self._sent_at[next(iter(self._sent_at))]

    def take(self, block: ReportBlock, now: float) -> None:
        """A report block for the leg came (RFC 3550, 6.4.1)."""
        self.fraction_lost = block.fraction_lost / 256
        self.jitter = block.jitter
        self.smoothed_loss += (self.fraction_lost - self.smoothed_loss) * LOSS_WEIGHT
        sent_at = self._sent_at.get(block.last_sr)
        if sent_at is not None and block.last_sr:
            rtt = now - sent_at - block.delay_since_last_sr / 65536
            if 0 <= rtt < _LONGEST_RTT_SECONDS:
                self.rtt_seconds = rtt
                self.shortest_rtt_seconds = min(self.shortest_rtt_seconds or rtt, rtt)

    @property
    def queueing_seconds(self) -> float:
        """How much longer than the shortest the last round trip took."""
        return self.rtt_seconds - self.shortest_rtt_seconds
