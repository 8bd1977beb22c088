"""When a viewer limits its publishers, and how the limit goes away again."""

from video.relay.core.downlink import DownlinkEstimate
from video.relay.core.rates import RateMeter

FULL = 1_700_000


def settled() -> DownlinkEstimate:
    estimate = DownlinkEstimate(0.0)
    estimate.take_estimate(FULL * 3 // 2, FULL, 10.0, queueing=False)
    return estimate


def fall(
    estimate: DownlinkEstimate, bps: int, sent: float, at: float, *, queueing: bool = False
) -> None:
    """The estimate falls, and the next report confirms it."""
    estimate.take_estimate(bps, sent, at - 0.2, queueing=queueing)
    estimate.take_estimate(bps, sent, at, queueing=queueing)


def test_an_early_low_estimate_does_not_throttle_the_start():
    estimate = DownlinkEstimate(0.0)
    for tenth in range(49):
        estimate.take_estimate(300_000 - tenth * 1000, FULL, tenth / 10, queueing=True)

    assert estimate.limit_bps is None


def test_an_estimate_that_follows_what_is_sent_is_no_limit():
    estimate = settled()
    for n, sent in enumerate((FULL, 900_000, 400_000, 100_000)):
        estimate.take_estimate(sent * 3 // 2, sent, 11.0 + n, queueing=True)

    assert estimate.limit_bps is None


def test_an_estimate_that_fell_far_below_what_is_sent_is_the_limit():
    estimate = settled()
    fall(estimate, 425_000, FULL, 11.0)

    assert estimate.limit_bps == 425_000


def test_an_estimate_a_little_below_is_believed_only_with_other_signs():
    estimate = settled()
    fall(estimate, 425_000, 500_000, 11.0)
    assert estimate.limit_bps is None

    estimate.take_estimate(425_000, 500_000, 11.2, queueing=True)
    assert estimate.limit_bps == 425_000


def test_an_estimate_that_fell_without_anything_waiting_proves_no_starving():
    """As on a busy machine: sound only for 5 s would be worse than what is wrong."""
    estimate = settled()
    for at in (11.0, 13.0, 15.0):
        fall(estimate, 40_000, 120_000, at)

    assert (estimate.limit_bps, estimate.is_starving) == (DownlinkEstimate.FLOOR_BPS, False)


def test_an_estimate_that_lags_behind_a_risen_rate_is_no_limit():
    estimate = DownlinkEstimate(0.0)
    for n, bps in enumerate((160_000, 165_000, 170_000, 175_000)):
        estimate.take_estimate(bps, 900_000, 10.0 + n / 5, queueing=True)

    assert estimate.limit_bps is None


def test_while_the_publisher_slows_down_a_falling_estimate_is_followed():
    estimate = settled()
    fall(estimate, 425_000, FULL, 11.0)

    assert estimate.take_estimate(300_000, 600_000, 11.1, queueing=False)
    assert not estimate.take_estimate(310_000, 600_000, 11.2, queueing=False)
    assert not estimate.take_estimate(100_000, 600_000, 11.3, queueing=False)

    assert estimate.limit_bps == 300_000


def test_there_is_room_for_repeats_until_more_is_sent_than_fits():
    estimate = settled()
    assert estimate.has_room(9e9)

    fall(estimate, 425_000, FULL, 11.0)

    assert (estimate.has_room(425_000), estimate.has_room(600_000)) == (True, False)


def test_a_limit_does_not_grow_while_packets_wait_on_the_way():
    estimate = settled()
    fall(estimate, 425_000, FULL, 11.0)
    estimate.watch(500_000, 13.5, queueing=True, loss=0.0)

    estimate.grow(13.6)

    assert estimate.limit_bps == 425_000


def test_heavy_loss_limits_and_light_loss_does_not():
    estimate = settled()
    estimate.take_loss(0.1, 1_000_000, 11.0)
    assert estimate.limit_bps is None

    estimate.take_loss(0.2, 1_000_000, 11.0)
    assert estimate.limit_bps == 900_000


def test_the_limit_has_a_floor_that_leaves_a_small_picture():
    estimate = settled()
    fall(estimate, 10_000, FULL, 11.0)

    assert estimate.limit_bps == 150_000


def test_full_rate_is_back_within_15_seconds_when_nothing_fails():
    estimate = settled()
    fall(estimate, 425_000, FULL, 11.0)
    now = 11.0
    while estimate.limit_bps is not None and estimate.limit_bps < FULL:
        now += 0.25
        estimate.grow(now)

    assert 5 < now - 11.0 < 15


def test_far_above_what_a_picture_needs_the_limit_ends():
    estimate = settled()
    estimate.take_estimate(9_000_000, 5_000_000, 10.5, queueing=False)
    fall(estimate, 2_900_000, 5_000_000, 11.0)
    for n in range(40):
        estimate.grow(11.0 + n / 4)

    assert estimate.limit_bps is None


def test_growth_is_slow_where_it_failed_last():
    estimate = settled()
    fall(estimate, 425_000, FULL, 11.0)
    estimate.grow(13.0)
    estimate.limit_bps = 480_000
    estimate.grow(14.0)

    assert round(estimate.limit_bps) == round(480_000 * 1.06)


def test_a_rate_is_that_of_the_last_moment():
    meter = RateMeter()
    rates = [round(meter.update(n * 25_000, n / 4)) for n in range(12)]
    still = [round(meter.update(11 * 25_000, 3 + n / 4)) for n in range(5)]

    assert rates[1:] == [800_000] * 11
    assert still[-1] == 0


def test_a_way_on_which_even_the_least_waits_is_starving_until_it_rests():
    estimate = settled()
    fall(estimate, 90_000, 300_000, 11.0, queueing=True)
    assert not estimate.is_starving
    fall(estimate, 85_000, 210_000, 13.0, queueing=True)
    assert estimate.is_starving

    estimate.rest(13.1)

    assert not estimate.is_starving
    assert estimate.limit_bps == DownlinkEstimate.FLOOR_BPS


def test_a_way_that_only_loses_is_not_starving():
    estimate = settled()
    for n in range(10):
        estimate.take_loss(0.2, 150_000, 11.0 + 2 * n)
    assert (estimate.limit_bps, estimate.is_starving) == (DownlinkEstimate.FLOOR_BPS, False)

    for n in range(2):
        estimate.take_loss(0.5, 150_000, 40.0 + 2 * n)
    assert estimate.is_starving


def test_failures_far_apart_are_not_added_up():
    estimate = settled()
    for at in (11.0, 31.0, 51.0):
        fall(estimate, 90_000, 300_000, at, queueing=True)

    assert not estimate.is_starving


def test_an_estimate_stuck_below_what_is_sent_counts_while_packets_wait():
    estimate = DownlinkEstimate(0.0)
    estimate.take_estimate(33_000, 125_000, 20.0, queueing=True)
    for number in range(3):
        estimate.watch(125_000, 20.0 + number * 0.4, queueing=True, loss=0.0)
    assert estimate.limit_bps is None

    estimate.watch(125_000, 21.0, queueing=True, loss=0.0)
    assert estimate.limit_bps == DownlinkEstimate.FLOOR_BPS


def test_an_estimate_that_rises_or_waits_for_nothing_is_not_stuck():
    rising, free = DownlinkEstimate(0.0), DownlinkEstimate(0.0)
    for second in range(10):
        now = 20.0 + second
        rising.take_estimate(70_000 + second * 5_000, 125_000, now, queueing=True)
        rising.watch(125_000, now, queueing=True, loss=0.05)
        free.take_estimate(70_000, 125_000, now, queueing=False)
        free.watch(125_000, now, queueing=False, loss=0.3)

    assert (rising.limit_bps, free.limit_bps) == (None, None)


def test_much_loss_while_packets_wait_counts_whatever_the_estimate_does():
    estimate = DownlinkEstimate(0.0)
    for second in range(4):
        estimate.take_estimate(70_000 + second * 5_000, 60_000, 20.0 + second, queueing=True)
        estimate.watch(60_000, 20.0 + second, queueing=True, loss=0.2)

    assert estimate.limit_bps == DownlinkEstimate.FLOOR_BPS


def test_after_a_rest_one_failure_is_enough():
    estimate = settled()
    estimate.rest(20.0)
    fall(estimate, 60_000, 130_000, 22.0, queueing=True)

    assert estimate.is_starving


def test_a_way_that_was_full_once_needs_no_more_proof():
    estimate = settled()
    fall(estimate, 90_000, 300_000, 11.0, queueing=True)
    fall(estimate, 60_000, 130_000, 13.0)

    assert estimate.is_starving
