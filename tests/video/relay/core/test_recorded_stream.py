"""Packets become whole frames in order; a loss ends a picture until its next keyframe."""

from video.relay.core.recorded_stream import RecordedPicture, RecordedStream, read_size

KEY = b"\x00\x00\x00\x9d\x01\x2a" + bytes((64, 1, 240, 0))
INTER = b"\x01inter"
START, GOES_ON = b"\x10", b"\x00"


def picture(*packets: tuple[int, int, bool, bytes]) -> RecordedPicture:
    made = RecordedPicture(90_000)
    for number, timestamp, marker, payload in packets:
        made.add(number, timestamp, marker, payload, 1.0)
    return made


def test_sound_comes_out_in_order_once_it_is_due():
    sound = RecordedStream(48_000)
    for number, now in ((7, 1.0), (9, 1.1), (8, 1.2), (8, 1.3), (10, 5.0), (11, 5.0)):
        sound.add(number, number * 960, False, b"" if number == 11 else bytes((number,)), now)

    assert [frame.data for frame in sound.take(2.0)] == [b"\x07", b"\x08", b"\x09"]
    assert [frame.data for frame in sound.take(6.0)] == [b"\x0a"]
    assert (sound.waiting(), sound.lost) == ([], 0)


def test_what_is_missing_when_it_is_due_is_lost():
    sound = RecordedStream(48_000)
    sound.add(7, 0, False, b"a", 1.0)
    sound.add(9, 1920, False, b"c", 1.0)

    assert [frame.data for frame in sound.take(2.0)] == [b"a", b"c"]
    assert sound.lost == 1
    sound.add(8, 960, False, b"b", 2.1)
    assert sound.take(9.0) == []


def test_a_hole_is_waited_for_until_what_follows_is_due():
    sound = RecordedStream(48_000)
    sound.add(7, 0, False, b"a", 1.0)
    sound.add(9, 1920, False, b"c", 3.0)

    assert [frame.data for frame in sound.take(2.0)] == [b"a"]


def test_a_picture_is_put_together_without_its_descriptors():
    made = picture((1, 0, False, START + KEY), (2, 0, True, GOES_ON + b"more"))

    [frame] = made.take(2.0)

    assert (frame.data, frame.is_keyframe) == (KEY + b"more", True)
    assert read_size(frame.data) == (320, 240)
    assert read_size(INTER) == (0, 0)


def test_after_a_loss_nothing_is_shown_until_a_keyframe():
    made = picture(
        (1, 0, True, START + KEY),
        (3, 6000, True, START + INTER),
        (4, 9000, True, START + KEY),
        (5, 12000, True, START + INTER),
    )

    assert [frame.data for frame in made.take(2.0)] == [KEY, KEY, INTER]
    assert made.wants_keyframe
    assert made.nacks.due(2.0, 0.1) == [0x10002]


def test_a_repair_in_time_leaves_no_hole():
    made = picture(
        (1, 0, True, START + KEY), (3, 6000, True, START + INTER), (2, 3000, True, START + INTER)
    )

    assert [frame.data for frame in made.take(2.0)] == [KEY, INTER, INTER]
    assert not made.nacks


def test_half_a_picture_and_broken_descriptors_are_left_out():
    made = picture((1, 0, True, GOES_ON + KEY), (2, 0, True, b"\x80"), (3, 9, True, START))

    assert made.take(2.0) == []
