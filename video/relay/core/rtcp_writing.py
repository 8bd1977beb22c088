"""RTCP that the relay sends: reports, source description, NACK, PLI and REMB. Shapes as in rtcp."""

import struct
from collections.abc import Iterable, Sequence

from video.relay.core.rtcp import (
    APPLICATION_FORMAT,
    GOODBYE,
    NACK_FORMAT,
    PAYLOAD_FEEDBACK,
    PLI_FORMAT,
    RECEIVER_REPORT,
    SENDER_REPORT,
    SOURCE_DESCRIPTION,
    TRANSPORT_FEEDBACK,
    ReportBlock,
    SenderReport,
)

MAX_BLOCKS = 31
_MAX_REMB_MANTISSA = 0x3FFFF
_CNAME_ITEM = 1


def write_packet(kind: int, count: int, body: bytes) -> bytes:
    """One RTCP packet; `count` is the 5-bit field, the body is padded to whole words."""
    body += bytes(-len(body) % 4)
    return struct.pack("!BBH", 0x80 | count, kind, len(body) // 4) + body


def write_sender_report(report: SenderReport) -> bytes:
    """An SR with at most 31 report blocks."""
    info = struct.pack(
        "!IQIII",
        report.ssrc,
        report.ntp_time,
        report.rtp_timestamp,
        report.packets & 0xFFFFFFFF,
        report.octets & 0xFFFFFFFF,
    )
    blocks = report.reports[:MAX_BLOCKS]
    return write_packet(SENDER_REPORT, len(blocks), info + _write_blocks(blocks))


def write_receiver_report(ssrc: int, reports: Sequence[ReportBlock]) -> bytes:
    """An RR with at most 31 report blocks."""
    blocks = reports[:MAX_BLOCKS]
    return write_packet(
        RECEIVER_REPORT, len(blocks), ssrc.to_bytes(4, "big") + _write_blocks(blocks)
    )


def _write_blocks(blocks: Iterable[ReportBlock]) -> bytes:
    return b"".join(
        struct.pack(
            "!IIIIII",
            block.ssrc,
            block.fraction_lost << 24 | block.packets_lost & 0xFFFFFF,
            block.highest_sequence,
            block.jitter,
            block.last_sr,
            block.delay_since_last_sr & 0xFFFFFFFF,
        )
        for block in blocks
    )


def write_source_description(ssrc: int, cname: str) -> bytes:
    """An SDES with one chunk: the CNAME, ended by at least one zero byte (RFC 3550, 6.5)."""
    name = cname.encode()[:255]
    return write_packet(
        SOURCE_DESCRIPTION,
        1,
        ssrc.to_bytes(4, "big") + bytes((_CNAME_ITEM, len(name))) + name + b"\0",
    )


def write_goodbye(ssrcs: Sequence[int]) -> bytes:
    """A BYE for at most 31 SSRCs."""
    leaving = ssrcs[:MAX_BLOCKS]
    return write_packet(GOODBYE, len(leaving), struct.pack(f"!{len(leaving)}I", *leaving))


def write_pli(sender_ssrc: int, media_ssrc: int) -> bytes:
    """A request for a keyframe of media_ssrc."""
    return write_packet(PAYLOAD_FEEDBACK, PLI_FORMAT, struct.pack("!II", sender_ssrc, media_ssrc))


def write_nack(sender_ssrc: int, media_ssrc: int, missing: Sequence[int]) -> bytes:
    """A NACK for 16-bit numbers in ascending order (as unwrapped); 17 fit one item."""
    items: list[bytes] = []
    position = 0
    while position < len(missing):
        first = missing[position]
        following = 0
        position += 1
        while position < len(missing) and 0 < (missing[position] - first) & 0xFFFF <= 16:
            following |= 1 << ((missing[position] - first - 1) & 0xFFFF)
            position += 1
        items.append(struct.pack("!HH", first & 0xFFFF, following))
    body = struct.pack("!II", sender_ssrc, media_ssrc) + b"".join(items)
    return write_packet(TRANSPORT_FEEDBACK, NACK_FORMAT, body)


def write_remb(sender_ssrc: int, bitrate_bps: int, ssrcs: Sequence[int]) -> bytes:
    """A cap on the sum of what is sent under these SSRCs."""
    exponent = max(0, bitrate_bps.bit_length() - 18)
    mantissa = bitrate_bps >> exponent & _MAX_REMB_MANTISSA
    body = struct.pack("!II", sender_ssrc, 0) + b"REMB"
    body += struct.pack("!I", len(ssrcs) << 24 | exponent << 18 | mantissa)
    return write_packet(
        PAYLOAD_FEEDBACK, APPLICATION_FORMAT, body + struct.pack(f"!{len(ssrcs)}I", *ssrcs)
    )
