"""A seat's loss, round trip, jitter and rates over the last ten seconds, or sooner when bad."""

from dataclasses import dataclass

from video.relay.peer import Peer

INTERVAL_SECONDS = 10.0
# A connection that turns bad is told after a look or two, not at the end of the ten seconds.
LOOK_SECONDS = 1.0
TURNED_BAD_LOSS = 0.05
GOOD_LOSS = 0.03
FEWEST_PACKETS = 30  # a look at fewer says nothing


@dataclass(frozen=True)
class Measured:
    """loss: 0..1, the worse direction."""

    loss: float
    rtt_ms: float
    jitter_ms: float
    received_bps: int
    sent_bps: int


class SeatFigures:
    """Differences of a peer's counters; a new peer of the seat starts anew."""

    def __init__(self) -> None:
        self._peer: Peer | None = None
        self._since = 0.0
        self._received_bytes = 0
        self._sent_bytes = 0
        self._expected = 0
        self._lost = 0
        self._told_loss = 0.0
        self._looked_at = 0.0
        self._looked: tuple[int, int] = (0, 0)

    def measure(self, peer: Peer, now: float) -> Measured | None:
        """The figures each ten seconds, or when much is lost of late. Call it on every tick."""
        if peer is not self._peer:
            self._restart(peer, now)
            return None
        seconds = now - self._since
        lost_of_late = self._look(peer, now)
        has_turned_bad = lost_of_late > TURNED_BAD_LOSS and self._told_loss < GOOD_LOSS
        if not peer.link.is_up or (seconds < INTERVAL_SECONDS and not has_turned_bad):
            return None
        expected, lost = _count(peer)
        link = peer.link
        loss_up = max(0, lost - self._lost) / max(1, expected - self._expected)
        loss_down = max(
            (leg.reports.fraction_lost for leg in peer.lines.legs.values()), default=0.0
        )
        measured = Measured(
            loss=round(min(1.0, max(loss_up, loss_down, lost_of_late)), 4),
            rtt_ms=round(peer.measured_rtt_seconds * 1000, 1),
            jitter_ms=round(_jitter_ms(peer), 1),
            received_bps=int((link.received_bytes - self._received_bytes) * 8 / seconds),
            sent_bps=int((link.sent_bytes - self._sent_bytes) * 8 / seconds),
        )
        self._restart(peer, now)
        self._told_loss = measured.loss
        return measured

    def _look(self, peer: Peer, now: float) -> float:
        """What was lost in the last second on the worse way; 0 between two looks."""
        if now - self._looked_at < LOOK_SECONDS:
            return 0.0
        (expected, lost), (expected_before, lost_before) = _count(peer), self._looked
        self._looked_at, self._looked = now, (expected, lost)
        if expected - expected_before < FEWEST_PACKETS:
            return 0.0
        up = max(0, lost - lost_before) / (expected - expected_before)
        down = (leg.reports.smoothed_loss for leg in peer.lines.legs.values())
        return max(up, *down, 0.0)

    def _restart(self, peer: Peer, now: float) -> None:
        self._peer = peer
        self._since = now
        self._received_bytes = peer.link.received_bytes
        self._sent_bytes = peer.link.sent_bytes
        self._expected, self._lost = self._looked = _count(peer)
        self._looked_at = now


def _count(peer: Peer) -> tuple[int, int]:
    receptions = [layer.reception for layer in peer.lines.layers.values()]
    lost = sum(max(0, reception.lost()) for reception in receptions)
    return lost + sum(reception.received for reception in receptions), lost


def _jitter_ms(peer: Peer) -> float:
    layers = peer.lines.layers.values()
    return max((layer.reception.jitter_ms for layer in layers), default=0.0)
