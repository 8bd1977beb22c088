"""What a robot hears and sees of one person: counted, repaired, kept for the echo."""

from typing import NamedTuple

from video.relay.core.keyframes import KeyframeThrottle, is_vp8_keyframe
from video.relay.core.nack import NackScheduler
from video.relay.core.reception import Reception
from video.relay.core.rtcp_writing import write_nack, write_pli, write_receiver_report
from video.relay.core.rtp import HEADER, payload_end, payload_start

RTT_SECONDS = 0.1
_SSRC = 0x7EC0_0EC0


class Kept(NamedTuple):
    """One packet: number and timestamp are the sender's, the number unwrapped."""

    number: int
    timestamp: int
    marker: bool
    payload: bytes
    arrived_at: float


class RobotEar:
    """One stream. While `keeps` is on, its packets are kept; a picture from a keyframe on."""

    def __init__(self, ssrc: int, *, is_picture: bool) -> None:
        self.ssrc = ssrc
        self.reception = Reception(90_000 if is_picture else 48_000)
        self.frames = 0
        self.kept: list[Kept] = []
        self.keeps = False
        self._is_picture = is_picture
        self._nacks = NackScheduler()
        self._throttle = KeyframeThrottle()

    def take(self, data: bytes, now: float) -> None:
        _, second, sequence_number, timestamp, _ = HEADER.unpack_from(data)
        start = payload_start(data, len(data))
        if start < 0:
            return
        expected = self.reception.highest + 1
        number = self.reception.receive(sequence_number, timestamp, now)
        if self._is_picture and expected and number != expected:
            if number > expected:
                self._nacks.lost(expected, number, now)
            else:
                self._nacks.arrived(number)
        payload = data[start : payload_end(data, start, len(data))]
        marker = bool(second & 0x80)
        self.frames += marker
        if self.keeps and payload and (self.kept or self._may_begin(payload)):
            self.kept.append(Kept(number, timestamp, marker, payload, now))

    def _may_begin(self, payload: bytes) -> bool:
        return not self._is_picture or is_vp8_keyframe(payload, 0, len(payload))

    @property
    def received(self) -> int:
        return self.reception.received

    @property
    def expected(self) -> int:
        return self.received + max(0, self.reception.lost())

    def ask(self, now: float) -> bytes:
        """NACKs, and the keyframe that the echo begins with."""
        if not self._is_picture or not self.received:
            return b""
        compound = b""
        missing = self._nacks.due(now, RTT_SECONDS)
        if missing:
            compound += write_nack(_SSRC, self.ssrc, missing[:200])
        if self.keeps and not self.kept:
            self._throttle.want()
        if self._throttle.due(now):
            compound += write_pli(_SSRC, self.ssrc)
        return compound

    def report(self) -> bytes:
        """A receiver report."""
        if not self.received:
            return b""
        return write_receiver_report(_SSRC, [self.reception.report(self.ssrc, 0, 0)])
