"""Transport-wide feedback, checked against a reader written from the draft."""

import struct

from hypothesis import given
from hypothesis import strategies as st

from video.relay.core.transport_cc import TransportFeedback


def arrive(feedback: TransportFeedback, number: int, at: float) -> None:
    feedback.numbers.append(number)
    feedback.times.append(at)


def read_feedback(packet: bytes) -> dict[int, float | None]:
    """Number -> arrival in seconds (to 250 us), None when lost. Asserts the packet is whole."""
    assert struct.unpack_from("!BBH", packet) == (0x8F, 205, len(packet) // 4 - 1)
    base, count, reference = struct.unpack_from("!HHI", packet, 12)
    position, states = 20, []
    while len(states) < count:
        (chunk,) = struct.unpack_from("!H", packet, position)
        position += 2
        if chunk >> 15 == 0:
            states += [chunk >> 13 & 3] * (chunk & 0x1FFF)
        elif chunk >> 14 & 1:
            states += [chunk >> shift & 3 for shift in range(12, -1, -2)]
        else:
            states += [chunk >> shift & 1 for shift in range(13, -1, -1)]
    ticks = (reference >> 8) * 256
    arrivals: dict[int, float | None] = {}
    for offset, state in enumerate(states[:count]):
        number = (base + offset) & 0xFFFF
        if state == 0:
            arrivals[number] = None
            continue
        if state == 1:
            delta, position = packet[position], position + 1
        else:
            (delta,) = struct.unpack_from("!h", packet, position)
            position += 2
        ticks += delta
        arrivals[number] = ticks / 4000
    assert 0 <= len(packet) - position < 4
    return arrivals


def test_arrivals_and_losses_are_told():
    feedback = TransportFeedback()
    for number, at in ((10, 1.0), (11, 1.001), (14, 1.1)):
        arrive(feedback, number, at)

    packet = feedback.write(1, 2, 1.1)

    assert packet is not None
    assert read_feedback(packet) == {10: 1.0, 11: 1.001, 12: None, 13: None, 14: 1.1}


def test_nothing_new_means_no_feedback():
    feedback = TransportFeedback()
    assert feedback.write(1, 2, 0.0) is None
    arrive(feedback, 5, 1.0)

    assert feedback.write(1, 2, 1.0) is not None
    assert feedback.write(1, 2, 1.1) is None


def test_the_next_feedback_goes_on_and_counts_what_is_lost_between():
    feedback = TransportFeedback()
    arrive(feedback, 65534, 1.0)
    first = feedback.write(1, 2, 1.0)
    arrive(feedback, 1, 1.05)

    second = feedback.write(1, 2, 1.05)

    assert first is not None and second is not None
    assert read_feedback(second) == {65535: None, 0: None, 1: 1.05}
    assert second[19] == first[19] + 1


def test_a_late_packet_is_reported_with_what_came_after_it():
    feedback = TransportFeedback()
    arrive(feedback, 1, 1.0)
    arrive(feedback, 3, 1.01)
    feedback.write(1, 2, 1.01)
    arrive(feedback, 2, 1.02)

    packet = feedback.write(1, 2, 1.02)

    assert packet is not None
    # It came no later than what was sent after it: the way jitters.
    assert read_feedback(packet) == {2: 1.01, 3: 1.01}


def test_what_may_still_come_is_waited_for_where_packets_were_late_lately():
    feedback = TransportFeedback()
    tell(feedback, {1: 1.0})
    tell(feedback, {3: 1.01, 2: 1.11})  # a tenth of a second late
    arrive(feedback, 5, 1.12)
    arrive(feedback, 6, 1.13)

    assert feedback.write(1, 2, 1.2) is None

    arrive(feedback, 4, 1.21)
    packet = feedback.write(1, 2, 1.21)

    assert packet is not None
    assert read_feedback(packet) == {4: 1.12, 5: 1.12, 6: 1.13}


def test_what_does_not_come_is_told_as_lost_when_the_wait_is_over():
    feedback = TransportFeedback()
    tell(feedback, {1: 1.0})
    tell(feedback, {3: 1.01, 2: 1.11})
    arrive(feedback, 4, 1.12)
    arrive(feedback, 6, 1.13)

    early = feedback.write(1, 2, 1.15)
    packet = feedback.write(1, 2, 1.25)

    assert early is not None and packet is not None
    assert read_feedback(early) == {4: 1.12}
    assert read_feedback(packet) == {5: None, 6: 1.13}


def test_the_quickest_that_overtook_it_says_how_late_a_packet_was():
    feedback = TransportFeedback()
    tell(feedback, {1: 1.0})
    tell(feedback, {3: 1.01, 4: 1.09, 2: 1.11})
    arrive(feedback, 6, 1.12)

    assert feedback.write(1, 2, 1.2) is None


def test_nobody_is_waited_for_longer_than_a_quarter_of_a_second():
    feedback = TransportFeedback()
    tell(feedback, {1: 1.0})
    tell(feedback, {3: 1.01, 2: 1.41})
    arrive(feedback, 5, 1.42)

    packet = feedback.write(1, 2, 1.72)

    assert packet is not None
    assert read_feedback(packet) == {4: None, 5: 1.42}


def test_patience_fades_where_nothing_is_late_any_more():
    feedback = TransportFeedback()
    tell(feedback, {1: 1.0})
    tell(feedback, {3: 1.01, 2: 1.11})
    for number in range(5, 405, 2):  # every second one is lost
        arrive(feedback, number, number / 2)
        assert feedback.write(1, 2, number / 2 + 0.3) is not None
    arrive(feedback, 405, 202.5)

    assert feedback.write(1, 2, 202.52) is not None


def test_a_queue_shows_although_packets_overtake_each_other():
    feedback, told, due = TransportFeedback(), {}, 1.1
    # Sent every 20 ms, each 5 ms longer in the queue; two of three take 150 ms more.
    came = {n: 1 + n * 0.025 + (0.15 if n % 3 else 0.0) for n in range(200)}
    for number, at in sorted(came.items(), key=lambda item: item[1]):
        if at > due:
            packet, due = feedback.write(1, 2, due), due + 0.1
            told |= read_feedback(packet) if packet else {}
        arrive(feedback, number, at)

    late = [told[number] - (1 + number * 0.025) for number in range(30, 180)]

    assert all(-0.001 < seconds < 0.06 for seconds in late)


def test_a_wide_jump_starts_anew():
    feedback = TransportFeedback()
    arrive(feedback, 1, 1.0)
    arrive(feedback, 20_000, 1.01)

    packet = feedback.write(1, 2, 1.01)

    assert packet is not None
    assert read_feedback(packet) == {20_000: 1.01}


def test_a_flood_is_told_in_pieces_that_fit_a_datagram():
    feedback = TransportFeedback()
    for number in range(900):
        arrive(feedback, number, 1.0 + number * 0.1)  # every delta needs two bytes

    pieces = []
    while (packet := feedback.write(1, 2, 91.0)) is not None:
        assert len(packet) <= 1200
        pieces.append(read_feedback(packet))

    assert sum(map(len, pieces)) == 900


def tell(feedback: TransportFeedback, arrivals: dict[int, float]) -> dict[int, float | None]:
    for number, at in arrivals.items():
        arrive(feedback, number, at)
    packet = feedback.write(1, 2, max(arrivals.values()))
    assert packet is not None
    return read_feedback(packet)


def test_runs_in_order_are_told_one_after_another():
    feedback = TransportFeedback()
    for first in range(10, 100, 10):
        run = {n: (4000 + 32 * n) / 4000 for n in range(first, first + 10)}
        assert tell(feedback, run) == run


def test_a_late_packet_between_runs_is_told_with_what_was_told_before():
    feedback = TransportFeedback()
    tell(feedback, {1: 1.0})
    tell(feedback, {2: 1.01, 3: 1.02})
    tell(feedback, {5: 1.03})
    tell(feedback, {6: 1.04, 7: 1.05})

    late = tell(feedback, {4: 1.06})

    assert late == {4: 1.03, 5: 1.03, 6: 1.04, 7: 1.05}


def test_what_is_too_late_is_not_told_any_more():
    feedback = TransportFeedback()
    tell(feedback, {1: 1.0})
    tell(feedback, {3: 1.01})
    for number in range(4, 20):
        tell(feedback, {number: 1.0 + number / 10})
    arrive(feedback, 2, 3.0)

    assert feedback.write(1, 2, 3.0) is None


def test_a_pause_within_a_run_is_told_in_two_bytes():
    feedback = TransportFeedback()
    tell(feedback, {1: 1.0})

    assert tell(feedback, {2: 1.01, 3: 2.5}) == {2: 1.01, 3: 2.5}


def test_a_run_goes_on_over_the_wrap():
    feedback = TransportFeedback()
    tell(feedback, {65533: 1.0})
    run = {65534: 1.01, 65535: 1.02, 0: 1.03, 1: 1.04}

    assert tell(feedback, run) == run


@given(
    start=st.integers(0, 0xFFFF),
    steps=st.lists(st.tuples(st.integers(1, 30), st.floats(0, 0.3)), min_size=1, max_size=80),
    swap=st.booleans(),
)
def test_every_arrival_is_told_once_and_every_gap_as_lost(start, steps, swap):
    number, at, arrivals = start, 1000.0, {}
    for step, pause in steps:
        number, at = number + step, at + pause
        arrivals[number & 0xFFFF] = at
    order = list(arrivals.items())
    if swap and len(order) > 2:
        order[1], order[2] = order[2], order[1]
    feedback = TransportFeedback()
    for sequence_number, arrived in [*order, order[-1]]:  # the last one twice
        arrive(feedback, sequence_number, arrived)

    told: dict[int, float | None] = {}
    while (packet := feedback.write(1, 2, at)) is not None:
        told.update(read_feedback(packet))

    heard = {key: value for key, value in told.items() if value is not None}
    assert heard.keys() == arrivals.keys()
    assert all(abs(heard[key] - arrivals[key]) <= 0.0003 for key in heard)
    assert len(told) == ((number - order[0][0]) & 0xFFFF) + 1
