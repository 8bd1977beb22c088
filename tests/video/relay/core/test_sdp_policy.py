"""What is taken of an m-line: codecs, their repair, feedback and extensions."""

import pytest

from video.relay.core.sdp import Codec, OfferedLine, SdpError
from video.relay.core.sdp_policy import (
    ABS_SEND_TIME,
    MID,
    TRANSPORT_CC,
    check_limits,
    choose_codecs,
    choose_extensions,
)

H264 = {"profile-level-id": "42E01F", "packetization-mode": "1"}
VIDEO = OfferedLine(
    mid="v",
    kind="video",
    direction="sendrecv",
    codecs=(
        Codec("h264", 102, 90000, parameters=H264, feedback=("nack", "goog-remb")),
        Codec("h264", 104, 90000, parameters={"profile-level-id": "640c1f"}),
        Codec("vp8", 96, 90000, feedback=("nack", "nack pli", "transport-cc", "goog-remb", "odd")),
        Codec("rtx", 97, 90000, parameters={"apt": 96}),
        Codec("rtx", 105, 90000, parameters={"apt": 104}),
        Codec("vp9", 98, 90000),
    ),
    extensions={TRANSPORT_CC: 3, MID: 15, ABS_SEND_TIME: 2, "urn:other": 5},
)
SOUND = OfferedLine(
    mid="a",
    kind="audio",
    direction="sendonly",
    codecs=(Codec("pcmu", 0, 8000), Codec("opus", 111, 48000, channels=2)),
)


def test_vp8_comes_first_with_its_repair_then_the_common_h264():
    chosen = choose_codecs(VIDEO, publishes=True)

    assert [(codec.name, codec.payload_type) for codec in chosen] == [
        ("vp8", 96),
        ("rtx", 97),
        ("h264", 102),
    ]


def test_feedback_is_what_both_know_and_the_direction_needs():
    up, down = (choose_codecs(VIDEO, publishes=publishes)[0] for publishes in (True, False))

    assert up.feedback == ("transport-cc", "nack", "nack pli")
    assert down.feedback == ("goog-remb", "nack", "nack pli")


def test_sound_is_opus_with_forward_error_correction():
    [opus] = choose_codecs(SOUND, publishes=False)

    assert (opus.payload_type, opus.channels) == (111, 2)
    assert opus.parameters == {"minptime": 10, "useinbandfec": 1}


def test_a_line_without_a_known_codec_is_refused():
    line = OfferedLine(mid="a", kind="audio", direction="sendonly", codecs=SOUND.codecs[:1])

    with pytest.raises(SdpError, match="The m-line a offers no codec that is relayed"):
        choose_codecs(line, publishes=True)


def test_extensions_keep_their_ids_when_these_fit_one_byte_elements():
    assert choose_extensions(VIDEO, publishes=True) == {TRANSPORT_CC: 3}
    assert choose_extensions(VIDEO, publishes=False) == {ABS_SEND_TIME: 2}


@pytest.mark.parametrize(
    ("sdp", "sentence"),
    [
        ("m=audio 9\n" + "x" * 65536, "The offer is larger than 64 KiB."),
        ("v=0", "The offer has no m-line."),
        ("m=audio 9\n" * 33, "The offer has more than 32 m-lines."),
        ("m=audio 9\n" + "a=candidate:\n" * 51, "The offer has more than 50 candidates."),
        ("m=image 9\n", "Only audio and video are relayed; data channels are not."),
    ],
)
def test_too_much_is_refused_before_it_is_read(sdp, sentence):
    with pytest.raises(SdpError) as caught:
        check_limits(sdp)

    assert str(caught.value) == sentence


def test_an_offer_within_the_limits_passes():
    check_limits("v=0\nm=audio 9 x\nm=video 9 x\na=candidate:\n")
