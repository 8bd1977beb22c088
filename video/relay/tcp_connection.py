"""ICE-TCP for networks that block UDP: passive candidates (RFC 6544), framed as in RFC 4571.

A frame is a 16-bit length and one packet. Whoever does not begin with a valid STUN request is
disconnected.
"""

from __future__ import annotations

import asyncio
import socket
import sys
from typing import TYPE_CHECKING

from video.relay.srtp import INCOMING_SLOT, MAX_DATAGRAM_BYTES, Slot
from video.relay.standstill import FENCE

if TYPE_CHECKING:
    from video.relay.demultiplexer import Demultiplexer
    from video.relay.ice import Address

# What a slow reader may be behind: a third of a second at 3 Mbit/s, and of pictures half of that.
# Then packets are dropped, as on a congested link, and sound never waits for old pictures.
MAX_WAITING_BYTES = 128 * 1024
MAX_WAITING_PICTURE_BYTES = 64 * 1024
_SOUND_BYTES = 400
# The kernel would keep megabytes besides, which is a minute at 500 kbit/s: no more than what is on
# the way and this. Linux only and not in the socket module of every version.
_MAX_UNSENT_BYTES = 16 * 1024
_NOTSENT_LOWAT = 25
# Somebody who says nothing valid for this long is disconnected.
GREETING_SECONDS = 5.0


class TcpConnection(asyncio.Protocol):
    """One browser's TCP connection: a path, and the frames that come over it."""

    def __init__(self, peers: Demultiplexer, others: set[TcpConnection], limit: int) -> None:
        self.address: Address = ("", 0)
        self.dropped = 0
        self._peers = peers
        self._others = others
        self._limit = limit
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray()
        self._known = False
        self._greeting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by asyncio."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - a stream, by create_server
        self._transport = transport
        if len(self._others) >= self._limit:
            transport.abort()
            return
        self._others.add(self)
        self.address = transport.get_extra_info("peername")
        transport.set_write_buffer_limits(high=MAX_WAITING_BYTES)
        if sys.platform == "linux":
            sock = transport.get_extra_info("socket")
            sock.setsockopt(socket.IPPROTO_TCP, _NOTSENT_LOWAT, _MAX_UNSENT_BYTES)
        loop = asyncio.get_running_loop()
        self._greeting = loop.call_later(GREETING_SECONDS, self._check_greeting)

    def _check_greeting(self) -> None:
        if not self._known:
            self.close()

    def data_received(self, data: bytes) -> None:
        """Called by asyncio: any piece of the stream."""
        buffer = self._buffer
        buffer += data
        position, size = 0, len(buffer)
        while size - position >= 2:
            length = buffer[position] << 8 | buffer[position + 1]
            if not 0 < length <= MAX_DATAGRAM_BYTES:
                self.close()
                return
            end = position + 2 + length
            if end > size:
                break
            INCOMING_SLOT.data[:length] = buffer[position + 2 : end]
            position = end
            if self._peers.take(INCOMING_SLOT, length, self, self._make_path):
                self._known = True
            elif not self._known:
                self.close()
                return
        del buffer[:position]

    def _make_path(self) -> TcpConnection:
        return self

    def send(self, data: bytes | memoryview) -> None:
        """One frame, or nothing while too much waits."""
        transport = self._transport
        if transport is None or transport.is_closing() or FENCE.is_up:
            return
        most = MAX_WAITING_BYTES if len(data) <= _SOUND_BYTES else MAX_WAITING_PICTURE_BYTES
        if transport.get_write_buffer_size() > most:
            self.dropped += 1
            return
        transport.write(len(data).to_bytes(2, "big") + data)

    def post(self, slot: Slot, length: int) -> None:
        """The same at once: its own buffer collects."""
        self.send(slot.view[:length])

    def hold(self) -> None:
        """Reads nothing until `release`."""
        if self._transport is not None:
            self._transport.pause_reading()

    def release(self) -> None:
        """Goes on after `hold`."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.resume_reading()

    def close(self) -> None:
        """Ends the connection at once."""
        if self._transport is not None:
            self._transport.abort()

    def connection_lost(self, _error: Exception | None) -> None:
        """Called by asyncio."""
        self._others.discard(self)
        self._peers.forget(self)
        if self._greeting is not None:
            self._greeting.cancel()
