"""What a peer receives: legs, one per receiving m-line, each with numbers of its own."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from video.relay.core import rtcp
from video.relay.core.rewriter import Rewriter
from video.relay.core.rtcp_writing import write_sender_report, write_source_description
from video.relay.core.rtp import (
    HEADER,
    MIN_BYTES,
    ONE_WORD,
    OUR_HEADER,
    OUR_HEADER_BYTES,
    write_header,
)
from video.relay.core.sdp import Codec
from video.relay.core.sdp_policy import ABS_SEND_TIME
from video.relay.core.vp8 import Vp8Numbers, read_descriptor
from video.relay.leg_reports import LegReports
from video.relay.link import Link
from video.relay.outbox import BATCH
from video.relay.repeats import Repeats

if TYPE_CHECKING:
    from collections.abc import Mapping

    from video.relay.commands import Source
    from video.relay.core.packet_cache import CachedPacket
    from video.relay.core.rtp import Header
    from video.relay.media_in import Layer
    from video.relay.srtp import Slot
    from video.relay.track import Track


class Leg:
    """One receiving m-line. What it shows may change; its SSRC and its numbers go on.

    A leg waits at a layer until that can be started (a picture at a keyframe); until then the
    layer it had goes on, so a switch is never seen as a gap.
    """

    # A picture that needs more than this times its share, and gets lost, is paused; it returns
    # with room to spare.
    PAUSE_ABOVE = 1.4
    PAUSE_LOSS = 0.05
    RESUME_BELOW = 0.9
    PAUSE_SECONDS = 3.0

    def __init__(self, *, mid: str, kind: str, link: Link, clock_rate: int) -> None:
        self.mid = mid
        self.kind = kind
        self.ssrc = secrets.randbits(32)
        self.rtx_ssrc = secrets.randbits(32)
        self.seat = ""
        self.source: Source = "camera"
        self.layer: Layer | None = None
        self.target: Layer | None = None
        self.max_height = 0  # what the page asked for; 0 leaves it to the relay
        self.switched_at = 0.0
        self.paused = False
        self.packets = 0
        self.octets = 0
        self.reports = LegReports()
        self.repeats = Repeats()
        self.rewriter = Rewriter(
            clock_rate=clock_rate,
            first_sequence=secrets.randbits(15),
            first_timestamp=secrets.randbits(32),
        )
        self._link = link
        self._payload_type = 0
        self._rtx_type: int | None = None
        self._rtx_sequence = secrets.randbits(15)
        self._send_time_id = 0
        self._payload_types: Mapping[str, int] = {}
        self._rtx_types: Mapping[int, int] = {}
        self._paused_until = 0.0
        self._numbers = Vp8Numbers()
        self._last_numbers: tuple[int, int] | None = None

    def set_formats(self, codecs: tuple[Codec, ...], extensions: Mapping[str, int]) -> None:
        """The payload types and extension ids of the last answer."""
        self._payload_types = {c.name: c.payload_type for c in codecs if c.name != "rtx"}
        self._rtx_types = {
            int(str(c.parameters["apt"])): c.payload_type for c in codecs if c.name == "rtx"
        }
        self._send_time_id = extensions.get(ABS_SEND_TIME, 0)
        if self.layer is not None:
            self._choose_types(self.layer.codec_name)

    def _choose_types(self, codec_name: str) -> bool:
        payload_type = self._payload_types.get(codec_name)
        if payload_type is None:
            return False
        self._payload_type = payload_type
        self._rtx_type = self._rtx_types.get(payload_type)
        return True

    # Routing

    def attach(self, layer: Layer) -> None:
        """Show this layer as soon as it can be started; asks for a keyframe."""
        if layer is self.target or (layer is self.layer and self.target is None):
            return
        if self.target is not None:
            self.target.waiting = tuple(leg for leg in self.target.waiting if leg is not self)
        self.target = layer
        layer.waiting = (*layer.waiting, self)
        layer.want_keyframe()

    def _remember_numbers(self) -> None:
        """So that what is shown next goes on behind what was shown last."""
        newest = None if self.layer is None else self.layer.newest()
        if newest is not None and self.layer is not None and self.layer.codec_name == "vp8":
            data, start, _ = newest
            descriptor = read_descriptor(data, start, len(data))
            if descriptor is not None:
                self._last_numbers = self._numbers.last_sent(descriptor)

    @property
    def track(self) -> Track | None:
        """What it shows, or is about to show."""
        layer = self.target or self.layer
        return None if layer is None else layer.track

    @property
    def own_loss(self) -> float:
        """What was lost between us and the viewer: what had not reached us does not count."""
        before = self.layer.smoothed_loss if self.layer else 0.0
        return max(0.0, self.reports.smoothed_loss - before)

    @property
    def is_ready(self) -> bool:
        """False before DTLS is up: a keyframe sent then would be lost."""
        return self._link.is_up

    def detach(self) -> None:
        """Show nothing any more."""
        self._remember_numbers()
        for layer in (self.layer, self.target):
            if layer is not None:
                layer.viewers = tuple(leg for leg in layer.viewers if leg is not self)
                layer.waiting = tuple(leg for leg in layer.waiting if leg is not self)
        self.layer = self.target = None

    def pause_while_too_much(self, rate_bps: float, share_bps: float | None, now: float) -> None:
        """Sound only while the picture needs far more than its share; then from a keyframe on."""
        if self.layer is None:
            return
        if not self.paused:
            too_much = share_bps is not None and rate_bps > share_bps * self.PAUSE_ABOVE
            if too_much and self.own_loss > self.PAUSE_LOSS:
                self.pause(now)
        elif now >= self._paused_until and (
            share_bps is None or rate_bps < share_bps * self.RESUME_BELOW
        ):
            self.resume()

    def pause(self, now: float) -> None:
        """Nothing is sent until `resume`; the picture stands still."""
        self.paused = True
        self._paused_until = now + self.PAUSE_SECONDS

    def resume(self) -> None:
        """Goes on from the next keyframe."""
        self.paused = False
        layer = self.layer
        if layer is not None:
            self.detach()
            self.attach(layer)

    def start(
        self, layer: Layer, data: bytes | bytearray, start: int, end: int, now: float
    ) -> None:
        """The layer begins with this packet: what was shown before ends."""
        self.detach()
        if not self._choose_types(layer.codec_name):
            return  # a codec this browser did not negotiate is never sent to it
        self.layer = layer
        layer.viewers = (*layer.viewers, self)
        _, _, sequence_number, timestamp, ssrc = HEADER.unpack_from(data)
        self.rewriter.start(sequence_number, timestamp, now, source=ssrc)
        first = read_descriptor(data, start, end) if layer.codec_name == "vp8" else None
        self._numbers.follow(self._last_numbers, first)
        self.repeats.forget()
        if layer.report is not None:
            self.send_report(layer.report, now)  # sound and picture are in step from the start

    # Packets

    def forward(
        self,
        source: Slot,
        target: Slot,
        start: int,
        end: int,
        head: Header,
        now: float,
        send_time: int,
    ) -> None:
        """Sends one packet of the layer in this leg's numbers.

        It is made in `target`, which is `source` for the last viewer: then nothing is copied.
        """
        if self.paused:
            return
        first, second, sequence_number, timestamp, _ = head
        rewriter = self.rewriter
        mapped = rewriter.map(sequence_number, timestamp, now)
        if mapped < 0:
            return
        send_time_id = self._send_time_id
        length = OUR_HEADER_BYTES if send_time_id else MIN_BYTES
        total = length + end - start
        data = target.data
        if target is not source or start != length:
            data[length:total] = source.data[start:end]
        timestamp = timestamp + rewriter.timestamp_offset & 0xFFFFFFFF
        second = second & 0x80 | self._payload_type
        if send_time_id:  # as write_header does, without the call
            OUR_HEADER.pack_into(
                data, 0, 0x90 | first & 0x20, second, mapped, timestamp, self.ssrc, ONE_WORD,
                (send_time_id << 4 | 2) << 24 | send_time,
            )  # fmt: skip
        else:
            write_header(data, first & 0x20, second, mapped, timestamp, self.ssrc, 0, 0)
        if self._numbers.is_shifting:
            self._numbers.shift(data, length, total)
        self.packets += 1
        self.octets += end - start
        self._link.send(total, target)

    def repeat(self, missing: tuple[int, ...], now: float, send_time: int) -> None:
        """Answers a NACK from the cache, within what is left of the allowance."""
        layer = self.layer
        if layer is None:
            return
        repeats = self.repeats
        repeats.refill(self.packets, now)
        for mapped in missing:
            if repeats.is_used_up:
                return
            sequence_number = self.rewriter.source_sequence(mapped)
            packet = layer.repair(sequence_number, now) if sequence_number >= 0 else None
            if packet is not None and repeats.allows(mapped, now, self.reports.rtt_seconds):
                self._send_again(packet, mapped, send_time)

    def _send_again(self, packet: CachedPacket, mapped: int, send_time: int) -> None:
        data, start, _ = packet
        padding, marker = data[0] & 0x20, data[1] & 0x80
        timestamp = int.from_bytes(data[4:8], "big") + self.rewriter.timestamp_offset & 0xFFFFFFFF
        if self._rtx_type is None:
            kind, number, ssrc, payload = self._payload_type, mapped, self.ssrc, data[start:]
        else:
            # RFC 4588, 4: the original number goes in front of the payload.
            self._rtx_sequence = self._rtx_sequence + 1 & 0xFFFF
            kind, number, ssrc = self._rtx_type, self._rtx_sequence, self.rtx_ssrc
            payload = mapped.to_bytes(2, "big") + data[start:]
        slot = BATCH.spare()
        out = slot.data
        length = write_header(
            out, padding, marker | kind, number, timestamp, ssrc, self._send_time_id, send_time
        )
        total = length + len(payload)
        out[length:total] = payload
        if self._numbers.is_shifting:
            self._numbers.shift(out, total - (len(data) - start), total)
        self._link.send(total, slot)

    # Reports

    def send_report(self, report: rtcp.SenderReport, now: float) -> None:
        """Passes the publisher's SR on: its clock, this leg's timestamps and counts."""
        timestamp = report.rtp_timestamp + self.rewriter.timestamp_offset & 0xFFFFFFFF
        ours = rtcp.SenderReport(self.ssrc, report.ntp_time, timestamp, self.packets, self.octets)
        self.reports.sent(report.ntp_time, now)
        self._link.send_rtcp(
            write_sender_report(ours) + write_source_description(self.ssrc, self.seat)
        )
