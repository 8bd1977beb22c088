"""Datagrams of one socket, many with each system call: recvmmsg(2) where there is one.

One call for a batch costs half as much as one call each, and tells when the kernel took every
packet in: on a busy machine they wait for us, and congestion control must not mistake that for a
queue on the way (docs/relay.md).
"""

import socket
import struct
import sys
from time import time_ns
from typing import Any

from cffi import FFI

from video.relay.ice import Address
from video.relay.srtp import SLOT_BYTES, Slot

# Datagrams read per wake-up: enough to catch up, few enough that timers and TCP get their turn.
BATCH = 64
# Packets that waited less than this are taken as of now: it is not worth a closer look.
SHORT_WAIT_NS = 1_500_000
_LONGEST_WAIT_NS = 2_000_000_000  # more is a clock that was set meanwhile
_TIMESTAMPS = 35  # SO_TIMESTAMPNS; Linux only and not in the socket module
_NAME_BYTES = 32  # room for a sockaddr_in6 of 28, a whole number of words
_CONTROL_BYTES = 64  # a cmsghdr of 16 and a timespec of 16, and room to spare
_DONT_WAIT = 0x40

_ffi = FFI()
_ffi.cdef("""
struct iovec { void *iov_base; size_t iov_len; };
struct msghdr {
    void *msg_name; uint32_t msg_namelen;
    struct iovec *msg_iov; size_t msg_iovlen;
    void *msg_control; size_t msg_controllen;
    int msg_flags;
};
struct mmsghdr { struct msghdr msg_hdr; unsigned int msg_len; };
int recvmmsg(int, struct mmsghdr *, unsigned int, int, void *);
""")


class Inbox:
    """`receive`, then look at `slots`, `lengths` and `senders` of that many datagrams."""

    def __init__(self, sock: socket.socket) -> None:
        self.slots = [Slot() for _ in range(BATCH)]
        self.lengths: Any = [0] * BATCH
        self.senders: Any = [None] * BATCH
        self._socket = sock

    def receive(self) -> int:
        """Reads what is there, at most BATCH; returns how many. 0 also after an ICMP error."""
        for number, slot in enumerate(self.slots):
            try:
                received = self._socket.recvfrom_into(slot.data)
            except OSError:
                return number
            self.lengths[number], self.senders[number] = received
        return BATCH

    def waits(self, _count: int) -> list[float] | None:
        """Seconds that each datagram has waited for us, None when that is not known or short."""
        return None

    def address(self, number: int) -> Address:
        """Where the datagram came from, as the socket module writes it."""
        host, port = self.senders[number][:2]
        return host, port


class BatchInbox(Inbox):
    """The same by recvmmsg. A sender is a number or bytes: whatever is quickest to look up."""

    def __init__(self, sock: socket.socket) -> None:
        super().__init__(sock)
        sock.setsockopt(socket.SOL_SOCKET, _TIMESTAMPS, 1)
        self._is_ipv4 = sock.family == socket.AF_INET
        self._file = sock.fileno()
        self._names = bytearray(_NAME_BYTES * BATCH)
        self._control = bytearray(_CONTROL_BYTES * BATCH)
        self._vectors = _ffi.new("struct iovec[]", BATCH)
        self._headers = _ffi.new("struct mmsghdr[]", BATCH)
        self._keep = self._point()
        headers = memoryview(_ffi.buffer(self._headers)).cast("B")
        self._headers_view = headers
        self._as_prepared = bytes(headers)
        # Of the C structures only the one field of each that is read: by slices with a step.
        step, offset = _ffi.sizeof("struct mmsghdr"), _ffi.offsetof("struct mmsghdr", "msg_len")
        self.lengths = headers.cast("I")[offset // 4 :: step // 4]
        stamps = memoryview(self._control).cast("q")
        self._stamps = [stamps[n :: _CONTROL_BYTES // 8] for n in (2, 3)]  # behind the cmsghdr
        if self._is_ipv4:
            # Family, port and address are the first eight bytes of a sockaddr_in.
            self.senders = memoryview(self._names).cast("Q")[:: _NAME_BYTES // 8]

    def _point(self) -> list[Any]:
        """Fills the C structures in; what they point to must live as long as they do."""
        names, control = _ffi.from_buffer(self._names), _ffi.from_buffer(self._control)
        data = [_ffi.from_buffer(slot.data) for slot in self.slots]
        for number in range(BATCH):
            self._vectors[number].iov_base = data[number]
            self._vectors[number].iov_len = SLOT_BYTES
            header = self._headers[number].msg_hdr
            header.msg_iov = self._vectors + number
            header.msg_iovlen = 1
            header.msg_name = names + _NAME_BYTES * number
            header.msg_namelen = _NAME_BYTES
            header.msg_control = control + _CONTROL_BYTES * number
            header.msg_controllen = _CONTROL_BYTES
        return [names, control, *data]

    def receive(self) -> int:
        # The kernel writes what it used into the lengths it was given.
        self._headers_view[:] = self._as_prepared
        count: int = _libc.recvmmsg(self._file, self._headers, BATCH, _DONT_WAIT, _ffi.NULL)
        if count <= 0:
            return 0
        if not self._is_ipv4:
            names = bytes(self._names)
            # Port to address of a sockaddr_in6; the flow label in between may change.
            starts = range(0, _NAME_BYTES * count, _NAME_BYTES)
            self.senders = [names[n + 2 : n + 4] + names[n + 8 : n + 28] for n in starts]
        return count

    def waits(self, count: int) -> list[float] | None:
        seconds, nanoseconds = self._stamps
        now = time_ns()
        first = now - seconds[0] * 1_000_000_000 - nanoseconds[0]
        if not SHORT_WAIT_NS < first < _LONGEST_WAIT_NS:
            return None
        waited = []
        for number in range(count):
            age = now - seconds[number] * 1_000_000_000 - nanoseconds[number]
            waited.append(age / 1e9 if 0 < age < _LONGEST_WAIT_NS else 0.0)
        return waited

    def address(self, number: int) -> Address:
        name = bytes(self._names[_NAME_BYTES * number : _NAME_BYTES * (number + 1)])
        (port,) = struct.unpack_from("!H", name, 2)
        if self._is_ipv4:
            return socket.inet_ntop(socket.AF_INET, name[4:8]), port
        return socket.inet_ntop(socket.AF_INET6, name[8:24]), port


def make_inbox(sock: socket.socket) -> Inbox:
    """The quickest kind that this system has."""
    return BatchInbox(sock) if sys.platform == "linux" else Inbox(sock)


_libc: Any = _ffi.dlopen(None)
