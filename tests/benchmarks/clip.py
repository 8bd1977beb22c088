"""The committed clip: 4 s of VP8, 640x480, 30 frames a second, about 1 Mbit/s, as RTP payloads.

`python -m tests.benchmarks.clip` makes it again (it moves, so that encoders have work to do).
A record is: frame number (16 bits), marker (8), length (16), payload with its VP8 descriptor.
"""

import struct
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from aiortc.codecs.vpx import Vp8Encoder

CLIP = Path(__file__).parents[1] / "packets" / "vp8_640x480_30fps.bin"
FRAMES = 120
FRAMES_PER_SECOND = 30
BITRATE_BPS = 510_000  # what it is asked for; this picture makes it about twice that
_RECORD = struct.Struct("!HBH")


@dataclass(frozen=True)
class ClipPacket:
    """One RTP payload of a frame; the marker is on the frame's last packet."""

    frame: int
    marker: bool
    payload: bytes


def read_clip() -> list[ClipPacket]:
    """The packets of the clip in order; the first frame is its only keyframe."""
    data, position, packets = CLIP.read_bytes(), 0, []
    while position < len(data):
        frame, marker, length = _RECORD.unpack_from(data, position)
        position += _RECORD.size
        packets.append(ClipPacket(frame, bool(marker), data[position : position + length]))
        position += length
    return packets


def make_clip() -> None:
    """Encodes FFmpeg's moving test picture with libvpx."""
    records = bytearray()
    for packet in encode(
        width=640, height=480, fps=FRAMES_PER_SECOND, bitrate_bps=BITRATE_BPS, frames=FRAMES
    ):
        size = len(packet.payload)
        records += _RECORD.pack(packet.frame, packet.marker, size) + packet.payload
    CLIP.write_bytes(records)


def encode(
    *, width: int, height: int, fps: int, bitrate_bps: int, frames: int, first_picture_id: int = 0
) -> list[ClipPacket]:
    """The test picture in that size; only its first frame is a keyframe."""
    source = av.open(f"testsrc2=size={width}x{height}:rate={fps}", format="lavfi")
    encoder = av.CodecContext.create("libvpx", "w")
    encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuv420p"
    encoder.time_base = Fraction(1, fps)
    encoder.bit_rate = bitrate_bps
    encoder.options = {
        "deadline": "realtime",
        "cpu-used": "4",
        "g": "999",
        "lag-in-frames": "0",
        "minrate": str(bitrate_bps),
        "maxrate": str(bitrate_bps),
        "bufsize": str(bitrate_bps // 2),
        "qmin": "4",
        "qmax": "63",
    }
    packets = []
    for number, frame in zip(range(frames), source.decode(video=0), strict=False):
        frame.pts, frame.time_base = number, encoder.time_base
        for packet in encoder.encode(frame):
            payloads = Vp8Encoder._packetize(bytes(packet), first_picture_id + number)
            last = len(payloads) - 1
            packets += [ClipPacket(number, n == last, text) for n, text in enumerate(payloads)]
    return packets


if __name__ == "__main__":
    make_clip()
    packets = read_clip()
    bits = sum(len(packet.payload) for packet in packets) * 8
    print(f"{len(packets)} packets, {bits * FRAMES_PER_SECOND // FRAMES // 1000} kbit/s")
