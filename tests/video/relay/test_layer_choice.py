"""Which simulcast layer a viewer gets."""

import pytest

from video.relay.core.sdp import Codec
from video.relay.layer_choice import allot, choose_layer, follow, height_for
from video.relay.link import Link
from video.relay.media_out import Leg
from video.relay.track import Track

RATES = {"q": (180, 100_000), "h": (360, 300_000), "f": (720, 1_200_000)}


@pytest.fixture
def track() -> Track:
    made = Track(
        mid="0", source="camera", kind="video", codecs=(Codec("vp8", 96, 90000),), owner="anna"
    )
    made.rids = ("q", "h", "f")
    for ssrc, (rid, (height, bps)) in enumerate(RATES.items()):
        layer = made.add_layer(ssrc, rid)
        layer.height, layer.rate.bps = height, bps
    return made


@pytest.fixture
def leg() -> Leg:
    return Leg(mid="1", kind="video", link=Link(), clock_rate=90000)


def chosen(leg: Leg, track: Track, height: int, share_bps: float | None) -> str | None:
    layer = choose_layer(leg, track, height=height, share_bps=share_bps)
    return None if layer is None else layer.rid


def test_who_looks_at_many_pictures_gets_small_ones():
    assert [height_for(n) for n in (1, 2, 4, 5, 11)] == [10_000, 360, 360, 200, 200]


def test_the_smallest_that_looks_sharp_at_the_height_it_is_shown(leg, track):
    heights = (90, 180, 240, 250, 400, 480, 500, 720)

    assert [chosen(leg, track, height, None) for height in heights] == list("qqqhhhff")


def test_the_largest_that_fits_with_room_to_spare(leg, track):
    shares = (50_000, 300_000, 400_000, 1_300_000, 1_600_000)

    assert [chosen(leg, track, 10_000, bps) for bps in shares] == list("qqhhf")


def test_a_layer_that_stopped_flowing_is_left(leg, track):
    track.layers["f"].rate.bps = 0
    assert chosen(leg, track, 10_000, None) == "h"

    for layer in track.layers.values():
        layer.rate.bps = 0
    assert chosen(leg, track, 10_000, None) is None


def test_going_up_waits_two_seconds_and_going_down_does_not(leg, track):
    leg.attach(track.layers["q"])
    leg.switched_at = 10.0

    follow(leg, pictures=1, share_bps=None, now=11.0)
    assert leg.target is track.layers["q"]
    follow(leg, pictures=1, share_bps=None, now=12.0)
    assert leg.target is track.layers["f"]
    follow(leg, pictures=1, share_bps=150_000, now=12.1)
    assert leg.target is track.layers["q"]


def test_the_page_may_say_how_high_it_shows_a_picture(leg, track):
    leg.attach(track.layers["q"])
    leg.max_height = 400

    follow(leg, pictures=11, share_bps=None, now=12.0)

    assert leg.target is track.layers["h"]


def test_every_picture_gets_its_least_before_the_largest_gets_more(track):
    small, large = (Leg(mid=mid, kind="video", link=Link(), clock_rate=90000) for mid in "12")
    small.max_height, large.max_height = 150, 700
    for leg in (small, large):
        leg.attach(track.layers["q"])

    assert allot([small, large], 150_000) == {large: 100_000, small: 50_000}
    assert allot([small, large], 1_600_000) == {large: 1_500_000, small: 100_000}
    assert chosen(large, track, 700, 1_400_000) == "h"
    assert chosen(large, track, 700, 1_500_000) == "f"


def test_what_is_left_over_is_shared_evenly(track):
    legs = [Leg(mid=mid, kind="video", link=Link(), clock_rate=90000) for mid in "12"]
    for leg in legs:
        leg.max_height = 150
        leg.attach(track.layers["q"])

    assert allot(legs, 1_000_000) == dict.fromkeys(legs, 500_000)
