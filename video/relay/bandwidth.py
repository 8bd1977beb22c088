"""Shares what each viewer can take among what it watches, and tells publishers their limit.

With one viewer its limit goes to the publisher as a REMB. With several a publisher is held to
what the best of them can take, so that one bad network does not spoil the picture of all; whose
limit is far below that gets sound only, until it fits again. So does anybody to whom not even the
least picture gets through.
"""

from collections.abc import Iterable

from video.relay.core.rtcp_writing import write_remb
from video.relay.layer_choice import allot, follow
from video.relay.media_in import Layer
from video.relay.media_out import Leg
from video.relay.peer import Peer
from video.relay.peer_reports import is_queueing

SOUND_BPS = 60_000
PICTURE_FLOOR_BPS = 150_000  # below it encoders stop making frames
NO_LIMIT_BPS = 50_000_000


def share(peers: Iterable[Peer], now: float) -> None:
    """Brings limits, pauses and REMBs up to date. Call it four times a second."""
    everybody = [peer for peer in peers if peer.link.is_up]
    shares: dict[Leg, float] = {}
    for peer in everybody:
        peer.measure(now)
        loss = max((leg.own_loss for leg in peer.lines.legs.values()), default=0.0)
        peer.downlink.watch(peer.pictures_rate.bps, now, queueing=is_queueing(peer), loss=loss)
        peer.downlink.grow(now)
        _open_or_close(peer, now)
        shares.update(_share_of(peer))
    for peer in everybody:
        pictures = _pictures_of(peer)
        for leg in pictures:
            follow(leg, pictures=len(pictures), share_bps=shares.get(leg), now=now)
    for peer in everybody:
        limits = [_limit_layer(layer, shares, now) for layer in peer.lines.layers.values()]
        _tell_publisher(peer, [limit for limit in limits if limit is not None])
    for peer in everybody:
        pictures = _pictures_of(peer)
        peer.gets_sound_only = bool(pictures) and all(leg.paused for leg in pictures)


def _pictures_of(peer: Peer) -> list[Leg]:
    return [leg for leg in peer.lines.legs.values() if leg.kind == "video" and leg.track]


def _open_or_close(peer: Peer, now: float) -> None:
    """Sound only for a viewer who gets nothing through, and pictures again after a while."""
    was_open = peer.gate.is_open
    is_open = peer.gate.judge(now, starving=peer.downlink.is_starving)
    for leg in _pictures_of(peer):
        if not is_open:
            leg.pause(now)
        elif not was_open:
            leg.resume()
    if not is_open:
        peer.downlink.rest(now)


def _share_of(peer: Peer) -> dict[Leg, float]:
    """The viewer's limit divided among its pictures, after the sound: evenly, or by size."""
    limit = peer.downlink.limit_bps
    if limit is None:
        return {}
    legs = [leg for leg in peer.lines.legs.values() if leg.layer is not None]
    pictures = [leg for leg in legs if leg.kind == "video"]
    budget = max(limit - SOUND_BPS * (len(legs) - len(pictures)), 0)
    if any(leg.track and len(leg.track.layers) > 1 for leg in pictures):
        return allot(pictures, budget)
    return {leg: budget / len(pictures) for leg in pictures}


def _limit_layer(layer: Layer, shares: dict[Leg, float], now: float) -> float | None:
    """What the layer may use: None for no limit. Pauses legs that cannot take it."""
    viewers = layer.viewers
    if not viewers or layer.cache is None:
        return None
    wanted = [shares.get(leg) for leg in viewers]
    if len(viewers) > 1 or len(layer.track.layers) > 1:
        for leg, bps in zip(viewers, wanted, strict=True):
            leg.pause_while_too_much(layer.rate.bps, bps, now)
    limits = [bps for bps in wanted if bps is not None]
    if len(layer.track.layers) > 1:
        return None  # viewers choose among its layers instead
    return max(*limits, PICTURE_FLOOR_BPS) if len(limits) == len(wanted) else None


def _tell_publisher(peer: Peer, limits: list[float]) -> None:
    """A REMB with the sum; one last one when the limit is gone."""
    if not limits and not peer.was_limited:
        return
    peer.was_limited = bool(limits)
    bps = int(sum(limits)) + SOUND_BPS if limits else NO_LIMIT_BPS
    peer.link.send_rtcp(write_remb(peer.ssrc, bps, list(peer.lines.layers)))
