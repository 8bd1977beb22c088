"""Opus packets without decoding: how long one lasts, and what to put where one is missing.

RFC 6716, 3.1 (the TOC byte) and 3.2 (how frames are packed).
"""

SAMPLE_RATE = 48_000
# 20 ms of digital silence: CELT, full band, mono, one frame.
SILENCE = b"\xf8\xff\xfe"
SILENCE_SAMPLES = 960

_SILK = (480, 960, 1920, 2880)
_HYBRID = (480, 960)
_CELT = (120, 240, 480, 960)
# What a decoder makes up is only like speech for so long; then silence is better.
_CONCEALED_SAMPLES = 4_800


def frame_samples(toc: int) -> int:
    """Samples of 48 kHz in one frame, by the configuration in the TOC byte."""
    config = toc >> 3
    if config < 12:
        return _SILK[config & 3]
    if config < 16:
        return _HYBRID[config & 1]
    return _CELT[config & 3]


def packet_samples(packet: bytes) -> int:
    """How long a packet lasts, in samples of 48 kHz; 0 when it is not Opus."""
    if not packet:
        return 0
    samples = _frames(packet) * frame_samples(packet[0])
    return samples if samples <= 5_760 else 0  # 120 ms at most


def _frames(packet: bytes) -> int:
    code = packet[0] & 3
    if code == 3:
        return packet[1] & 0x3F if len(packet) > 1 else 0
    return 1 if code == 0 else 2


def fillers(samples: int, last: bytes) -> list[tuple[bytes, int]]:
    """Packets with their lengths that last about `samples`, behind the packet `last`.

    The first 100 ms are empty frames: the decoder conceals a loss there as it would in a call.
    """
    made: list[tuple[bytes, int]] = []
    left = samples
    concealed = frame_samples(last[0]) if last else 0
    budget = _CONCEALED_SAMPLES
    while concealed and left >= concealed and budget >= concealed:
        made.append((bytes((last[0] & 0xFC,)), concealed))
        left -= concealed
        budget -= concealed
    silent = (left + SILENCE_SAMPLES // 2) // SILENCE_SAMPLES
    made += [(SILENCE, SILENCE_SAMPLES)] * silent
    return made
