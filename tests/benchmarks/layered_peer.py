"""A seat of a meeting that replays a picture in three sizes and checks what it gets."""

import secrets
import struct
from dataclasses import dataclass, field

from tests.benchmarks.clip import ClipPacket, encode
from tests.benchmarks.lean_peer import OPUS_TYPE, TRANSPORT_CC_ID, VP8_TYPE, LeanPeer
from tests.benchmarks.leg_check import CLOCK_RATE, LegCheck
from video.relay.core import rtcp
from video.relay.core.rtcp_writing import write_receiver_report, write_remb

FRAMES_PER_SECOND = 20
CLIP_FRAMES = 80
# What Chromium sends of a camera of 960x540 in a meeting.
LAYERS = {"q": (240, 135, 120_000), "h": (480, 270, 300_000), "f": (960, 540, 800_000)}
MID_ID, RID_ID = 4, 10
# So many packets of a stream say which one it is, as a browser's do until it is confirmed.
INTRODUCED_PACKETS = 50
ENOUGH_BPS = 20_000_000
_HEADER = struct.Struct("!BBHII")
_PICTURE_ID_AT = 2  # behind two bytes of flags
_PICTURE_ID = slice(_PICTURE_ID_AT, _PICTURE_ID_AT + 2)
_FIRST_PICTURE_ID = 1000  # so that it has 15 bits, as a browser's

Clip = dict[str, list[list[ClipPacket]]]


def make_layers() -> Clip:
    """Per layer its frames, each a list of packets; every first one is a keyframe."""
    clip: Clip = {}
    for rid, (width, height, bitrate_bps) in LAYERS.items():
        packets = encode(
            width=width,
            height=height,
            fps=FRAMES_PER_SECOND,
            bitrate_bps=bitrate_bps,
            frames=CLIP_FRAMES,
            first_picture_id=_FIRST_PICTURE_ID,
        )
        clip[rid] = [[p for p in packets if p.frame == n] for n in range(CLIP_FRAMES)]
    return clip


@dataclass
class Stream:
    """One RTP stream that is sent: sound, or a layer of the picture."""

    ssrc: int = field(default_factory=lambda: secrets.randbits(32))
    number: int = field(default_factory=lambda: secrets.randbits(15))
    began_at: int = field(default_factory=lambda: secrets.randbits(31))
    picture_id: int = field(default_factory=lambda: secrets.randbits(15))
    frame: int = 0
    sent: int = 0


class LayeredPeer(LeanPeer):
    """Publishes `camera` in layers and `microphone`; `checks` are its legs by SSRC."""

    def __init__(self, clip: Clip) -> None:
        super().__init__()
        self.layers = {rid: Stream() for rid in LAYERS}
        self.sound = Stream()
        self.checks: dict[int, LegCheck] = {}
        self._clip = clip
        self._camera_mid = ""
        self._wide = 0
        self._frames = 0
        self._sounds = 0

    def publish_all(self) -> None:
        """Adds both sendonly lines; the layers have no SSRC in the offer (RFC 8853)."""
        self.publish("camera")
        self._camera_mid = self.publishes[-1].mid
        rids = "".join(f"a=rid:{rid} send\n" for rid in LAYERS)
        lines = [text for text in self._lines[-1].splitlines(True) if "a=ssrc" not in text]
        self._lines[-1] = (
            f"{''.join(lines)}a=extmap:{MID_ID} urn:ietf:params:rtp-hdrext:sdes:mid\n"
            f"a=extmap:{RID_ID} urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\n"
            f"{rids}a=simulcast:send {';'.join(LAYERS)}\n"
        )
        self.sound.ssrc = self.publish("microphone")

    def watch(self, known: dict[bytes, tuple[str, int, int]]) -> None:
        """From now on every picture that comes is checked; `known` is what the load sends."""
        for received in self.receives:
            if received.source == "camera":
                ssrc = self.leg_ssrcs[received.mid]
                self.checks[ssrc] = LegCheck(seat=received.seat, known=known)
        self.on_rtp = self._check
        self.on_rtcp = self._obey

    def _check(self, packet: bytes) -> None:
        check = self.checks.get(int.from_bytes(packet[8:12], "big"))
        if check is not None:
            check.take(packet)

    def _obey(self, compound: bytes) -> None:
        for said in rtcp.read_compound(compound):
            if isinstance(said, rtcp.PictureLoss):
                for stream in self.layers.values():
                    if stream.ssrc == said.media_ssrc:
                        stream.frame = 0  # a keyframe comes next

    def send_due(self, elapsed: float) -> None:
        """Sends what is due since the start, at most one frame and one sound."""
        if self._sounds * 0.02 <= elapsed:
            self._sounds += 1
            self._send(self.sound, OPUS_TYPE, self._sounds * 960, SOUND, rid="")
        if self._frames / FRAMES_PER_SECOND <= elapsed:
            self._frames += 1
            for rid, stream in self.layers.items():
                self._send_frame(rid, stream)

    def _send_frame(self, rid: str, stream: Stream) -> None:
        timestamp = self._frames * CLOCK_RATE // FRAMES_PER_SECOND
        number = 0x8000 | stream.picture_id
        for packet in self._clip[rid][stream.frame]:
            payload = bytearray(packet.payload)
            payload[_PICTURE_ID] = number.to_bytes(2, "big")
            second = VP8_TYPE | (0x80 if packet.marker else 0)
            self._send(stream, second, timestamp, bytes(payload), rid=rid)
        stream.picture_id = stream.picture_id + 1 & 0x7FFF
        stream.frame = (stream.frame + 1) % CLIP_FRAMES

    def _send(
        self, stream: Stream, second: int, timestamp: int, payload: bytes, *, rid: str
    ) -> None:
        extension = bytes((TRANSPORT_CC_ID << 4 | 1, self._wide >> 8, self._wide & 0xFF))
        if rid and stream.sent < INTRODUCED_PACKETS:
            mid = self._camera_mid.encode()
            extension += bytes((MID_ID << 4 | len(mid) - 1,)) + mid
            extension += bytes((RID_ID << 4 | len(rid) - 1,)) + rid.encode()
        words = (len(extension) + 3) // 4
        head = _HEADER.pack(
            0x90, second, stream.number, stream.began_at + timestamp & 0xFFFFFFFF, stream.ssrc
        )
        extension = struct.pack("!HH", 0xBEDE, words) + extension.ljust(words * 4, b"\0")
        self.send_rtp(head + extension + payload)
        stream.number = stream.number + 1 & 0xFFFF
        stream.sent += 1
        self._wide = self._wide + 1 & 0xFFFF

    def report(self) -> None:
        """What a browser on an open network says each second."""
        ssrcs = list(self.leg_ssrcs.values())
        blocks = [rtcp.ReportBlock(ssrc, 0, 0, 1, 0, 0, 0) for ssrc in ssrcs]
        report = write_receiver_report(secrets.randbits(32), blocks)
        self.send_rtcp(report + write_remb(1, ENOUGH_BPS, ssrcs))


SOUND = bytes((0xFC, *secrets.token_bytes(79)))  # 32 kbit/s, as Opus sends it


def known_packets(clip: Clip) -> dict[bytes, tuple[str, int, int]]:
    """What is behind the picture id -> layer, frame and place in the frame."""
    return {
        packet.payload[_PICTURE_ID.stop :]: (rid, frame, place)
        for rid, frames in clip.items()
        for frame, packets in enumerate(frames)
        for place, packet in enumerate(packets)
    }
