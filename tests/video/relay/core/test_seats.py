"""Silence becomes weak after 3 s (in the midst of media sooner) and lost within 8 s."""

from video.relay.core.seats import SeatState, SeatWatch


def test_silence_becomes_weak_then_lost_and_each_is_told_once():
    watch = SeatWatch(0.0)
    watch.connect(0.0)

    told = [watch.check(now) for now in (2.9, 3.0, 5.0, 7.5, 20.0)]

    assert told == [None, SeatState.WEAK, None, SeatState.LOST, None]


def test_a_packet_brings_the_seat_back():
    watch = SeatWatch(0.0)
    watch.connect(0.0)
    watch.check(9.0)
    watch.heard_at = 10.0

    assert watch.check(10.1) is SeatState.CONNECTED


def test_before_it_is_connected_silence_does_not_count():
    assert SeatWatch(0.0).check(100.0) is None


def test_a_closed_connection_is_lost_at_once_and_told_once():
    watch = SeatWatch(0.0)
    watch.connect(0.0)

    assert (watch.lose(), watch.lose()) == (True, False)


def test_after_two_minutes_a_lost_connection_is_given_up():
    watch = SeatWatch(0.0)
    watch.connect(0.0)
    watch.check(8.0)

    assert (watch.is_hopeless(117.0), watch.is_hopeless(119.0)) == (False, True)


def test_silence_in_the_midst_of_media_is_told_sooner():
    told = []
    for step in (10, 1500):
        watch = SeatWatch(0.0)
        watch.connect(0.0)
        for tick in range(1, 5):
            watch.heard_at = tick / 4
            watch.check(tick / 4, received_bytes=tick * step)
        told.append([watch.check(now, received_bytes=4 * step) for now in (3.3, 3.5, 4.1)])

    assert told == [[None, None, SeatState.WEAK], [None, SeatState.WEAK, None]]
