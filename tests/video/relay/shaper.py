"""A bad network in user space: a UDP forwarder that loses, delays and limits, each way.

A browser is told the shaper's port instead of the relay's; every browser address gets a socket of
its own towards the relay.
"""

import asyncio
import random
import socket
from dataclasses import dataclass, field
from time import monotonic

MAX_BYTES = 2048


@dataclass
class Way:
    """One direction. Change its fields while it runs; rate_bps 0 is no limit."""

    loss: float = 0.0
    delay_seconds: float = 0.0
    jitter_seconds: float = 0.0
    rate_bps: int = 0
    queue_seconds: float = 0.3
    dropped: int = 0
    passed_bytes: int = 0
    _free_at: float = 0.0
    _chance: random.Random = field(default_factory=lambda: random.Random(1))

    def delay_of(self, size: int) -> float | None:
        """How long a packet of that size takes, None when it is lost."""
        if self._chance.random() < self.loss:
            self.dropped += 1
            return None
        delay = self.delay_seconds + self._chance.random() * self.jitter_seconds
        if self.rate_bps:
            now = monotonic()
            start = max(now, self._free_at)
            if start - now > self.queue_seconds:
                self.dropped += 1
                return None
            self._free_at = start + size * 8 / self.rate_bps
            delay += self._free_at - now
        self.passed_bytes += size
        return delay


class Shaper:
    """`up` is towards the relay, `down` towards the browsers. `open` it in a running loop."""

    def __init__(self, relay_port: int) -> None:
        self.up, self.down = Way(), Way()
        self._relay = ("127.0.0.1", relay_port)
        self._outer = _make_socket()
        self.port = self._outer.getsockname()[1]
        self._inner: dict[tuple[str, int], socket.socket] = {}

    def open(self) -> None:
        asyncio.get_running_loop().add_reader(self._outer, self._read_outer)

    def _read_outer(self) -> None:
        while True:
            try:
                data, address = self._outer.recvfrom(MAX_BYTES)
            except OSError:
                return
            inner = self._inner.get(address)
            if inner is None:
                inner = self._inner[address] = _make_socket()
                asyncio.get_running_loop().add_reader(inner, self._read_inner, inner, address)
            self._pass(self.up, inner, data, self._relay)

    def _read_inner(self, inner: socket.socket, address: tuple[str, int]) -> None:
        while True:
            try:
                data = inner.recv(MAX_BYTES)
            except OSError:
                return
            self._pass(self.down, self._outer, data, address)

    def _pass(self, way: Way, sock: socket.socket, data: bytes, address: tuple[str, int]) -> None:
        delay = way.delay_of(len(data))
        if delay is None:
            return
        if delay <= 0:
            _send(sock, data, address)
        else:
            asyncio.get_running_loop().call_later(delay, _send, sock, data, address)

    def close(self) -> None:
        loop = asyncio.get_running_loop()
        for sock in (self._outer, *self._inner.values()):
            loop.remove_reader(sock)
            sock.close()


def _make_socket() -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.setblocking(False)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
    sock.bind(("127.0.0.1", 0))
    return sock


def _send(sock: socket.socket, data: bytes, address: tuple[str, int]) -> None:
    if sock.fileno() >= 0:
        try:
            sock.sendto(data, address)
        except OSError:
            return
