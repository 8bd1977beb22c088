"""Checks one received picture packet by packet: numbers, whole frames, where it switches."""

from collections import Counter
from dataclasses import dataclass, field
from time import monotonic

from video.relay.core.keyframes import is_vp8_keyframe
from video.relay.core.rtp import HEADER, payload_start
from video.relay.core.vp8 import read_descriptor

CLOCK_RATE = 90_000
# So much later than the frame before a frame may be by its own clock.
MOST_TICKS = 2 * CLOCK_RATE


@dataclass
class LegCheck:
    """What was seen of a leg. known: what the load sends, to see which layer a packet is of."""

    seat: str
    known: dict[bytes, tuple[str, int, int]]
    frames: Counter[int] = field(default_factory=Counter)  # whole ones, by second
    faults: Counter[str] = field(default_factory=Counter)
    switches: int = 0
    _number: int = -1
    _timestamp: int = -1
    _picture_id: int = -1
    _layer: str = ""
    _is_whole: bool = False

    def take(self, packet: bytes) -> None:
        _, second, number, timestamp, _ = HEADER.unpack_from(packet)
        start = payload_start(packet, len(packet))
        if self._number >= 0 and number != self._number + 1 & 0xFFFF:
            self.faults["gap"] += 1
            self._is_whole = False
        self._number = number
        if timestamp != self._timestamp:
            self._begin(packet, start, timestamp)
        self._follow(packet, start)
        if second & 0x80:
            self.frames[int(monotonic())] += self._is_whole
            self._is_whole = False

    def _begin(self, packet: bytes, start: int, timestamp: int) -> None:
        """The first packet of a frame."""
        ahead = timestamp - self._timestamp & 0xFFFFFFFF
        if self._timestamp >= 0 and ahead > MOST_TICKS:
            self.faults["timestamp"] += 1
        descriptor = read_descriptor(packet, start, len(packet))
        picture_id = -1 if descriptor is None else descriptor.picture_id
        if self._picture_id >= 0 and picture_id != self._picture_id + 1 & 0x7FFF:
            self.faults["picture id"] += 1
        self._timestamp, self._picture_id = timestamp, picture_id
        self._is_whole = bool(packet[start] & 0x10)

    def _follow(self, packet: bytes, start: int) -> None:
        found = self.known.get(packet[start + 4 :])
        if found is None:
            return
        layer, _, _ = found
        if self._layer and layer != self._layer:
            self.switches += 1
            if not is_vp8_keyframe(packet, start, len(packet)):
                self.faults["switch without keyframe"] += 1
        self._layer = layer

    def worst_second(self, since: int, until: int) -> int:
        """The fewest whole frames of a second, of those seconds."""
        return min(self.frames[second] for second in range(since, until))
