"""The messages: each shape survives the wire, every other shape is refused with a sentence."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from video.relay.messages import (
    Done,
    Drain,
    Failed,
    Figures,
    Heartbeat,
    May,
    MessageError,
    OpenCall,
    Published,
    Received,
    SdpAnswer,
    SeatLeft,
    SetMuted,
    SoundOnly,
    TakeOffer,
    Track,
    TracksChanged,
    parse_answer,
    parse_command,
    parse_event,
    parse_heartbeat,
)

ASKED = {"id": "1", "call": "c", "epoch": 3, "answer_to": "p"}
TOLD = {"call": "c", "epoch": 3, "sequence": 1, "worker": "w", "at": 1.5}
OFFER = TakeOffer(
    **ASKED,
    seat="s",
    sdp="v=0",
    purpose="first",
    may=May(publish=True),
    publishes=(Published(mid="0", source="camera"),),
    receives=(Received(mid="1", seat="t", source="screen"),),
)


@pytest.mark.parametrize(
    "command",
    [
        OFFER,
        OpenCall(**ASKED),
        Drain(**ASKED),
        SetMuted(**ASKED, seat="s", source="screen", muted=True),
    ],
)
def test_commands_survive_the_wire(command):
    assert parse_command(command.to_json()) == command


@pytest.mark.parametrize(
    "answer",
    [
        Done(id="1", call="c", epoch=3),
        SdpAnswer(id="1", sdp="v=0\r\n"),
        Failed(id="1", code="busy", text="No."),
    ],
)
def test_answers_survive_the_wire(answer):
    assert parse_answer(answer.to_json()) == answer


@pytest.mark.parametrize(
    "event",
    [
        SeatLeft(**TOLD, seat="s", reason="left"),
        TracksChanged(**TOLD, seat="s", tracks=(Track(source="camera", kind="video"),)),
        SoundOnly(**TOLD, seat="s", on=True),
        Figures(**TOLD, seat="s", loss=0.1, rtt_ms=2, jitter_ms=3, received_bps=4, sent_bps=5),
    ],
)
def test_events_survive_the_wire(event):
    assert parse_event(event.to_json()) == event


def test_a_heartbeat_survives_the_wire():
    beat = Heartbeat(
        worker="w",
        version=1,
        pid=2,
        at=1.5,
        port=40000,
        addresses=("127.0.0.1",),
        calls=1,
        seats=2,
        cpu=0.5,
        loop_lag_p99_ms=1.0,
        received_bps=3,
        sent_bps=4,
        draining=False,
    )

    assert parse_heartbeat(beat.to_json()) == beat


def change(**fields) -> str:
    return json.dumps({**json.loads(OFFER.to_json()), **fields})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The message is not JSON."),
        ("[]", "The message is not a JSON object."),
        ("[" * 100_000, "The message is not JSON."),
        (" " * 300_000, "The message is too large."),
        (change(type="dance"), "The message type 'dance' is not known."),
        (change(v=2), "Protocol version 2 is not spoken here, only 1."),
        (change(v=True), "Protocol version True is not spoken here, only 1."),
        (change(seat=5), "take_offer.seat must be of type str."),
        (change(epoch=True), "take_offer.epoch must be of type int."),
        (change(extra=1), "take_offer has no field 'extra'."),
        (change(purpose="later"), "take_offer.purpose must be one of first, more, restart."),
        (change(may=[]), "take_offer.may must be an object."),
        (change(may={"publish": 1}), "take_offer.may.publish must be of type bool."),
        (change(receives={}), "take_offer.receives must be a list."),
        (change(receives=[{"mid": "1"}]), "take_offer.receives[0] needs the field seat."),
        ('{"type":"drain","v":1}', "drain needs the field id."),
    ],
)
def test_a_wrong_shape_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(MessageError) as caught:
        parse_command(text)

    assert str(caught.value) == sentence


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # the machine may be busy
@given(st.dictionaries(st.sampled_from([*json.loads(OFFER.to_json()), "x"]), JSON))
def test_no_json_makes_the_parser_raise_anything_else(fields):
    try:
        parse_command(change(**fields))
    except MessageError as error:
        assert str(error).endswith(".")


@given(st.binary(max_size=60))
def test_no_bytes_make_the_parser_raise_anything_else(data):
    for parse in (parse_command, parse_answer, parse_event, parse_heartbeat):
        with pytest.raises(MessageError):
            parse(data)
