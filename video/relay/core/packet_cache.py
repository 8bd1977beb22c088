"""The last second of a video source, kept so that viewers' NACKs can be answered."""

# An RTP packet as it came (decrypted), where its payload starts, and when it came. A plain tuple:
# one is made per video packet, and a named one takes three times as long.
CachedPacket = tuple[bytes, int, float]


class PacketCache:
    """At most 512 packets of at most 1 s, in a ring. One cache serves all viewers of the source."""

    MAX_PACKETS = 512  # a power of two: the low bits of a number are its place
    MAX_AGE_SECONDS = 1.0

    __slots__ = ("_newest", "_numbers", "_packets")

    def __init__(self) -> None:
        self._numbers = [-1] * self.MAX_PACKETS
        self._packets: list[CachedPacket | None] = [None] * self.MAX_PACKETS
        self._newest = 0

    def __len__(self) -> int:
        return sum(packet is not None for packet in self._packets)

    def add(self, sequence_number: int, packet: CachedPacket) -> None:
        """Keeps the packet under its 16-bit number."""
        self._newest = place = sequence_number & 511
        self._numbers[place] = sequence_number
        self._packets[place] = packet

    def get(self, sequence_number: int, now: float) -> CachedPacket | None:
        """The packet if it is here and fresh enough to be worth repeating."""
        place = sequence_number & 511
        packet = self._packets[place]
        if packet is None or self._numbers[place] != sequence_number:
            return None
        return packet if now - packet[2] <= self.MAX_AGE_SECONDS else None

    def newest(self) -> CachedPacket | None:
        """The packet that was added last."""
        return self._packets[self._newest]

    def prune(self, now: float) -> None:
        """Frees what is too old, but for the newest: its numbers are gone on from at a switch.

        Call it about once a second.
        """
        newest = self._packets[self._newest]
        oldest = now - self.MAX_AGE_SECONDS
        self._packets = [
            None if packet is None or packet[2] < oldest else packet for packet in self._packets
        ]
        self._packets[self._newest] = newest

    def clear(self) -> None:
        """Frees everything: the source has stopped."""
        self._packets = [None] * self.MAX_PACKETS
