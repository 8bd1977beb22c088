"""Timestamps of two streams on one time line."""

from video.relay.core.media_clock import NTP_FRACTION, SenderClock, StreamClock, unwrap_timestamp


def test_timestamps_go_on_after_they_wrap():
    assert unwrap_timestamp(5, 0xFFFFFFFE) == 0x100000005
    assert unwrap_timestamp(0xFFFFFFFE, 0x100000005) == 0xFFFFFFFE


def test_a_report_before_the_first_packet_says_nothing():
    clock = StreamClock(90_000)

    clock.report(7 * NTP_FRACTION, 1)

    assert not clock.is_reported


def test_reports_put_sound_and_picture_on_the_clock_of_their_sender():
    sound, picture = StreamClock(48_000), StreamClock(90_000)
    sound.take(1000, 50.0)
    picture.take(9000, 51.0)
    sound.report(100 * NTP_FRACTION, 1000)
    picture.report(100 * NTP_FRACTION, 9000)

    assert sound.sent_at(1000 + 48_000) == picture.sent_at(9000 + 90_000) == 101.0


def test_without_a_report_the_fastest_packet_decides():
    clock = StreamClock(1000)
    clock.take(0, 10.5)
    clock.take(1000, 11.1)

    assert round(clock.arrival_of(2000), 3) == 12.1


def test_a_sender_is_placed_by_its_fastest_packet():
    sender = SenderClock()
    assert (sender.is_set, sender.local(3.0)) == (False, 3.0)
    sender.check(1.0, 9.0)

    sender.learn(100.0, 10.5)
    sender.learn(101.0, 11.1)

    assert (sender.is_set, round(sender.local(102.0), 3)) == (True, 12.1)


def test_a_sender_who_returns_with_another_clock_is_placed_anew():
    sender = SenderClock()
    sender.learn(100.0, 10.0)

    sender.check(101.0, 11.5)
    assert sender.local(101.0) == 11.0
    sender.check(500.0, 12.0)
    assert sender.local(500.0) == 12.0
