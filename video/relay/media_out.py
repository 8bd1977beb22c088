"""What a peer receives: legs, one per receiving m-line, each with numbers of its own."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from video.relay.core import rtcp
from video.relay.core.rewriter import Rewriter
from video.relay.core.rtcp_writing import write_sender_report, write_source_description
from video.relay.core.rtp import HEADER, write_header
from video.relay.core.sdp import Codec
from video.relay.core.sdp_policy import ABS_SEND_TIME
from video.relay.core.vp8 import Vp8Numbers, read_descriptor
from video.relay.link import Link
from video.relay.srtp import OUTGOING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from video.relay.commands import Source
    from video.relay.core.packet_cache import CachedPacket
    from video.relay.media_in import Layer, Track


# Of each report, about once a second: a single one covers too few packets to judge by.
LOSS_WEIGHT = 0.25


class Leg:
    """One receiving m-line. What it shows may change; its SSRC and its numbers go on.

    A leg waits at a layer until that can be started (a picture at a keyframe); until then the
    layer it had goes on, so a switch is never seen as a gap.
    """

    KEPT_REPORTS = 4
    MAX_REPEATS = 300
    REPEATS_PER_SECOND = 160
    # A picture that needs more than this times its share, and gets lost, is paused; it returns
    # with room to spare.
    PAUSE_ABOVE = 1.4
    PAUSE_LOSS = 0.05
    RESUME_BELOW = 0.9
    PAUSE_SECONDS = 3.0
    # A packet is not repeated again before the first repeat can have arrived.
    MIN_REPEAT_SECONDS = 0.02

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
        self.repeated = 0
        self.fraction_lost = 0.0
        self.smoothed_loss = 0.0
        self.rtt_seconds = 0.0
        self.shortest_rtt_seconds = 0.0
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
        self._reports_sent: dict[int, float] = {}
        self._repeated_at: dict[int, float] = {}
        self._repeats_left = self.MAX_REPEATS
        self._packets_before = 0
        self._refilled_at = 0.0
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
        return max(0.0, self.smoothed_loss - (self.layer.smoothed_loss if self.layer else 0.0))

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
        layer = self.layer
        if layer is None:
            return
        if not self.paused:
            too_much = share_bps is not None and rate_bps > share_bps * self.PAUSE_ABOVE
            if too_much and self.own_loss > self.PAUSE_LOSS:
                self.paused = True
                self._paused_until = now + self.PAUSE_SECONDS
        elif now >= self._paused_until and (
            share_bps is None or rate_bps < share_bps * self.RESUME_BELOW
        ):
            self.paused = False
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
        _, _, sequence_number, timestamp, _ = HEADER.unpack_from(data)
        self.rewriter.start(sequence_number, timestamp, now)
        first = read_descriptor(data, start, end) if layer.codec_name == "vp8" else None
        self._numbers.follow(self._last_numbers, first)
        self._repeated_at.clear()

    # Packets

    def forward(
        self,
        data: bytes | bytearray,
        start: int,
        end: int,
        padding: int,
        marker: int,
        sequence_number: int,
        timestamp: int,
        now: float,
        send_time: int,
    ) -> None:
        """Sends one packet of the layer in this leg's numbers."""
        if self.paused:
            return
        rewriter = self.rewriter
        mapped = rewriter.map(sequence_number, timestamp, now)
        if mapped < 0:
            return
        length = write_header(
            OUTGOING,
            padding,
            marker | self._payload_type,
            mapped,
            (timestamp + rewriter.timestamp_offset) & 0xFFFFFFFF,
            self.ssrc,
            self._send_time_id,
            send_time,
        )
        total = length + end - start
        OUTGOING[length:total] = data[start:end]
        if self._numbers.is_shifting:
            self._numbers.shift(OUTGOING, length, total)
        self.packets += 1
        self.octets += end - start
        self._link.send(total)

    def repeat(self, missing: tuple[int, ...], now: float, send_time: int) -> None:
        """Answers a NACK from the cache, within what is left of the allowance."""
        layer = self.layer
        if layer is None:
            return
        self._refill(now)
        again_after = now - max(self.MIN_REPEAT_SECONDS, self.rtt_seconds)
        for mapped in missing:
            if self._repeats_left <= 0:
                return
            sequence_number = self.rewriter.source_sequence(mapped)
            packet = layer.repair(sequence_number, now) if sequence_number >= 0 else None
            if packet is None or self._repeated_at.get(mapped, 0.0) > again_after:
                continue
            self._repeated_at[mapped] = now
            self._repeats_left -= 1
            self.repeated += 1
            self._send_again(packet, mapped, send_time)

    def _refill(self, now: float) -> None:
        """Renews the allowance: half of what was sent since, and 160 a second."""
        earned = (self.packets - self._packets_before) // 2 + int(
            (now - self._refilled_at) * self.REPEATS_PER_SECOND
        )
        if earned:
            self._repeats_left = min(self.MAX_REPEATS, self._repeats_left + earned)
            self._packets_before, self._refilled_at = self.packets, now
        if len(self._repeated_at) > self.MAX_REPEATS:
            recent = now - 1.0
            self._repeated_at = {k: at for k, at in self._repeated_at.items() if at > recent}

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
        length = write_header(
            OUTGOING, padding, marker | kind, number, timestamp, ssrc, self._send_time_id, send_time
        )
        total = length + len(payload)
        OUTGOING[length:total] = payload
        if self._numbers.is_shifting:
            self._numbers.shift(OUTGOING, total - (len(data) - start), total)
        self._link.send(total)

    # Reports

    def send_report(self, report: rtcp.SenderReport, now: float) -> None:
        """Passes the publisher's SR on: its clock, this leg's timestamps and counts."""
        if not self.packets:
            return
        timestamp = report.rtp_timestamp + self.rewriter.timestamp_offset & 0xFFFFFFFF
        ours = rtcp.SenderReport(self.ssrc, report.ntp_time, timestamp, self.packets, self.octets)
        self._reports_sent[report.ntp_time >> 16 & 0xFFFFFFFF] = now
        if len(self._reports_sent) > self.KEPT_REPORTS:
            del self._reports_sent[next(iter(self._reports_sent))]
        self._link.send_rtcp(
            write_sender_report(ours) + write_source_description(self.ssrc, self.seat)
        )

    def take_report(self, block: rtcp.ReportBlock, now: float) -> None:
        """What the viewer says of this leg: loss, and the round trip since our last SR."""
        self.fraction_lost = block.fraction_lost / 256
        self.smoothed_loss += (self.fraction_lost - self.smoothed_loss) * LOSS_WEIGHT
        sent_at = self._reports_sent.get(block.last_sr)
        if sent_at is not None and block.last_sr:
            rtt = now - sent_at - block.delay_since_last_sr / 65536
            if 0 <= rtt < 10:
                self.rtt_seconds = rtt
                self.shortest_rtt_seconds = min(self.shortest_rtt_seconds or rtt, rtt)
