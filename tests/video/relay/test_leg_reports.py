"""What a viewer's reports say of its way."""

from video.relay.core.rtcp import ReportBlock
from video.relay.leg_reports import LegReports


def report(
    reports: LegReports, *, at: float, rtt: float = 0.05, highest: int = 0, lost: int = 0
) -> None:
    """A report that answers what was sent so long ago, with the totals up to now."""
    ntp_time = int(at * 2**32)
    reports.sent(ntp_time, at - rtt)
    block = ReportBlock(
        ssrc=1,
        fraction_lost=64,
        packets_lost=lost,
        highest_sequence=highest,
        jitter=480,
        last_sr=ntp_time >> 16 & 0xFFFFFFFF,
        delay_since_last_sr=0,
    )
    reports.take(block, at)


def test_a_round_trip_that_has_grown_shows_a_queue():
    reports = LegReports()
    report(reports, at=1.0, rtt=0.05)
    report(reports, at=2.0, rtt=0.55)

    assert round(reports.queueing_seconds, 3) == 0.5
    assert (reports.fraction_lost, reports.jitter) == (0.25, 480)


def test_a_way_that_has_become_longer_is_soon_no_queue_any_more():
    reports = LegReports()
    report(reports, at=1.0, rtt=0.05)
    for second in range(2, 14):
        report(reports, at=float(second), rtt=0.55)

    assert reports.queueing_seconds < 0.001


def test_before_a_round_trip_was_measured_nothing_waits():
    assert LegReports().queueing_seconds == 0


def test_reports_of_a_few_packets_each_are_judged_together():
    """A browser reports with every NACK: just then half of the two or three packets is lost."""
    reports = LegReports()
    report(reports, at=1.0, highest=100, lost=0)
    report(reports, at=2.0, highest=130, lost=1)
    report(reports, at=2.1, highest=132, lost=2)

    assert reports.fraction_lost == 2 / 32


def test_what_was_only_late_is_not_lost():
    reports = LegReports()
    report(reports, at=1.0, highest=100, lost=5)
    report(reports, at=2.0, highest=130, lost=2)

    assert reports.fraction_lost == 0


def test_loss_is_that_of_the_last_second():
    reports = LegReports()
    for second, lost in enumerate((0, 15, 30, 30, 30)):
        report(reports, at=float(second), highest=second * 30, lost=lost)

    assert reports.fraction_lost == 0


def test_loss_is_smoothed_by_time_however_many_reports_come():
    seldom, often = LegReports(), LegReports()
    for tenth in range(51):
        at, highest = tenth / 10, tenth * 10
        report(often, at=at, highest=highest, lost=highest // 10)
        if tenth % 10 == 0:
            report(seldom, at=at, highest=highest, lost=highest // 10)

    assert 0.08 < seldom.smoothed_loss < 0.1
    assert abs(often.smoothed_loss - seldom.smoothed_loss) < 0.02
