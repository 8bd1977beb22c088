"""What the relay accepts of an offer: limits, codecs, header extensions, feedback."""

from video.relay.core.sdp import Codec, OfferedLine, SdpError

MAX_BYTES = 64 * 1024
MAX_LINES = 32
MAX_CANDIDATES = 50

TRANSPORT_CC = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"
ABS_SEND_TIME = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time"
MID = "urn:ietf:params:rtp-hdrext:sdes:mid"
RID = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"
REPAIRED_RID = "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id"

# From a publisher: transport-cc makes its send estimate rise at once (docs/relay.md, 5).
# Neither video-orientation nor audio-level is accepted: browsers then turn the picture
# themselves, and every forwarded packet carries one short extension only.
_EXTENSIONS_IN = (TRANSPORT_CC, MID, RID, REPAIRED_RID)
_EXTENSIONS_OUT = (ABS_SEND_TIME,)
_FEEDBACK_IN = {
    "audio": ("transport-cc",),
    "video": ("transport-cc", "ccm fir", "nack", "nack pli"),
}
# To a viewer: its own estimate comes back as REMB.
_FEEDBACK_OUT = {"audio": (), "video": ("goog-remb", "ccm fir", "nack", "nack pli")}

_OPUS_PARAMETERS: dict[str, str | int | None] = {"minptime": 10, "useinbandfec": 1}
_H264_PARAMETERS: dict[str, str | int | None] = {
    "level-asymmetry-allowed": 1,
    "packetization-mode": 1,
    "profile-level-id": "42e01f",
}


def check_limits(sdp: str) -> None:
    """Refuses what is too much before any parser sees it.

    Raises: SdpError.
    """
    if len(sdp.encode(errors="replace")) > MAX_BYTES:
        raise SdpError("The offer is larger than 64 KiB.", code="too_large")
    lines = sdp.splitlines()
    media = [line for line in lines if line.startswith("m=")]
    if not media:
        raise SdpError("The offer has no m-line.")
    if len(media) > MAX_LINES:
        raise SdpError(f"The offer has more than {MAX_LINES} m-lines.", code="too_large")
    if sum(line.startswith("a=candidate:") for line in lines) > MAX_CANDIDATES:
        raise SdpError(f"The offer has more than {MAX_CANDIDATES} candidates.", code="too_large")
    if any(not line.startswith(("m=audio ", "m=video ")) for line in media):
        raise SdpError("Only audio and video are relayed; data channels are not.")


def choose_codecs(line: OfferedLine, *, publishes: bool) -> tuple[Codec, ...]:
    """The codecs of the answer, best first, each followed by its RTX where offered.

    Raises: SdpError when there is none in common.
    """
    chosen: list[Codec] = []
    for codec in _known_codecs(line):
        chosen.append(_answer_codec(line, codec, publishes=publishes))
        repair = _repair_of(line, codec)
        if repair is not None:
            chosen.append(repair)
    if not chosen:
        raise SdpError(f"The m-line {line.mid} offers no codec that is relayed.")
    return tuple(chosen)


def _known_codecs(line: OfferedLine) -> list[Codec]:
    if line.kind == "audio":
        return [codec for codec in line.codecs if codec.name == "opus"][:1]
    first = [codec for codec in line.codecs if codec.name == "vp8"][:1]
    return first + [codec for codec in line.codecs if is_common_h264(codec)][:1]


def is_common_h264(codec: Codec) -> bool:
    """Constrained baseline 3.1, non-interleaved: what every browser with H264 has."""
    profile = str(codec.parameters.get("profile-level-id", "")).lower()
    mode = str(codec.parameters.get("packetization-mode", "0"))
    return codec.name == "h264" and profile == "42e01f" and mode == "1"


def _answer_codec(line: OfferedLine, codec: Codec, *, publishes: bool) -> Codec:
    wanted = (_FEEDBACK_IN if publishes else _FEEDBACK_OUT)[line.kind]
    parameters = {"opus": _OPUS_PARAMETERS, "h264": _H264_PARAMETERS}.get(codec.name, {})
    return Codec(
        name=codec.name,
        payload_type=codec.payload_type,
        clock_rate=codec.clock_rate,
        channels=codec.channels,
        parameters=parameters,
        feedback=tuple(kind for kind in wanted if kind in codec.feedback),
    )


def _repair_of(line: OfferedLine, codec: Codec) -> Codec | None:
    for repair in line.codecs:
        if repair.name == "rtx" and str(repair.parameters.get("apt")) == str(codec.payload_type):
            return Codec(
                name="rtx",
                payload_type=repair.payload_type,
                clock_rate=repair.clock_rate,
                parameters={"apt": codec.payload_type},
            )
    return None


def choose_extensions(line: OfferedLine, *, publishes: bool) -> dict[str, int]:
    """The header extensions of the answer with the ids of the offer (1..14 only)."""
    wanted = _EXTENSIONS_IN if publishes else _EXTENSIONS_OUT
    return {
        uri: line.extensions[uri]
        for uri in wanted
        if uri in line.extensions and 1 <= line.extensions[uri] <= 14
    }
