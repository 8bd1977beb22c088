"""Offers of real browsers are read; broken ones are refused, whatever is broken."""

import os
import random
from pathlib import Path

import pytest

from video.relay.core.sdp import Codec, OfferedLine, SdpError
from video.relay.core.sdp_policy import (
    ABS_SEND_TIME,
    MID,
    TRANSPORT_CC,
    choose_codecs,
    choose_extensions,
)
from video.relay.messages import May, Published, Received, TakeOffer
from video.relay.negotiation import plan_lines
from video.relay.offer import read_offer

OFFERS = int(os.environ.get("FUZZ_OFFERS", "600"))
PACKETS = Path(__file__).parents[2] / "packets"
CHROMIUM = (PACKETS / "offer_chromium.sdp").read_bytes().decode()
SIMULCAST = (PACKETS / "offer_chromium_simulcast.sdp").read_bytes().decode()


def test_an_offer_of_chromium_is_read():
    offer = read_offer(CHROMIUM)

    assert [(line.mid, line.kind, line.direction) for line in offer.lines] == [
        ("0", "video", "sendonly"),
        ("1", "audio", "sendonly"),
        ("2", "video", "recvonly"),
        ("3", "audio", "recvonly"),
    ]
    assert offer.bundle == ("0", "1", "2", "3")
    assert len(offer.lines[0].ssrcs) == 2
    assert offer.lines[0].repair_ssrcs == {offer.lines[0].ssrcs[1]: offer.lines[0].ssrcs[0]}
    assert offer.lines[0].rids == ()


def test_simulcast_layers_are_read():
    assert read_offer(SIMULCAST).lines[0].rids == ("q", "h", "f")


def test_vp8_comes_first_and_h264_second_each_with_its_rtx():
    camera = read_offer(CHROMIUM).lines[0]

    names = [codec.name for codec in choose_codecs(camera, publishes=True)]

    assert names[:2] == ["vp8", "rtx"]
    assert set(names) <= {"vp8", "h264", "rtx"}


def test_feedback_and_extensions_differ_by_direction():
    camera = read_offer(CHROMIUM).lines[0]

    up, down = (choose_codecs(camera, publishes=publishes)[0] for publishes in (True, False))

    assert up.feedback == ("transport-cc", "ccm fir", "nack", "nack pli")
    assert down.feedback == ("goog-remb", "ccm fir", "nack", "nack pli")
    assert {TRANSPORT_CC, MID} < set(choose_extensions(camera, publishes=True))
    assert set(choose_extensions(camera, publishes=False)) == {ABS_SEND_TIME}


def test_opus_is_answered_with_forward_error_correction():
    microphone = read_offer(CHROMIUM).lines[1]

    (opus,) = choose_codecs(microphone, publishes=True)

    assert (opus.name, opus.channels) == ("opus", 2)
    assert opus.parameters == {"minptime": 10, "useinbandfec": 1}


def test_only_the_common_h264_is_taken():
    profiles = {96: "42e01f", 97: "640032", 98: "42001f"}
    codecs = tuple(
        Codec(
            "h264",
            number,
            90000,
            parameters={"profile-level-id": profile, "packetization-mode": 1},
        )
        for number, profile in profiles.items()
    )
    line = OfferedLine(mid="0", kind="video", direction="sendonly", codecs=codecs)

    assert [codec.payload_type for codec in choose_codecs(line, publishes=True)] == [96]


def test_a_line_without_a_common_codec_is_refused():
    line = OfferedLine(
        mid="0", kind="video", direction="sendonly", codecs=(Codec("av1", 45, 90000),)
    )

    with pytest.raises(SdpError, match=r"^The m-line 0 offers no codec that is relayed\.$"):
        choose_codecs(line, publishes=True)


def command(**fields) -> TakeOffer:
    shape = {"publishes": (), "receives": (), "may": May(publish=True, receive=True), **fields}
    return TakeOffer(
        id="1", call="c", epoch=1, answer_to="p", seat="s", sdp="", purpose="first", **shape
    )


def test_every_line_gets_the_role_the_lists_give_it():
    plan = plan_lines(
        read_offer(CHROMIUM),
        command(
            publishes=(
                Published(mid="0", source="screen"),
                Published(mid="1", source="microphone"),
            ),
            receives=(Received(mid="2", seat="t", source="camera"),),
        ),
    )

    # The screen needs a permission of its own; the last line is named nowhere.
    assert [line.role for line in plan] == ["idle", "publish", "receive", "idle"]
    assert [line.answer(ssrc=1).direction for line in plan] == [
        "inactive",
        "recvonly",
        "sendonly",
        "inactive",
    ]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("a=mid:1", "a=mid:0", "Every m-line needs a mid of its own."),
        (
            "a=group:BUNDLE 0 1 2 3",
            "a=group:BUNDLE 0 1",
            "All m-lines must be in one BUNDLE group.",
        ),
        ("a=rtcp-mux\r\n", "", "RTCP must be multiplexed (a=rtcp-mux)."),
        ("a=ice-pwd:", "a=ice-pw:", "The offer has no ICE user name or password."),
        ("a=fingerprint:", "a=finger:", "The offer has no DTLS fingerprint."),
        (
            "a=setup:actpass",
            "a=setup:passive",
            "The offer must leave the DTLS client role to the browser.",
        ),
        ("m=audio 9 UDP", "m=audio nine UDP", "The offer is not valid SDP."),
    ],
)
def test_an_offer_with_one_thing_wrong_is_refused(old, new, sentence):
    with pytest.raises(SdpError) as caught:
        read_offer(CHROMIUM.replace(old, new))

    assert str(caught.value) == sentence


def test_no_mutated_offer_makes_the_reader_raise_anything_else():
    chance = random.Random(7)
    refused = 0
    for n in range(OFFERS):
        try:
            plan_lines(
                read_offer(mutate(CHROMIUM if n % 2 else SIMULCAST, chance)),
                command(publishes=(Published(mid="0", source="camera"),)),
            )
        except SdpError as error:
            refused += str(error).endswith(".")

    assert OFFERS / 12 < refused < OFFERS


def mutate(sdp: str, chance: random.Random) -> str:
    lines = sdp.split("\r\n")
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(lines))
        line = lines[at]
        cut = chance.randint(0, len(line))
        lines[at] = chance.choice(
            [
                line[:cut],
                line[:cut]
                + chance.choice(["é", "-1", "9" * 30, " ", ":", "/", "\0", "="])
                + line[cut:],
                line[:cut] + line[cut + 1 :],
                "",
                chance.choice(lines),
                line.replace(":", " ", 1),
            ]
        )
    return "\r\n".join(lines)
