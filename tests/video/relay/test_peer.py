"""Which path a connection uses."""

from types import SimpleNamespace

import pytest
from aiortc import RTCCertificate

from video.relay.peer import Peer


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
