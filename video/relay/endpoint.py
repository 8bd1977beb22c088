"""The one port of a worker: UDP, on the same number also IPv6 and TCP."""

import asyncio
import logging
import socket
from functools import partial
from time import monotonic

from video.relay.demultiplexer import Demultiplexer
from video.relay.inbox import Inbox, make_inbox
from video.relay.outbox import BATCH, Outbox, UdpPath
from video.relay.sockets import bind, bind_besides, drain
from video.relay.srtp import MAX_DATAGRAM_BYTES
from video.relay.tcp_connection import TcpConnection

logger = logging.getLogger(__name__)

MAX_TCP_CONNECTIONS = 1000
_PORT_TRIES = 20


class Endpoint:
    """`open` it in a running loop, `close` it at the end; `peers` says who is who."""

    def __init__(self) -> None:
        self.port = 0
        self.received = 0
        self.peers = Demultiplexer()
        self._inboxes: dict[socket.socket, Inbox] = {}
        self._outboxes: dict[socket.socket, Outbox] = {}
        self._servers: list[asyncio.Server] = []
        self._connections: set[TcpConnection] = set()

    async def open(self, host: str, port: int, *, addresses: tuple[str, ...] = ()) -> None:
        """Binds UDP and TCP of one number; 0 takes any that is free for both.

        Each of `addresses` that is this machine's gets a UDP socket of its own besides: what is
        asked there is answered from there, whatever the routing table prefers. Browsers drop
        answers that come from elsewhere.

        Raises: OSError when the port is taken.
        """
        for tries_left in range(_PORT_TRIES - 1, -1, -1):
            try:
                await self._open(host, port, addresses)
            except OSError:
                self.close()
                if port or not tries_left:
                    raise
            else:
                return

    async def _open(self, host: str, port: int, addresses: tuple[str, ...]) -> None:
        first = bind(socket.AF_INET, host, port)
        self._listen(first)
        self.port = first.getsockname()[1]
        loop = asyncio.get_running_loop()
        make = partial(TcpConnection, self.peers, self._connections, MAX_TCP_CONNECTIONS)
        self._servers.append(await loop.create_server(make, host, self.port))
        if host == "0.0.0.0" and socket.has_ipv6:  # noqa: S104 - the relay is for everybody
            try:
                self._listen(bind(socket.AF_INET6, "::", self.port))
                self._servers.append(await loop.create_server(make, "::", self.port))
            except OSError as error:
                logger.info("no IPv6: %s", error)
        for sock in bind_besides(list(self._inboxes), addresses, self.port):
            self._listen(sock)

    def _listen(self, sock: socket.socket) -> None:
        self._inboxes[sock] = make_inbox(sock)
        self._outboxes[sock] = Outbox(sock)
        self._read_on(sock)

    def _read_on(self, sock: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        loop.add_reader(sock, self._read, self._inboxes[sock], self._outboxes[sock])

    def hold(self) -> None:
        """Takes no packet until `release`; what comes meanwhile is thrown away then."""
        loop = asyncio.get_running_loop()
        for sock in self._inboxes:
            loop.remove_reader(sock)
        for connection in self._connections:
            connection.hold()

    def release(self) -> None:
        """Goes on after `hold`."""
        for sock in self._inboxes:
            drain(sock)
            self._read_on(sock)
        for connection in self._connections:
            connection.release()

    def close(self) -> None:
        """Stops receiving and frees the port."""
        loop = asyncio.get_running_loop()
        for sock in self._inboxes:
            loop.remove_reader(sock)
            sock.close()
        for server in self._servers:
            server.close()
        for connection in list(self._connections):
            connection.close()
        self._inboxes.clear()
        self._outboxes.clear()
        self._servers.clear()

    def _read(self, inbox: Inbox, outbox: Outbox) -> None:
        count = inbox.receive()
        if not count:
            return
        self.received += count
        BATCH.begin()
        try:
            self._take(inbox, outbox, count)
        finally:
            BATCH.flush()

    def _take(self, inbox: Inbox, outbox: Outbox, count: int) -> None:
        now = monotonic()
        waits = inbox.waits(count)
        peers = self.peers
        by_address = peers.by_address
        slots, lengths, senders = inbox.slots, inbox.lengths, inbox.senders
        for number in range(count):
            slot, length, sender = slots[number], lengths[number], senders[number]
            admission = by_address.get(sender)
            # The hot path first: media of somebody who is known.
            if (
                admission is not None
                and 127 < slot.data[0] < 192
                and 0 < length <= MAX_DATAGRAM_BYTES
            ):
                arrived_at = now if waits is None else now - waits[number]
                admission.receiver.receive(slot, length, now, arrived_at)
            else:
                path = partial(make_path, inbox, outbox, number)
                peers.take(slot, length, sender, path, outbox.socket.fileno())


def make_path(inbox: Inbox, outbox: Outbox, number: int) -> UdpPath:
    """A path back to where that datagram came from, and from where it was sent to."""
    return UdpPath(outbox, inbox.address(number))
