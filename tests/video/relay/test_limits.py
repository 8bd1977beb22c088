"""What one seat or one more call may cost the others."""

import asyncio
import struct

from tests.benchmarks.lean_peer import OPUS_TYPE, LeanPeer
from tests.peers import eventually
from tests.video.relay.test_calls import join_pair
from tests.video.relay.test_repair import take_seat
from video.relay.clockwork import Clockwork
from video.relay.endpoint import Endpoint
from video.relay.link import Link
from video.relay.messages import Failed, OpenCall
from video.relay.worker import Worker


def test_a_seat_may_send_bursts_but_not_for_ever():
    link = Link()
    link.renew(0.0)
    passed = 0
    for n in range(40):  # 10 s at 48 Mbit/s, in quarters of a second
        for _ in range(1000):
            if link.received_bytes <= link.received_limit:
                link.received_bytes += 1500
                passed += 1500
        link.renew((n + 1) / 4)

    assert 12_000_000 < passed * 8 / 10 < 14_000_000


async def test_a_flood_of_one_seat_does_not_disturb_the_others(signalling):
    anna, ben = await join_pair(signalling)
    mallory, eve = LeanPeer(), LeanPeer()
    ssrc = mallory.publish("microphone")
    eve.receive("mallory", "microphone")
    await take_seat(signalling, "mallory", mallory)
    await take_seat(signalling, "eve", eve)

    sent = 0
    for number in range(6000):
        head = struct.pack("!BBHII", 0x80, OPUS_TYPE, number, number, ssrc)
        mallory.send_rtp(head + bytes(1200))
        sent += 1
        if number % 50 == 0:
            await asyncio.sleep(0.002)

    await ben.wait_frames("anna", "camera")
    await anna.wait_frames("ben", "microphone")
    await eventually(lambda: eve.received_rtp > 500)
    assert eve.received_rtp < sent
    await mallory.close()
    await eve.close()


async def test_a_full_worker_refuses_the_next_call_and_keeps_those_it_has():
    worker = Worker(name="w", endpoint=Endpoint(), candidates=())
    clockwork = Clockwork(worker)
    worker.is_overloaded = clockwork.is_overloaded
    shape = {"id": "1", "epoch": 1, "answer_to": "p"}
    worker.handle(OpenCall(call="old", **shape))

    clockwork.cpu = 0.71
    refused = worker.handle(OpenCall(call="new", **shape))
    kept = worker.handle(OpenCall(call="old", **shape))

    assert refused == Failed(id="1", code="busy", text="This worker is full.")
    assert (kept.type, list(worker.calls)) == ("done", ["old"])


async def test_late_beats_count_only_on_a_busy_worker():
    clockwork = Clockwork(Worker(name="w", endpoint=Endpoint(), candidates=()))
    clockwork._lags.extend([0.1] * 200)

    clockwork.cpu = 0.1
    assert not clockwork.is_overloaded()
    clockwork.cpu = 0.5
    assert clockwork.is_overloaded()
