"""Packets to many browsers with one system call: sendmmsg(2), and UDP segmentation within it.

What one batch of received datagrams makes others be sent is collected and leaves together.
Packets that go one way and are of one size, as those of a picture are, make a single message that
the kernel cuts (UDP_SEGMENT): route and filters are then looked up once for all of them.
"""

import contextlib
import errno
import socket
import struct
import sys
from array import array
from typing import Any

from cffi import FFI

from video.relay.ice import Address
from video.relay.srtp import MAX_DATAGRAM_BYTES, OUTGOING_SLOT, Slot
from video.relay.standstill import FENCE

# Packets that are written anew in a batch (for further viewers, repeats, RTCP) before it is sent.
SPARE_SLOTS = 128
MAX_PACKETS = 256
MAX_SEGMENTS = 32  # in one message; the kernel takes 64, and 64 KiB
_UDP_SEGMENT = 103  # of SOL_UDP; Linux only and not in the socket module
_DONT_WAIT = 0x40

_ffi = FFI()
_ffi.cdef("int sendmmsg(int, void *, unsigned int, int);")
_libc: Any = _ffi.dlopen(None)
# The C structures are written as 64-bit words, which is how Linux lays them on such machines:
# iovec: base, length. mmsghdr: name and its length, vectors and their count, control and its
# length, flags, bytes sent.
_CAN_BATCH = sys.platform == "linux" and sys.byteorder == "little" and struct.calcsize("P") == 8
_VECTOR_WORDS, _HEADER_WORDS = 2, 8
# A cmsghdr (length, level, type) and the size of the segments.
_CONTROL = struct.Struct("=QiiH6x")
_CONTROL_LENGTH = 18
_controls = b"".join(
    _CONTROL.pack(_CONTROL_LENGTH, socket.IPPROTO_UDP, _UDP_SEGMENT, size)
    for size in range(MAX_DATAGRAM_BYTES + 1)
)
_controls_kept: Any = _ffi.from_buffer(_controls)


def _address_of(kept: Any) -> int:
    return int(_ffi.cast("uintptr_t", kept))


_CONTROLS_AT = _address_of(_controls_kept)


class Batch:
    """Between `begin` and `flush` packets wait; at any other time they are sent at once."""

    def __init__(self) -> None:
        self.is_open = False
        self.waiting: list[Outbox] = []
        self._spare = [Slot() for _ in range(SPARE_SLOTS)]
        self._taken = 0

    def begin(self) -> None:
        """What is posted from now on waits."""
        self.is_open = _CAN_BATCH

    def spare(self) -> Slot:
        """A slot for a packet that is posted right after it was written."""
        if not self.is_open:
            return OUTGOING_SLOT
        if self._taken == SPARE_SLOTS:
            self._send()
        slot = self._spare[self._taken]
        self._taken += 1
        return slot

    def flush(self) -> None:
        """Sends what waits."""
        self.is_open = False
        self._send()

    def _send(self) -> None:
        waiting, self.waiting = self.waiting, []
        self._taken = 0
        if FENCE.is_up:
            for outbox in waiting:
                outbox.packets.clear()
            return
        for outbox in waiting:
            outbox.send()


# One for the process: a batch begins and ends without an await in between.
BATCH = Batch()


class UdpPath:
    """An address on a shared UDP socket."""

    __slots__ = ("_kept", "_outbox", "address", "cuts", "name", "name_length")

    def __init__(self, outbox: "Outbox", address: Address) -> None:
        self.address = address
        self.cuts = outbox.cuts  # until a message is refused: the way may be too narrow for it
        self._outbox = outbox
        name = _write_name(outbox.socket.family, address)
        self._kept: Any = _ffi.from_buffer(name)
        self.name, self.name_length = _address_of(self._kept), len(name)

    def send(self, data: bytes | memoryview) -> None:
        """A full socket buffer or an unreachable address loses the packet, as a network does."""
        if FENCE.is_up:
            return
        with contextlib.suppress(OSError):
            self._outbox.socket.sendto(data, self.address)

    def post(self, slot: Slot, length: int) -> None:
        """Sends the start of the slot, which must stay as it is until the batch ends."""
        if BATCH.is_open:
            packets = self._outbox.packets
            if not packets:
                BATCH.waiting.append(self._outbox)
            packets.append((self, slot.address, length))
        else:
            self.send(slot.view[:length])


