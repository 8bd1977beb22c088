"""One WebM file of a recording: packets are laid on its time line and muxed, never decoded.

Sound is written without a hole: players play a packet after the other, and 5 % of lost packets
would put the picture three seconds behind after a minute.
"""

from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from video.relay.core.opus import SAMPLE_RATE, fillers, packet_samples

_MILLISECOND = Fraction(1, 1000)
_SAMPLES_A_MS = SAMPLE_RATE // 1000
# The sound may be off its place by so much before a frame is added or left out.
_MOST_BEHIND = 900
_MOST_AHEAD = -1200
# Every second of it is on the disk at once: a recorder that is killed loses no more.
_OPTIONS = {"cluster_time_limit": "1000", "flush_packets": "1"}


class RecordingPart:
    """Times are seconds of the recorder's clock; `starts_at` is the beginning of the file."""

    def __init__(self, path: Path, *, starts_at: float, sound: bool, size: tuple[int, int]) -> None:
        self.path = path
        self.starts_at = starts_at
        self.ends_at = starts_at
        self.has_sound = sound
        self.has_picture = size != (0, 0)
        self._container: Any = av.open(str(path), "w", format="webm", options=_OPTIONS)
        self._picture: Any = None
        self._sound: Any = None
        if self.has_picture:
            self._picture = self._container.add_mux_stream("vp8", width=size[0], height=size[1])
        if sound:
            # The encoder is only asked for the header of an Opus track.
            self._sound = self._container.add_stream("libopus", rate=SAMPLE_RATE, layout="stereo")
        self._position = 0  # samples of sound so far
        self._last_sound = b""
        self._last_picture_ms = -1

    def write_sound(self, at: float, packet: bytes) -> None:
        """An Opus packet that was said at that moment."""
        samples = packet_samples(packet)
        behind = round((at - self.starts_at) * SAMPLE_RATE) - self._position
        if not samples or behind < _MOST_AHEAD:
            return
        if behind > _MOST_BEHIND:
            self._fill(behind)
        self._put_sound(packet, samples)
        self._last_sound = packet

    def fill_sound(self, until: float) -> None:
        """Nobody speaks until then."""
        behind = round((until - self.starts_at) * SAMPLE_RATE) - self._position
        if behind > _MOST_BEHIND:
            self._fill(behind)

    def _fill(self, samples: int) -> None:
        for packet, length in fillers(samples, self._last_sound):
            self._put_sound(packet, length)
        self._last_sound = b""

    def _put_sound(self, packet: bytes, samples: int) -> None:
        at_ms = self._position // _SAMPLES_A_MS
        self._position += samples
        self._put(self._sound, packet, at_ms, samples // _SAMPLES_A_MS, is_keyframe=True)

    def write_picture(self, at: float, frame: bytes, *, is_keyframe: bool) -> None:
        """A whole VP8 frame of that moment."""
        at_ms = round((at - self.starts_at) * 1000)
        if at_ms < 0 and not is_keyframe:
            return
        at_ms = max(at_ms, self._last_picture_ms + 1)
        self._last_picture_ms = at_ms
        self._put(self._picture, frame, at_ms, 0, is_keyframe=is_keyframe)

    def _put(
        self, stream: Any, data: bytes, at_ms: int, length_ms: int, *, is_keyframe: bool
    ) -> None:
        packet = av.Packet(data)
        packet.stream = stream
        packet.time_base = _MILLISECOND
        packet.pts = packet.dts = at_ms
        packet.duration = length_ms
        packet.is_keyframe = is_keyframe
        self._container.mux_one(packet)
        self.ends_at = max(self.ends_at, self.starts_at + (at_ms + length_ms) / 1000)

    @property
    def size_bytes(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def close(self) -> None:
        """Finishes the file: its length and the table for seeking."""
        if self._container is not None:
            self._container.close()
            self._container = None
