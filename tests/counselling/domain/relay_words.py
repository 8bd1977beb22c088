"""What a relay says of a seat, written the way the call_events process does."""

import datetime as dt

from counselling.domain import sessions
from counselling.enums import ParticipantRole
from counselling.models import CounsellingSession
from video.call_events import record_event
from video.relay.events import MediaReceived, SeatConnected, SeatLeft, SeatLost

EVENTS = {"connected": SeatConnected, "lost": SeatLost}


def relay_says(session: CounsellingSession, role: ParticipantRole, kind: str) -> None:
    """Write an event the way the call_events process does."""
    seat = sessions.seat_of(session, role)
    number = seat.call.events.count() + 1
    common = {"call": seat.call.ref, "epoch": 1, "sequence": number, "worker": "relay-1"}
    at = dt.datetime.now(dt.UTC).timestamp()
    if kind == "media":
        event = MediaReceived(**common, at=at, seat=seat.ref, source="microphone", packets=1500)
    elif kind == "left":
        event = SeatLeft(**common, at=at, seat=seat.ref, reason="left")
    else:
        event = EVENTS[kind](**common, at=at, seat=seat.ref)
    assert record_event(event) is not None
