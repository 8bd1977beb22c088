"""The same port number over IPv6."""

import asyncio
import socket

from aioice import stun

from tests.benchmarks.lean_peer import LeanPeer
from tests.peers import EVERYTHING
from video.relay.messages import TakeOffer


def has_ipv6() -> bool:
    """False in containers and machines where IPv6 is switched off."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sock:
            sock.bind(("::1", 0))
    except OSError:
        return False
    return True


async def test_a_check_over_ipv6_is_answered_with_the_ipv6_address(signalling, relay):
    if not has_ipv6():
        return
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

    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sock:
        sock.setblocking(False)
        sock.connect(("::1", relay.port))
        sock.send(sent[0])
        data = await asyncio.wait_for(asyncio.get_running_loop().sock_recv(sock, 2048), 2)
        response = stun.parse_message(data)
        assert response.attributes["XOR-MAPPED-ADDRESS"] == sock.getsockname()[:2]
    peer.socket.close()
