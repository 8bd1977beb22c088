"""An SDP offer and answer as plain values: what the relay needs of them and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Direction = Literal["sendonly", "recvonly", "sendrecv", "inactive"]
MediaKind = Literal["audio", "video"]


class SdpError(ValueError):
    """An offer that cannot be answered; `code` is a FailedCode of the messages."""

    def __init__(self, text: str, *, code: Literal["bad_sdp", "too_large"] = "bad_sdp") -> None:
        super().__init__(text)
        self.code: Literal["bad_sdp", "too_large"] = code


@dataclass(frozen=True)
class Codec:
    """One payload type. name is lower case ("vp8"); feedback like ("nack", "nack pli")."""

    name: str
    payload_type: int
    clock_rate: int
    channels: int | None = None
    parameters: Mapping[str, str | int | None] = field(default_factory=dict)
    feedback: tuple[str, ...] = ()


@dataclass(frozen=True)
class OfferedLine:
    """One m-line. extensions: URI -> id; rids: what the sender offers as simulcast layers."""

    mid: str
    kind: MediaKind
    direction: Direction
    rejected: bool = False
    codecs: tuple[Codec, ...] = ()
    extensions: Mapping[str, int] = field(default_factory=dict)
    ssrcs: tuple[int, ...] = ()
    repair_ssrcs: Mapping[int, int] = field(default_factory=dict)  # RTX SSRC -> what it repairs
    rids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Offer:
    """A whole offer. fingerprints: (algorithm, value); bundle: the mids of its BUNDLE group."""

    lines: tuple[OfferedLine, ...]
    bundle: tuple[str, ...]
    ice_ufrag: str
    ice_pwd: str
    fingerprints: tuple[tuple[str, str], ...]
    setup: str


@dataclass(frozen=True)
class AnsweredLine:
    """One m-line of the answer; ssrc and rtx_ssrc only where the relay sends."""

    mid: str
    kind: MediaKind
    direction: Direction
    rejected: bool = False
    codecs: tuple[Codec, ...] = ()
    extensions: Mapping[str, int] = field(default_factory=dict)
    ssrc: int | None = None
    rtx_ssrc: int | None = None
    msid: str | None = None
    cname: str = ""
    rids: tuple[str, ...] = ()


@dataclass(frozen=True)
class TransportAnswer:
    """What the relay says of its transport. candidates: complete lines after 'candidate:'."""

    ice_ufrag: str
    ice_pwd: str
    fingerprint: str  # SHA-256
    candidates: tuple[str, ...]


def write_answer(
    lines: tuple[AnsweredLine, ...],
    transport: TransportAnswer,
    *,
    session_id: int,
    version: int,
) -> str:
    """The answer as text: ICE-lite, DTLS server, all lines in one bundle."""
    bundled = [line.mid for line in lines if not line.rejected]
    head = [
        "v=0",
        f"o=- {session_id} {version} IN IP4 0.0.0.0",
        "s=-",
        "t=0 0",
        "a=ice-lite",
        f"a=group:BUNDLE {' '.join(bundled)}".rstrip(),
        "a=msid-semantic: WMS *",
    ]
    text = head
    transport_lines = _write_transport(transport)
    for line in lines:
        if line.rejected:
            text += _write_rejected(line)
            continue
        text += _write_media(line)
        text += transport_lines
        text += _write_sources(line)
    return "\r\n".join(text) + "\r\n"


def _write_rejected(line: AnsweredLine) -> list[str]:
    return [
        f"m={line.kind} 0 UDP/TLS/RTP/SAVPF 0",
        "c=IN IP4 0.0.0.0",
        f"a=mid:{line.mid}",
        "a=inactive",
    ]


def _write_media(line: AnsweredLine) -> list[str]:
    payload_types = " ".join(str(codec.payload_type) for codec in line.codecs)
    text = [
        f"m={line.kind} 9 UDP/TLS/RTP/SAVPF {payload_types}",
        "c=IN IP4 0.0.0.0",
        "a=rtcp:9 IN IP4 0.0.0.0",
        f"a=mid:{line.mid}",
        f"a={line.direction}",
        "a=rtcp-mux",
        "a=rtcp-rsize",
    ]
    text += [f"a=extmap:{number} {uri}" for uri, number in line.extensions.items()]
    for codec in line.codecs:
        text += _write_codec(codec)
    if line.rids:
        text += [f"a=rid:{rid} recv" for rid in line.rids]
        text.append(f"a=simulcast:recv {';'.join(line.rids)}")
    return text


def _write_codec(codec: Codec) -> list[str]:
    name = codec.name if codec.name in ("rtx", "opus") else codec.name.upper()
    channels = f"/{codec.channels}" if codec.channels and codec.channels > 1 else ""
    text = [f"a=rtpmap:{codec.payload_type} {name}/{codec.clock_rate}{channels}"]
    text += [f"a=rtcp-fb:{codec.payload_type} {kind}" for kind in codec.feedback]
    if codec.parameters:
        pairs = (k if v is None else f"{k}={v}" for k, v in codec.parameters.items())
        text.append(f"a=fmtp:{codec.payload_type} {';'.join(pairs)}")
    return text


def _write_transport(transport: TransportAnswer) -> list[str]:
    """The same for every line: aiortc takes the candidates of a bundle from its last line."""
    return [
        f"a=ice-ufrag:{transport.ice_ufrag}",
        f"a=ice-pwd:{transport.ice_pwd}",
        f"a=fingerprint:sha-256 {transport.fingerprint}",
        "a=setup:passive",
        *(f"a=candidate:{candidate}" for candidate in transport.candidates),
        "a=end-of-candidates",
    ]


def _write_sources(line: AnsweredLine) -> list[str]:
    if line.ssrc is None:
        return []
    text = [f"a=msid:{line.msid}"]
    ssrcs = [line.ssrc]
    if line.rtx_ssrc is not None:
        text.append(f"a=ssrc-group:FID {line.ssrc} {line.rtx_ssrc}")
        ssrcs.append(line.rtx_ssrc)
    for ssrc in ssrcs:
        text += [f"a=ssrc:{ssrc} cname:{line.cname}", f"a=ssrc:{ssrc} msid:{line.msid}"]
    return text
