"""Whether somebody is there: states of a seat, evidence of attendance, figures each ten seconds."""

from collections.abc import Callable
from dataclasses import asdict

from video.relay.announcer import Announcer
from video.relay.core.seats import SeatState, SeatWatch
from video.relay.events import (
    Event,
    Figures,
    MediaReceived,
    SeatConnected,
    SeatLost,
    SeatWeak,
    SoundOnly,
)
from video.relay.peer import Peer
from video.relay.seat import Seat

# Media that has come for this long is evidence of attendance.
ATTENDED_SECONDS = 30.0
_STATE_EVENTS: dict[SeatState, Callable[..., Event]] = {
    SeatState.CONNECTED: SeatConnected,
    SeatState.WEAK: SeatWeak,
    SeatState.LOST: SeatLost,
}


def watch(seat: Seat, peer: Peer, announcer: Announcer, now: float) -> None:
    """Says what is new of the seat's connection. Call it four times a second."""
    state = peer.watch.check(now, peer.link.received_bytes)
    if state is not None:
        announcer.say(_STATE_EVENTS[state], seat=seat.ref)
    # Somebody who is silent now gives no evidence, however long ago they began.
    tracks = peer.lines.tracks.values() if peer.watch.state is SeatState.CONNECTED else ()
    for track in tracks:
        if track.source not in seat.attended and track.lasts(now) >= ATTENDED_SECONDS:
            seat.attended.add(track.source)
            announcer.say(MediaReceived, seat=seat.ref, source=track.source, packets=track.packets)
    if peer.gets_sound_only != seat.told_sound_only:
        seat.told_sound_only = peer.gets_sound_only
        announcer.say(SoundOnly, seat=seat.ref, on=peer.gets_sound_only)
    measured = seat.figures.measure(peer, now)
    if measured is not None:
        announcer.say(Figures, seat=seat.ref, **asdict(measured))


def is_given_up(seat: Seat, now: float) -> bool:
    """True when nobody has been there for two minutes: the place is free again.

    Call it as often as `watch`.
    """
    if seat.peer is not None:
        seat.empty_since = None
        return seat.peer.watch.is_hopeless(now)
    if seat.empty_since is None:
        seat.empty_since = now
    return now - seat.empty_since > SeatWatch.HOPELESS_AFTER_SECONDS
