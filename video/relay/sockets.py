"""The UDP sockets of a worker: bound, with buffers that a busy moment fits in."""

import logging
import socket

from video.relay.srtp import INCOMING

logger = logging.getLogger(__name__)

SOCKET_BUFFER_BYTES = 4 * 1024 * 1024
SMALL_BUFFER_BYTES = 1024 * 1024
# Linux only and not in the socket module.
_SNDBUFFORCE, _RCVBUFFORCE = 32, 33


def bind(
    family: socket.AddressFamily, host: str, port: int, *, beside: bool = False
) -> socket.socket:
    """A socket that does not block; `beside` others on that port which let it.

    Raises: OSError when the port is taken, or the address is not ours.
    """
    sock = socket.socket(family, socket.SOCK_DGRAM)
    try:
        sock.setblocking(False)
        if family == socket.AF_INET6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        _share(sock, beside)
        _enlarge_buffers(sock)
        sock.bind((host, port))
    except OSError:
        sock.close()
        raise
    return sock


def bind_besides(
    wildcards: list[socket.socket], addresses: tuple[str, ...], port: int
) -> list[socket.socket]:
    """A socket for each of the addresses that is this machine's, beside those for all addresses.

    The port is shared only for that moment: nobody else can bind it.
    """
    bound = []
    for sock in wildcards:
        _share(sock, True)
    for address in addresses:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        try:
            bound.append(bind(family, address, port, beside=True))
        except OSError:  # the address of a router in front (1:1 NAT)
            logger.info("%s is not an address of this machine", address)
    for sock in (*wildcards, *bound):
        _share(sock, False)
    return bound


def _share(sock: socket.socket, shared: bool) -> None:
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, shared)


def _enlarge_buffers(sock: socket.socket) -> None:
    """A full worker gets 90 packets in 3 ms, as many as the usual buffer of 208 KiB holds."""
    for forced, usual in ((_RCVBUFFORCE, socket.SO_RCVBUF), (_SNDBUFFORCE, socket.SO_SNDBUF)):
        try:
            sock.setsockopt(socket.SOL_SOCKET, forced, SOCKET_BUFFER_BYTES)
        except OSError:  # only root may go beyond net.core.rmem_max and wmem_max
            sock.setsockopt(socket.SOL_SOCKET, usual, SOCKET_BUFFER_BYTES)
    granted = sock.getsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF)
    if granted < SMALL_BUFFER_BYTES:
        logger.info("the receive buffer is %s bytes; raise net.core.rmem_max to 4194304", granted)


def drain(sock: socket.socket) -> None:
    while True:
        try:
            sock.recv_into(INCOMING)
        except BlockingIOError:
            return
        except OSError:
            continue
