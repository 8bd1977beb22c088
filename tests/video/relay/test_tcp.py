"""ICE-TCP on the same port number, seen from a raw connection."""

import asyncio
import contextlib
import fcntl
import socket
import struct

import pytest
from aioice import stun

from tests.benchmarks.lean_peer import LeanPeer
from tests.peers import EVERYTHING, eventually
from video.relay.demultiplexer import Demultiplexer
from video.relay.messages import TakeOffer
from video.relay.server import write_candidates
from video.relay.tcp_connection import MAX_WAITING_PICTURE_BYTES, TcpConnection

SIOCOUTQNSD = 0x894B  # linux/sockios.h: bytes that TCP has not sent yet


@pytest.fixture
def connect(relay):
    async def open_connection():
        return await asyncio.open_connection("127.0.0.1", relay.port)

    return open_connection


def frame(packet: bytes) -> bytes:
    return len(packet).to_bytes(2, "big") + packet


@pytest.mark.parametrize(
    "greeting", [b"GET / HTTP/1.1\r\n\r\n", b"\0\0", b"\xff\xff" + b"x" * 100, frame(b"\x16" * 50)]
)
async def test_who_does_not_begin_with_a_valid_check_is_disconnected(connect, greeting):
    reader, writer = await connect()

    writer.write(greeting)

    # Cut off with or without a reset, but with not one byte said.
    with contextlib.suppress(ConnectionResetError):
        assert await asyncio.wait_for(reader.read(), 2) == b""
    writer.close()


async def test_a_valid_check_in_pieces_is_answered(signalling, connect):
    peer = LeanPeer()
    peer.publish("microphone")
    answer = await signalling.ask(
        TakeOffer,
        call=signalling.call,
        seat="anna",
        sdp=peer.offer(),
        purpose="first",
        may=EVERYTHING,
        publishes=tuple(peer.publishes),
    )
    peer.read_answer(answer.sdp)
    sent: list[bytes] = []
    peer.send = sent.append
    peer.send_stun()
    reader, writer = await connect()

    for byte in frame(sent[0]):
        writer.write(bytes((byte,)))
        await writer.drain()
    head = await asyncio.wait_for(reader.readexactly(2), 2)
    response = stun.parse_message(await reader.readexactly(int.from_bytes(head, "big")))

    assert response.message_class == stun.Class.RESPONSE
    assert response.attributes["XOR-MAPPED-ADDRESS"] == writer.get_extra_info("sockname")
    writer.close()
    peer.socket.close()


async def test_a_slow_reader_is_owed_little_and_still_gets_sound():
    made: list[TcpConnection] = []

    def make() -> TcpConnection:
        made.append(TcpConnection(Demultiplexer(), set(), 9))
        return made[-1]

    loop = asyncio.get_running_loop()
    server = await loop.create_server(make, "127.0.0.1", 0)
    slow = socket.socket()
    slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16 * 1024)
    slow.setblocking(False)
    await loop.sock_connect(slow, server.sockets[0].getsockname())
    await eventually(lambda: made and made[0]._transport)
    ours = made[0]
    assert ours._transport is not None

    for _ in range(2000):
        ours.send(bytes(1200))
    pictures_waiting = ours._transport.get_write_buffer_size()
    dropped = ours.dropped
    ours.send(bytes(100))

    assert pictures_waiting < MAX_WAITING_PICTURE_BYTES + 2000
    assert ours.dropped == dropped
    # Nor does the kernel keep what the reader has not asked for.
    kernel = ours._transport.get_extra_info("socket")
    unsent = struct.unpack("i", fcntl.ioctl(kernel, SIOCOUTQNSD, bytes(4)))[0]
    assert unsent <= 40_000
    ours.close()
    slow.close()
    server.close()


def test_every_address_but_loopback_is_advertised_over_both():
    assert write_candidates(("127.0.0.1", "203.0.113.5"), 40000) == (
        "1 1 udp 2130706431 127.0.0.1 40000 typ host",
        "2 1 udp 2130706175 203.0.113.5 40000 typ host",
        "102 1 tcp 1526726399 203.0.113.5 40000 typ host tcptype passive",
    )
