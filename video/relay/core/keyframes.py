"""Where a viewer may start: keyframes of VP8 and H264, read from the first bytes of a payload."""

from video.relay.core.vp8 import read_descriptor

_H264_IDR = 5
_H264_SPS = 7
_H264_STAP_A = 24
_H264_FU_A = 28


def is_vp8_keyframe(data: bytes | bytearray, start: int, end: int) -> bool:
    """True for the first packet of a VP8 keyframe (RFC 7741, 4.2 and 4.3)."""
    if start >= end or data[start] & 0x17 != 0x10:  # S set, partition 0
        return False
    descriptor = read_descriptor(data, start, end)
    if descriptor is None or descriptor.payload_at >= end:
        return False
    return not data[descriptor.payload_at] & 0x01


def is_h264_keyframe(data: bytes | bytearray, start: int, end: int) -> bool:
    """True for a packet that starts an IDR picture or its parameter set (RFC 6184, 5.6-5.8)."""
    if start >= end:
        return False
    kind = data[start] & 0x1F
    if kind == _H264_STAP_A:
        return end > start + 3 and data[start + 3] & 0x1F in (_H264_IDR, _H264_SPS)
    if kind == _H264_FU_A:
        return end > start + 1 and data[start + 1] & 0x9F == 0x80 | _H264_IDR
    return kind in (_H264_IDR, _H264_SPS)


class KeyframeThrottle:
    """Lets one keyframe request pass per interval and publisher; the others wait for it."""

    INTERVAL_SECONDS = 0.5

    __slots__ = ("_allowed_at", "wanted")

    def __init__(self) -> None:
        self._allowed_at = float("-inf")
        self.wanted = False

    def want(self) -> None:
        """Somebody needs a keyframe."""
        self.wanted = True

    def due(self, now: float) -> bool:
        """True when a request is to be sent now. Call it on every tick."""
        if not self.wanted or now < self._allowed_at:
            return False
        self._allowed_at = now + self.INTERVAL_SECONDS
        self.wanted = False
        return True

    def forget(self) -> None:
        """A keyframe has come: what was wanted is there."""
        self.wanted = False
