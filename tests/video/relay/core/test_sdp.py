"""Answers as text, and the limits on offers."""

import pytest

from video.relay.core.sdp import (
    AnsweredLine,
    Codec,
    SdpError,
    TransportAnswer,
    write_answer,
)
from video.relay.core.sdp_policy import MAX_CANDIDATES, MAX_LINES, check_limits

TRANSPORT = TransportAnswer(
    ice_ufrag="ours",
    ice_pwd="x" * 32,
    fingerprint="AA:BB",
    candidates=("1 1 udp 5 ::1 9 typ host",),
)
VP8 = Codec("vp8", 96, 90000, feedback=("nack", "nack pli"))
RTX = Codec("rtx", 97, 90000, parameters={"apt": 96})
OPUS = Codec("opus", 111, 48000, channels=2, parameters={"minptime": 10, "useinbandfec": 1})


def write(*lines: AnsweredLine) -> list[str]:
    text = write_answer(lines, TRANSPORT, session_id=7, version=2)
    assert text.endswith("\r\n")
    return text.split("\r\n")[:-1]


def test_a_receiving_line_is_written_whole():
    line = AnsweredLine(
        mid="0", kind="audio", direction="recvonly", codecs=(OPUS,), extensions={"urn:x": 3}
    )

    assert write(line) == [
        "v=0",
        "o=- 7 2 IN IP4 0.0.0.0",
        "s=-",
        "t=0 0",
        "a=ice-lite",
        "a=group:BUNDLE 0",
        "a=msid-semantic: WMS *",
        "m=audio 9 UDP/TLS/RTP/SAVPF 111",
        "c=IN IP4 0.0.0.0",
        "a=rtcp:9 IN IP4 0.0.0.0",
        "a=mid:0",
        "a=recvonly",
        "a=rtcp-mux",
        "a=rtcp-rsize",
        "a=extmap:3 urn:x",
        "a=rtpmap:111 opus/48000/2",
        "a=fmtp:111 minptime=10;useinbandfec=1",
        "a=ice-ufrag:ours",
        f"a=ice-pwd:{'x' * 32}",
        "a=fingerprint:sha-256 AA:BB",
        "a=setup:passive",
        "a=candidate:1 1 udp 5 ::1 9 typ host",
        "a=end-of-candidates",
    ]


def test_a_sending_line_names_its_sources():
    line = AnsweredLine(
        mid="1",
        kind="video",
        direction="sendonly",
        codecs=(VP8, RTX),
        ssrc=5,
        rtx_ssrc=6,
        msid="anna anna-camera",
        cname="anna",
    )

    text = write(line)

    assert "a=rtcp-fb:96 nack pli" in text
    assert "a=fmtp:97 apt=96" in text
    assert text[-6:] == [
        "a=msid:anna anna-camera",
        "a=ssrc-group:FID 5 6",
        "a=ssrc:5 cname:anna",
        "a=ssrc:5 msid:anna anna-camera",
        "a=ssrc:6 cname:anna",
        "a=ssrc:6 msid:anna anna-camera",
    ]


def test_without_rtx_there_is_one_source_and_no_group():
    line = AnsweredLine(
        mid="1", kind="video", direction="sendonly", codecs=(VP8,), ssrc=5, msid="a b", cname="a"
    )

    assert write(line)[-3:] == ["a=msid:a b", "a=ssrc:5 cname:a", "a=ssrc:5 msid:a b"]


def test_simulcast_is_accepted_as_it_was_offered():
    line = AnsweredLine(
        mid="0", kind="video", direction="recvonly", codecs=(VP8,), rids=("q", "h", "f")
    )

    text = write(line)

    assert [entry for entry in text if "rid" in entry or "simulcast" in entry] == [
        "a=rid:q recv",
        "a=rid:h recv",
        "a=rid:f recv",
        "a=simulcast:recv q;h;f",
    ]


def test_a_rejected_line_is_not_bundled():
    rejected = AnsweredLine(mid="0", kind="video", direction="inactive", rejected=True)
    live = AnsweredLine(mid="1", kind="audio", direction="recvonly", codecs=(OPUS,))

    text = write(rejected, live)

    assert "a=group:BUNDLE 1" in text
    assert text[7:11] == [
        "m=video 0 UDP/TLS/RTP/SAVPF 0",
        "c=IN IP4 0.0.0.0",
        "a=mid:0",
        "a=inactive",
    ]
    assert "a=group:BUNDLE" in write(rejected)


@pytest.mark.parametrize(
    ("sdp", "code"),
    [
        ("v=0\r\n", "bad_sdp"),
        ("m=audio 9\r\n" + "a=" * 40_000, "too_large"),
        ("m=audio 9\r\n" * (MAX_LINES + 1), "too_large"),
        ("m=audio 9\r\n" + "a=candidate:\r\n" * (MAX_CANDIDATES + 1), "too_large"),
        ("m=audio 9\r\nm=application 9\r\n", "bad_sdp"),
    ],
)
def test_what_is_too_much_or_not_relayed_is_refused(sdp, code):
    with pytest.raises(SdpError) as caught:
        check_limits(sdp)

    assert caught.value.code == code


def test_what_is_at_the_limits_passes():
    check_limits("m=audio 9\r\n" * MAX_LINES + "a=candidate:\r\n" * MAX_CANDIDATES)
