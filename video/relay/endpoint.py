"""The one UDP port of a worker: tells STUN, DTLS and media apart (RFC 7983) and drops the rest.

Only an address from which a STUN request with a valid MESSAGE-INTEGRITY came is known; everything
else from elsewhere is dropped after one look-up.
"""

import asyncio
import logging
import socket
from dataclasses import dataclass, field
from time import monotonic
from typing import Protocol

from video.relay.ice import (
    Address,
    IceCredentials,
    Path,
    check_request,
    peek_username,
    write_response,
)
from video.relay.srtp import INCOMING, INCOMING_VIEW, MAX_DATAGRAM_BYTES

logger = logging.getLogger(__name__)

# Datagrams read per wake-up: enough to catch up, few enough that timers and TCP get their turn.
BATCH = 64
SOCKET_BUFFER_BYTES = 4 * 1024 * 1024
MAX_ADDRESSES_PER_PEER = 16


class Receiver(Protocol):
    """A peer as the endpoint sees it."""

    def take_path(self, path: Path, *, nominated: bool, now: float) -> None: ...

    def receive(self, length: int, now: float) -> None: ...

    def receive_dtls(self, record: bytes) -> None: ...


@dataclass
class Admission:
    """What the endpoint knows of a peer: its credentials and where it has been seen."""

    receiver: Receiver
    local: IceCredentials
    remote_ufrag: str
    paths: dict[Address, Path] = field(default_factory=dict)


class UdpPath:
    """An address on the shared UDP socket."""

    __slots__ = ("_socket", "address")

    def __init__(self, sock: socket.socket, address: Address) -> None:
        self._socket = sock
        self.address = address

    def send(self, data: bytes | memoryview) -> None:
        """A full socket buffer or an unreachable address loses the packet, as a network does."""
        try:
            self._socket.sendto(data, self.address)
        except OSError:
            return


class Endpoint:
    """All peers' packets on one port. `open` it in a running loop, `close` it at the end."""

    def __init__(self) -> None:
        self.port = 0
        self.received = 0
        self.dropped = 0
        self._sockets: list[socket.socket] = []
        self._by_ufrag: dict[str, Admission] = {}
        self._by_address: dict[Address, Admission] = {}

    # Life

    def open(self, host: str, port: int) -> None:
        """Binds; port 0 takes any free one. Also IPv6 on the same number where there is any.

        Raises: OSError when the port is taken.
        """
        first = _bind(socket.AF_INET, host, port)
        self.port = first.getsockname()[1]
        self._listen(first)
        if host == "0.0.0.0" and socket.has_ipv6:  # noqa: S104 - the relay is for everybody
            try:
                self._listen(_bind(socket.AF_INET6, "::", self.port))
            except OSError as error:
                logger.info("no IPv6: %s", error)

    def _listen(self, sock: socket.socket) -> None:
        self._sockets.append(sock)
        asyncio.get_running_loop().add_reader(sock, self._read, sock)

    def close(self) -> None:
        """Stops receiving and frees the port."""
        loop = asyncio.get_running_loop()
        for sock in self._sockets:
            loop.remove_reader(sock)
            sock.close()
        self._sockets.clear()

    # Peers

    def admit(self, receiver: Receiver, local: IceCredentials, remote_ufrag: str) -> None:
        """Lets a browser with these credentials in; an ICE restart admits it once more."""
        known = self._by_ufrag.get(local.ufrag)
        if known is None or known.receiver is not receiver:
            self._by_ufrag[local.ufrag] = Admission(receiver, local, remote_ufrag)

    def expel(self, receiver: Receiver, *, but: str = "") -> None:
        """Forgets a peer: all of it, or all but its newest ICE user name."""
        for ufrag, admission in list(self._by_ufrag.items()):
            if admission.receiver is receiver and ufrag != but:
                del self._by_ufrag[ufrag]
                for address in admission.paths:
                    if self._by_address.get(address) is admission:
                        del self._by_address[address]

    # Datagrams

    def _read(self, sock: socket.socket) -> None:
        receive = sock.recvfrom_into
        by_address = self._by_address
        for _ in range(BATCH):
            try:
                length, address = receive(INCOMING)
            except BlockingIOError:
                return
            except OSError:  # an ICMP error of an earlier packet; the socket goes on
                continue
            self.received += 1
            if not 0 < length <= MAX_DATAGRAM_BYTES:
                self.dropped += 1
                continue
            first = INCOMING[0]
            if 127 < first < 192:
                admission = by_address.get(address)
                if admission is not None:
                    admission.receiver.receive(length, monotonic())
                else:
                    self.dropped += 1
            else:
                self.handle(length, first, address, sock)

    def handle(self, length: int, first: int, address: Address, sock: socket.socket) -> None:
        """STUN or DTLS, or nothing that we know."""
        if first < 4:
            self._handle_stun(length, address, sock)
            return
        admission = self._by_address.get(address)
        if admission is not None and 19 < first < 64:
            admission.receiver.receive_dtls(bytes(INCOMING_VIEW[:length]))
        else:
            self.dropped += 1

    def _handle_stun(self, length: int, address: Address, sock: socket.socket) -> None:
        username = peek_username(INCOMING, length)
        admission = None if username is None else self._find(username)
        if admission is None:
            self.dropped += 1
            return
        request = check_request(bytes(INCOMING_VIEW[:length]), admission.local)
        if request is None:
            self.dropped += 1
            return
        path = self._learn(admission, address, sock)
        path.send(write_response(request, address, admission.local))
        nominated = "USE-CANDIDATE" in request.attributes
        admission.receiver.take_path(path, nominated=nominated, now=monotonic())

    def _find(self, username: str) -> Admission | None:
        ours, _, theirs = username.partition(":")
        admission = self._by_ufrag.get(ours)
        if admission is None or theirs != admission.remote_ufrag:
            return None
        return admission

    def _learn(self, admission: Admission, address: Address, sock: socket.socket) -> Path:
        path = admission.paths.get(address)
        if path is None:
            path = admission.paths[address] = UdpPath(sock, address)
            if len(admission.paths) > MAX_ADDRESSES_PER_PEER:
                oldest = next(iter(admission.paths))
                del admission.paths[oldest]
                self._by_address.pop(oldest, None)
        self._by_address[address] = admission
        return path


def _bind(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    sock = socket.socket(family, socket.SOCK_DGRAM)
    try:
        sock.setblocking(False)
        if family == socket.AF_INET6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        for option in (socket.SO_RCVBUF, socket.SO_SNDBUF):
            sock.setsockopt(socket.SOL_SOCKET, option, SOCKET_BUFFER_BYTES)
        sock.bind((host, port))
    except OSError:
        sock.close()
        raise
    return sock
