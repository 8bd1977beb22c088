"""Mutated bytes for every parser by itself.

FUZZ_PACKETS=1000000 (FUZZ_RECORDS for STUN and DTLS) for the long run; seeds are fixed.
"""

import asyncio
import hashlib
import hmac
import os
import random
from types import SimpleNamespace

import pytest
from aioice import stun
from aiortc import RTCCertificate

from tests.benchmarks.lean_peer import LeanPeer
from tests.video.relay.test_fuzz import Sink, mutate, seeds
from video.relay.core.keyframes import is_h264_keyframe, is_vp8_keyframe
from video.relay.core.rtcp import read_compound
from video.relay.core.rtcp_writing import write_goodbye, write_source_description
from video.relay.core.rtp import RtpError, read_header, unwrap_rtx
from video.relay.core.vp8 import Vp8Numbers, read_descriptor, read_height
from video.relay.demultiplexer import Demultiplexer
from video.relay.ice import IceCredentials
from video.relay.peer import Peer
from video.relay.srtp import INCOMING_SLOT

PACKETS = int(os.environ.get("FUZZ_PACKETS", "20000"))
RECORDS = int(os.environ.get("FUZZ_RECORDS", "4000"))
LOCAL = IceCredentials(ufrag="ours", pwd="x" * 32)


def parse_rtp(data: bytes) -> None:
    try:
        header = read_header(data)
    except RtpError:
        return
    assert 12 <= header.payload_start <= max(header.payload_end, header.payload_start) <= len(data)
    unwrap_rtx(data, header.payload_start, payload_type=96, ssrc=1)


def parse_rtcp(data: bytes) -> None:
    assert len(read_compound(data)) <= 64 * 255


def parse_video(data: bytes) -> None:
    for start in (0, len(data) // 2, len(data)):
        is_vp8_keyframe(data, start, len(data))
        is_h264_keyframe(data, start, len(data))
        assert 0 <= read_height(data, start, len(data)) < 1 << 14
        found = read_descriptor(data, start, len(data))
        numbers = Vp8Numbers()
        numbers.follow((7, 7), found)
        numbers.shift(bytearray(data), start, len(data))
        assert found is None or found.payload_at <= len(data)


def rtcp_seeds() -> list[bytes]:
    compounds = [data for data in seeds(7) if 200 <= data[1] <= 206]
    return [*compounds, write_source_description(1, "anna") + write_goodbye([1, 2])]


VIDEO = [
    bytes.fromhex("90e0 8123 0520 00 0201 9d012a 8002 e001") + bytes(20),
    bytes.fromhex("65 88 84") + bytes(10),
    bytes.fromhex("78 0004 67 42e0 0002 65 88"),
    bytes.fromhex("7c 85 88"),
]
PARSERS = {
    "rtp": (parse_rtp, [data for data in seeds(7) if not 200 <= data[1] <= 206]),
    "rtcp": (parse_rtcp, rtcp_seeds()),
    "video": (parse_video, VIDEO),
}


@pytest.mark.parametrize("name", PARSERS)
def test_a_parser_survives_whatever_comes(name):
    parse, good = PARSERS[name]
    chance = random.Random(name)
    for data in good:
        parse(data)
        for length in range(len(data)):
            parse(data[:length])

    for _ in range(PACKETS):
        parse(mutate(chance.choice(good), chance))


def write_check(chance: random.Random) -> bytes:
    request = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
    request.attributes["USERNAME"] = "ours:theirs"
    request.attributes["PRIORITY"] = chance.getrandbits(32)
    request.attributes["ICE-CONTROLLING"] = chance.getrandbits(64)
    request.attributes["USE-CANDIDATE"] = None
    return bytes(request)


def sign(data: bytes) -> bytes:
    """MESSAGE-INTEGRITY behind whatever it is: what somebody with a seat of his own may send."""
    signed = data[:2] + (len(data) + 4).to_bytes(2, "big") + data[4:]
    digest = hmac.new(LOCAL.pwd.encode(), signed, hashlib.sha1).digest()
    return signed + b"\0\x08\0\x14" + digest


def test_a_signed_check_may_be_as_strange_as_it_likes():
    chance, path = random.Random("stun"), Sink()
    peers = Demultiplexer()
    receiver = SimpleNamespace(
        take_path=lambda path, *, nominated, now: None,
        receive=lambda slot, length, now, arrived_at: None,
        receive_dtls=lambda record, path: None,
    )
    peers.admit(receiver, LOCAL, "theirs")
    good = [write_check(chance) for _ in range(20)]

    for number in range(RECORDS):
        data = mutate(chance.choice(good), chance)
        data = sign(data) if len(data) >= 20 and chance.random() < 0.8 else data
        INCOMING_SLOT.data[: len(data)] = data
        peers.take(INCOMING_SLOT, len(data), number % 40, lambda: path)

    assert 0 < path.sent < RECORDS
    assert len(peers.by_address) <= 16


async def first_records() -> list[bytes]:
    """What a browser begins DTLS with."""
    browser, records = LeanPeer(), []
    browser.send = lambda data: records.append(bytes(data))
    task = asyncio.create_task(browser._dtls.start(SimpleNamespace(fingerprints=[object()])))
    while not records:
        await asyncio.sleep(0.01)
    task.cancel()
    browser.socket.close()
    return records


async def test_no_mutated_dtls_record_does_more_than_end_its_own_connection(caplog):
    records = await first_records()
    chance = random.Random("dtls")
    certificate = RTCCertificate.generateCertificate()
    records += [b"\x15\xfe\xfd" + bytes(8) + b"\0\2\2\x28", b"\x17\xfe\xfd" + bytes(12)]
    gone: list[Peer] = []
    owner = SimpleNamespace(peer_gone=gone.append)
    peer = None
    for _ in range(RECORDS // 4):
        if peer is None or peer in gone:
            peer = await start_peer(owner, certificate, after=peer)
            gone.clear()
        record = mutate(chance.choice(records), chance)
        if record and 19 < record[0] < 64:  # as the demultiplexer sees to
            peer.receive_dtls(record, peer.link.path)
            await asyncio.sleep(0)

    assert "failed in its handshake" not in caplog.text
    await peer.close()


async def start_peer(owner, certificate: RTCCertificate, *, after: Peer | None) -> Peer:
    if after is not None:
        await after.close()
    peer = Peer(seat="eve", owner=owner, certificate=certificate, now=0.0)
    peer._remote_fingerprints = (("sha-256", "00"),)
    peer.take_path(Sink(), nominated=True, now=0.0)
    peer.start()
    await asyncio.sleep(0)
    return peer
