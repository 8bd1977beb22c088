"""What one browser sends, decrypted and told apart: the first half of the hot path."""

from collections.abc import Callable

from video.relay.core.rtp import HEADER, MIN_BYTES, find_extension, payload_start, unwrap_rtx
from video.relay.core.seats import SeatWatch
from video.relay.core.transport_cc import TransportFeedback
from video.relay.link import Link
from video.relay.media_in import Layer
from video.relay.peer_lines import PeerLines
from video.relay.srtp import INCOMING, unprotect, unprotect_rtcp


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

    def receive(self, length: int, now: float) -> None:
        """An SRTP or SRTCP packet in INCOMING. The hot path."""
        link = self.link
        context = link.receiving
        if context is None or length < MIN_BYTES or link.received_bytes > link.received_limit:
            return
        if 192 <= INCOMING[1] <= 223:
            plain = unprotect_rtcp(context, length)
            if plain:
                self.watch.heard_at = now
                link.received_bytes += length
                self._take_rtcp(bytes(INCOMING[:plain]), now)
            return
        plain = unprotect(context, length)
        if not plain:
            return
        self.watch.heard_at = now
        link.received_bytes += length
        lines = self.lines
        head = HEADER.unpack_from(INCOMING)
        # By far the most common header: no CSRC, and the transport-wide number comes first.
        if (
            head[0] & 0x1F == 0x10
            and INCOMING[16] == lines.transport_cc_head
            and INCOMING[12] == 0xBE
            and 0 < INCOMING[15] < 16
            and not INCOMING[14]
        ):
            start = 16 + 4 * INCOMING[15]
            if start > plain:
                return
            self.feedback.arrived.append((INCOMING[17] << 8 | INCOMING[18], now))
        else:
            start = payload_start(INCOMING, plain)
            if start < 0:
                return
            position = find_extension(INCOMING, lines.transport_cc_id)
            if position > 0:
                number = INCOMING[position] << 8 | INCOMING[position + 1]
                self.feedback.arrived.append((number, now))
        layer = lines.layers.get(head[4])
        if layer is not None:
            layer.receive(INCOMING, start, plain, head, now)
        else:
            self._receive_other(start, plain, head, now)

    def _receive_other(
        self, start: int, length: int, head: tuple[int, int, int, int, int], now: float
    ) -> None:
        """RTX, or the first packet of an SSRC that the offer did not name."""
        data = bytes(INCOMING[:length])
        payload_type, ssrc = head[1] & 0x7F, head[4]
        repaired = self.lines.find_repaired(data, ssrc, payload_type)
        if repaired is not None:
            layer, original_type = repaired
            packet = unwrap_rtx(data, start, payload_type=original_type, ssrc=layer.ssrc)
            if packet is not None:
                unpacked = HEADER.unpack_from(packet)
                layer.receive(packet, MIN_BYTES, len(packet), unpacked, now)
            return
        new_layer = self.lines.find_layer(data, ssrc, payload_type)
        if new_layer is not None:
            self._take_layer(new_layer)
            new_layer.receive(data, start, length, head, now)
