"""Reads a browser's SDP offer with aiortc's parser into the plain values of core.sdp."""

from typing import Any, cast

from aiortc.sdp import SessionDescription, grouplines

from video.relay.core.sdp import Codec, Direction, MediaKind, Offer, OfferedLine, SdpError
from video.relay.core.sdp_policy import check_limits

# What aiortc 1.16's parser raises on odd offers (docs/relay.md, traps).
_PARSER_ERRORS = (
    ValueError,
    KeyError,
    AttributeError,
    StopIteration,
    AssertionError,
    TypeError,
    IndexError,
    OverflowError,
)
_DIRECTIONS = ("sendonly", "recvonly", "sendrecv", "inactive")


def read_offer(sdp: str) -> Offer:
    """Reads an offer.

    Raises: SdpError with a sentence for anything that is not an offer we can answer.
    """
    check_limits(sdp)
    try:
        description = SessionDescription.parse(sdp)
        media_lines = grouplines(sdp)[1]
        lines = tuple(
            _read_line(media, text)
            for media, text in zip(description.media, media_lines, strict=True)
        )
        bundle = _read_bundle(description)
    except _PARSER_ERRORS as error:
        raise SdpError("The offer is not valid SDP.") from error
    _check_lines(lines)
    return _read_transport(description, lines, bundle)


def _read_line(media: Any, text: list[str]) -> OfferedLine:
    bundle_only = "a=bundle-only" in text
    direction = media.direction or "sendrecv"
    if direction not in _DIRECTIONS:
        raise ValueError(direction)
    ssrcs = tuple(source.ssrc for source in media.ssrc)
    repairs = {
        group.items[1]: group.items[0]
        for group in media.ssrc_group
        if group.semantic == "FID" and len(group.items) == 2
    }
    return OfferedLine(
        mid=str(media.rtp.muxId or ""),
        kind=cast(MediaKind, media.kind),
        direction=cast(Direction, direction),
        rejected=media.port == 0 and not bundle_only,
        codecs=tuple(_read_codec(codec) for codec in media.rtp.codecs),
        extensions={extension.uri: extension.id for extension in media.rtp.headerExtensions},
        ssrcs=ssrcs,
        repair_ssrcs=repairs,
        rids=_read_rids(text),
    )


def _read_codec(codec: Any) -> Codec:
    feedback = tuple(
        f"{kind.type} {kind.parameter}" if kind.parameter else kind.type
        for kind in codec.rtcpFeedback
    )
    return Codec(
        name=codec.mimeType.split("/", 1)[1].lower(),
        payload_type=codec.payloadType,
        clock_rate=codec.clockRate,
        channels=codec.channels,
        parameters=dict(codec.parameters),
        feedback=feedback,
    )


def _read_rids(text: list[str]) -> tuple[str, ...]:
    """The simulcast layers the browser would send (RFC 8853): `a=rid:<id> send`."""
    if not any(line.startswith("a=simulcast:send ") for line in text):
        return ()
    rids = [line[len("a=rid:") :].split() for line in text if line.startswith("a=rid:")]
    return tuple(rid[0] for rid in rids if len(rid) >= 2 and rid[1] == "send" and rid[0].isalnum())


def _read_bundle(description: Any) -> tuple[str, ...]:
    for group in description.group:
        if group.semantic == "BUNDLE":
            return tuple(str(item) for item in group.items)
    return ()


def _check_lines(lines: tuple[OfferedLine, ...]) -> None:
    mids = [line.mid for line in lines]
    if "" in mids or len(set(mids)) != len(mids):
        raise SdpError("Every m-line needs a mid of its own.")
    for line in lines:
        if len(line.mid) > 32 or not line.mid.isascii() or not line.mid.isprintable():
            raise SdpError("A mid is longer than 32 characters or not plain.")
        types = [codec.payload_type for codec in line.codecs]
        if any(not 0 <= payload_type <= 127 for payload_type in types):
            raise SdpError(f"The m-line {line.mid} has a payload type outside 0..127.")
        if any(not 0 <= ssrc <= 0xFFFFFFFF for ssrc in (*line.ssrcs, *line.repair_ssrcs)):
            raise SdpError(f"The m-line {line.mid} has an SSRC outside 32 bits.")
        if any(not 0 < codec.clock_rate <= 1_000_000 for codec in line.codecs):
            raise SdpError(f"The m-line {line.mid} has an impossible clock rate.")


def _read_transport(
    description: Any, lines: tuple[OfferedLine, ...], bundle: tuple[str, ...]
) -> Offer:
    live = [line.mid for line in lines if not line.rejected]
    if len(live) > 1 and not set(live) <= set(bundle):
        raise SdpError("All m-lines must be in one BUNDLE group.")
    media = next(
        (
            media
            for media, line in zip(description.media, lines, strict=True)
            if not line.rejected and (not bundle or line.mid == bundle[0])
        ),
        description.media[0],
    )
    if not media.rtcp_mux and live:
        raise SdpError("RTCP must be multiplexed (a=rtcp-mux).")
    if not (media.ice and media.ice.usernameFragment and media.ice.password):
        raise SdpError("The offer has no ICE user name or password.")
    if media.dtls is None or not media.dtls.fingerprints:
        raise SdpError("The offer has no DTLS fingerprint.")
    if media.dtls.role == "server":
        raise SdpError("The offer must leave the DTLS client role to the browser.")
    return Offer(
        lines=lines,
        bundle=bundle,
        ice_ufrag=media.ice.usernameFragment,
        ice_pwd=media.ice.password,
        fingerprints=tuple((f.algorithm, f.value) for f in media.dtls.fingerprints),
        setup=media.dtls.role,
    )
