"""Which path a connection uses, and what its viewer's estimate is held against."""

from types import SimpleNamespace

import pytest
from aiortc import RTCCertificate

from video.relay.core.rtcp_writing import write_remb
from video.relay.media_out import Leg
from video.relay.peer import Peer
from video.relay.peer_reports import take_rtcp


class Path:
    """Notes what is sent on it."""

    address = ("192.0.2.1", 9)

    def __init__(self) -> None:
        self.sent = []

    def send(self, data: bytes) -> None:
        self.sent.append(bytes(data))


@pytest.fixture
async def peer():
    return Peer(
        seat="anna",
        owner=SimpleNamespace(),
        certificate=RTCCertificate.generateCertificate(),
        now=0.0,
    )


async def test_the_dtls_answer_leaves_by_the_path_it_came_by(peer):
    first, second = Path(), Path()
    peer.take_path(first, nominated=False, now=1.0)
    peer.take_path(second, nominated=False, now=1.1)

    peer.receive_dtls(b"hello", second)
    await peer._channel._send(b"answer")

    assert (first.sent, second.sent) == ([], [b"answer"])


async def test_after_nomination_a_record_on_another_path_moves_nothing(peer):
    nominated, other = Path(), Path()
    peer.take_path(nominated, nominated=True, now=1.0)

    peer.receive_dtls(b"late", other)
    await peer._channel._send(b"answer")

    assert (nominated.sent, other.sent) == ([b"answer"], [])


def send_for_a_second(peer: Peer, *, now: float, sound_bps: int, picture_bps: int) -> None:
    for mid, kind, bps in (("0", "audio", sound_bps), ("1", "video", picture_bps)):
        leg = peer.lines.legs.get(mid)
        if leg is None:
            leg = peer.lines.legs[mid] = Leg(mid=mid, kind=kind, link=peer.link, clock_rate=90000)
        leg.octets += bps // 8
        peer.link.sent_bytes += bps // 8
    peer.measure(now)


async def test_an_estimate_is_held_against_pictures_not_against_sound(peer):
    """Browsers estimate from the pictures alone: below all that is sent is no sign of a limit."""
    for second in range(8):
        send_for_a_second(peer, now=float(second), sound_bps=50_000, picture_bps=70_000)
    for bps in (110_000, 62_000, 63_000):
        take_rtcp(peer, write_remb(1, bps, []), 7.0)

    assert (round(peer.sent_rate.bps), round(peer.pictures_rate.bps)) == (120_000, 70_000)
    assert peer.downlink.limit_bps is None
