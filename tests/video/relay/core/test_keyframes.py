"""Keyframes are recognised, and asked for with measure."""

from hypothesis import given
from hypothesis import strategies as st

from video.relay.core.keyframes import KeyframeThrottle, is_h264_keyframe, is_vp8_keyframe


def vp8(hexadecimal: str) -> bool:
    data = bytes.fromhex(hexadecimal)
    return is_vp8_keyframe(data, 0, len(data))


def h264(hexadecimal: str) -> bool:
    data = bytes.fromhex(hexadecimal)
    return is_h264_keyframe(data, 0, len(data))


def test_vp8_keyframes_with_every_kind_of_descriptor():
    assert vp8("10 00")
    assert vp8("90 80 7f 00")  # 7-bit picture id
    assert vp8("90 80 81 23 00")  # 15-bit picture id
    assert vp8("90 e0 81 23 05 20 00")  # picture id, TL0PICIDX, TID


def test_vp8_packets_where_nobody_can_start():
    assert not vp8("10 01")  # an interframe
    assert not vp8("00 00")  # a later packet of a keyframe
    assert not vp8("11 00")  # another partition
    assert not vp8("90 80 81 23 01")
    assert not vp8("10")


def test_h264_keyframes():
    assert h264("65 88")  # IDR
    assert h264("67 42")  # SPS
    assert h264("78 00 0a 67")  # STAP-A that starts with an SPS
    assert h264("7c 85")  # first FU-A of an IDR
    assert not h264("41 9a")
    assert not h264("7c 05")  # a later FU-A
    assert not h264("78 00 0a 41")


@given(st.binary(max_size=12))
def test_no_payload_makes_them_raise(data):
    is_vp8_keyframe(data, 0, len(data))
    is_h264_keyframe(data, 0, len(data))


def test_one_request_passes_each_half_second_and_the_next_waits():
    throttle = KeyframeThrottle()
    sent = []
    for tenth in range(12):
        throttle.want()
        sent.append(throttle.due(tenth / 10))

    assert [n for n, passed in enumerate(sent) if passed] == [0, 5, 10]


def test_a_keyframe_that_comes_ends_the_wish():
    throttle = KeyframeThrottle()
    throttle.want()
    throttle.forget()

    assert not throttle.due(1.0)
