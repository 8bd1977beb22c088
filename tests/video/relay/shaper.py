"""A bad network in user space: a UDP forwarder that loses, delays, limits and mangles, each way.

A browser is told the shaper's port instead of the relay's; every browser address gets a socket of
its own towards the relay.
"""

import asyncio
import random
import socket
from dataclasses import dataclass, field
from time import monotonic

MAX_BYTES = 2048
HEADERS = {socket.AF_INET: 28, socket.AF_INET6: 48}  # IP and UDP
REORDERED_SECONDS = 0.03  # so much later a packet comes that is overtaken


@dataclass
class Way:
    """One direction. Change its fields while it runs; rate_bps and mtu 0 are no limit.

    burst: of every `burst_every` seconds so many have the loss `burst_loss` on top.
    """

    loss: float = 0.0
    delay_seconds: float = 0.0
    jitter_seconds: float = 0.0
    rate_bps: int = 0
    queue_seconds: float = 0.3
    reorder: float = 0.0
    duplicate: float = 0.0
    mtu: int = 0
    cut: bool = False
    burst_loss: float = 0.0
    burst_seconds: float = 0.0
    burst_every: float = 0.0
    dropped: int = 0
    passed: int = 0
    passed_bytes: int = 0
    largest: int = 0
    _free_at: float = 0.0
    _began: float = field(default_factory=monotonic)
    _chance: random.Random = field(default_factory=lambda: random.Random(1))

    def delays_of(self, size: int, headers: int = 28) -> list[float]:
        """How long each copy of a packet of that size takes; none when it is lost."""
        if self._is_lost(size + headers):
            self.dropped += 1
            return []
        delay = self.delay_seconds + self._chance.random() * self.jitter_seconds
        if self.rate_bps:
            now = monotonic()
            start = max(now, self._free_at)
            if start - now > self.queue_seconds:
                self.dropped += 1
                return []
            self._free_at = start + (size + headers) * 8 / self.rate_bps
            delay += self._free_at - now
        if self._chance.random() < self.reorder:
            delay += REORDERED_SECONDS
        self.passed += 1
        self.passed_bytes += size
        self.largest = max(self.largest, size)
        return [delay] * (2 if self._chance.random() < self.duplicate else 1)

    def _is_lost(self, bytes_on_the_wire: int) -> bool:
        if self.cut or (self.mtu and bytes_on_the_wire > self.mtu):
            return True
        loss = self.burst_loss if self.is_in_burst() else 0.0
        return self._chance.random() < max(loss, self.loss)

    def is_in_burst(self) -> bool:
        """True while the burst lasts; the first begins after one period."""
        elapsed = monotonic() - self._began
        if not self.burst_every or elapsed < self.burst_every:
            return False
        return elapsed % self.burst_every < self.burst_seconds

    def begin(self) -> None:
        """Counts the periods of bursts from now on."""
        self._began = monotonic()

    def clear(self) -> None:
        """As new: nothing is done to what passes, nothing was counted."""
        vars(self).update(vars(Way()))


class Shaper:
    """`up` is towards the relay, `down` towards the browsers. `open` it in a running loop."""

    def __init__(
        self,
        relay_port: int,
        *,
        port: int = 0,
        host: str = "127.0.0.1",
        ways: tuple[Way, Way] | None = None,
    ) -> None:
        self.up, self.down = ways or (Way(), Way())
        self.sent_by_relay = 0
        self._host = host
        self._family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._relay = (host, relay_port)
        self._outer = _make_socket(self._family, host, port)
        self.port = self._outer.getsockname()[1]
        self._inner: dict[tuple[str, int], socket.socket] = {}

    def open(self) -> None:
        asyncio.get_running_loop().add_reader(self._outer, self._read_outer)

    def change_addresses(self) -> None:
        """As when a browser's network changes: the relay sees new ports from now on."""
        for inner in self._inner.values():
            asyncio.get_running_loop().remove_reader(inner)
            inner.close()
        self._inner.clear()

    def _read_outer(self) -> None:
        while True:
            try:
                data, address = self._outer.recvfrom(MAX_BYTES)
            except OSError:
                return
            inner = self._inner.get(address)
            if inner is None:
                inner = self._inner[address] = _make_socket(self._family, self._host, 0)
                asyncio.get_running_loop().add_reader(inner, self._read_inner, inner, address)
            self._pass(self.up, inner, data, self._relay)

    def _read_inner(self, inner: socket.socket, address: tuple[str, int]) -> None:
        while True:
            try:
                data = inner.recv(MAX_BYTES)
            except OSError:
                return
            self.sent_by_relay += 1
            self._pass(self.down, self._outer, data, address)

    def _pass(self, way: Way, sock: socket.socket, data: bytes, address: tuple[str, int]) -> None:
        for delay in way.delays_of(len(data), HEADERS[self._family]):
            if delay <= 0:
                _send(sock, data, address)
            else:
                asyncio.get_running_loop().call_later(delay, _send, sock, data, address)

    def close(self) -> None:
        loop = asyncio.get_running_loop()
        for sock in (self._outer, *self._inner.values()):
            loop.remove_reader(sock)
            sock.close()


def _make_socket(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    sock = socket.socket(family, socket.SOCK_DGRAM)
    sock.setblocking(False)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
    sock.bind((host, port))
    return sock


def _send(sock: socket.socket, data: bytes, address: tuple[str, int]) -> None:
    if sock.fileno() >= 0:
        try:
            sock.sendto(data, address)
        except OSError:
            return
