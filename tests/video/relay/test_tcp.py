"""ICE-TCP on the same port number, seen from a raw connection."""

import asyncio
import contextlib

import pytest
from aioice import stun

from tests.benchmarks.lean_peer import LeanPeer
from tests.peers import EVERYTHING
from video.relay.messages import TakeOffer
from video.relay.server import write_candidates


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


def test_every_address_but_loopback_is_advertised_over_both():
    assert write_candidates(("127.0.0.1", "203.0.113.5"), 40000) == (
        "1 1 udp 2130706431 127.0.0.1 40000 typ host",
        "2 1 udp 2130706175 203.0.113.5 40000 typ host",
        "102 1 tcp 1526726399 203.0.113.5 40000 typ host tcptype passive",
    )
