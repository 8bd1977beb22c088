"""What a peer says in RTCP: sender reports, loss, NACKs, keyframe requests, its estimate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from video.relay.core import rtcp
from video.relay.core.opus import SAMPLE_RATE
from video.relay.core.rtp import abs_send_time

if TYPE_CHECKING:
    from video.relay.peer import Peer


QUEUE_SECONDS = 0.15
# A single round trip on a way that jitters says little: so many times the jitter it may be longer.
JITTERS = 3


def take_rtcp(peer: Peer, data: bytes, now: float) -> None:
    """Does what each packet of the compound asks for; what concerns nobody here is ignored."""
    lines = peer.lines
    for packet in rtcp.read_compound(data):
        if isinstance(packet, rtcp.SenderReport):
            layer = lines.layers.get(packet.ssrc)
            if layer is not None:
                layer.keep_report(packet, now)
            _take_blocks(peer, packet.reports, now)
        elif isinstance(packet, rtcp.ReceiverReport):
            _take_blocks(peer, packet.reports, now)
        elif isinstance(packet, rtcp.Nack):
            leg = lines.legs_by_ssrc.get(packet.media_ssrc)
            if leg is not None and peer.downlink.has_room(peer.sent_rate.bps):
                leg.repeat(packet.sequence_numbers, now, abs_send_time(now))
        elif isinstance(packet, rtcp.PictureLoss):
            leg = lines.legs_by_ssrc.get(packet.media_ssrc)
            if leg is not None and leg.layer is not None:
                leg.layer.want_keyframe()
        elif isinstance(packet, rtcp.Remb):
            sent_bps, queueing = peer.pictures_rate.bps, is_queueing(peer)
            if peer.downlink.take_estimate(packet.bitrate_bps, sent_bps, now, queueing=queueing):
                peer.owner.peer_limited(peer, now)


def is_queueing(peer: Peer) -> bool:
    """True when what it receives waits on the way. Loss alone says nothing: radio loses too."""
    legs = peer.lines.legs.values()
    waited = max((leg.reports.queueing_seconds for leg in legs), default=0.0)
    # Of the sound, which is sent evenly: the last packets of a picture always wait for the first.
    jitter = max((leg.reports.jitter for leg in legs if leg.kind == "audio"), default=0)
    return waited > QUEUE_SECONDS + JITTERS * jitter / SAMPLE_RATE


def _take_blocks(peer: Peer, blocks: tuple[rtcp.ReportBlock, ...], now: float) -> None:
    for block in blocks:
        leg = peer.lines.legs_by_ssrc.get(block.ssrc)
        if leg is not None:
            leg.reports.take(block, now)
            if leg.kind == "video":
                peer.downlink.take_loss(leg.own_loss, peer.sent_rate.bps, now)
