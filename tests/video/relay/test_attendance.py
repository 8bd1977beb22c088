"""Evidence of attendance: media for thirty seconds, of somebody who is there."""

from types import SimpleNamespace
from typing import Any

import pytest

from video.relay import attendance
from video.relay.core.seats import SeatWatch
from video.relay.events import MediaReceived
from video.relay.messages import May
from video.relay.seat import Seat


@pytest.mark.parametrize(("heard_at", "told"), [(30.9, ["microphone"]), (20.0, [])])
def test_thirty_seconds_of_media_count_unless_it_is_silent_by_now(heard_at, told):
    seat = Seat(ref="s", may=May(publish=True))
    said: list[Any] = []
    announcer = SimpleNamespace(say=lambda kind, **fields: said.append((kind, fields)))
    watch = SeatWatch(0.0)
    watch.connect(0.0)
    watch.heard_at = heard_at
    track = SimpleNamespace(source="microphone", lasts=lambda now: now, packets=1500)
    peer = SimpleNamespace(
        watch=watch,
        lines=SimpleNamespace(tracks={"0": track}, layers={}, legs={}),
        link=SimpleNamespace(received_bytes=0, sent_bytes=0, is_up=True),
        gets_sound_only=False,
    )

    attendance.watch(seat, peer, announcer, 31.0)

    assert [fields["source"] for kind, fields in said if kind is MediaReceived] == told
