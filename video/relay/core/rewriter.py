"""Continuous sequence numbers and timestamps for one receiving m-line, whatever feeds it."""

from video.relay.core.sequences import SEQUENCE_MASK, TIMESTAMP_MASK


class Rewriter:
    """Maps the numbers of a source to those of a leg.

    `start` begins a source (or begins it again after a pause); `map` is then called per packet.
    Numbers go on without a gap, so a viewer cannot tell that the source has changed.
    """

    # Packets that were on the way before the start must not appear behind it.
    GUARDED_PACKETS = 1000

    __slots__ = (
        "_clock_rate",
        "_guarding",
        "_highest",
        "_newest_at",
        "_newest_timestamp",
        "_source",
        "_started_at",
        "sequence_offset",
        "timestamp_offset",
    )

    def __init__(self, *, clock_rate: int, first_sequence: int, first_timestamp: int) -> None:
        self._clock_rate = clock_rate
        self._highest = (first_sequence - 1) & SEQUENCE_MASK
        self._newest_timestamp = first_timestamp
        self._newest_at: float | None = None
        self._source = -1
        self._started_at = 0
        self._guarding = True
        self.sequence_offset = 0
        self.timestamp_offset = 0

    def start(self, sequence_number: int, timestamp: int, now: float, *, source: int = -1) -> None:
        """The next packet to map is this one: it follows what was sent last.

        source: the SSRC. After a pause the same source's timestamps go on as they are, or the
        network's delays of that moment would put the picture out of step with the sound.
        """
        step = 0
        if self._newest_at is not None:
            step = max(1, round((now - self._newest_at) * self._clock_rate))
        ahead = (timestamp + self.timestamp_offset - self._newest_timestamp) & TIMESTAMP_MASK
        goes_on = source >= 0 and source == self._source and 0 < ahead < 0x80000000
        self.sequence_offset = (self._highest + 1 - sequence_number) & SEQUENCE_MASK
        if not goes_on:
            self.timestamp_offset = (self._newest_timestamp + step - timestamp) & TIMESTAMP_MASK
        self._source = source
        self._started_at = sequence_number
        self._guarding = True

    def map(self, sequence_number: int, timestamp: int, now: float) -> int:
        """The packet's number on the leg, or -1 when it is older than the start.

        The timestamp on the leg is `timestamp + timestamp_offset` (32 bits).
        """
        if self._guarding:
            ahead = (sequence_number - self._started_at) & SEQUENCE_MASK
            if ahead >= 0x8000:
                return -1
            self._guarding = ahead < self.GUARDED_PACKETS
        mapped = (sequence_number + self.sequence_offset) & SEQUENCE_MASK
        if (mapped - self._highest) & SEQUENCE_MASK < 0x8000:
            self._highest = mapped
            self._newest_timestamp = (timestamp + self.timestamp_offset) & TIMESTAMP_MASK
            self._newest_at = now
        return mapped

    def source_sequence(self, mapped: int) -> int:
        """The source's number of a packet on the leg, or -1 when it was sent before the start."""
        sequence_number = (mapped - self.sequence_offset) & SEQUENCE_MASK
        if self._guarding and (sequence_number - self._started_at) & SEQUENCE_MASK >= 0x8000:
            return -1
        return sequence_number
