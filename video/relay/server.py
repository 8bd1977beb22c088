"""The life of a relay process: starts the parts, ends them in order on SIGTERM or SIGINT."""

import asyncio
import ipaddress
import logging
import os
import secrets
import signal
import socket
import time

from video.relay.bus import Bus
from video.relay.clockwork import Clockwork
from video.relay.endings import end
from video.relay.endpoint import Endpoint
from video.relay.environment import Settings
from video.relay.events import Heartbeat
from video.relay.messages import PROTOCOL_VERSION
from video.relay.metrics import Metrics
from video.relay.moderation import RelayLoop
from video.relay.worker import Worker

logger = logging.getLogger(__name__)

CLOSE_SECONDS = 1.0
DRAIN_LOOK_SECONDS = 0.1


class Server:
    """One worker process."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._endpoint = Endpoint()
        self._stopping = asyncio.Event()
        self._drain_asked = asyncio.Event()
        self._rates = (0, 0, 0.0)

    async def run(self) -> None:
        """Serves until SIGTERM or SIGINT.

        Raises: OSError when the port is taken, SettingError when that of the metrics is.
        """
        addresses = self._settings.addresses
        await self._endpoint.open("0.0.0.0", self._settings.port, addresses=addresses)  # noqa: S104
        port = self._endpoint.port
        # A fresh name each start: what was said to an earlier process is not for this one.
        name = f"{socket.gethostname()}-{port}-{secrets.token_hex(3)}"
        self._worker = Worker(
            name=name,
            endpoint=self._endpoint,
            candidates=write_candidates(
                self._settings.addresses, self._settings.advertised_port or port
            ),
        )
        self._clockwork = Clockwork(self._worker)
        self._metrics = Metrics(name)
        if self._settings.metrics_port:
            self._metrics.serve(self._settings.metrics_port)
        self._bus = Bus(
            url=self._settings.redis_url,
            worker=name,
            handle=self._worker.handle,
            heartbeat=self._beat,
        )
        self._worker.on_event = self._bus.say
        self._worker.is_overloaded = self._clockwork.is_overloaded
        await self._serve()

    async def _serve(self) -> None:
        loop = asyncio.get_running_loop()
        if isinstance(loop, RelayLoop):
            loop.selector.on_standstill = self._stood_still
        loop.add_signal_handler(signal.SIGINT, self._stopping.set)
        loop.add_signal_handler(signal.SIGTERM, self._drain)
        parts = [
            self._clockwork.run(),
            self._bus.read(),
            self._bus.write(),
            self._bus.beat(),
            self._wait_drained(),
        ]
        tasks = [asyncio.create_task(part) for part in parts]
        stopping = asyncio.create_task(self._stopping.wait())
        logger.info("relay %s is ready on port %s", self._worker.name, self._endpoint.port)
        try:
            # A part that ends is a fault of ours: stop, and let the supervisor start a new one.
            done, _ = await asyncio.wait([*tasks, stopping], return_when=asyncio.FIRST_COMPLETED)
            for task in done - {stopping}:
                task.result()
        finally:
            await self._stop([*tasks, stopping])

    def _drain(self) -> None:
        """SIGTERM: ends when its calls are served elsewhere; at once when told a second time."""
        if self._drain_asked.is_set():
            self._stopping.set()
        self._worker.draining = True
        self._drain_asked.set()

    async def _wait_drained(self) -> None:
        await self._drain_asked.wait()
        if not self._worker.is_empty and self._settings.drain_seconds:
            logger.info("relay %s drains: %s calls", self._worker.name, len(self._worker.calls))
        until = time.monotonic() + self._settings.drain_seconds
        # Commands, browsers and the clock empty it: looking is simpler than being told by each.
        while not self._worker.is_empty and time.monotonic() < until:  # noqa: ASYNC110
            await asyncio.sleep(DRAIN_LOOK_SECONDS)
        self._stopping.set()
        await asyncio.Event().wait()

    def _stood_still(self) -> None:
        """Others may have taken our calls meanwhile: read what they told us before a packet."""
        logger.warning("relay %s stood still; asking before it sends again", self._worker.name)
        self._endpoint.hold()
        self._clockwork.is_held = True
        self._bus.ask(self._go_on)

    def _go_on(self) -> None:
        self._clockwork.is_held = False
        self._endpoint.release()

    async def _stop(self, tasks: list[asyncio.Task[object]]) -> None:
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                await self._worker.close()
        except TimeoutError:
            logger.warning("some connections did not say goodbye in time")
        await end(*tasks)
        await self._bus.close()
        self._endpoint.close()
        logger.info("relay %s has stopped", self._worker.name)

    def _beat(self) -> Heartbeat:
        heartbeat = self._heartbeat()
        if self._settings.metrics_port:
            self._metrics.take(heartbeat, self._worker)
        return heartbeat

    def _heartbeat(self) -> Heartbeat:
        peers = self._worker.peers()
        received_bps, sent_bps = self._measure_rates(
            sum(peer.link.received_bytes for peer in peers),
            sum(peer.link.sent_bytes for peer in peers),
        )
        return Heartbeat(
            worker=self._worker.name,
            version=PROTOCOL_VERSION,
            pid=os.getpid(),
            at=round(time.time(), 3),
            port=self._endpoint.port,
            addresses=self._settings.addresses,
            calls=len(self._worker.calls),
            seats=len(peers),
            cpu=self._clockwork.measure_cpu(),
            loop_lag_p99_ms=self._clockwork.lag_p99_ms(),
            received_bps=received_bps,
            sent_bps=sent_bps,
            draining=self._worker.draining,
        )

    def _measure_rates(self, received: int, sent: int) -> tuple[int, int]:
        now = time.monotonic()
        received_before, sent_before, since = self._rates
        self._rates = (received, sent, now)
        seconds = now - since
        return (
            int(max(0, received - received_before) * 8 / seconds),
            int(max(0, sent - sent_before) * 8 / seconds),
        )


def write_candidates(addresses: tuple[str, ...], port: int) -> tuple[str, ...]:
    """Host candidates per advertised address, UDP first (RFC 8445, 5.1.2.1; RFC 6544, 4.2).

    No TCP for loopback: nothing blocks UDP there, and Chromium 156 prefers TCP to it, because the
    connection then counts as that of a real interface.
    """
    candidates = []
    for position, address in enumerate(addresses):
        number = position + 1
        udp = (126 << 24) | (65535 - position << 8) | 255
        tcp = (90 << 24) | (65535 - position << 8) | 255
        candidates.append(f"{number} 1 udp {udp} {address} {port} typ host")
        if ipaddress.ip_address(address).is_loopback:
            continue
        candidates.append(f"{number + 100} 1 tcp {tcp} {address} {port} typ host tcptype passive")
    return tuple(candidates)