class Outbox:
    """What waits for one socket: path, where the packet is, its length."""

    def __init__(self, sock: socket.socket) -> None:
        self.socket = sock
        self.cuts = _can_cut(sock)
        self.packets: list[tuple[UdpPath, int, int]] = []
        self._vectors = array("Q", bytes(8 * _VECTOR_WORDS * MAX_PACKETS))
        self._headers = array("Q", bytes(8 * _HEADER_WORDS * MAX_PACKETS))
        self._vectors_at = self._vectors.buffer_info()[0]
        self._headers_at = self._headers.buffer_info()[0]
        self._headers_pointer: Any = _ffi.cast("void *", self._headers_at)

    def send(self) -> None:
        """Sends everything."""
        packets, self.packets = self.packets, []
        if len(packets) == 1:
            path, at, length = packets[0]
            path.send(_read(at, length))
            return
        for start in range(0, len(packets), MAX_PACKETS):
            self._send_messages(_join(packets[start : start + MAX_PACKETS]))

    def _send_messages(self, messages: list[tuple[UdpPath, list[int]]]) -> None:
        vectors: list[int] = []
        headers: list[int] = []
        at = self._vectors_at
        for path, message in messages:
            words = len(message)
            if words == _VECTOR_WORDS:
                headers += (path.name, path.name_length, at, 1, 0, 0, 0, 0)
            else:
                control = _CONTROLS_AT + message[1] * _CONTROL.size
                headers += (
                    path.name, path.name_length, at, words >> 1, control, _CONTROL.size, 0, 0,
                )  # fmt: skip
            vectors += message
            at += 8 * words
        # In place: C knows where they are.
        self._vectors[: len(vectors)] = array("Q", vectors)
        self._headers[: len(headers)] = array("Q", headers)
        self._call(messages)

    def _call(self, messages: list[tuple[UdpPath, list[int]]]) -> None:
        done, count = 0, len(messages)
        while done < count:
            headers = self._headers_pointer
            if done:
                headers = _ffi.cast("void *", self._headers_at + 8 * _HEADER_WORDS * done)
            sent = _libc.sendmmsg(self.socket.fileno(), headers, count - done, _DONT_WAIT)
            if sent > 0:
                done += sent
            elif _ffi.errno == errno.EAGAIN:
                return  # the socket's buffer is full: the rest is lost, as on a network
            else:
                _send_singly(*messages[done])
                done += 1


def _join(packets: list[tuple[UdpPath, int, int]]) -> list[tuple[UdpPath, list[int]]]:
    """The messages to send: vectors of packets of one size to one address, the last may be less."""
    messages: list[tuple[UdpPath, list[int]]] = []
    growing: dict[UdpPath, list[int]] = {}
    for path, at, length in packets:
        message = growing.get(path)
        if message is not None and length <= message[1]:
            message += (at, length)
            if length < message[1] or len(message) == MAX_SEGMENTS * _VECTOR_WORDS:
                del growing[path]
        else:
            message = [at, length]
            messages.append((path, message))
            if path.cuts:
                growing[path] = message
    return messages


def _send_singly(path: UdpPath, message: list[int]) -> None:
    """The kernel refused the message: one by one, and no more of such messages on that path."""
    if len(message) > _VECTOR_WORDS:
        path.cuts = False
        for at, length in zip(message[::2], message[1::2], strict=True):
            path.send(_read(at, length))


def _read(at: int, length: int) -> bytes:
    return bytes(_ffi.buffer(_ffi.cast("char *", at), length))


def _can_cut(sock: socket.socket) -> bool:
    """Linux before 4.18 would send the message as one datagram."""
    try:
        sock.getsockopt(socket.IPPROTO_UDP, _UDP_SEGMENT)
    except OSError:
        return False
    return _CAN_BATCH


def _write_name(family: int, address: Address) -> bytes:
    """The sockaddr_in or sockaddr_in6."""
    host, port = address
    if family == socket.AF_INET:
        return struct.pack("=H", family) + struct.pack("!H4s8x", port, socket.inet_aton(host))
    packed = socket.inet_pton(socket.AF_INET6, host)
    return struct.pack("=H", family) + struct.pack("!HI16sI", port, 0, packed, 0)
