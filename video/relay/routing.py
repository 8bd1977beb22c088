"""Who receives what: every leg of a call is connected to the track it wants and may have."""

from collections.abc import Mapping

from video.relay.media_out import Leg
from video.relay.peer import Peer
from video.relay.seat import Seat
from video.relay.track import Track


def route(seats: Mapping[str, Seat]) -> None:
    """Brings all legs in line with seats, permissions, mutes and tracks as they are now."""
    for seat in seats.values():
        for peer in seat.peers():
            _route_peer(seats, seat, peer)


def _route_peer(seats: Mapping[str, Seat], viewer: Seat, peer: Peer) -> None:
    for leg in peer.lines.legs.values():
        track = _find_track(seats, viewer, leg)
        if track is None or not track.layers:
            leg.detach()
        elif leg.track is not track:
            # The smallest layer shows something soonest; bandwidth.share chooses a better one.
            leg.detach()
            leg.attach(track.ordered_layers()[0])


def _find_track(seats: Mapping[str, Seat], viewer: Seat, leg: Leg) -> Track | None:
    publisher = seats.get(leg.seat)
    if publisher is None or not viewer.may.receive or not leg.is_ready:
        return None
    if publisher is viewer and not viewer.may.receive_self:
        return None
    return publisher.find_track(leg.source)
