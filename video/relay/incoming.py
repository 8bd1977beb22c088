"""What one browser sends, decrypted and told apart: the first half of the hot path."""

from collections.abc import Callable

from video.relay.core.rtp import (
    HEADER,
    MIN_BYTES,
    Header,
    find_extension,
    payload_start,
    unwrap_rtx,
)
from video.relay.core.seats import SeatWatch
from video.relay.core.transport_cc import TransportFeedback
from video.relay.link import Link
from video.relay.media_in import Layer
from video.relay.peer_lines import PeerLines
from video.relay.srtp import LENGTH, LENGTH_POINTER, Slot, srtp_unprotect, unprotect_rtcp


class Incoming:
    """Hands each packet to its layer. RTCP and layers that are new go to the peer."""

    def __init__(
        self,
        *,
        link: Link,
        lines: PeerLines,
        watch: SeatWatch,
        take_rtcp: Callable[[bytes, float], None],
        take_layer: Callable[[Layer], None],
    ) -> None:
        self.link = link
        self.lines = lines
        self.watch = watch
        self.feedback = TransportFeedback()
        self._take_rtcp = take_rtcp
        self._take_layer = take_layer

    def receive(self, slot: Slot, length: int, now: float, arrived_at: float) -> None:
        """An SRTP or SRTCP packet in the slot. The hot path."""
        link = self.link
        context = link.receiving
        if context is None or length < MIN_BYTES or link.received_bytes > link.received_limit:
            return
        data = slot.data
        if 192 <= data[1] <= 223:
            plain = unprotect_rtcp(context, length, slot)
            if plain:
                self.watch.heard_at = now
                link.received_bytes += length
                self._take_rtcp(bytes(data[:plain]), now)
            return
        LENGTH[0] = length
        if srtp_unprotect(context, slot.pointer, LENGTH_POINTER):
            return  # forged, replayed or broken
        plain = LENGTH[0]
        self.watch.heard_at = now
        link.received_bytes += length
        lines = self.lines
        head = HEADER.unpack_from(data)
        # By far the most common header: no CSRC, and the transport-wide number comes first.
        if (
            head[0] & 0x1F == 0x10
            and data[16] == lines.transport_cc_head
            and data[12] == 0xBE
            and 0 < data[15] < 16
            and not data[14]
        ):
            start = 16 + 4 * data[15]
            if start > plain:
                return
            self.feedback.numbers.append(data[17] << 8 | data[18])
            self.feedback.times.append(arrived_at)
        else:
            start = payload_start(data, plain)
            if start < 0:
                return
            position = find_extension(data, lines.transport_cc_id)
            if position > 0:
                self.feedback.numbers.append(data[position] << 8 | data[position + 1])
                self.feedback.times.append(arrived_at)
        layer = lines.layers.get(head[4])
        if layer is not None:
            layer.receive(slot, start, plain, head, now)
        else:
            self._receive_other(slot, start, plain, head, now)

    def _receive_other(self, slot: Slot, start: int, length: int, head: Header, now: float) -> None:
        """RTX, or the first packet of an SSRC that the offer did not name."""
        data = bytes(slot.data[:length])
        payload_type, ssrc = head[1] & 0x7F, head[4]
        repaired = self.lines.find_repaired(data, ssrc, payload_type)
        if repaired is not None:
            layer, original_type = repaired
            packet = unwrap_rtx(data, start, payload_type=original_type, ssrc=layer.ssrc)
            if packet is not None:
                slot.data[: len(packet)] = packet
                layer.receive_repeat(slot, len(packet), HEADER.unpack_from(packet), now)
            return
        new_layer = self.lines.find_layer(data, ssrc, payload_type)
        if new_layer is not None:
            self._take_layer(new_layer)
            new_layer.receive(slot, start, length, head, now)
