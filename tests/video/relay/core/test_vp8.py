"""VP8 numbers go on when a leg changes what it shows."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from video.relay.core.vp8 import Vp8Numbers, read_descriptor, read_height


def packet(picture_id: int, tl0: int, *, key: bool = False) -> bytes:
    """A 15-bit PictureID, TL0PICIDX, TID, then the first byte of the payload header."""
    head = bytes((0x90, 0xE0, 0x80 | picture_id >> 8, picture_id & 0xFF, tl0, 0x20))
    return head + bytes((0 if key else 1,)) + b"rest"


def numbers_of(data: bytes) -> tuple[int, int]:
    found = read_descriptor(data, 0, len(data))
    assert found is not None
    return found.picture_id, found.tl0


def shifted(numbers: Vp8Numbers, data: bytes) -> bytes:
    buffer = bytearray(data)
    numbers.shift(buffer, 0, len(buffer))
    return bytes(buffer)


def test_a_descriptor_is_read():
    data = packet(0x1234, 7)

    assert read_descriptor(data, 0, len(data)) == (0x1234, 2, 7, 4, 6)


def test_a_descriptor_without_numbers_has_none():
    assert read_descriptor(b"\x10\x00", 0, 2) == (-1, -1, -1, -1, 1)
    assert read_descriptor(b"\x90\x80\x05\x00", 0, 4) == (-1, -1, -1, -1, 3)  # a 7-bit id


def test_the_height_is_that_of_a_keyframe():
    key = bytes.fromhex("10 100201 9d012a 8002 e001") + bytes(4)

    assert read_height(key, 0, len(key)) == 480
    assert read_height(b"\x10\x01" + key[2:], 0, len(key)) == 0
    assert read_height(key[:8], 0, 8) == 0


def test_the_first_source_is_not_shifted():
    numbers = Vp8Numbers()
    numbers.follow(None, read_descriptor(packet(500, 9), 0, 11))

    assert not numbers.is_shifting


def test_a_second_source_follows_the_first():
    numbers = Vp8Numbers()
    last = read_descriptor(packet(0x7FFF, 255), 0, 11)
    assert last is not None
    numbers.follow(numbers.last_sent(last), read_descriptor(packet(500, 9, key=True), 0, 11))

    assert numbers.is_shifting
    assert numbers_of(shifted(numbers, packet(500, 9))) == (0, 0)
    assert numbers_of(shifted(numbers, packet(501, 10))) == (1, 1)
    assert shifted(numbers, packet(501, 10))[6:] == packet(501, 10)[6:]


@given(
    st.lists(st.tuples(st.integers(0, 0x7FFF), st.integers(0, 255)), min_size=2, max_size=6),
    st.integers(1, 20),
)
def test_over_any_switches_numbers_rise_by_one(sources, frames):
    numbers, last, sent = Vp8Numbers(), None, []
    for picture_id, tl0 in sources:
        numbers.follow(last, read_descriptor(packet(picture_id, tl0), 0, 11))
        for n in range(frames):
            data = packet((picture_id + n) & 0x7FFF, (tl0 + n) & 0xFF)
            sent.append(numbers_of(shifted(numbers, data)))
            newest = read_descriptor(data, 0, len(data))
            assert newest is not None
            last = numbers.last_sent(newest)

    steps = [((b[0] - a[0]) & 0x7FFF, (b[1] - a[1]) & 0xFF) for a, b in itertools.pairwise(sent)]
    assert set(steps) <= {(1, 1)}


@given(st.binary(max_size=12))
def test_no_bytes_make_the_reader_raise(data):
    read_descriptor(data, 0, len(data))
    read_height(data, 0, len(data))
    Vp8Numbers().shift(bytearray(data), 0, len(data))


def test_what_a_packet_does_not_carry_is_not_shifted():
    numbers = Vp8Numbers()
    bare = bytes((0x10, 0, 1, 2))
    first = read_descriptor(bare, 0, len(bare))

    numbers.follow((5, 6), first)
    assert not numbers.is_shifting

    numbers.follow((5, 6), read_descriptor(packet(1, 1), 0, 10))
    assert shifted(numbers, bare) == bare


def test_what_is_no_descriptor_is_left_as_it_is():
    numbers = Vp8Numbers()

    assert shifted(numbers, b"") == b""
