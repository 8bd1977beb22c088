"""What a peer is told on time: congestion feedback, reports, NACKs and keyframe requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from video.relay.core.rtcp_writing import (
    write_nack,
    write_pli,
    write_receiver_report,
    write_source_description,
)

if TYPE_CHECKING:
    from video.relay.peer import Peer

REPORT_SECONDS = 1.0
# While a sender's estimate rises, feedback each 50 ms (docs/relay.md, 5); then each 100 ms, as
# browsers do among themselves: it costs as much as forwarding a packet.
RAMP_UP_SECONDS = 5.0
FAST_SECONDS = 0.05
SLOW_SECONDS = 0.1
_MAX_NACKS = 200  # per packet and layer, so that the compound fits a datagram


def write_feedback(peer: Peer, now: float) -> None:
    """Transport-wide feedback, and receiver reports each second. Called each 50 ms."""
    compound = b""
    layers = peer.lines.layers
    if now - peer.reported_at >= REPORT_SECONDS:
        peer.reported_at = now
        compound = _write_reports(peer, now)
        for layer in layers.values():
            if layer.cache is not None:
                layer.cache.prune(now)
    if layers and now >= peer.feedback_due_at:
        young = now - peer.connected_at < RAMP_UP_SECONDS
        # Half a tick early, or every beat that is late by a hair would cost a whole one.
        peer.feedback_due_at = now + (FAST_SECONDS if young else SLOW_SECONDS) - 0.025
        feedback = peer.feedback.write(peer.ssrc, next(iter(layers)), now)
        if feedback is not None:
            compound += feedback
    if compound:
        peer.link.send_rtcp(compound)


def _write_reports(peer: Peer, now: float) -> bytes:
    live = [layer for layer in peer.lines.layers.values() if layer.is_live()]
    if not live:
        return b""
    blocks = [layer.report_block(now) for layer in live]
    return write_receiver_report(peer.ssrc, blocks) + write_source_description(
        peer.ssrc, f"relay-{peer.ssrc:08x}"
    )


def write_repairs(peer: Peer, now: float) -> bool:
    """Sends NACKs and keyframe requests that are due now; True when more will be due."""
    compound = b""
    unfinished = False
    for layer in peer.lines.layers.values():
        if layer.nacks:
            missing = layer.nacks.due(now, peer.rtt_seconds)
            if missing:
                compound += write_nack(peer.ssrc, layer.ssrc, missing[:_MAX_NACKS])
        layer.watch_repairs(now)
        if layer.waiting and layer.cache is not None:
            layer.throttle.want()
        if layer.throttle.due(now):
            compound += write_pli(peer.ssrc, layer.ssrc)
        unfinished = unfinished or layer.is_unfinished
    if compound:
        # RFC 5506 lets feedback go without a report in front: rtcp-rsize is in every answer.
        peer.link.send_rtcp(compound)
    return unfinished
