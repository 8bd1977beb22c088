"""What is recorded of one participant: a file with sound and picture, or one with the screen.

Sound and picture come as two streams with clocks of their own; sender reports tie them together.
Until both have one (browsers say it of sound each 5 s) everything is kept back.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Literal, NamedTuple

from video.relay.core.media_clock import NTP_FRACTION, SenderClock
from video.relay.core.recorded_stream import (
    Frame,
    RecordedPicture,
    RecordedStream,
    read_size,
)
from video.relay.core.rtcp import SenderReport
from video.relay.recording_part import RecordingPart

Kind = Literal["sound", "picture"]

# A repeat has so long to come; a browser's sender asks again for longer than any viewer would wait.
HOLD_SECONDS = 1.0
REPORT_SECONDS = 6.0  # without a sender report after so long, arrival times must do
GATHER_SECONDS = 2.0  # so long the other kind is waited for before a file is begun
BEGIN_SECONDS = 9.0
QUIET_SECONDS = 2.0  # so long after the last sound the silence is written


class _Placed(NamedTuple):
    at: float
    kind: Kind
    frame: Frame


class RecordedSeat:
    """`begin` a stream for each connection, `add` packets and reports, `write` now and then."""

    def __init__(self, *, folder: Path, name: str, seat: str, is_screen: bool) -> None:
        self.name = name
        self.seat = seat
        self.is_screen = is_screen
        self.parts: list[RecordingPart] = []
        self.on_part: Callable[[], None] = _ignore
        self._folder = folder
        self._part: RecordingPart | None = None
        self._streams: dict[Kind, RecordedStream] = {}
        self._retired: dict[Kind, list[RecordedStream]] = {"sound": [], "picture": []}
        self._sender = SenderClock()
        self._pending: list[_Placed] = []
        self._first_part = 1 + len(list(folder.glob(f"{name}-*.webm")))
        self._sound_at = float("-inf")

    # Packets

    def add(
        self, kind: Kind, stream: RecordedStream, header: tuple[int, int, bool], data: bytes,
        now: float,
    ) -> None:  # fmt: skip
        """A packet: (sequence number, timestamp, marker) and its payload."""
        current = self._streams.get(kind)
        if stream is not current:
            if stream.first_at is not None:
                return  # the old connection still brings what the new one brings too
            if current is not None:
                self._retired[kind].append(current)
            self._streams[kind] = stream
        stream.add(*header, data, now)

    def report(self, stream: RecordedStream, report: SenderReport, now: float) -> None:
        """A sender report of one of the streams."""
        stream.clock.report(report.ntp_time, report.rtp_timestamp)
        self._sender.check(report.ntp_time / NTP_FRACTION, now)

    # Frames

    def write(self, now: float, *, everything: bool = False) -> None:
        """Writes what is due; `everything` at the end, ready or not."""
        before = float("inf") if everything else now - HOLD_SECONDS
        for kind in self._streams:
            self._collect(kind, before, now)
        self._pending.sort(key=lambda placed: placed.at)
        if self._part is None and not self._can_begin(now, everything=everything):
            return
        for placed in self._pending:
            self._write(placed)
        self._pending.clear()
        if self._part is not None and self._part.has_sound and self._part.has_picture:
            self._fill_quiet(self._part, now)

    def _collect(self, kind: Kind, before: float, now: float) -> None:
        retired = self._retired[kind]
        for stream in (*retired, self._streams[kind]):
            if not self._is_ready(stream, before, now):
                return
            frames = stream.take(before)
            self._pending += [_Placed(self._place(stream, f), kind, f) for f in frames]
            if stream.waiting():
                return  # one after the other: pictures of two encoders must not mix
            if stream in retired:
                retired.remove(stream)

    def _is_ready(self, stream: RecordedStream, before: float, now: float) -> bool:
        if stream.first_at is None:
            return False
        if not stream.clock.is_reported:
            return now - stream.first_at > REPORT_SECONDS or before > now
        if not self._sender.is_set:
            for packet in stream.waiting():
                self._sender.learn(stream.clock.sent_at(packet.timestamp), packet.arrived_at)
        return True

    def _place(self, stream: RecordedStream, frame: Frame) -> float:
        if stream.clock.is_reported:
            return self._sender.local(stream.clock.sent_at(frame.timestamp))
        return stream.clock.arrival_of(frame.timestamp)

    # Files

    def _can_begin(self, now: float, *, everything: bool) -> bool:
        began = [s.first_at for s in self._streams.values() if s.first_at is not None]
        if not began or not self._pending:
            return False
        present = {placed.kind for placed in self._pending}
        waits = len(present) < len(began) and now - min(began) < BEGIN_SECONDS
        is_young = now - min(began) < GATHER_SECONDS
        return everything or not (waits or is_young)

    def _write(self, placed: _Placed) -> None:
        at, kind, frame = placed
        part = self._part
        if part is None or (kind == "picture" and not part.has_picture):
            if kind == "picture" and not frame.is_keyframe:
                return
            part = self._begin_part(placed)
        if kind == "picture":
            part.write_picture(at, frame.data, is_keyframe=frame.is_keyframe)
        elif part.has_sound:
            self._sound_at = at
            part.write_sound(at, frame.data)

    def _begin_part(self, placed: _Placed) -> RecordingPart:
        """The file that begins with this frame; the one before it ends."""
        self._finish()
        keyframe = next(
            (p.frame for p in self._pending if p.kind == "picture" and p.frame.is_keyframe), None
        )
        if placed.kind == "picture":
            keyframe = placed.frame
        path = self._folder / f"{self.name}-{self._first_part + len(self.parts)}.webm"
        size = (0, 0) if keyframe is None else read_size(keyframe.data)
        part = RecordingPart(path, starts_at=placed.at, sound=not self.is_screen, size=size)
        self._part = part
        self.parts.append(part)
        self.on_part()
        return part

    def _fill_quiet(self, part: RecordingPart, now: float) -> None:
        """The picture goes on and nobody speaks, or they are muted."""
        sound = self._streams.get("sound")
        waits = sound is not None and bool(sound.waiting())
        quiet_until = min(now - HOLD_SECONDS, part.ends_at) - QUIET_SECONDS
        if not waits and self._sound_at < quiet_until:
            part.fill_sound(quiet_until)

    def _finish(self) -> None:
        if self._part is not None:
            self._part.close()
            self._part = None

    def close(self, now: float) -> None:
        """Writes what is left and finishes the files."""
        self.write(now, everything=True)
        self._finish()


def new_stream(kind: Kind) -> RecordedStream:
    """A stream of that kind."""
    return RecordedStream(48_000) if kind == "sound" else RecordedPicture(90_000)


def _ignore() -> None:
    return
