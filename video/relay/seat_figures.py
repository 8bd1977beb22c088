"""A seat's loss, round trip, jitter and rates over the last ten seconds."""

from dataclasses import dataclass

from video.relay.peer import Peer

INTERVAL_SECONDS = 10.0


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

    def measure(self, peer: Peer, now: float) -> Measured | None:
        """The figures each ten seconds, else None. Call it on every tick."""
        if peer is not self._peer:
            self._restart(peer, now)
            return None
        seconds = now - self._since
        if seconds < INTERVAL_SECONDS or not peer.link.is_up:
            return None
        expected, lost = _count(peer)
        link = peer.link
        loss_up = max(0, lost - self._lost) / max(1, expected - self._expected)
        loss_down = max(
            (leg.reports.fraction_lost for leg in peer.lines.legs.values()), default=0.0
        )
        measured = Measured(
            loss=round(min(1.0, max(loss_up, loss_down)), 4),
            rtt_ms=round(peer.measured_rtt_seconds * 1000, 1),
            jitter_ms=round(_jitter_ms(peer), 1),
            received_bps=int((link.received_bytes - self._received_bytes) * 8 / seconds),
            sent_bps=int((link.sent_bytes - self._sent_bytes) * 8 / seconds),
        )
        self._restart(peer, now)
        return measured

    def _restart(self, peer: Peer, now: float) -> None:
        self._peer = peer
        self._since = now
        self._received_bytes = peer.link.received_bytes
        self._sent_bytes = peer.link.sent_bytes
        self._expected, self._lost = _count(peer)


def _count(peer: Peer) -> tuple[int, int]:
    receptions = [layer.reception for layer in peer.lines.layers.values()]
    lost = sum(max(0, reception.lost()) for reception in receptions)
    return lost + sum(reception.received for reception in receptions), lost


def _jitter_ms(peer: Peer) -> float:
    layers = peer.lines.layers.values()
    return max((layer.reception.jitter_ms for layer in layers), default=0.0)
