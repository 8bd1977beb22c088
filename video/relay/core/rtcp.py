"""RTCP read packet by packet: one strange packet never spoils the rest of its compound.

Shapes: RFC 3550, 6 (SR, RR, BYE); RFC 4585, 6 (NACK, PLI); RFC 5104, 4.3.1 (FIR);
draft-alvestrand-rmcat-remb-03 (REMB); draft-holmer-rmcat-transport-wide-cc-extensions-01.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass

SENDER_REPORT = 200
RECEIVER_REPORT = 201
SOURCE_DESCRIPTION = 202
GOODBYE = 203
TRANSPORT_FEEDBACK = 205
PAYLOAD_FEEDBACK = 206

NACK_FORMAT = 1
TRANSPORT_CC_FORMAT = 15
PLI_FORMAT = 1
FIR_FORMAT = 4
APPLICATION_FORMAT = 15  # REMB

_HEADER = struct.Struct("!BBH")
_SENDER_INFO = struct.Struct("!IQIII")
_BLOCK = struct.Struct("!IIIIII")
_FEEDBACK = struct.Struct("!II")
_NACK_ITEM = struct.Struct("!HH")
_MAX_PACKETS = 64  # per compound; a datagram of 1472 bytes could hold 368 empty ones


@dataclass(frozen=True, slots=True)
class ReportBlock:
    """What a receiver says of one SSRC. fraction_lost: 0..255; jitter in timestamp units;
    last_sr: middle 32 bits of the NTP time of the last SR; delay in 1/65536 s."""

    ssrc: int
    fraction_lost: int
    packets_lost: int
    highest_sequence: int
    jitter: int
    last_sr: int
    delay_since_last_sr: int


@dataclass(frozen=True, slots=True)
class SenderReport:
    """ntp_time: 64-bit NTP; packets and octets sent so far."""

    ssrc: int
    ntp_time: int
    rtp_timestamp: int
    packets: int
    octets: int
    reports: tuple[ReportBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceiverReport:
    ssrc: int
    reports: tuple[ReportBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class Goodbye:
    ssrcs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Nack:
    """sequence_numbers: those of media_ssrc that are missing."""

    sender_ssrc: int
    media_ssrc: int
    sequence_numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PictureLoss:
    """A PLI, or one entry of a FIR: media_ssrc needs a keyframe."""

    sender_ssrc: int
    media_ssrc: int


@dataclass(frozen=True, slots=True)
class Remb:
    bitrate_bps: int
    ssrcs: tuple[int, ...]


RtcpPacket = SenderReport | ReceiverReport | Goodbye | Nack | PictureLoss | Remb


def is_rtcp(data: bytes) -> bool:
    """True for RTCP among RTP/RTCP on one port (RFC 5761, 4): second byte 192..223."""
    return len(data) >= 2 and 192 <= data[1] <= 223


def read_compound(data: bytes) -> list[RtcpPacket]:
    """All packets that can be understood, in order; never raises."""
    packets: list[RtcpPacket] = []
    position = 0
    for _ in range(_MAX_PACKETS):
        if position + 4 > len(data):
            break
        first, kind, words = _HEADER.unpack_from(data, position)
        end = position + 4 + 4 * words
        if first >> 6 != 2 or end > len(data):
            break
        reader = _READERS.get(kind)
        if reader is not None:
            body = data[position + 4 : _without_padding(data, first, position + 4, end)]
            packets.extend(reader(first & 0x1F, body))
        position = end
    return packets


def _without_padding(data: bytes, first: int, start: int, end: int) -> int:
    if first & 0x20 and end > start:
        return max(start, end - data[end - 1])
    return end


def _read_sender_report(count: int, body: bytes) -> list[RtcpPacket]:
    if len(body) < _SENDER_INFO.size:
        return []
    ssrc, ntp_time, rtp_timestamp, packets, octets = _SENDER_INFO.unpack_from(body)
    reports = _read_blocks(count, body, _SENDER_INFO.size)
    return [SenderReport(ssrc, ntp_time, rtp_timestamp, packets, octets, reports)]


def _read_receiver_report(count: int, body: bytes) -> list[RtcpPacket]:
    if len(body) < 4:
        return []
    return [ReceiverReport(int.from_bytes(body[:4], "big"), _read_blocks(count, body, 4))]


def _read_blocks(count: int, body: bytes, start: int) -> tuple[ReportBlock, ...]:
    fitting = min(count, (len(body) - start) // _BLOCK.size)
    return tuple(_read_block(body, start + n * _BLOCK.size) for n in range(fitting))


def _read_block(body: bytes, start: int) -> ReportBlock:
    ssrc, loss, highest, jitter, last_sr, delay = _BLOCK.unpack_from(body, start)
    lost = loss & 0xFFFFFF
    return ReportBlock(
        ssrc=ssrc,
        fraction_lost=loss >> 24,
        packets_lost=lost - 0x1000000 if lost & 0x800000 else lost,
        highest_sequence=highest,
        jitter=jitter,
        last_sr=last_sr,
        delay_since_last_sr=delay,
    )


def _read_goodbye(count: int, body: bytes) -> list[RtcpPacket]:
    fitting = min(count, len(body) // 4)
    return [Goodbye(struct.unpack_from(f"!{fitting}I", body))] if fitting else []


def _read_transport_feedback(kind: int, body: bytes) -> list[RtcpPacket]:
    if kind != NACK_FORMAT or len(body) < _FEEDBACK.size:
        return []
    sender, media = _FEEDBACK.unpack_from(body)
    missing: list[int] = []
    for position in range(_FEEDBACK.size, len(body) - 3, 4):
        first, following = _NACK_ITEM.unpack_from(body, position)
        missing.append(first)
        missing.extend((first + n + 1) & 0xFFFF for n in range(16) if following >> n & 1)
    return [Nack(sender, media, tuple(missing))]


def _read_payload_feedback(kind: int, body: bytes) -> list[RtcpPacket]:
    if len(body) < _FEEDBACK.size:
        return []
    sender, media = _FEEDBACK.unpack_from(body)
    if kind == PLI_FORMAT:
        return [PictureLoss(sender, media)]
    if kind == FIR_FORMAT:
        entries = range(_FEEDBACK.size, len(body) - 7, 8)
        return [PictureLoss(sender, int.from_bytes(body[n : n + 4], "big")) for n in entries]
    if kind == APPLICATION_FORMAT:
        return _read_remb(body)
    return []


def _read_remb(body: bytes) -> list[RtcpPacket]:
    """'REMB', count (8), exponent (6), mantissa (18), count * SSRC."""
    if len(body) < 16 or body[8:12] != b"REMB":
        return []
    mantissa = (body[13] & 0x03) << 16 | body[14] << 8 | body[15]
    fitting = min(body[12], (len(body) - 16) // 4)
    ssrcs = struct.unpack_from(f"!{fitting}I", body, 16)
    return [Remb(mantissa << (body[13] >> 2), ssrcs)]


_READERS: dict[int, Callable[[int, bytes], list[RtcpPacket]]] = {
    SENDER_REPORT: _read_sender_report,
    RECEIVER_REPORT: _read_receiver_report,
    GOODBYE: _read_goodbye,
    TRANSPORT_FEEDBACK: _read_transport_feedback,
    PAYLOAD_FEEDBACK: _read_payload_feedback,
}
