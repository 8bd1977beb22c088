"""Figures of a seat each ten seconds, and at once when its connection turns bad."""

from types import SimpleNamespace
from typing import Any

from video.relay.seat_figures import SeatFigures


class Reception:
    """Counts as the relay's Reception does."""

    def __init__(self) -> None:
        self.received, self.missing, self.jitter_ms = 0, 0, 1.0

    def lost(self) -> int:
        return self.missing


def make_peer(reception: Reception) -> Any:
    lines = SimpleNamespace(layers={1: SimpleNamespace(reception=reception)}, legs={})
    link = SimpleNamespace(is_up=True, received_bytes=0, sent_bytes=0)
    return SimpleNamespace(lines=lines, link=link, measured_rtt_seconds=0.02)


def told_after(*, lost_per_second: list[int]) -> list[tuple[float, float]]:
    """When what loss was told, of 100 packets a second."""
    reception, figures, told = Reception(), SeatFigures(), []
    peer = make_peer(reception)
    figures.measure(peer, 0.0)
    for tick in range(1, len(lost_per_second) * 4 + 1):
        lost = lost_per_second[(tick - 1) // 4]
        reception.missing += lost // 4
        reception.received += 25 - lost // 4
        measured = figures.measure(peer, tick / 4)
        if measured is not None:
            told.append((tick / 4, measured.loss))
    return told


def test_a_good_connection_is_told_each_ten_seconds():
    assert told_after(lost_per_second=[0] * 20) == [(10.0, 0.0), (20.0, 0.0)]


def test_a_connection_that_turns_bad_is_told_within_a_second_and_once():
    assert told_after(lost_per_second=[0] * 4 + [12] * 10) == [(5.0, 0.12)]
