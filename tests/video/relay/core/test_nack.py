"""When a publisher is asked for what got lost."""

from video.relay.core.nack import NackScheduler


def test_a_lost_packet_is_asked_for_after_the_reordering_time():
    nacks = NackScheduler()
    nacks.lost(5, 7, 1.0)

    assert nacks.due(1.005, 0.1) == []
    assert nacks.due(1.011, 0.1) == [5, 6]


def test_it_is_asked_again_after_the_round_trip_but_not_before_50_ms():
    nacks = NackScheduler()
    nacks.lost(5, 6, 0.0)
    nacks.due(0.01, 0.001)

    assert nacks.due(0.05, 0.001) == []
    assert nacks.due(0.061, 0.2) == [5]
    assert nacks.due(0.2, 0.2) == []
    assert nacks.due(0.262, 0.2) == [5]


def test_a_packet_that_arrives_is_not_asked_for():
    nacks = NackScheduler()
    nacks.lost(5, 7, 0.0)

    assert nacks.arrived(5)
    assert not nacks.arrived(5)
    assert nacks.due(1.0, 0.0) == [6]


def test_it_is_given_up_after_eight_tries():
    nacks = NackScheduler()
    nacks.lost(5, 6, 0.0)

    asked = sum(len(nacks.due(n / 10, 0.0)) for n in range(1, 20))

    assert (asked, nacks.given_up, bool(nacks)) == (8, 1, False)


def test_a_gap_too_wide_to_repair_is_given_up_at_once():
    nacks = NackScheduler()
    nacks.lost(0, 1000, 0.0)

    assert (nacks.due(1.0, 0.0), nacks.given_up) == ([], 1000)


def test_no_more_than_256_are_missed_at_once():
    nacks = NackScheduler()
    for n in range(5):
        nacks.lost(n * 1000, n * 1000 + 100, 0.0)

    assert (len(nacks.due(1.0, 0.0)), nacks.given_up) == (256, 244)


def test_what_is_only_overtaken_is_waited_for_as_long_as_it_was_late_before():
    nacks = NackScheduler()
    nacks.lost(5, 6, 1.0)
    assert nacks.due(1.011, 0.5) == [5]
    nacks.overtaken(5, 1.1)

    nacks.lost(8, 9, 2.0)

    assert nacks.due(2.1, 0.5) == []
    assert nacks.due(2.111, 0.5) == [8]


def test_a_repeat_is_not_taken_for_a_late_packet():
    nacks = NackScheduler()
    nacks.lost(5, 6, 1.0)
    nacks.due(1.011, 0.5)
    nacks.arrived(5)
    nacks.overtaken(5, 1.2)

    assert nacks.reordering_seconds == NackScheduler.REORDERING_SECONDS


def test_patience_is_bounded_and_fades_when_packets_are_less_late():
    nacks = NackScheduler()
    nacks.lost(5, 6, 1.0)
    nacks.overtaken(5, 9.0)
    assert nacks.reordering_seconds == NackScheduler.MOST_REORDERING_SECONDS

    for number in range(10, 400):
        nacks.lost(number, number + 1, 10.0)
        nacks.overtaken(number, 10.001)

    assert 0.01 <= nacks.reordering_seconds < 0.012


def test_what_was_missed_before_a_keyframe_is_not_asked_for_any_more():
    nacks = NackScheduler()
    nacks.lost(5, 7, now=0.0)
    nacks.lost(9, 10, now=0.0)

    nacks.forget_before(8)

    assert nacks.due(1.0, 0.05) == [9]
    assert nacks.given_up == 0
