import json
from typing import Any

import pytest

from video.relay.messages import MessageError, Published, Received
from video.signalling import Chat, Join, Moderate, SdpOffer, parse

OFFER = {"type": "sdp_offer", "v": 1, "offer": 1, "sdp": "v=0", "purpose": "first"}


def test_parse_reads_a_whole_offer() -> None:
    body = {
        **OFFER,
        "publishes": [{"mid": "0", "source": "camera"}],
        "receives": [{"mid": "1", "seat": "abc", "source": "microphone"}],
    }

    assert parse(json.dumps(body)) == SdpOffer(
        offer=1,
        sdp="v=0",
        purpose="first",
        publishes=(Published(mid="0", source="camera"),),
        receives=(Received(mid="1", seat="abc", source="microphone"),),
    )


def test_parse_reads_the_other_messages() -> None:
    assert parse('{"type":"join","v":1,"token":"t"}') == Join(token="t")
    assert parse('{"type":"chat","v":1,"text":"네","client_id":"a"}') == Chat(
        text="네", client_id="a"
    )
    assert parse('{"type":"moderate","v":1,"act":"end"}') == Moderate(act="end")


@pytest.mark.parametrize(
    "text",
    ["", "nonsense", "[]", "null", "[" * 10_000, '{"type":"fly","v":1}', '{"type":["join"],"v":1}'],
)
def test_parse_refuses_what_is_no_message(text: str) -> None:
    with pytest.raises(MessageError):
        parse(text)


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"v": True},
        {"offer": "1"},
        {"offer": True},
        {"sdp": None},
        {"sdp": "x" * 70_000},
        {"purpose": "last"},
        {"publishes": {"mid": "0"}},
        {"publishes": [{"mid": 0, "source": "camera"}]},
        {"publishes": [{"mid": "0", "source": "ceiling"}]},
        {"receives": [{"mid": str(n), "seat": "s", "source": "camera"} for n in range(40)]},
        {"colour": "blue"},
    ],
)
def test_parse_refuses_an_offer_of_the_wrong_shape(change: dict[str, Any]) -> None:
    parse(json.dumps(OFFER))
    with pytest.raises(MessageError):
        parse(json.dumps({**OFFER, **change}))


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001, "a\0b", "\ud800"])
def test_parse_refuses_lines_that_cannot_be_kept(text: str) -> None:
    with pytest.raises(MessageError):
        parse(json.dumps({"type": "chat", "v": 1, "text": text, "client_id": "a"}))
