"""A leg's numbers go on without a gap, whatever feeds it."""

from hypothesis import given
from hypothesis import strategies as st

from video.relay.core.rewriter import Rewriter


def make(first_sequence: int = 100, first_timestamp: int = 5000) -> Rewriter:
    return Rewriter(
        clock_rate=90000, first_sequence=first_sequence, first_timestamp=first_timestamp
    )


def test_the_first_packet_gets_the_first_number():
    rewriter = make()
    rewriter.start(7, 90, 0.0)

    assert rewriter.map(7, 90, 0.0) == 100
    assert (90 + rewriter.timestamp_offset) & 0xFFFFFFFF == 5000


def test_a_second_source_goes_on_one_number_later_and_by_the_time_that_passed():
    rewriter = make()
    rewriter.start(7, 90, 0.0)
    rewriter.map(7, 90, 0.0)
    rewriter.map(8, 3090, 0.03)

    rewriter.start(60_000, 123_456, 1.03)

    assert rewriter.map(60_000, 123_456, 1.03) == 102
    assert (123_456 + rewriter.timestamp_offset) & 0xFFFFFFFF == 5000 + 3000 + 90_000


def test_after_a_pause_the_timestamps_of_a_source_go_on_whatever_the_network_delays():
    rewriter = make()
    rewriter.start(7, 90, 0.0, source=1)
    rewriter.map(7, 90, 0.0)

    rewriter.start(300, 450_090, 5.2, source=1)  # 5 s later, and 0.2 s late

    assert rewriter.map(300, 450_090, 5.2) == 101
    assert (450_090 + rewriter.timestamp_offset) & 0xFFFFFFFF == 5000 + 450_000


def test_a_source_whose_timestamps_began_anew_goes_on_by_the_time_that_passed():
    rewriter = make()
    rewriter.start(7, 90_000, 0.0, source=1)
    rewriter.map(7, 90_000, 0.0)

    rewriter.start(8, 10, 1.0, source=1)

    assert (10 + rewriter.timestamp_offset) & 0xFFFFFFFF == 5000 + 90_000


def test_a_packet_from_before_the_start_is_dropped():
    rewriter = make()
    rewriter.start(1000, 0, 0.0)

    assert rewriter.map(999, 0, 0.0) == -1
    assert rewriter.source_sequence(99) == -1


def test_the_guard_ends_before_half_a_circle():
    rewriter = make(0)
    rewriter.start(0, 0, 0.0)

    numbers = [rewriter.map(n & 0xFFFF, n, n / 1000) for n in range(0, 0x18000, 500)]

    assert -1 not in numbers


def test_a_number_on_the_leg_is_traced_to_its_source():
    rewriter = make()
    rewriter.start(65_535, 0, 0.0)

    assert rewriter.source_sequence(rewriter.map(3, 0, 0.0)) == 3


@given(
    first=st.integers(0, 0xFFFF),
    runs=st.lists(
        st.tuples(st.integers(0, 0xFFFF), st.integers(0, 0xFFFFFFFF), st.integers(1, 40)),
        min_size=1,
        max_size=6,
    ),
)
def test_numbers_never_jump_and_timestamps_never_go_back(first, runs):
    rewriter = make(first)
    now, expected, newest = 10.0, first, None
    for sequence_number, timestamp, count in runs:
        rewriter.start(sequence_number, timestamp, now)
        for n in range(count):
            number = (sequence_number + n) & 0xFFFF
            stamp = (timestamp + n * 3000) & 0xFFFFFFFF
            assert rewriter.map(number, stamp, now) == expected
            sent = (stamp + rewriter.timestamp_offset) & 0xFFFFFFFF
            if newest is not None:
                assert 0 < (sent - newest) & 0xFFFFFFFF < 0x80000000
            newest, expected, now = sent, (expected + 1) & 0xFFFF, now + 1 / 30


@given(st.permutations(range(12)))
def test_reordering_and_gaps_stay_as_they_were(order):
    rewriter = make(65_530)
    rewriter.start(1000, 0, 0.0)

    mapped = [rewriter.map(1000 + n, 0, 0.0) for n in order]

    assert mapped == [(65_530 + n) & 0xFFFF for n in order]
