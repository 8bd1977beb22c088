"""A published picture that loses packets, with the time as an argument."""

import struct
from collections.abc import Iterator

from video.relay.core.sdp import Codec
from video.relay.media_in import Layer
from video.relay.srtp import Slot
from video.relay.track import Track

VP8 = Codec("vp8", 96, 90_000)
KEYFRAME = bytes.fromhex("10 00") + b"key"
INTERFRAME = bytes.fromhex("10 01") + b"inter"
HEAD_BYTES = 12


class Viewer:
    """Somebody who looks at the layer."""

    def forward(self, *_packet: object) -> None:
        """Nothing is sent anywhere."""


def watched_layer() -> Layer:
    track = Track(mid="0", source="camera", kind="video", codecs=(VP8,), owner="anna")
    layer = track.add_layer(1)
    receive(layer, 100, KEYFRAME, at=0.0)  # says which codec it is
    layer.viewers, layer.waiting = (Viewer(),), ()  # type: ignore[assignment]
    layer.throttle.forget()
    receive(layer, 101, KEYFRAME, at=0.0)
    return layer


def receive(layer: Layer, number: int, payload: bytes, *, at: float) -> None:
    slot, end = Slot(), HEAD_BYTES + len(payload)
    head = (0x80, 0x80 | VP8.payload_type, number, 0, 1)
    slot.data[:end] = struct.pack("!BBHII", *head) + payload
    layer.receive(slot, HEAD_BYTES, end, head, at)


def asked(layer: Layer, *, since: float, until: float) -> Iterator[tuple[float, object]]:
    """What is asked of the publisher, looking every 10 ms."""
    for step in range(round(since * 100), round(until * 100)):
        now = step / 100
        if layer.nacks and (missing := layer.nacks.due(now, 0.05)):
            yield now, [number & 0xFFFF for number in missing]
        layer.watch_repairs(now)
        if layer.throttle.due(now):
            yield now, "keyframe"


def test_a_packet_that_never_comes_is_asked_for_and_then_a_keyframe():
    layer = watched_layer()
    receive(layer, 103, INTERFRAME, at=0.0)

    words = [what for _at, what in asked(layer, since=0, until=1)]

    assert words == [[102]] * 8 + ["keyframe"]
    assert layer.is_unfinished


def test_a_keyframe_that_came_ends_all_asking():
    layer = watched_layer()
    receive(layer, 103, INTERFRAME, at=0.0)
    assert [what for _at, what in asked(layer, since=0, until=1)][-1] == "keyframe"
    receive(layer, 105, INTERFRAME, at=1.0)

    receive(layer, 106, KEYFRAME, at=1.0)

    assert list(asked(layer, since=1, until=5)) == []
    assert not layer.is_unfinished


def test_a_picture_that_nobody_looks_at_any_more_is_not_mended():
    layer = watched_layer()
    receive(layer, 103, INTERFRAME, at=0.0)
    assert list(asked(layer, since=0, until=0.5))
    layer.viewers = ()

    assert "keyframe" not in [what for _at, what in asked(layer, since=0.5, until=3)]
    assert not layer.is_unfinished
