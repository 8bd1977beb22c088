"""Mutated packets through the whole way of a packet, as if their SRTP were valid.

FUZZ_PACKETS=1000000 for the long run; the seed is in the name of the test that fails.
"""

import os
import random
import struct
from types import SimpleNamespace

import pytest
from aioice import stun
from aiortc import RTCCertificate

from video.relay import incoming as incoming_module
from video.relay import link as link_module
from video.relay.core.rtcp import ReportBlock, SenderReport
from video.relay.core.rtcp_writing import (
    write_nack,
    write_pli,
    write_receiver_report,
    write_remb,
    write_sender_report,
)
from video.relay.core.sdp import Codec
from video.relay.core.sdp_policy import ABS_SEND_TIME
from video.relay.demultiplexer import Demultiplexer
from video.relay.media_out import Leg
from video.relay.peer import Peer
from video.relay.srtp import INCOMING_SLOT, Slot
from video.relay.track import Track

PACKETS = int(os.environ.get("FUZZ_PACKETS", "20000"))
CODECS = (
    Codec("vp8", 96, 90000),
    Codec("rtx", 97, 90000, parameters={"apt": 96}),
    Codec("h264", 98, 90000),
)
SSRC, RTX_SSRC = 1234, 1235


class Sink:
    """A path that counts."""

    address = ("192.0.2.1", 9)

    def __init__(self) -> None:
        self.sent = 0

    def send(self, data: bytes | memoryview) -> None:
        assert 0 < len(data) <= 1472
        self.sent += 1

    def post(self, slot: Slot, length: int) -> None:
        self.send(slot.view[:length])


def make_owner() -> SimpleNamespace:
    names = ("connected", "gone", "media_began", "layers_changed", "urgent", "limited")
    return SimpleNamespace(**{f"peer_{name}": lambda *_: None for name in names})


@pytest.fixture
async def pair(monkeypatch):
    """A publisher and a viewer of its camera, with SRTP that passes everything through."""
    monkeypatch.setattr(incoming_module, "srtp_unprotect", lambda *_: 0)
    monkeypatch.setattr(incoming_module, "unprotect_rtcp", lambda _context, length, _slot: length)
    monkeypatch.setattr(link_module, "srtp_protect", lambda *_: 0)
    monkeypatch.setattr(link_module, "protect_rtcp", put_rtcp)
    certificate = RTCCertificate.generateCertificate()
    made = [
        Peer(seat=seat, owner=make_owner(), certificate=certificate, now=0.0)
        for seat in ("anna", "ben")
    ]
    for peer in made:
        peer.link.receiving = peer.link.sending = object()
        peer.link.path = Sink()
        peer.link.received_limit = 1 << 60
    publisher, viewer = made
    track = Track(mid="0", source="camera", kind="video", codecs=CODECS, owner="anna")
    layer = track.add_layer(SSRC)
    publisher.lines.tracks["0"] = track
    publisher.lines.layers[SSRC] = layer
    publisher.lines._repairs[RTX_SSRC] = SSRC
    publisher.lines.transport_cc_id, publisher.lines.transport_cc_head = 3, 0x31
    publisher.lines._mid_id = 4
    leg = Leg(mid="1", kind="video", link=viewer.link, clock_rate=90000)
    leg.set_formats(CODECS, {ABS_SEND_TIME: 2})
    leg.ssrc = 77
    viewer.lines.legs["1"] = viewer.lines.legs_by_ssrc[77] = leg
    leg.attach(layer)
    return publisher, viewer


def put_rtcp(_context: object, compound: bytes, slot: Slot) -> int:
    assert len(compound) <= 1452
    slot.data[: len(compound)] = compound
    return len(compound)


def seeds(number: int) -> list[bytes]:
    """Packets as they should be."""
    head = struct.pack("!BBHII", 0x90, 96, number & 0xFFFF, number * 300 & 0xFFFFFFFF, SSRC)
    extension = struct.pack("!HHBHBBBBB", 0xBEDE, 2, 0x31, number & 0xFFFF, 0x40, 0x30, 0, 0, 0)
    vp8 = bytes.fromhex("90e0 8123 0520 00 0201 9d012a 8002 e001") + bytes(60)
    rtx = struct.pack("!BBHII", 0x80, 97, number & 0xFFFF, 0, RTX_SSRC) + b"\0\1" + vp8
    block = ReportBlock(77, 1, 2, 3, 4, 5, 6)
    return [
        head + extension + vp8,
        head[:1] + b"\x62" + head[2:] + extension + b"\x65" + bytes(40),
        rtx,
        write_sender_report(SenderReport(SSRC, number, 2, 3, 4, (block,)))
        + write_receiver_report(5, [block]),
        write_nack(1, 77, [number & 0xFFFF]) + write_pli(1, 77) + write_remb(1, 1, [77]),
    ]


def mutate(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((0, 1, 1, 2, 5))):
        changed[chance.randrange(len(changed))] = chance.choice((0, 0xFF, chance.randrange(256)))
    kind = chance.randrange(8)
    if kind == 0:
        del changed[chance.randrange(len(changed)) :]
    elif kind == 1:
        changed += bytes(chance.randrange(200))
    return bytes(changed[:1472])


@pytest.mark.parametrize("seed", [1, 2])
async def test_no_mutated_packet_leaves_the_way_of_a_packet(pair, seed):
    publisher, viewer = pair
    chance = random.Random(seed)

    for number in range(PACKETS // 2):
        data = mutate(chance.choice(seeds(number)), chance)
        now = number / 1000
        if len(data) >= 1:
            INCOMING_SLOT.data[: len(data)] = data
            (publisher if chance.random() < 0.7 else viewer).receive(
                INCOMING_SLOT, len(data), now, now
            )
        if number % 50 == 0:
            for peer in pair:
                peer.measure(now)
                peer.tick(now)
                peer.hurry(now)

    assert viewer.link.path.sent > 100
    assert len(publisher.lines.layers) <= 64


def test_no_mutated_datagram_from_a_stranger_is_answered():
    peers, chance, path = Demultiplexer(), random.Random(3), Sink()
    request = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
    request.attributes["USERNAME"] = "ours:theirs"
    request.add_message_integrity(b"wrong")
    kinds = [bytes(request), b"\x16\xfe\xff" + bytes(60), *seeds(1)]

    for _ in range(PACKETS // 2):
        data = mutate(chance.choice(kinds), chance)
        INCOMING_SLOT.data[: len(data)] = data
        assert not peers.take(INCOMING_SLOT, len(data), ("192.0.2.1", 9), lambda: path)

    assert (path.sent, peers.dropped) == (0, PACKETS // 2)
