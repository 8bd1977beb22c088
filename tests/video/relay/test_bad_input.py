"""What is wrong gets a clear answer, and never disturbs a call."""

import asyncio
import contextlib
import json
import os
import socket

from pylibsrtp import Error as SrtpError

from tests.benchmarks.lean_peer import LeanPeer
from tests.peers import EVERYTHING, Signalling
from tests.video.relay.test_calls import join_pair
from video.relay.messages import (
    Failed,
    May,
    OpenCall,
    Published,
    SdpAnswer,
    TakeOffer,
)


async def offer(signalling: Signalling, sdp: str, **fields) -> Failed:
    fields = {"purpose": "first", "may": EVERYTHING, "seat": "anna", **fields}
    answer = await signalling.ask(TakeOffer, call=signalling.call, sdp=sdp, **fields)
    assert isinstance(answer, Failed)
    return answer


async def test_what_is_not_sdp_is_refused_with_a_sentence(signalling):
    for sdp in ("", "hello", "v=0\r\nm=audio 9 nonsense\r\n"):
        answer = await offer(signalling, sdp)
        assert (answer.code, answer.text[-1]) == ("bad_sdp", ".")


async def test_an_offer_that_is_too_large_is_refused(signalling):
    assert (await offer(signalling, "m=audio 9\r\n" + "a=x\r\n" * 20_000)).code == "too_large"
    assert (await offer(signalling, "m=audio 9\r\n" * 33)).code == "too_large"
    assert (await offer(signalling, "m=audio 9\r\n" + "a=candidate:\r\n" * 51)).code == "too_large"


async def test_a_data_channel_is_refused(signalling):
    answer = await offer(signalling, "v=0\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n")

    assert answer == Failed(
        id=answer.id,
        code="bad_sdp",
        text="Only audio and video are relayed; data channels are not.",
    )


async def test_lists_that_do_not_fit_the_offer_are_refused(signalling):
    peer = LeanPeer()
    peer.publish("camera")
    wrong = [
        (Published(mid="7", source="camera"),),
        (Published(mid="0", source="microphone"),),
        (Published(mid="0", source="camera"), Published(mid="0", source="screen")),
    ]

    answers = [await offer(signalling, peer.offer(), publishes=entries) for entries in wrong]

    assert [answer.code for answer in answers] == ["bad_sdp"] * 3
    peer.socket.close()


async def test_a_seat_that_may_nothing_is_not_answered(signalling):
    peer = LeanPeer()
    peer.publish("camera")

    assert (await offer(signalling, peer.offer(), may=May())).code == "not_allowed"
    assert (await offer(signalling, peer.offer(), purpose="more")).code == "unknown_seat"
    peer.socket.close()


async def test_a_command_of_the_wrong_shape_is_answered_when_its_sender_can_be_read(signalling):
    broken = {"type": "open_call", "v": 1, "id": "x1", "answer_to": signalling.process, "call": 5}

    await signalling.send_raw("not json")
    await signalling.send_raw(json.dumps(broken))
    answer = await signalling.answer_of("x1")

    assert (type(answer), answer.code) == (Failed, "bad_message")
    await signalling.ask(OpenCall, call=signalling.call)


async def test_strangers_and_rubbish_on_the_port_do_not_disturb(signalling, relay):
    anna, ben = await join_pair(signalling)
    await ben.wait_frames("anna", "camera")
    rubbish = [b"", b"\x80" * 1501, b"\xbf" * 60_000, b"\x16" * 100, b"\x00", b"\x00\x01" * 10]
    rubbish += [bytes((first,)) + os.urandom(40) for first in range(0, 256, 5)]

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        for _ in range(20):
            for data in rubbish:
                stranger.sendto(data, ("127.0.0.1", relay.port))
            await asyncio.sleep(0)

    await ben.wait_frames("anna", "camera")
    await anna.wait_frames("ben", "microphone")


async def test_rubbish_from_a_known_address_disturbs_nobody_else(signalling):
    _anna, ben = await join_pair(signalling)
    mallory = LeanPeer()
    mallory.publish("camera")
    answer = await signalling.ask(
        TakeOffer,
        call=signalling.call,
        seat="mallory",
        sdp=mallory.offer(),
        purpose="first",
        may=EVERYTHING,
        publishes=tuple(mallory.publishes),
    )
    assert isinstance(answer, SdpAnswer)
    await mallory.connect(answer.sdp)

    for first in range(256):
        mallory.send(bytes((first,)) + os.urandom(60))
        mallory.send(bytes((first,)))
        with contextlib.suppress(SrtpError):  # libsrtp refuses to encrypt some of it
            mallory.send_rtp(bytes((0x80 | first & 0x3F,)) + os.urandom(30))
            mallory.send_rtcp(bytes((0x80, 200 + first % 8)) + os.urandom(30))

    await ben.wait_frames("anna", "camera")
    await mallory.close()


async def test_a_stun_request_with_the_wrong_password_teaches_no_address(signalling):
    peer = LeanPeer()
    peer.publish("camera")
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
    asyncio.get_running_loop().add_reader(peer.socket, peer._read)

    peer.send_stun(pwd="0" * 32)
    peer.send_stun(ufrag="00000000")
    await asyncio.sleep(0.2)
    assert not peer._stun_answered.is_set()

    peer.send_stun()
    await asyncio.wait_for(peer._stun_answered.wait(), 2)
    await peer.close()
