"""The recorder's connection to one relay worker: which line brings whose stream, and its RTCP."""

import logging
from collections.abc import Callable

from video.relay.commands import Failed, May, RemoveSeat, SdpAnswer, Source, TakeOffer
from video.relay.core.keyframes import KeyframeThrottle
from video.relay.core.recorded_stream import RecordedPicture, RecordedStream
from video.relay.core.rtcp import SenderReport, read_compound
from video.relay.core.rtcp_writing import (
    write_nack,
    write_pli,
    write_receiver_report,
    write_remb,
    write_source_description,
)
from video.relay.core.rtp import HEADER, payload_end, payload_start
from video.relay.recorded_seat import Kind, RecordedSeat, new_stream
from video.relay.robot_link import NoAnswer, RobotLink
from video.relay.robot_sdp import RobotLine, published, received
from video.relay.robot_seat import RobotSeat

logger = logging.getLogger(__name__)

REPORT_SECONDS = 1.0
# The relay is near: it shall never think that we cannot take the best picture.
ENOUGH_BPS = 50_000_000
RTT_SECONDS = 0.1  # of the whole way to the publisher, for repeats
_MAX_NACKS = 200
_SSRC = 0x7EC0_4DE4  # the sender of our RTCP

Find = Callable[[str, Source], tuple[RecordedSeat, Kind]]


class _Incoming:
    """One stream on this connection."""

    def __init__(self, recorded: RecordedSeat, kind: Kind) -> None:
        self.recorded = recorded
        self.kind = kind
        self.stream: RecordedStream = new_stream(kind)
        self.throttle = KeyframeThrottle()
        self.report: SenderReport | None = None
        self.report_at = 0.0


class RecordingConnection:
    """`take_lines` connects or adds; `tick` every 20 ms."""

    def __init__(
        self, *, link: RobotLink, call: str, seat: str, place: tuple[str, int], find: Find
    ) -> None:
        self.place = place
        self._link = link
        self._call = call
        self._seat_ref = seat
        self._find = find
        self._seat = RobotSeat()
        self._seat.on_rtp = self._take_rtp
        self._seat.on_rtcp = self._take_rtcp
        self._incoming: dict[int, _Incoming] = {}
        self._reported_at = 0.0

    @property
    def is_lost(self) -> bool:
        return self._seat.closed or self._seat.is_silent

    def adds(self, wanted: list[tuple[str, Source]]) -> bool:
        """True when something is wanted that has no line yet."""
        known = {(line.seat, line.source) for line in self._seat.lines}
        return any(wish not in known for wish in wanted)

    async def take_lines(self, wanted: list[tuple[str, Source]]) -> bool:
        """Offers all that is wanted; False when the worker does not want us (now)."""
        self._assign_lines(wanted)
        worker, epoch = self.place
        purpose = "more" if self._seat.is_up else "first"
        try:
            answer = await self._link.ask(
                worker, TakeOffer, call=self._call, epoch=epoch, seat=self._seat_ref,
                sdp=self._seat.offer(), purpose=purpose, may=May(receive=True),
                publishes=published(self._seat.lines), receives=received(self._seat.lines),
            )  # fmt: skip
            if not isinstance(answer, SdpAnswer):
                code = answer.code if isinstance(answer, Failed) else answer.type
                logger.info("call %s cannot be recorded now: %s", self._call, code)
                return False
            await self._seat.connect(answer.sdp)
        except (NoAnswer, ConnectionError, TimeoutError) as error:
            logger.info("call %s cannot be recorded now: %s", self._call, type(error).__name__)
            return False
        for line in self._seat.lines:
            if line.ssrc and line.ssrc not in self._incoming:
                self._incoming[line.ssrc] = _Incoming(*self._find(line.seat, line.source))
        return True

    def _assign_lines(self, wanted: list[tuple[str, Source]]) -> None:
        """A line for each wish; lines of who has left go to who came."""
        known = {(line.seat, line.source) for line in self._seat.lines}
        free = [line for line in self._seat.lines if (line.seat, line.source) not in wanted]
        for seat, source in wanted:
            if (seat, source) in known:
                continue
            sound = source == "microphone"
            line = next((line for line in free if line.is_sound == sound), None)
            if line is None:
                mid = str(len(self._seat.lines))
                self._seat.lines.append(RobotLine(mid=mid, source=source, seat=seat))
            else:
                free.remove(line)
                line.seat, line.source = seat, source
                self._incoming.pop(line.ssrc, None)

    # What comes

    def _take_rtp(self, data: bytes, now: float) -> None:
        _, second, sequence_number, timestamp, ssrc = HEADER.unpack_from(data)
        incoming = self._incoming.get(ssrc)
        if incoming is None:
            return
        start = payload_start(data, len(data))
        if start < 0:
            return
        payload = data[start : payload_end(data, start, len(data))]
        header = (sequence_number, timestamp, bool(second & 0x80))
        incoming.recorded.add(incoming.kind, incoming.stream, header, payload, now)

    def _take_rtcp(self, data: bytes, now: float) -> None:
        for packet in read_compound(data):
            if isinstance(packet, SenderReport):
                incoming = self._incoming.get(packet.ssrc)
                if incoming is not None:
                    incoming.report, incoming.report_at = packet, now
                    incoming.recorded.report(incoming.stream, packet, now)

    # What goes

    def tick(self, now: float) -> None:
        """Asks for what is missing, and reports each second."""
        compound = b""
        for ssrc, incoming in self._incoming.items():
            if isinstance(incoming.stream, RecordedPicture):
                compound += self._repairs(ssrc, incoming, incoming.stream, now)
        if now - self._reported_at >= REPORT_SECONDS:
            self._reported_at = now
            compound = self._report(now) + compound
        if compound:
            self._seat.send_rtcp(compound)

    def _repairs(
        self, ssrc: int, incoming: _Incoming, picture: RecordedPicture, now: float
    ) -> bytes:
        compound = b""
        missing = picture.nacks.due(now, RTT_SECONDS)
        if missing:
            compound += write_nack(_SSRC, ssrc, missing[:_MAX_NACKS])
        if picture.wants_keyframe:
            picture.wants_keyframe = False
            incoming.throttle.want()
        if incoming.throttle.due(now):
            compound += write_pli(_SSRC, ssrc)
        return compound

    def _report(self, now: float) -> bytes:
        blocks = []
        for ssrc, incoming in self._incoming.items():
            if incoming.stream.first_at is None:
                continue
            last_sr = delay = 0
            if incoming.report is not None:
                last_sr = incoming.report.ntp_time >> 16 & 0xFFFFFFFF
                delay = int((now - incoming.report_at) * 65536)
            blocks.append(incoming.stream.reception.report(ssrc, last_sr, delay))
        if not blocks:
            return b""
        return (
            write_receiver_report(_SSRC, blocks)
            + write_source_description(_SSRC, "recorder")
            + write_remb(_SSRC, ENOUGH_BPS, [block.ssrc for block in blocks])
        )

    async def close(self) -> None:
        """Leaves the call at this worker."""
        was_up = self._seat.is_up
        await self._seat.close()
        if was_up:
            worker, epoch = self.place
            try:
                await self._link.ask(
                    worker, RemoveSeat, call=self._call, epoch=epoch, seat=self._seat_ref,
                    reason="left",
                )  # fmt: skip
            except NoAnswer:
                logger.info("worker %s is gone already", worker)
