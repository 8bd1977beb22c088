"""Whether somebody is there: states of a seat, evidence of attendance, figures each ten seconds."""

from collections.abc import Callable
from dataclasses import asdict

from video.relay.announcer import Announcer
from video.relay.core.seats import SeatState
from video.relay.events import (
    Event,
    Figures,
    MediaReceived,
    SeatConnected,
    SeatLost,
    SeatWeak,
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
    state = peer.watch.check(now)
    if state is not None:
        announcer.say(_STATE_EVENTS[state], seat=seat.ref)
    for track in peer.lines.tracks.values():
        if track.source not in seat.attended and track.lasts(now) >= ATTENDED_SECONDS:
            seat.attended.add(track.source)
            announcer.say(MediaReceived, seat=seat.ref, source=track.source, packets=track.packets)
    measured = seat.figures.measure(peer, now)
    if measured is not None:
        announcer.say(Figures, seat=seat.ref, **asdict(measured))
