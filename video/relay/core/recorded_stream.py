"""One received stream put in order again: what comes out is whole frames, in sequence.

Packets are kept back for a while, so that what was repaired finds its place. RFC 7741, 4 (VP8).
"""

from typing import NamedTuple

from video.relay.core.media_clock import StreamClock
from video.relay.core.nack import NackScheduler
from video.relay.core.reception import Reception
from video.relay.core.vp8 import read_descriptor

MAX_WAITING = 8_192  # packets; about 30 s of a large picture


class Packet(NamedTuple):
    """timestamp is unwrapped; payload is without padding."""

    timestamp: int
    marker: bool
    payload: bytes
    arrived_at: float


class Frame(NamedTuple):
    """A sound packet, or a whole picture without its RTP descriptors."""

    timestamp: int
    data: bytes
    is_keyframe: bool
    arrived_at: float


class RecordedStream:
    """`add` what comes, `take` what is due. Subclasses make frames of packets."""

    def __init__(self, clock_rate: int) -> None:
        self.reception = Reception(clock_rate)
        self.clock = StreamClock(clock_rate)
        self.first_at: float | None = None
        self.lost = 0  # packets that were given up
        self._waiting: dict[int, Packet] = {}
        self._next = -1

    def add(
        self, sequence_number: int, timestamp: int, marker: bool, payload: bytes, now: float
    ) -> None:
        """A packet came; an empty one (a probe for bandwidth) only counts."""
        expected = self.reception.highest + 1
        number = self.reception.receive(sequence_number, timestamp, now)
        if self.first_at is None:
            self.first_at = now
        self.account(number, expected, now)
        if self._next < 0:
            self._next = number
        if number < self._next or number in self._waiting or len(self._waiting) >= MAX_WAITING:
            return
        unwrapped = self.clock.take(timestamp, now)
        self._waiting[number] = Packet(unwrapped, marker, payload, now)

    def account(self, number: int, expected: int, now: float) -> None:
        """The packet `number` came where `expected` was."""

    def waiting(self) -> list[Packet]:
        """What is kept back, as it came."""
        return list(self._waiting.values())

    def take(self, before: float) -> list[Frame]:
        """The frames whose packets came before that moment; what is missing by then is lost."""
        frames: list[Frame] = []
        while self._waiting:
            packet = self._waiting.get(self._next)
            if packet is None:
                number = min(self._waiting)
                if self._waiting[number].arrived_at > before:
                    break
                self.skip(number - self._next)
                self._next = number
                continue
            if packet.arrived_at > before:
                break
            del self._waiting[self._next]
            self._next += 1
            frame = self.assemble(packet)
            if frame is not None:
                frames.append(frame)
        return frames

    def skip(self, packets: int) -> None:
        """So many were lost for good."""
        self.lost += packets

    def assemble(self, packet: Packet) -> Frame | None:
        """Sound: every packet is a frame."""
        if not packet.payload:
            return None
        return Frame(packet.timestamp, packet.payload, True, packet.arrived_at)


class RecordedPicture(RecordedStream):
    """VP8. After a loss nothing comes out until the next keyframe: a still is better than mud."""

    def __init__(self, clock_rate: int) -> None:
        super().__init__(clock_rate)
        self.nacks = NackScheduler()
        self.wants_keyframe = False
        self._parts: list[bytes] = []
        self._timestamp = -1
        self._is_broken = True  # until the first keyframe

    def account(self, number: int, expected: int, now: float) -> None:
        if expected == 0 or number == expected:
            return
        if number > expected:
            self.nacks.lost(expected, number, now)
        else:
            self.nacks.arrived(number)

    def skip(self, packets: int) -> None:
        super().skip(packets)
        self._parts.clear()
        self._timestamp = -1
        self._is_broken = self.wants_keyframe = True

    def assemble(self, packet: Packet) -> Frame | None:
        payload = packet.payload
        descriptor = read_descriptor(payload, 0, len(payload))
        if descriptor is None:
            return None
        if packet.timestamp != self._timestamp:
            # S set, partition 0: the beginning of a picture.
            if payload[0] & 0x17 != 0x10:
                return None
            self._parts.clear()
            self._timestamp = packet.timestamp
        self._parts.append(payload[descriptor.payload_at :])
        return self._finish(packet) if packet.marker else None

    def _finish(self, packet: Packet) -> Frame | None:
        data = b"".join(self._parts)
        self._parts.clear()
        self._timestamp = -1
        is_keyframe = bool(data) and not data[0] & 0x01
        if not data or (self._is_broken and not is_keyframe):
            return None
        self._is_broken = False
        return Frame(packet.timestamp, data, is_keyframe, packet.arrived_at)


def read_size(frame: bytes) -> tuple[int, int]:
    """Width and height of a keyframe (RFC 6386, 9.1); (0, 0) when it has none."""
    if len(frame) < 10 or frame[3:6] != b"\x9d\x01\x2a":
        return 0, 0
    width, height = frame[6] | frame[7] << 8, frame[8] | frame[9] << 8
    return width & 0x3FFF, height & 0x3FFF
