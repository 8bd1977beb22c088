"""Tells what happens in a call, numbered, so that it is written once (protocol: call events)."""

import time
from collections.abc import Callable
from typing import Any

from video.relay.events import Event, TracksChanged
from video.relay.seat import Host, Seat


class Announcer:
    """One per call and epoch."""

    def __init__(self, call: str, epoch: int, host: Host) -> None:
        self._call = call
        self._epoch = epoch
        self._host = host
        self._sequence = 0

    def say(self, kind: Callable[..., Event], **fields: Any) -> None:
        """Something has happened; fields are those of the event besides who, where and when."""
        self._sequence += 1
        event = kind(
            call=self._call,
            epoch=self._epoch,
            sequence=self._sequence,
            worker=self._host.name,
            at=round(time.time(), 3),
            **fields,
        )
        self._host.say(event)

    def tell_tracks(self, seat: Seat) -> None:
        """Says what the seat publishes, when that has changed."""
        tracks = seat.tracks()
        if tracks != seat.told_tracks:
            seat.told_tracks = tracks
            self.say(TracksChanged, seat=seat.ref, tracks=tracks)
