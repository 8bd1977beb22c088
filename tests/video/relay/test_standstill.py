"""A worker that stood still asks before it sends again, because its calls may have moved."""

import asyncio
import signal
import struct

import pytest_asyncio

from tests.benchmarks.lean_peer import OPUS_TYPE, LeanPeer
from tests.peers import RelayProcess, Signalling, eventually
from tests.video.relay.test_repair import take_seat
from video.relay.messages import CloseCall

STOPPED_SECONDS = 2.5


@pytest_asyncio.fixture
async def frozen(relay_redis):
    """A worker of the test's own with a talker and a listener."""
    process = RelayProcess(relay_redis.url)
    signalling = Signalling(relay_redis.url, process.name)
    signalling.call = "standstill"
    await signalling.open_call("standstill")
    talker, listener = LeanPeer(), LeanPeer()
    ssrc = talker.publish("microphone")
    listener.receive("anna", "microphone")
    await take_seat(signalling, "anna", talker)
    await take_seat(signalling, "ben", listener)
    talking = asyncio.create_task(talk(talker, ssrc))
    await eventually(lambda: listener.received_rtp > 10)
    yield process, signalling, listener
    talking.cancel()
    await talker.close()
    await listener.close()
    await signalling.close()
    process.process.send_signal(signal.SIGCONT)
    process.stop()


async def talk(peer: LeanPeer, ssrc: int) -> None:
    number = 0
    while True:
        number += 1
        head = struct.pack("!BBHII", 0x80, OPUS_TYPE, number & 0xFFFF, number * 960, ssrc)
        peer.send_rtp(head + b"sound")
        await asyncio.sleep(0.02)


async def test_a_call_that_moved_meanwhile_gets_not_one_packet_more(frozen):
    process, signalling, listener = frozen
    process.process.send_signal(signal.SIGSTOP)
    await asyncio.sleep(STOPPED_SECONDS)
    closing = asyncio.create_task(
        signalling.ask(CloseCall, call="standstill", epoch=2, reason="moved")
    )
    await asyncio.sleep(0.1)
    received, goodbyes = listener.received_rtp, []
    listener._channel.receive = goodbyes.append

    process.process.send_signal(signal.SIGCONT)
    await closing
    await asyncio.sleep(0.5)

    assert (listener.received_rtp, goodbyes) == (received, [])


async def test_a_call_that_is_still_ours_goes_on(frozen):
    process, _signalling, listener = frozen
    process.process.send_signal(signal.SIGSTOP)
    await asyncio.sleep(STOPPED_SECONDS)
    received = listener.received_rtp

    process.process.send_signal(signal.SIGCONT)

    await eventually(lambda: listener.received_rtp > received + 20, seconds=3)
