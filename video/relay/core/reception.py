"""What we know of one incoming RTP stream: loss, jitter, and the report to its sender.

RFC 3550, A.1 (numbers), A.3 (loss), A.8 (jitter).
"""

from video.relay.core.rtcp import ReportBlock
from video.relay.core.sequences import unwrap


class Reception:
    """Counts one SSRC. Call `receive` per packet, `report` about once a second."""

    # A jump this wide is a restarted sender, not loss (RFC 3550 A.1: MAX_DROPOUT).
    MAX_DROPOUT = 3000

    __slots__ = (
        "_base",
        "_clock_rate",
        "_expected_before",
        "_jitter",
        "_received_before",
        "_transit",
        "highest",
        "received",
    )

    def __init__(self, clock_rate: int) -> None:
        self._clock_rate = clock_rate
        self._base = -1
        self.highest = -1
        self.received = 0
        self._transit = 0.0
        self._jitter = 0.0
        self._expected_before = 0
        self._received_before = 0

    def receive(self, sequence_number: int, timestamp: int, now: float) -> int:
        """Counts the packet and returns its unwrapped number; compare it with `highest` before."""
        self.received += 1
        highest = self.highest
        if sequence_number == (highest + 1) & 0xFFFF and highest >= 0:
            number = highest + 1
        elif highest < 0:
            number = self._restart(sequence_number)
        else:
            number = unwrap(sequence_number, highest)
            if abs(number - highest) > self.MAX_DROPOUT:
                number = self._restart(sequence_number)
        if number > highest:
            self.highest = number
            transit = now * self._clock_rate - timestamp
            apart = abs(transit - self._transit)
            # More than a minute apart: the timestamp has wrapped or jumped, do not count it.
            if highest >= 0 and apart < 60 * self._clock_rate:
                self._jitter += (apart - self._jitter) / 16
            self._transit = transit
        return number

    def _restart(self, sequence_number: int) -> int:
        # One cycle up, so that late packets before the base stay positive.
        self._base = sequence_number + 0x10000
        self.highest = self._base - 1
        self.received = 1
        self._expected_before = self._received_before = 0
        return self._base

    @property
    def jitter_ms(self) -> float:
        return self._jitter * 1000 / self._clock_rate

    def lost(self) -> int:
        """Packets lost since the start; negative when duplicates came."""
        return self.highest - self._base + 1 - self.received if self._base >= 0 else 0

    def report(self, ssrc: int, last_sr: int, delay_since_sr: int) -> ReportBlock:
        """The report block since the last call."""
        expected = self.highest - self._base + 1
        expected_now = expected - self._expected_before
        lost_now = expected_now - (self.received - self._received_before)
        self._expected_before, self._received_before = expected, self.received
        fraction = 0
        if expected_now > 0 and lost_now > 0:
            fraction = min(255, (lost_now << 8) // expected_now)
        return ReportBlock(
            ssrc=ssrc,
            fraction_lost=fraction,
            packets_lost=max(-0x800000, min(self.lost(), 0x7FFFFF)),
            highest_sequence=self.highest & 0xFFFFFFFF,
            jitter=int(self._jitter) & 0xFFFFFFFF,
            last_sr=last_sr,
            delay_since_last_sr=delay_since_sr,
        )
