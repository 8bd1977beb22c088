"""What a robot sends: prepared Opus and VP8, or packets that it has received before."""

import secrets
import struct
import time
from time import monotonic

from video.relay.core.opus import SAMPLE_RATE
from video.relay.core.rtcp import SenderReport
from video.relay.core.rtcp_writing import write_sender_report, write_source_description
from video.relay.core.vp8 import Vp8Numbers, read_descriptor
from video.relay.robot_sdp import OPUS_TYPE, VP8_TYPE
from video.relay.robot_seat import RobotSeat

PICTURE_RATE = 90_000
_PAYLOAD_BYTES = 1_100
_NTP_EPOCH_SECONDS = 2_208_988_800  # 1900 to 1970


class OutgoingStream:
    """One SSRC: numbers, timestamps on a clock common to sound and picture, reports."""

    def __init__(self, seat: RobotSeat, *, ssrc: int, payload_type: int, rate: int) -> None:
        self.ssrc = ssrc
        self._seat = seat
        self._type = payload_type
        self._rate = rate
        self._number = secrets.randbits(15)
        self._base = secrets.randbits(31)
        self._began = monotonic()
        self.packets = 0
        self.octets = 0

    def timestamp(self, at: float) -> int:
        """The RTP timestamp of a moment of the monotonic clock."""
        return (self._base + round((at - self._began) * self._rate)) & 0xFFFFFFFF

    def send(self, payload: bytes, timestamp: int, *, marker: bool) -> None:
        self._number = (self._number + 1) & 0xFFFF
        second = self._type | (0x80 if marker else 0)
        head = struct.pack("!BBHII", 0x80, second, self._number, timestamp, self.ssrc)
        self._seat.send_rtp(head + payload)
        self.packets += 1
        self.octets += len(payload)

    def skip(self, packets: int) -> None:
        """Leaves so many numbers out: they were lost when they came to us."""
        self._number = (self._number + packets) & 0xFFFF

    def report(self, now: float) -> bytes:
        """A sender report for this moment."""
        ntp = int((time.time() + _NTP_EPOCH_SECONDS) * (1 << 32)) & 0xFFFFFFFFFFFFFFFF
        told = SenderReport(self.ssrc, ntp, self.timestamp(now), self.packets, self.octets)
        return write_sender_report(told) + write_source_description(self.ssrc, "robot")


class RobotVoice:
    """Sound and picture of one robot."""

    def __init__(self, seat: RobotSeat, *, sound_ssrc: int, picture_ssrc: int) -> None:
        self._seat = seat
        self.sound = OutgoingStream(seat, ssrc=sound_ssrc, payload_type=OPUS_TYPE, rate=SAMPLE_RATE)
        self.picture = OutgoingStream(
            seat, ssrc=picture_ssrc, payload_type=VP8_TYPE, rate=PICTURE_RATE
        )
        self._picture_id = secrets.randbits(15)
        self._numbers = Vp8Numbers()

    def say(self, packet: bytes, at: float) -> None:
        """A prepared Opus packet of that moment."""
        self.sound.send(packet, self.sound.timestamp(at), marker=False)

    def show(self, keyframe: bytes, at: float) -> None:
        """A prepared keyframe, in as many packets as it needs (RFC 7741, 4.2)."""
        self._picture_id = (self._picture_id + 1) & 0x7FFF
        timestamp = self.picture.timestamp(at)
        for start in range(0, len(keyframe), _PAYLOAD_BYTES):
            part = keyframe[start : start + _PAYLOAD_BYTES]
            first = 0x90 if start == 0 else 0x80  # X, and S on the first
            descriptor = struct.pack("!BBH", first, 0x80, 0x8000 | self._picture_id)
            is_last = start + _PAYLOAD_BYTES >= len(keyframe)
            self.picture.send(descriptor + part, timestamp, marker=is_last)

    def begin_echo(self, first: bytes) -> None:
        """Pictures of somebody else follow, from this payload on: their numbers go on behind."""
        self._numbers.follow((self._picture_id, 0), read_descriptor(first, 0, len(first)))

    def show_again(self, payload: bytes, at: int, *, marker: bool) -> None:
        """A packet of the echoed picture at that timestamp."""
        shifted = bytearray(payload)
        if self._numbers.is_shifting:
            self._numbers.shift(shifted, 0, len(shifted))
        descriptor = read_descriptor(shifted, 0, len(shifted))
        if descriptor is not None and descriptor.picture_id >= 0:
            self._picture_id = descriptor.picture_id
        self.picture.send(bytes(shifted), at, marker=marker)

    def report(self) -> None:
        """Ties both streams together for the listener; about once a second."""
        now = monotonic()
        self._seat.send_rtcp(self.sound.report(now) + self.picture.report(now))
