"""A call that has ended leaves nothing behind, without waiting for the collector."""

import asyncio
import gc
import weakref

from tests.benchmarks.lean_peer import LeanPeer
from tests.peers import EVERYTHING, eventually
from video.relay.endpoint import Endpoint
from video.relay.messages import CloseCall, OpenCall, TakeOffer
from video.relay.peer import Peer
from video.relay.worker import Worker


def watch(peer: Peer) -> list[weakref.ref[object]]:
    parts = (peer, peer._dtls, peer._dtls._ssl, peer.lines)
    return [weakref.ref(part) for part in parts]


async def test_a_closed_connection_is_freed_at_once():
    endpoint = Endpoint()
    await endpoint.open("127.0.0.1", 0)
    candidate = f"1 1 udp 2130706431 127.0.0.1 {endpoint.port} typ host"
    worker = Worker(name="w", endpoint=endpoint, candidates=(candidate,))
    shape = {"id": "1", "call": "c", "epoch": 1, "answer_to": "p"}
    browser = LeanPeer()
    browser.publish("camera")
    browser.receive("anna", "camera")
    gc.collect()
    gc.disable()
    try:
        worker.handle(OpenCall(**shape))
        answer = worker.handle(
            TakeOffer(
                **shape,
                seat="anna",
                sdp=browser.offer(),
                purpose="first",
                may=EVERYTHING,
                publishes=tuple(browser.publishes),
                receives=tuple(browser.receives),
            )
        )
        await browser.connect(answer.sdp)
        await eventually(lambda: worker.peers()[0].link.is_up)
        alive = watch(worker.peers()[0])

        worker.handle(CloseCall(**shape, reason="ended"))
        await asyncio.sleep(0.2)
        worker.tick_calls(0.0)

        assert [part() for part in alive] == [None] * 4
    finally:
        gc.enable()
        await browser.close()
        endpoint.close()
