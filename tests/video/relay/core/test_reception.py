"""Loss and jitter of an incoming stream."""

from hypothesis import given
from hypothesis import strategies as st

from video.relay.core.reception import Reception


def test_loss_is_told_since_the_last_report_and_in_all():
    reception = Reception(90000)
    for number in (0, 1, 3, 4):
        reception.receive(number, number * 3000, number / 30)

    block = reception.report(9, 11, 12)

    assert (block.ssrc, block.last_sr, block.delay_since_last_sr) == (9, 11, 12)
    assert (block.fraction_lost, block.packets_lost) == (256 // 5, 1)
    assert reception.report(9, 0, 0).fraction_lost == 0


def test_duplicates_make_the_loss_negative_not_wrong():
    reception = Reception(90000)
    for number in (0, 1, 1, 1):
        reception.receive(number, 0, 0.0)

    block = reception.report(9, 0, 0)

    assert (block.fraction_lost, block.packets_lost) == (0, -2)


def test_cycles_are_counted_over_the_wrap():
    reception = Reception(48000)
    numbers = [reception.receive(n & 0xFFFF, n, n / 100) for n in range(65_530, 65_545)]

    assert numbers == list(range(numbers[0], numbers[0] + 15))
    assert reception.report(1, 0, 0).packets_lost == 0


def test_steady_packets_have_no_jitter_and_late_ones_have():
    steady, shaken = Reception(90000), Reception(90000)
    for n in range(100):
        steady.receive(n, n * 3000, 5.0 + n / 30)
        shaken.receive(n, n * 3000, 5.0 + n / 30 + (n % 2) * 0.01)

    assert steady.jitter_ms < 0.1
    assert 8 < shaken.jitter_ms < 11


def test_a_restarted_sender_is_not_loss():
    reception = Reception(90000)
    reception.receive(10, 0, 0.0)
    reception.receive(30_000, 0, 0.0)
    reception.receive(30_001, 0, 0.0)

    assert reception.report(1, 0, 0).packets_lost == 0


@given(st.integers(0, 0xFFFF), st.permutations(range(30)))
def test_any_order_of_arrival_counts_the_same(start, order):
    order = [0, *(n for n in order if n)]  # the first one fixes the base
    reception = Reception(90000)
    for n in order:
        reception.receive((start + n) & 0xFFFF, 0, 0.0)

    assert reception.lost() == 0
