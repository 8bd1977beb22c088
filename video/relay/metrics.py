"""Figures of a worker for Prometheus, on a port of the loopback interface.

The loop adds up twice a second; the HTTP server has a thread of its own and only reads.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Info,
    ProcessCollector,
    start_http_server,
)

from video.relay.environment import SettingError

if TYPE_CHECKING:
    from video.relay.events import Heartbeat
    from video.relay.peer import Peer
    from video.relay.worker import Worker

_IN, _OUT = {"direction": "in"}, {"direction": "out"}


@dataclass(frozen=True)
class PeerTotals:
    """What one connection has carried so far."""

    packets_in: int = 0
    packets_out: int = 0
    bytes_in: int = 0
    bytes_out: int = 0
    lost_in: int = 0
    repeated: int = 0


class Metrics:
    """Call `take` with each heartbeat, and `serve` once."""

    def __init__(self, worker: str) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        Info("maju_relay", "The worker.", registry=registry).info({"worker": worker})
        self._calls = Gauge("maju_relay_calls", "Calls that are served.", registry=registry)
        self._seats = Gauge("maju_relay_seats", "Connections of seats.", registry=registry)
        self._cpu = Gauge("maju_relay_cpu_share", "Share of one core, 0..1.", registry=registry)
        self._lag = Gauge(
            "maju_relay_loop_lag_seconds", "Lateness of the loop, p99 of 5 s.", registry=registry
        )
        self._draining = Gauge("maju_relay_draining", "1: takes no new calls.", registry=registry)
        self._loss = Gauge(
            "maju_relay_worst_viewer_loss", "Lost to the worst viewer, 0..1.", registry=registry
        )
        way = {"labelnames": ["direction"], "registry": registry}
        self._packets = Counter("maju_relay_media_packets", "RTP packets.", **way)  # type: ignore[arg-type]
        self._bytes = Counter("maju_relay_bytes", "Bytes of media.", **way)  # type: ignore[arg-type]
        self._lost = Counter(
            "maju_relay_lost_packets", "Packets that did not reach us.", registry=registry
        )
        self._repeated = Counter(
            "maju_relay_repeated_packets", "Packets that were sent again.", registry=registry
        )
        self._refused = Counter(
            "maju_relay_refusals", "Commands that were refused.", ["code"], registry=registry
        )
        self._epochs = Counter(
            "maju_relay_epochs", "Calls taken from another worker or given to one.", ["way"],
            registry=registry,
        )  # fmt: skip
        self._known: dict[Peer, PeerTotals] = {}
        self._told: dict[str, int] = {}

    def serve(self, port: int) -> None:
        """Answers at http://127.0.0.1:port/metrics.

        Raises: SettingError when the port is taken.
        """
        try:
            start_http_server(port, addr="127.0.0.1", registry=self.registry)
        except OSError as error:
            raise SettingError(
                f"RELAY_METRICS_PORT {port} cannot be used: {error.strerror}."
            ) from error

    def take(self, heartbeat: Heartbeat, worker: Worker) -> None:
        """Brings everything up to date."""
        self._calls.set(heartbeat.calls)
        self._seats.set(heartbeat.seats)
        self._cpu.set(heartbeat.cpu)
        self._lag.set(heartbeat.loop_lag_p99_ms / 1000)
        self._draining.set(heartbeat.draining)
        peers = worker.peers()
        self._loss.set(max((_viewer_loss(peer) for peer in peers), default=0.0))
        now = {peer: _totals(peer) for peer in peers}
        for peer, totals in now.items():
            self._add(self._known.get(peer, PeerTotals()), totals)
        self._known = now
        for code, count in worker.refused.items():
            self._refused.labels(code).inc(self._news(f"refused {code}", count))
        for way, count in worker.epochs.items():
            self._epochs.labels(way).inc(self._news(f"epoch {way}", count))

    def _add(self, before: PeerTotals, now: PeerTotals) -> None:
        grown = PeerTotals(
            *(max(0, b - a) for a, b in zip(astuple(before), astuple(now), strict=True))
        )
        self._packets.labels(**_IN).inc(grown.packets_in)
        self._packets.labels(**_OUT).inc(grown.packets_out)
        self._bytes.labels(**_IN).inc(grown.bytes_in)
        self._bytes.labels(**_OUT).inc(grown.bytes_out)
        self._lost.inc(grown.lost_in)
        self._repeated.inc(grown.repeated)

    def _news(self, name: str, count: int) -> int:
        grown = count - self._told.get(name, 0)
        self._told[name] = count
        return grown


def _totals(peer: Peer) -> PeerTotals:
    receptions = [layer.reception for layer in peer.lines.layers.values()]
    legs = peer.lines.legs.values()
    return PeerTotals(
        packets_in=sum(reception.received for reception in receptions),
        packets_out=sum(leg.packets for leg in legs),
        bytes_in=peer.link.received_bytes,
        bytes_out=peer.link.sent_bytes,
        lost_in=sum(max(0, reception.lost()) for reception in receptions),
        repeated=sum(leg.repeats.count for leg in legs),
    )


def _viewer_loss(peer: Peer) -> float:
    return max((leg.reports.fraction_lost for leg in peer.lines.legs.values()), default=0.0)
