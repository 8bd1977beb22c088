"""The last second of a video source, kept so that viewers' NACKs can be answered."""

# An RTP packet as it came (decrypted), where its payload starts, and when it came. A plain tuple:
# one is made per video packet, and a named one takes three times as long.
CachedPacket = tuple[bytes, int, float]


class PacketCache:
    """At most 512 packets of at most 1 s. One cache serves all viewers of the source."""

    MAX_PACKETS = 512
    MAX_AGE_SECONDS = 1.0

    __slots__ = ("_packets",)

    def __init__(self) -> None:
        self._packets: dict[int, CachedPacket] = {}

    def __len__(self) -> int:
        return len(self._packets)

    def add(self, sequence_number: int, packet: CachedPacket) -> None:
        """Keeps the packet under its 16-bit number."""
        packets = self._packets
        packets[sequence_number] = packet
        if len(packets) > self.MAX_PACKETS:
            del packets[next(iter(packets))]

    def get(self, sequence_number: int, now: float) -> CachedPacket | None:
        """The packet if it is here and fresh enough to be worth repeating."""
        packet = self._packets.get(sequence_number)
        if packet is None or now - packet[2] > self.MAX_AGE_SECONDS:
            return None
        return packet

    def newest(self) -> CachedPacket | None:
        """The packet that was added last."""
        packets = self._packets
        return packets[next(reversed(packets))] if packets else None

    def prune(self, now: float) -> None:
        """Frees what is too old. Call it about four times a second."""
        oldest = now - self.MAX_AGE_SECONDS
        if self._packets:
            stale = [key for key, packet in self._packets.items() if packet[2] < oldest]
            for key in stale:
                del self._packets[key]

    def clear(self) -> None:
        """Frees everything: the source has stopped."""
        self._packets.clear()
