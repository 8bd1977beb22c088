"""How long Opus packets last, and what fills a hole."""

import pytest

from video.relay.core.opus import SILENCE, SILENCE_SAMPLES, fillers, packet_samples


@pytest.mark.parametrize(
    ("packet", "samples"),
    [
        (b"", 0),
        (bytes((3 << 3,)), 2880),
        (bytes((13 << 3,)), 960),
        (bytes((31 << 3,)), 960),
        (bytes((31 << 3 | 1,)), 1920),
        (bytes((31 << 3 | 3, 3)), 2880),
        (bytes((31 << 3 | 3,)), 0),
        (bytes((3 << 3 | 3, 48)), 0),
    ],
)
def test_a_packet_lasts_as_its_first_bytes_say(packet, samples):
    assert packet_samples(packet) == samples


def test_a_short_hole_is_left_to_the_decoder():
    assert fillers(1920, bytes((31 << 3 | 1, 7, 7))) == [(bytes((31 << 3,)), 960)] * 2


def test_a_long_hole_goes_on_in_silence():
    made = fillers(9600, bytes((31 << 3, 7)))

    assert made == [(bytes((31 << 3,)), 960)] * 5 + [(SILENCE, SILENCE_SAMPLES)] * 5


def test_before_the_first_word_there_is_silence():
    assert fillers(960, b"") == [(SILENCE, SILENCE_SAMPLES)]
